from django.db.models import Q

from pendopo.core.people.actors import Actor
from pendopo.kit.rules import NOTHING, rule

LINKERS = ("officer", "head", "coordinator", "liaison", "editor", "secretariat", "facilitator", "monitor", "member",
           "administrator")
READABLE = ("public", "members", "sealed", "hidden")      # erased: for nobody


@rule
def see(actor: Actor | None) -> Q:
    """Public records are everyone's; the rest belongs to its author, its office and the holder of its receipt."""
    public = Q(visibility="public")
    if actor is None:
        return public
    theirs = Q(author__in=actor.own_ids) | Q(office__in=actor.office_ids)
    if actor.record_id is not None:
        theirs |= Q(pk=actor.record_id)
    return public | (theirs & Q(visibility__in=READABLE))


@rule
def tie(actor: Actor | None) -> Q:
    """Staff and members of civil society organisations link what everybody can see. Auditors only read."""
    if actor is None or not actor.at(*LINKERS) or actor.at("auditor"):
        return NOTHING
    return Q(visibility="public")


@rule
def untie(actor: Actor | None) -> Q:
    """Whoever made a link takes it back, or somebody of the office for which it was made."""
    if actor is None:
        return NOTHING
    return Q(ended__isnull=True) & (Q(by__in=actor.own_ids) | Q(office__in=actor.at(*LINKERS)))
