"""What several pages of this room need."""
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from pendopo.channels.reports import showing
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.places.queries import calendar_of
from pendopo.core.records.cards import office_name
from pendopo.core.records.holds import GROUNDS, standing
from pendopo.core.records.reckoning import account, face, limit_of, reckon
from pendopo.kit.files.serving import SHUT
from pendopo.kit.limits.actions import Budget, TooOften
from pendopo.kit.seal.uploads import InMemory

INLINE = ("image/", "audio/")
LOOKS = Budget("report-code", 60, 600)           # codes tried from one place; what is public is shown all the same
TOO_OFTEN = gettext_lazy("That was very often. Please wait a while and try again.")


def in_memory(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A form with files: they stay in memory and are sealed before anything is written. (The protection against
    forged forms reads the form, so it has to come after the handler is set.)"""
    guarded = csrf_protect(view)

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [InMemory(request)]
        return guarded(request, *args, **kwargs)
    return answered


def hand_out(name: str, mime: str, content: bytes) -> HttpResponse:
    """A sealed file in plain, for this one answer; kept by no cache."""
    answer = HttpResponse(content, content_type=mime)
    disposition = content_disposition_header(not mime.startswith(INLINE), name)
    if disposition:
        answer["Content-Disposition"] = disposition
    answer["Content-Security-Policy"] = SHUT
    answer["Cache-Control"] = "private, no-store"
    return answer


def computed(request: HttpRequest, report: Report, key: int, back: str) -> HttpResponse:
    """How a day was computed, also for a report that the public does not see."""
    row = pages.clock(report, key)
    limit = limit_of(WORKFLOW, row.name) if row else None
    if row is None or limit is None:
        raise Http404
    calendar = calendar_of(report.place.region_id if report.place else None)
    return render(request, "reports/clock.html", {
        "record": report, "title": showing.title(report), "face": face(report, row, limit, calendar), "back": back,
        "account": account(reckon(row, limit, calendar), WORKFLOW)})


def draw(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    """A page with a form; 422 while something has to be mended."""
    answer = render(request, template, {"form": form, "upload": form.is_multipart(), **more},
                    status=422 if form.is_bound and form.errors else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


def often(request: HttpRequest, error: TooOften) -> HttpResponse:
    """Slower, please; the same whatever the code was."""
    minutes = error.wait // 60 + 1
    answer = render(request, "reports/often.html", {"wait": ngettext(
        "Please wait %(count)s minute and try again.", "Please wait %(count)s minutes and try again.", minutes) % {
            "count": minutes}}, status=429)
    answer["Retry-After"], answer["Cache-Control"] = str(error.wait), "private, no-store"
    return answer


def legal(report: Report) -> dict[str, Any]:
    """The hold that stands, in words."""
    found = standing(report)
    return {} if found is None else {
        "ground": GROUNDS[found.ground], "reference": found.reference, "at": found.at,
        "by": found.by.shown if found.by else "", "office": office_name(found.office)}
