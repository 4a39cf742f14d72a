"""Pages that every record has: its whole timeline, and how each of its days was computed. Public as the record is."""
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pendopo.core.people.sessions import visitor
from pendopo.core.places.queries import calendar_of
from pendopo.core.records import kinds, queries, rules_holds
from pendopo.core.records.cards import card
from pendopo.core.records.models import Record
from pendopo.core.records.reckoning import account, face, limit_of, reckon
from pendopo.core.records.telling import told
from pendopo.kit.codes import in_address


def found(request: HttpRequest, code: str) -> Record:
    """The record, if this reader may see it; whether it exists is not told to others."""
    read = in_address(code)
    record = queries.detail(str(read), visitor(request)) if read else None
    if record is None:
        raise Http404
    return record


def go(request: HttpRequest, code: str) -> HttpResponse:
    """From the code alone to the record's own page."""
    return redirect(found(request, code))


def timeline(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that happened to it, oldest first, for reading and printing."""
    record, actor = found(request, code), visitor(request)
    inside = actor is not None and record.office_id in actor.office_ids
    rows = list(queries.timeline(record, actor))
    once = any(row.verb == "records.hold" for row in rows)         # where none was set, none is asked for
    may = inside and (rules_holds.set_hold.allows(actor, record) or (
        once and rules_holds.lift_hold.allows(actor, record)))
    return render(request, "records/history.html", {
        "record": record, "card": card(record), "kind": kinds.get(record.kind),
        "hold": reverse("records:hold", args=[record.code]) if may else "",
        "timeline": told(rows, inside)})


def clock(request: HttpRequest, code: str, clock: int) -> HttpResponse:
    """One legal clock of the record: the limit and its law, the calendar, the skipped days with their reasons."""
    record = found(request, code)
    row = queries.clocks(record).filter(pk=clock).first()
    workflow = kinds.get(record.kind).workflow
    limit = limit_of(workflow, row.name) if row else None
    if row is None or limit is None:
        raise Http404
    calendar = calendar_of(record.place.region_id if record.place else None)
    return render(request, "records/clock.html", {
        "record": record, "kind": kinds.get(record.kind), "face": face(record, row, limit, calendar),
        "account": account(reckon(row, limit, calendar), workflow)})
