"""How a plan was made, as its pack of evidence holds it: what the verdicts of the standards rest on.

Timetable, papers, decree, contributions with their answers, the forum with its rules, seats and minutes; the files of
these, and the lines of the ledger behind them. Organisations are named; of people there is what they wrote, as far as
everybody reads it, and no name.
"""
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from pendopo.channels.plans.bodies import Forum, Meeting, Seat
from pendopo.channels.plans.cycles import Answer, Contribution, Cycle, Paper, Stage
from pendopo.channels.plans.models import Plan
from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation
from pendopo.core.records.models import Event
from pendopo.kit.files.models import StoredFile

READ = ("received", "answered")      # states of a contribution whose words everybody reads
Told = dict[str, Any]


def making(plan: Plan) -> Told:
    """As plain data; nothing where no cycle is kept here. `ledger_line`: where its proof is to be looked for."""
    cycle = plan.cycle
    if cycle is None:
        return {}
    return {
        "state": cycle.state, "adopted": iso(cycle.adopted), "submitted": iso(cycle.submitted),
        "decree": {"number": cycle.decree, "day": iso(cycle.decree_on), "url": cycle.decree_url,
                   "file": file(cycle.decree_file)},
        "timetable": [stage(one) for one in Stage.objects.filter(cycle=cycle.pk).select_related("event__line")],
        "papers": [paper(one) for one in Paper.objects.filter(cycle=cycle.pk).select_related(
            "file", "organisation", "event__line")],
        "contributions": contributions(plan, cycle), "forum": table(plan, plan.forum) if plan.forum else None}


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def local(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


def file(one: StoredFile | None) -> Told | None:
    return {"name": one.name, "sha256": one.sha256} if one else None


def named(one: Organisation | None) -> str:
    return one.name if one else ""


def stage(one: Stage) -> Told:
    return {"name": one.name, "start": iso(one.start), "end": iso(one.end), "published": local(one.at),
            "replaced": local(one.replaced) if one.replaced else "", "ledger_line": one.event.line.seq}


def paper(one: Paper) -> Told:
    return {"sort": one.sort, "title": one.title, "day": iso(one.day), "by": named(one.organisation), "text": one.text,
            "url": one.url, "file": file(one.file), "ledger_line": one.event.line.seq}


def contributions(plan: Plan, cycle: Cycle) -> list[Told]:
    """Every number with what became of it; one that waits for a moderator is nobody's to read yet."""
    answers = Answer.objects.select_related("organisation", "event__line").prefetch_related("commitments")
    rows = Contribution.objects.filter(cycle=cycle.pk).exclude(state="held").select_related(
        "theme", "organisation", "event__line").prefetch_related(Prefetch("answers", answers))
    return [{
        "number": one.number, "address": reverse("plans:contribution", args=[plan.code, one.number]),
        "day": local(one.at), "theme": one.theme.title if one.theme else "", "organisation": named(one.organisation),
        "state": one.state, "text": one.text if one.state in READ else "",
        "hidden_because": one.reason if one.state == "hidden" else "", "ledger_line": one.event.line.seq,
        "answers": [{"outcome": said.outcome, "text": said.text, "by": named(said.organisation), "day": local(said.at),
                     "commitments": sorted(promise.code for promise in said.commitments.all()),
                     "ledger_line": said.event.line.seq} for said in one.answers.all()]} for one in rows]


def table(plan: Plan, forum: Forum) -> Told:
    seats = Seat.objects.filter(forum=forum.pk).select_related("organisation", "line")
    return {
        "name": forum.name, "address": forum.get_absolute_url(), "decree": forum.decree, "since": iso(forum.since),
        "rules": forum.rules, "rules_url": forum.rules_url, "rules_file": file(forum.rules_file),
        "rules_published": local(forum.rules_at) if forum.rules_at else "",
        "seats": [{"organisation": one.organisation.name, "side": one.organisation.side, "function": one.function,
                   "since": iso(one.since), "until": iso(one.until), "ledger_line": one.line.seq} for one in seats],
        "meetings": [meeting(forum, one) for one in meetings(plan).select_related(
            "line", "minutes_line", "minutes_file").prefetch_related("present").order_by("day", "number")]}


def meetings(plan: Plan) -> QuerySet[Meeting]:
    """Those that count: with public minutes, on this plan or on none in particular."""
    return Meeting.objects.filter(Q(plan=plan.pk) | Q(plan=None), forum=plan.forum_id, published__isnull=False)


def meeting(forum: Forum, one: Meeting) -> Told:
    one.forum = forum
    return {
        "number": one.number, "address": one.get_absolute_url(), "day": iso(one.day), "called": local(one.at),
        "sort": one.sort, "agenda": one.agenda, "present": sorted(office.name for office in one.present.all()),
        "people": one.people, "minutes": one.minutes, "minutes_url": one.minutes_url,
        "minutes_file": file(one.minutes_file), "minutes_published": local(one.published) if one.published else "",
        "ledger_line": one.line.seq, "minutes_ledger_line": one.minutes_line.seq if one.minutes_line else None}


def files(plan: Plan) -> Q:
    """The files that were published while it was made."""
    cover = [plan.cycle.decree_file_id] if plan.cycle else []
    rules = [plan.forum.rules_file_id] if plan.forum else []
    return (Q(pk__in=Paper.objects.filter(cycle=plan.cycle_id).values("file"))
            | Q(pk__in=meetings(plan).values("minutes_file"))
            | Q(pk__in=[key for key in (*cover, *rules) if key]))


def places(plan: Plan) -> set[int]:
    """Where the lines behind it stand in the log, as far as they are published. What was hidden or taken back has
    none that anybody could open; what people said to it in comments is not part of its making."""
    deeds = Event.objects.filter(record=plan.cycle_id, visibility="public").exclude(verb__startswith="voices.")
    lines = Q(pk__in=deeds.values("line"))
    if plan.forum is not None:
        held = meetings(plan)
        lines |= (Q(pk__in=Seat.objects.filter(forum=plan.forum_id).values("line")) | Q(pk__in=held.values("line"))
                  | Q(pk__in=held.values("minutes_line")) | Q(pk=plan.forum.line_id))
    found = Line.objects.filter(lines, seq__isnull=False).values_list("seq", flat=True)
    return {place for place in found if place is not None}
