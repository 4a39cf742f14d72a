"""One thing done to many reports at once, with a way back.

Giving, sending and putting together happen at once and are turned back by their contrary. What a reporter hears (an
answer, a closing) cannot be unsaid, so it waits a few minutes before it happens; until then it is taken back by simply
not happening. Secret reports are handled one by one.
"""
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions import grouping, handling, routing
from pendopo.channels.reports.models import Report, Stroke, Struck
from pendopo.channels.reports.words import STROKES
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.rules import Refused, require
from pendopo.kit.seal.actions import keep
from pendopo.kit.seal.boxes import Box, Shut
from pendopo.kit.seal.queries import unlock
from pendopo.kit.whole import whole

MOST = 100                           # reports in one stroke
WAITS = timedelta(minutes=3)         # before what reporters hear happens
BACK = timedelta(minutes=15)         # in which what was done at once can be turned back
WAITING = ("answer", "close")
WORDS = "words"
TOO_MANY = _("At most a hundred reports at once.")
ALONE = _("Secret reports are handled one by one.")
TOO_LATE = _("It is too late to take this back: it has gone out, or somebody has gone on with it.")
FAULTS = (Refused, NotFromHere, Hindrance, Shut)
SENT = ("reports.route", "reports.reroute", "reports.not_ours", "reports.recall")
GONE_ON = {"route": SENT, "assign": (*SENT, "reports.assign"), "gather": ("reports.gather", "reports.ungather")}


def bound(person: Person, at: object) -> str:
    return f"reports.stroke:{person.alias}:{at}"


def strike(*, actor: Actor, reports: Sequence[Report], sort: str, office: Organisation | None = None,
           person: Person | None = None, text: str = "") -> Stroke:
    """Does `sort` (words.STROKES) to all of them; what cannot be done to one is left out and said ("refused").

    `person` for assign, `office` for route, `text` for answer and close; "{kode}" in it becomes each report's code.
    """
    if sort not in STROKES:
        raise ValueError(sort)
    if len(reports) > MOST:
        raise Hindrance(TOO_MANY)
    if any(report.secret for report in reports):
        raise Hindrance(ALONE)
    now = timezone.now()
    with whole():
        stroke = Stroke(person=actor.person, sort=sort, office=office, handler=person, at=now,
                        until=now + (WAITS if sort in WAITING else BACK))
        require(rules.strike, actor, stroke)
        if text:
            box = Box()
            stroke.key, stroke.words = keep(box, bound(actor.person, now)), box.seal_words({"text": text}, WORDS)
        stroke.save()
        Struck.objects.bulk_create(Struck(stroke=stroke, report=report) for report in reports)
    if sort not in WAITING:
        carry_out(actor, stroke)
    return stroke


def carry_out(by: Actor, stroke: Stroke) -> None:
    """Each report in a transaction of its own: one that moved on meanwhile holds up nobody. What a crash left is done
    the next time, and nothing twice: deed and outcome are written together."""
    rows = list(stroke.struck.filter(outcome="waiting").select_related("report").order_by("pk"))
    if stroke.sort == "gather":
        with whole():
            for row in sorted(rows, key=lambda one: one.report_id):
                row.group_id = records.lock(row.report).group_id
            grouping.gather(actor=by, reports=[row.report for row in rows])
            for row in rows:
                _settled(row, "done")
    else:
        for row in rows:
            _tried(row, partial(_one, by, stroke, row))
    with whole():
        Stroke.objects.filter(pk=stroke.pk).update(done=timezone.now())


def _tried(row: Struck, do: Callable[[], object], before: str = "waiting", after: str = "done") -> bool:
    try:
        with whole():
            if not Struck.objects.select_for_update().filter(pk=row.pk, outcome=before).exists():
                return False                     # somebody else did it at the same moment
            do()
            _settled(row, after)
    except FAULTS:
        with whole():
            Struck.objects.filter(pk=row.pk).update(outcome="refused" if before == "waiting" else before)
        return False
    return True


def _settled(row: Struck, outcome: str) -> None:
    """With how it stood before, and the row of the timeline after which somebody else may have gone on."""
    if outcome == "done":
        row.written = Event.objects.filter(record=row.report_id).order_by("-pk").values_list("pk", flat=True).first()
    row.outcome = outcome
    row.save(update_fields=["outcome", "before", "group", "written"])


def _one(by: Actor, stroke: Stroke, row: Struck) -> None:
    report = records.lock(row.report)
    if stroke.sort == "assign" and stroke.handler is not None:
        row.before = report.handler
        routing.assign(actor=by, report=report, person=stroke.handler)
    elif stroke.sort == "route" and stroke.office is not None:
        routing.route(actor=by, report=report, office=stroke.office, proposed="person")
    elif stroke.sort == "answer":
        handling.answer(actor=by, report=report, text=_text(stroke, report))
    elif stroke.sort == "close":
        handling.close_by_desk(actor=by, report=report, reason=_text(stroke, report))


def _text(stroke: Stroke, report: Report) -> str:
    if stroke.key is None:
        raise Shut
    box = unlock(stroke.key, bound(stroke.person, stroke.at))
    return str(box.open_words(stroke.words, WORDS)["text"]).replace("{kode}", report.code)


def strike_due(*, actor: System) -> int:
    """What has waited long enough happens now, in the name of whoever ordered it, if they still may."""
    due = Stroke.objects.filter(sort__in=WAITING, undone=None, until__lte=timezone.now(), struck__outcome="waiting")
    done = 0
    for stroke in due.select_related("person", "key").distinct().order_by("pk"):
        require(rules.strike_due, actor, stroke)
        stroke.person.strong = True              # it was ordered in a session that had proved the second factor
        carry_out(stroke.person, stroke)
        done += 1
    return done


def take_back(*, actor: Actor, stroke: Stroke) -> int:
    """As if it had not been done, for each report with which nobody has gone on; the others stay "done". Returns how
    many were taken back."""
    with whole():
        stroke = Stroke.objects.select_for_update(of=("self",)).select_related("handler", "office").get(pk=stroke.pk)
        require(rules.take_back, actor, stroke)
        if stroke.undone is not None or stroke.until < timezone.now() or (stroke.sort in WAITING and stroke.done):
            raise Hindrance(TOO_LATE)
        Stroke.objects.filter(pk=stroke.pk).update(undone=timezone.now())
        if stroke.sort in WAITING:
            return stroke.struck.update(outcome="undone")
    rows = stroke.struck.filter(outcome="done").select_related("report", "before", "group").order_by("pk")
    return sum(_tried(row, partial(_back, actor, stroke, row), "done", "undone") for row in rows)


def _back(by: Actor, stroke: Stroke, row: Struck) -> None:
    """What this stroke did and nobody changed since. Raises Hindrance when somebody has gone on with it."""
    report = records.lock(row.report)
    since = Event.objects.filter(record=report.pk, pk__gt=row.written or 0, verb__in=GONE_ON[stroke.sort])
    if row.written is None or since.exists():
        raise Hindrance(TOO_LATE)
    if stroke.sort == "route":
        routing.recall(actor=by, report=report)
    elif stroke.sort == "gather":
        if report.group_id != row.group_id:              # else it stood in this group already
            grouping.ungather(actor=by, report=report, back=row.group)
    elif stroke.sort == "assign":
        _give_back(by, report, row.before)


def _give_back(by: Actor, report: Report, before: Person | None) -> None:
    with whole():
        require(rules.assign, by, report)
        if report.handler_id is None:
            raise Hindrance(TOO_LATE)
        report.handler = before
        report.save(update_fields=["handler"])
        records.note(report, "reports.assign", by=by, office=report.office, visibility="members")
