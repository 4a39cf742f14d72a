"""What the timers do: warn, climb the ladder, close, expire, keep the named officers right, forget identities."""
from datetime import date

from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.naming import exchange
from pendopo.channels.reports.actions.signing import keep_inside
from pendopo.channels.reports.actions.telling import tell_desk, tell_followers, tell_office, tell_reporter
from pendopo.channels.reports.models import Escalation, Identity, Reader, Report
from pendopo.channels.reports.queries import due
from pendopo.channels.reports.queries.officers import staff
from pendopo.channels.reports.queries.opening import excluded, unlocked
from pendopo.channels.reports.queries.pages import unheard
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.rules import require
from pendopo.kit.seal.actions import shred
from pendopo.kit.whole import whole
from pendopo.kit.work.keeping import rule

KEPT = rule("identities").span       # after closing: the Ombudsman's window


def warn(*, actor: Actor, today: date | None = None) -> int:
    """Each step of each clock once: warnings before the day, then coordinator, head of office, Ombudsman letter."""
    done = 0
    for step in due.steps(today or timezone.localdate()):
        with whole():
            report = records.lock(step.report)
            require(rules.warn, actor, report)
            _made, new = Escalation.objects.get_or_create(clock=step.clock, step=step.name, defaults={
                "report": report, "at": timezone.now()})
            if new:
                _climb(actor, report, step.name)
                done += 1
    return done


def _climb(actor: Actor, report: Report, step: str) -> None:
    """A warning tells the office; what is late goes on the timeline, for everybody who may see it."""
    if step.startswith("warn"):
        tell_office(report, "reports.warning")
        return
    records.note(report, f"reports.late_{step}", by=actor)
    if step == "coordinator":
        tell_desk(report, "reports.late")
    elif step == "head" and report.office is not None and not report.secret:
        tell(Person.objects.filter(pk__in=[one.pk for one in staff(report.office, ("head",))]), "reports.late", report)
    elif step == "ombudsman":
        tell_reporter(report, "news")
    tell_followers(report, "reports.moved", state=report.state)


def close_due(*, actor: Actor, today: date | None = None) -> int:
    """Reported done, and the reporter said nothing for ten working days. Counted apart from what was confirmed."""
    return _by_timer(actor, due.silent("close", "done", today or timezone.localdate()), "close")


def expire_due(*, actor: Actor, today: date | None = None) -> int:
    """Asked, and no reply for ten working days."""
    day = today or timezone.localdate()
    return _by_timer(actor, [*due.silent("complete", "incomplete", day), *due.silent("complete", "asking", day)],
                     "expire")


def _by_timer(actor: Actor, found: list[Report], move: str) -> int:
    done = 0
    for one in found:
        with whole():
            report = records.lock(one)
            require(rules.close_due, actor, report)
            try:
                records.move(report, move, by=actor)
            except NotFromHere:                  # the reporter was faster
                continue
            keep_inside(unheard(report))
            tell_reporter(report, "closed")
            tell_followers(report, "reports.moved", state=report.state)
            done += 1
    return done


def tend_officers(*, actor: Actor) -> int:
    """Whoever left an office, or came to work for one that is complained about, is named no more; a successor of the
    same office takes the place. Where nobody is left, the last one stays listed and the desk is told."""
    done = 0
    for report in due.badly_named():
        with whole():
            report = records.lock(report)
            require(rules.tend_officers, actor, report)
            done += _tend(report)
    return done


def _tend(report: Report) -> int:
    shut = excluded(report, unlocked(report))
    rows = list(Reader.objects.filter(report=report, until=None).select_related("office"))
    able = {row.office_id: staff(row.office, (*HANDLERS, *COORDINATORS), shut) for row in rows}
    gone = [row for row in rows if row.person_id not in {one.pk for one in able[row.office_id]}]
    kept = {row.person_id for row in rows} - {row.person_id for row in gone}
    new = []
    for row in gone:
        same = COORDINATORS if row.why == "desk" else HANDLERS
        heirs = staff(row.office, same, shut)
        if not any(heir.pk in kept for heir in heirs):
            new += [(heir, row.office, "desk" if row.why == "desk" else "successor") for heir in heirs]
    try:
        exchange(report, new, {row.person_id for row in gone})
    except Hindrance:
        return 0
    if new:
        tell_office(report, "reports.assigned")
    return len(gone)


def forget_identities(*, actor: Actor) -> int:
    """Who reported is forgotten when the country's rule says so, unless a legal hold stands."""
    done = 0
    old = Identity.objects.filter(report__closed__lt=timezone.now() - KEPT).exclude(
        report__in=records.held()).select_related("report")
    for identity in old:
        with whole():
            report = records.lock(identity.report)
            require(rules.forget_identities, actor, report)
            key = identity.key_id
            identity.delete()
            shred([key])
            records.note(report, "reports.forget_identity", by=actor, visibility="members")
            done += 1
    return done
