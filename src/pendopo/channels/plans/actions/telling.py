"""Telling people of a commitment: who follows it, and whose contribution or question it came from."""
from typing import Any

from pendopo.channels.plans.models import Commitment
from pendopo.channels.plans.queries.hearing import concerned, itself
from pendopo.core.notices.actions import tell
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.voices.queries import followers


def tell_of(commitment: Commitment, template: str, *, by: Actor, first: Person | None = None, **facts: Any) -> None:
    """Everybody but whoever did it: `first` at once, followers as loudly as they chose, the others in the digest."""
    soon = list(itself(first)) if first else []
    tell(soon, template, commitment, way="now", **facts)
    told = [by.person.pk, *(one.pk for one in soon)]
    for people in (followers(commitment), concerned(commitment.pk)):
        tell(people.exclude(pk__in=told), template, commitment, **facts)
