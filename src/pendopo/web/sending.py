"""Pages of many records in one answer, for those who keep a copy of the city: one question instead of fifty.

    /halaman-catatan.jsonl?kode=RA-2026-0001-J,RA-2026-0002-K      and under /en/ the same in English

One line for each record that everybody may read, in no order: {"path": its address, "html": its page without the frame
that all pages have}. Drawn as somebody without an account sees it, whoever asks.
"""
import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from pendopo.core.people.attempts import place_of
from pendopo.core.records.models import Record
from pendopo.kit import jsonl
from pendopo.kit.codes import in_address
from pendopo.kit.limits.actions import Budget, TooOften
from pendopo.kit.limits.here import spend_here

MOST = 50                                       # records in one answer
READ = Budget("many-pages", 240, 60)            # from one address
PASSED = ("standing", "whose")                  # asked once for all of them


class Alone(HttpRequest):
    """The question for one of the pages: no cookie, and no frame around the answer."""
    bare = True

    def __init__(self, asked: HttpRequest, path: str) -> None:
        super().__init__()
        self.method, self.path, self.path_info = "GET", path, path
        self.META = {name: value for name, value in asked.META.items() if name not in ("HTTP_COOKIE", "QUERY_STRING")}
        self.LANGUAGE_CODE = get_language()
        self.__dict__.update({name: asked.__dict__[name] for name in PASSED if name in asked.__dict__})


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """429 with the seconds to wait for whoever asks faster than a city can draw."""
    try:
        spend_here(READ, place_of(request))
    except TooOften as often:
        return HttpResponse(gettext("Too many questions. Please wait a little."), status=429,
                            content_type="text/plain; charset=utf-8", headers={"Retry-After": str(often.wait)})
    return jsonl.answer(request, lines(request, request.GET.get("kode", "").split(",")[:MOST]), level=1)


def lines(request: HttpRequest, codes: list[str]) -> Iterator[bytes]:
    named = {str(read) for code in codes if (read := in_address(code))}
    for record in Record.objects.filter(visibility="public", code__in=named):
        path = record.get_absolute_url()
        page = drawn(Alone(request, path))
        if page is not None:
            yield json.dumps({"path": path, "html": page}, ensure_ascii=False).encode() + b"\n"


def drawn(request: Alone) -> str | None:
    """None where there is no page for everybody to read."""
    found = resolve(request.path_info)
    request.resolver_match = found
    view: Any = found.func
    try:
        answer = view(request, *found.args, **found.kwargs)
    except Http404:
        return None
    return answer.content.decode() if answer.status_code == 200 and not answer.cookies else None
