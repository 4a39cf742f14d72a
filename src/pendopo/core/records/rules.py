from django.db.models import Q

from pendopo.core.people.actors import Actor
from pendopo.kit.rules import rule

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
