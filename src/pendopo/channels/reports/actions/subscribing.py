"""Somebody wants to hear of what is reported near them, or of a matter, or of both."""
from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Category, Subscription
from pendopo.core.people.actors import Actor
from pendopo.kit.regions.models import Region
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def subscribe(*, actor: Actor, category: Category | None = None, region: Region | None = None) -> Subscription:
    """From now on the morning's letter tells of each report that is published there. Asked twice, it stands once.

    Without category: of everything there; without region: from the whole city.
    """
    with whole():
        wanted = Subscription(person=actor.person, category=category, region=region)
        require(rules.subscribe, actor, wanted)
        found = Subscription.objects.filter(person=wanted.person, category=category, region=region).first()
        if found is None:
            wanted.save()
    return found or wanted


def unsubscribe(*, actor: Actor, subscription: Subscription) -> None:
    """Nothing more of it from the next morning on."""
    with whole():
        require(rules.unsubscribe, actor, subscription)
        subscription.delete()
