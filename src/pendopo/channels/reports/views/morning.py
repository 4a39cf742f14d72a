"""The leader's page in the morning: red, yellow, blue, by office and days; printable."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.channels.reports import desk_rows, rules_desk
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import caseload
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.sessions import person
from pendopo.core.records.cards import office_name
from pendopo.kit.rules import Refused

COLOURS = {"merah": "red", "kuning": "yellow", "biru": "blue"}
NO_OFFICE = "-"


def leader(request: HttpRequest) -> Person:
    me = person(request)
    if not caseload.leads(me):
        raise Refused(rules_desk.lead)
    return me


@never_cache
@require_safe
def morning(request: HttpRequest) -> HttpResponse:
    found = caseload.morning(leader(request))
    return render(request, "reports/staff/morning.html", {
        "title": gettext("This morning"), "rows": [line(one) for one in found.rows], "total": line(found.total),
        "days": caseload.DAYS, "any": bool(found.rows)})


def line(load: caseload.Load) -> dict[str, Any]:
    slug = load.office.slug if load.office else NO_OFFICE
    return {"office": office_name(load.office) or gettext("Not sent to an office yet"), "load": load,
            "ways": {word: reverse("reports:morning_rows", args=[slug, word]) for word in COLOURS}}


@never_cache
@require_safe
def behind(request: HttpRequest, office: str, colour: str) -> HttpResponse:
    """The reports behind one figure; a case opens only for those who work on it."""
    me = leader(request)
    if colour not in COLOURS:
        raise Http404
    whose = None if office == NO_OFFICE else get_object_or_404(Organisation, slug=office)
    found = list(caseload.waiting(me, whose, colour))
    rows = [reached(one, row, me) for one, row in zip(found, desk_rows.rows(found, me), strict=True)]
    return render(request, "reports/staff/behind.html", {
        "title": office_name(whose) or gettext("Not sent to an office yet"), "rows": rows, "colour": colour})


def reached(report: Report, row: dict[str, Any], me: Person) -> dict[str, Any]:
    """A row; whoever only leads is led to the published page, and nowhere where there is none."""
    if not (report.desk_id in me.at(*COORDINATORS) or report.office_id in me.at(*HANDLERS, "secretariat")):
        row["address"] = report.get_absolute_url() if row["public"] else ""
    return row
