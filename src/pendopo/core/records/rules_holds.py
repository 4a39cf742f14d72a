"""Who sets and lifts a legal hold. A kind whose records somebody brings in confidence has rules of its own for it
(Kind.own_holds); for all others these count."""
from django.db.models import Q

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership
from pendopo.core.people.queries import current
from pendopo.core.people.rules import account
from pendopo.core.records import kinds
from pendopo.core.records.models import Hold
from pendopo.core.records.rules import READABLE
from pendopo.kit.rules import NOTHING, rule

HOLDERS = ("head", "coordinator")


def liftable(actor: Actor | None, *leaders: str) -> Q:
    """The records whose hold this actor may lift: whoever set it; where that person works there no more, those who
    hold one of these roles in the office for which it was set."""
    me = account(actor)
    if me is None:
        return Q(pk__in=())
    mine = me.at(*leaders)
    there = Membership.objects.filter(current(), organisation__in=mine).values("person")
    rows = Hold.objects.filter(lifted=None).filter(
        Q(by=me.pk) | (Q(office__in=mine) & (Q(by__isnull=True) | ~Q(by__in=there))))
    return Q(pk__in=rows.values_list("record", flat=True))


def elsewhere() -> Q:
    """Records of the kinds that have rules of their own."""
    return Q(kind__in=[kind.name for kind in kinds.all() if kind.own_holds])


@rule
def set_hold(actor: Actor | None) -> Q:
    """The head or the coordinators of the government's office that has the record, where no hold stands."""
    if actor is None or actor.at("auditor"):
        return NOTHING
    here = Q(office__in=actor.at(*HOLDERS) & actor.on_side("government"), visibility__in=READABLE)
    return here & ~elsewhere() & ~Q(pk__in=Hold.objects.filter(lifted=None).values("record"))


@rule
def lift_hold(actor: Actor | None) -> Q:
    """Whoever set the hold; where that person works there no more, the head and the coordinators of the same office."""
    return liftable(actor, *HOLDERS) & ~elsewhere()
