"""The letter to the Ombudsman, or whatever the body above all offices is called in this country: what it needs, what of
that is here, and what it costs to have left no name."""
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.channels.reports import exports, showing
from pendopo.channels.reports.models import Identity, Report
from pendopo.channels.reports.packs import Piece, supervisor
from pendopo.channels.reports.views.own import mine
from pendopo.core.places.queries import city
from pendopo.core.records import queries as records
from pendopo.core.records.cards import where
from pendopo.core.records.telling import told
from pendopo.kit.country import in_words
from pendopo.kit.ui.dates import day


@never_cache
@require_safe
def own(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever reported, opened by the receipt; without it this leads to where one types it in."""
    known = mine(request, code)
    if known is None:
        return redirect("people:receipt")
    report, _actor = known
    return letter(request, report, rows=told(records.timeline(report, None)), own=True)


def letter(request: HttpRequest, report: Report, *, rows: Any, own: bool) -> HttpResponse:
    """Ready to print. It names nobody: who complains writes the name in by hand."""
    known, whom = Identity.objects.filter(report=report.pk).exists(), supervisor()
    last = (report.happened or timezone.localdate(report.created)) + timedelta(days=whom.days)
    answer = render(request, "reports/letter.html", {
        "record": report, "title": showing.title(report), "facts": showing.facts(report), "timeline": rows,
        "whose": city(), "where": where(report), "own": own, "known": known, "needs": needs(report, known),
        "last": day(last), "over": last < timezone.localdate(), "by_hand": [in_words(one) for one in whom.by_hand],
        "to": {name: in_words(getattr(whom, name)) for name in ("name", "reach", "law", "span", "names")},
        "back": reverse("reports:own" if own else "reports:case", args=[report.code])})
    answer["Cache-Control"] = "private, no-store"
    return answer


def needs(report: Report, known: bool) -> list[tuple[str, str, bool]]:
    """What has to be enclosed, whether it is here, and where the rest comes from."""
    late = report.clocks.filter(stopped=None, due__lt=timezone.localdate()).exists()
    return [(in_words(one.what), *here(one, report, known, late)) for one in supervisor().enclosed]


def here(piece: Piece, report: Report, known: bool, late: bool) -> tuple[str, bool]:
    """Where one of them comes from, and whether it is here."""
    match piece.sort:
        case "identity":
            return (gettext("A name was left with this report; the copy itself is not kept here.") if known else
                    gettext("No name was left with this report: who reported has to add the copy and sign.")), False
        case "story":
            return gettext("This page."), True
        case "proof" if late:
            return gettext("This page: a legal limit has passed without an answer."), True
        case "proof":
            return gettext("This page: the report came in on %(day)s. No legal limit has passed yet; they may send you "
                           "back to the office first.") % {"day": day(report.created)}, False
    return in_words(piece.note), False


@require_safe
def data(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of open data, as it was written this morning; before the first one, a page says when it comes."""
    path = exports.folder() / name
    if name not in exports.NAMES:
        raise Http404
    if not path.is_file():
        early = render(request, "reports/data_later.html", status=404)
        early["Cache-Control"] = "no-store"
        return early
    return HttpResponse(path.read_bytes(), content_type=exports.TYPES[path.suffix], headers={
        "Content-Disposition": f'attachment; filename="{name}"'})
