"""A sentence instead of a page, with a search box and a way home."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext


def said(request: HttpRequest, status: int, title: str, *texts: str, ways: bool = False) -> HttpResponse:
    return render(request, "web/said.html", {
        "title": title, "texts": [text for text in texts if text], "ways": ways, "again": request.get_full_path()},
        status=status)


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    """Slower, please: when it will be open again."""
    minutes = wait // 60 + 1
    answer = said(request, 429, gettext("That was very often"), ngettext(
        "Please wait %(count)s minute and try again.", "Please wait %(count)s minutes and try again.", minutes) % {
            "count": minutes})
    answer.headers["Retry-After"] = str(wait)
    return answer
