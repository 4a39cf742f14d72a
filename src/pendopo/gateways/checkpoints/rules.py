from django.db.models import Q

from pendopo.core.people.actors import Actor
from pendopo.core.people.rules import account
from pendopo.kit.rules import NOTHING, rule


@rule
def subscribe(actor: Actor | None) -> Q:
    """Checkpoints come by mail to whoever has an account here. Asked of the person."""
    me = account(actor)
    return NOTHING if me is None else Q(pk=me.pk)


unsubscribe = subscribe
