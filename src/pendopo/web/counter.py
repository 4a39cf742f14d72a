"""Behind closed shutters: whoever sends something hears until when, why, and has their words back.

Read-only: pages go on, and a form is answered with 503 and a page that holds what was typed. Shut: that page is all,
and it asks nothing of the database. Programs hear it in one sentence; a gateway with a form of errors of its own has
the shelf "shuttered".
"""
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from pendopo.kit import shutters
from pendopo.kit.discover import shelf
from pendopo.kit.shutters import SHUT, Closed, Shutters
from pendopo.kit.ui.dates import moment
from pendopo.web import typed
from pendopo.web.language import spoken

READING = ("GET", "HEAD", "OPTIONS")
PAGE = "web/closed.html"


class Counter:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = shutters.now()
        if now is not None and now.state == SHUT and not request.path.startswith(settings.STATIC_URL):
            return shut(request, now)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any,
                     words: Any) -> HttpResponse | None:
        now = shutters.now()
        if now is None or request.method in READING or getattr(view, "only_reads", False):
            return None
        return waiting(request, now)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page that would have written something while it was read."""
        return waiting(request, exception.shutters) if isinstance(exception, Closed) else None


def waiting(request: HttpRequest, now: Shutters) -> HttpResponse:
    """503, and the words back."""
    if (answer := programs(request, now)) is not None:
        return answer
    return dressed(render(request, PAGE, about(request, now), status=503), now)


def shut(request: HttpRequest, now: Shutters) -> HttpResponse:
    with translation.override(spoken(request.path)):
        if (answer := programs(request, now)) is not None:
            return answer
        text = render_to_string(PAGE, about(request, now))
    return dressed(HttpResponse(text, status=503), now)


def about(request: HttpRequest, now: Shutters) -> dict[str, Any]:
    sent = request.method not in READING
    return {"until": moment(now.until) if now.until else "", "why": now.why, "sent": sent, "shut": now.state == SHUT,
            "typed": typed.shown(request) if sent else [], "again": typed.again(request) if sent else [],
            "files": [file.name for name in request.FILES for file in request.FILES.getlist(name)] if sent else [],
            "back": request.get_full_path()}


@cache
def forms() -> list[tuple[str, Callable[[str, Shutters], HttpResponse]]]:
    """Where errors have a form of their own: the beginning of the address, and who says it."""
    return shelf("shuttered", "PROGRAMS")


def programs(request: HttpRequest, now: Shutters) -> HttpResponse | None:
    """For programs: they come again by themselves. None: somebody looks at a page."""
    for begins, closed in forms():
        if request.path.startswith(begins):
            return dressed(closed(request.path, now), now)
    return None if "text/html" in request.headers.get("Accept", "") else plain(now)


def plain(now: Shutters) -> HttpResponse:
    until = moment(now.until) if now.until else gettext("a moment from now")
    text = gettext("Nothing is taken in until %(until)s. Please send it again then.") % {"until": until}
    return dressed(HttpResponse(text + "\n", status=503, content_type="text/plain; charset=utf-8"), now)


def dressed(response: HttpResponse, now: Shutters) -> HttpResponse:
    response.headers["Retry-After"] = str(now.wait)
    response.headers["Cache-Control"] = "no-store"
    return response
