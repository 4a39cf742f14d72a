"""Somebody is away: their cases show to whoever stands in, and no clock stops for it."""
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.naming import exchange
from pendopo.channels.reports.actions.telling import tell_office
from pendopo.channels.reports.models import Absence, Report
from pendopo.channels.reports.queries.officers import staff
from pendopo.channels.reports.queries.opening import excluded, unlocked
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Person, today
from pendopo.core.people.queries import current
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

NOT_TOGETHER = _("Whoever stands in has to work for the same office.")
BACKWARDS = _("The last day comes before the first one.")
ITSELF = _("Nobody can stand in for themselves.")
FOR_A_HEAD = _("Whoever stands in for a head also signs for them. So you cannot name yourself: choose a colleague, or "
               "ask the head to say it.")


def announce(*, actor: Actor, person: Person, deputy: Person, since: date, until: date) -> Absence:
    """`person` is away from `since` to `until`, both included. Cases stay theirs; the deputy sees and works on them.

    Secret reports of the absent one are opened to the deputy too, where whoever announces it is named for them as well:
    who may not read them cannot let anybody in by a colleague's absence. Nor to a deputy who works for an office that
    is complained about. Who stands in for a head signs for them, so nobody but another head names themselves for that.
    """
    with whole():
        absence = Absence(person=person, deputy=deputy, since=since, until=until)
        require(rules.announce, actor, absence)
        if until < since:
            raise Hindrance(BACKWARDS)
        if person.pk == deputy.pk:
            raise Hindrance(ITSELF)
        if not _together(person, deputy):
            raise Hindrance(NOT_TOGETHER)
        if deputy.pk == actor.person.pk and _heads(person).exclude(organisation__in=actor.at("head")).exists():
            raise Hindrance(FOR_A_HEAD)
        absence.save()
        for report in _secret_of(person, actor):
            _stand_in(actor, report, person, deputy)
    return absence


def end_absence(*, actor: Actor, absence: Absence) -> None:
    """Back earlier, or it was a mistake. What the deputy has begun stays as it is."""
    with whole():
        require(rules.end_absence, actor, absence)
        if absence.since >= today():
            absence.delete()
        else:
            absence.until = max(absence.since, today() - timedelta(days=1))
            absence.save(update_fields=["until"])


def _heads(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(current(), person=person.pk, role="head")


def _together(person: Person, deputy: Person) -> bool:
    held = Membership.objects.filter(current(), role__in=(*HANDLERS, *COORDINATORS))
    offices = held.filter(person=person.pk).values("organisation")
    return held.filter(person=deputy.pk, organisation__in=offices).exists()


def _secret_of(person: Person, actor: Actor) -> list[Report]:
    found = Report.objects.filter(rules.name_officer.q(actor), secret=True, closed=None, visibility="secret",
                                  readers__person=person.pk, readers__until=None)
    return list(found.distinct().order_by("pk"))


def _stand_in(actor: Actor, found: Report, person: Person, deputy: Person) -> None:
    report = records.lock(found)
    row = report.readers.filter(person=person.pk, until=None).select_related("office").first()
    if row is None:
        return
    shut = excluded(report, unlocked(report))
    if deputy.pk not in {one.pk for one in staff(row.office, (*HANDLERS, *COORDINATORS), shut)}:
        return
    exchange(report, [(deputy, row.office, row.why)], ())
    records.note(report, "reports.name_officer", by=actor, office=row.office, visibility="members")
    tell_office(report, "reports.assigned")
