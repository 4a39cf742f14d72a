from typing import Any

from django.db.models import Q

from pendopo.core.people.actors import Actor
from pendopo.kit.rules import NOTHING, rule


def through(path: str, q: Q) -> Q:
    """The same question, asked of the thing at the end of a foreign key: through("record", see.q(actor))."""
    asked = Q(*[through(path, part) if isinstance(part, Q) else named(path, part) for part in q.children],
              _connector=q.connector)
    return ~asked if q.negated else asked


def named(path: str, part: Any) -> tuple[str, Any]:
    name, wanted = part
    return f"{path}__{name}", wanted


@rule
def read(actor: Actor | None) -> Q:
    """News are for the person whom they tell. Of a record that is closed to them they say only that there is some."""
    return NOTHING if actor is None else Q(person__in=actor.own_ids)


@rule
def prefer(actor: Actor | None) -> Q:
    """Everybody chooses for themselves how they are told."""
    return NOTHING if actor is None else Q(pk__in=actor.own_ids)


@rule
def leave_contact(actor: Actor | None) -> Q:
    """Who acts without an account says where they are told; whoever has an account has its own ways."""
    return NOTHING if actor is None else Q(pk=actor.person.pk, sort="guest", claimed_by__isnull=True)
