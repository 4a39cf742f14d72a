"""Who stands where to a report: at its desk, in its office, named for it, its reporter. The rules are made of these."""
from functools import lru_cache

from django.db.models import Q

from pendopo.channels.reports import rules_desk
from pendopo.channels.reports.models import Absence, Reader
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS, WORKFLOW
from pendopo.core.people.actors import Actor, ReceiptHolder, System
from pendopo.core.people.models import Membership, Person, today
from pendopo.core.people.queries import current
from pendopo.kit.rules import EVERYTHING, NOTHING, Listed

LIVING = Q(visibility__in=("public", "sealed", "secret"))
OPEN = Q(secret=False)
STAFF = rules_desk.STAFF


def named(actor: Actor | None) -> Q:
    """The secret reports that name this officer, while the role in the office for which they were named lasts."""
    if not isinstance(actor, Person) or actor.helper is not None or not actor.at(*STAFF):
        return NOTHING
    return _named(actor.pk, actor.at(*STAFF))


@lru_cache(maxsize=500)
def _named(person: int, offices: frozenset[int]) -> Q:
    """A page of a case asks it forty times over; it is a question, and no answer is remembered."""
    return Q(secret=True) & Q(Listed(Reader.objects.filter(person=person, office__in=offices, until=None), "report"))


def reach(actor: Actor | None) -> Q:
    """What this member of staff may act on at all, whatever the role."""
    return OPEN | named(actor)


def at_desk(actor: Actor | None) -> Q:
    """The coordinators of the desk that took it in. Auditors only read."""
    if actor is None or actor.at("auditor"):
        return NOTHING
    return Q(desk__in=actor.at(*COORDINATORS)) & LIVING & reach(actor)


def in_office(actor: Actor | None) -> Q:
    """The people of the office that has it now."""
    if actor is None or actor.at("auditor"):
        return NOTHING
    return Q(office__in=actor.at(*HANDLERS, "secretariat")) & LIVING & reach(actor)


def working(actor: Actor | None) -> Q:
    """All three at once: of its desk, of its office, or named. A database that answers for thousands of rows asks only
    once for each who is named, and only where it is secret."""
    if actor is None or actor.at("auditor"):
        return named(actor) & LIVING
    near = Q(desk__in=actor.at(*COORDINATORS)) | Q(office__in=actor.at(*HANDLERS, "secretariat"))
    return ((OPEN & near) | named(actor)) & LIVING


def heading(actor: Actor | None) -> frozenset[int]:
    """The offices for which somebody signs today: as their head, or because the head is away and they stand in."""
    if not isinstance(actor, Person) or actor.at("auditor"):
        return frozenset()
    stood_for = Absence.objects.filter(deputy=actor.pk, since__lte=today(), until__gte=today()).values("person")
    lent = Membership.objects.filter(current(), person__in=stood_for, role="head", organisation__in=actor.at(*STAFF))
    return frozenset(actor.at("head")) | frozenset(lent.values_list("organisation", flat=True))


def reporters(actor: Actor | None) -> Q:
    """Whoever holds the receipt, or the account that claimed it."""
    if isinstance(actor, ReceiptHolder):
        return Q(pk=actor.record_id) & LIVING
    if isinstance(actor, Person) and actor.own_ids:
        return Q(author__in=actor.own_ids) & LIVING
    return NOTHING


def along(q: Q, move: str) -> Q:
    return q & Q(state__in=WORKFLOW.sources(move))


def by_system(actor: Actor | None) -> Q:
    return EVERYTHING if isinstance(actor, System) else NOTHING
