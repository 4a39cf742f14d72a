"""A checkpoint goes out once a day: into the feed, onto the page for paper, into the morning's letter."""
from django.utils import timezone

from pendopo.core.ledger import queries as ledger
from pendopo.core.ledger import tlog
from pendopo.core.notices.actions import tell
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.gateways.checkpoints import rules
from pendopo.gateways.checkpoints.models import Point, Reader
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def send_out() -> int:
    """The checkpoint of this morning, if anything was written since the last one. Returns how many were told."""
    name, today = ledger.origin(), timezone.localdate()
    point = tlog.published(name)
    last = Point.objects.order_by("-day").first()
    if point is None or (last and (last.day >= today or (last.origin, last.size) == (name, point.size))):
        return 0
    note = tlog.read(tlog.CHECKPOINT).decode()
    with whole():
        made = Point.objects.create(day=today, at=timezone.now(), origin=point.origin, size=point.size,
                                    root=point.root.hex(), note=note)
        return tell(Person.objects.filter(checkpoint_reader__isnull=False), "checkpoints.new", line=made.line)


def subscribe(*, actor: Actor) -> None:
    """Somebody with an account gets it from tomorrow's letter on. Twice is once."""
    with whole():
        require(rules.subscribe, actor, actor.person)
        Reader.objects.get_or_create(person=actor.person, defaults={"since": timezone.now()})


def unsubscribe(*, actor: Actor) -> None:
    with whole():
        require(rules.unsubscribe, actor, actor.person)
        Reader.objects.filter(person=actor.person).delete()


def forget(person: Person) -> int:
    """Who is erased gets no more of them."""
    return Reader.objects.filter(person=person).delete()[0]
