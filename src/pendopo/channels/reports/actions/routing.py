"""A report goes to the office that can act. "Not ours" is one click; it is counted, and no clock stops for it."""
from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.naming import DESK_STAYS, LAST, LAST_OF_DESK, NONE_LEFT, exchange, hand_over
from pendopo.channels.reports.actions.signing import keep_inside
from pendopo.channels.reports.actions.speaking import office_for, say
from pendopo.channels.reports.actions.telling import tell_desk, tell_followers, tell_office
from pendopo.channels.reports.models import Report, Route
from pendopo.channels.reports.queries.officers import colleagues, deputy, releasable, staff
from pendopo.channels.reports.queries.opening import excluded, unlocked
from pendopo.channels.reports.queries.pages import unheard
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

NOT_THERE = _("This person does not work for the office that has the report.")
ENOUGH = 2                           # so often an office may pass it on itself; then the desk decides


def route(*, actor: Actor, report: Report, office: Organisation, officers: Sequence[Person] = (), proposed: str = "",
          sure: float | None = None) -> Report:
    """The desk sends it on. `officers`: who is named for a secret one; empty: the office's liaison officers.

    `proposed` and `sure` say whose proposal it was (rule, model, person) and how confident: the router learns by it.
    """
    with whole():
        report = records.lock(report)
        require(rules.route, actor, report)
        _station(report, office, officers, "", proposed, sure)
        records.move(report, "route", by=actor, office=report.desk, facts=_to(office))
        tell_office(report, "reports.routed")
        tell_followers(report, "reports.moved", state=report.state)
    return report


def recall(*, actor: Actor, report: Report) -> Report:
    """The desk takes it back before the office has begun: it was sent by mistake."""
    with whole():
        report = records.lock(report)
        require(rules.recall, actor, report)
        if report.secret and report.desk is not None:
            hand_over(report, report.desk, ())
        Route.objects.filter(report=report, ended=None).update(ended=timezone.now(), outcome="rerouted")
        keep_inside(unheard(report))
        report.office, report.handler = report.desk, None
        report.save(update_fields=["office", "handler"])
        records.move(report, "recall", by=actor, office=report.desk)
    return report


def reroute(*, actor: Actor, report: Report, office: Organisation, reason: str = "",
            officers: Sequence[Person] = (), proposed: str = "", sure: float | None = None) -> Report:
    """Straight to another office. The clocks go on: the citizen has asked the city, not an office."""
    with whole():
        report = records.lock(report)
        require(rules.reroute, actor, report)
        by_office = report.office_id in actor.office_ids and report.desk_id not in actor.at(*COORDINATORS)
        if by_office and report.returned >= ENOUGH:
            raise Hindrance(_("It was passed on twice already. Give it back to the desk, which decides."))
        acting = office_for(actor, report)
        if reason:
            say(report, unlocked(report), "reason", reason, by=actor, office=acting)
        _station(report, office, officers, "rerouted", proposed, sure)
        if by_office:
            _count(report)
        records.move(report, "reroute", by=actor, office=acting, facts=_to(office))
        tell_office(report, "reports.routed")
    return report


def not_ours(*, actor: Actor, report: Report, reason: str, office: Organisation | None = None,
             officers: Sequence[Person] = ()) -> Report:
    """Another office is in charge. With `office` it goes there at once; otherwise the desk sends it on."""
    if office is not None:
        return reroute(actor=actor, report=report, office=office, reason=reason, officers=officers, proposed="person")
    with whole():
        report = records.lock(report)
        require(rules.not_ours, actor, report)
        acting = report.office
        say(report, unlocked(report), "reason", reason, by=actor, office=acting)
        Route.objects.filter(report=report, ended=None).update(ended=timezone.now(), outcome="not_ours")
        keep_inside(unheard(report))
        report.office, report.handler = report.desk, None
        report.save(update_fields=["office", "handler"])
        _count(report)
        records.move(report, "not_ours", by=actor, office=acting)
        tell_desk(report, "reports.returned")
    return report


def _to(office: Organisation) -> dict[str, str]:
    """Both names, because the row stands for ever and is read in both languages."""
    english = {"office_name_en": office.name_en} if office.name_en else {}
    return {"to": office.slug, "office_name": office.name, **english}


def _count(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(returned=F("returned") + 1)
    report.returned += 1


def _station(report: Report, office: Organisation, officers: Sequence[Person], outcome: str, proposed: str,
             sure: float | None) -> None:
    now = timezone.now()
    if report.secret:
        hand_over(report, office, officers)
    Route.objects.filter(report=report, ended=None).update(ended=now, outcome=outcome or "rerouted")
    Route.objects.create(report=report, office=office, at=now, proposed=proposed, sure=sure)
    keep_inside(unheard(report))
    report.office, report.handler = office, None
    report.save(update_fields=["office", "handler"])


def assign(*, actor: Actor, report: Report, person: Person) -> Report:
    """One of the office's people works on it; whoever is away is stood in for."""
    with whole():
        report = records.lock(report)
        require(rules.assign, actor, report)
        person = deputy(person)
        if not colleagues(report.office).filter(pk=person.pk).exists():
            raise Hindrance(NOT_THERE)
        if report.secret and report.office is not None:
            _name(report, person, report.office, "handler")
        report.handler = person
        report.save(update_fields=["handler"])
        records.note(report, "reports.assign", by=actor, office=report.office, visibility="members")
        tell_office(report, "reports.assigned")
    return report


def name_officer(*, actor: Actor, report: Report, person: Person, office: Organisation) -> Report:
    """One more officer can read a secret report; a coordinator of its desk for the desk, which stays."""
    with whole():
        report = records.lock(report)
        require(rules.name_officer, actor, report)
        watches = office.pk == report.desk_id and person in staff(office, COORDINATORS)
        _name(report, person, office, "desk" if watches else "handler")
        records.note(report, "reports.name_officer", by=actor, office=office, visibility="members")
        tell_office(report, "reports.assigned")
    return report


def _name(report: Report, person: Person, office: Organisation, why: str) -> None:
    shut = excluded(report, unlocked(report))
    if person.pk not in {one.pk for one in staff(office, (*HANDLERS, *COORDINATORS), shut)}:
        raise Hindrance(NONE_LEFT)
    exchange(report, [(person, office, why)], ())


def release_officer(*, actor: Actor, report: Report, person: Person) -> Report:
    """From now on this officer reads it no more; the last one stays, and the last one of the desk."""
    with whole():
        report = records.lock(report)
        require(rules.release_officer, actor, report)
        others = report.readers.filter(until=None).exclude(person=person)
        if not others.exists():
            raise Hindrance(LAST)
        if not releasable(actor, report).filter(pk=person.pk).exists():
            raise Hindrance(DESK_STAYS)
        if report.readers.filter(until=None, person=person, why="desk") and not others.filter(why="desk"):
            raise Hindrance(LAST_OF_DESK)
        exchange(report, (), [person.pk])
        records.note(report, "reports.release_officer", by=actor, office=office_for(actor, report),
                     visibility="members")
    return report
