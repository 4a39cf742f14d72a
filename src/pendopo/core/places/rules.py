"""The city's own settings are the secretariat's to change."""
from django.db.models import Q

from pendopo.core.people.actors import Actor, System
from pendopo.kit.rules import EVERYTHING, NOTHING, rule


@rule
def settle(actor: Actor | None) -> Q:
    """The city's own office, or the command line."""
    if isinstance(actor, System):
        return EVERYTHING
    return NOTHING if actor is None else Q(office__in=actor.at("secretariat", "coordinator"))


@rule
def switch(actor: Actor | None) -> Q:
    """As for every setting of the city."""
    return settle.where(actor)


change = hang_up = connect = close_counter = open_counter = settle
