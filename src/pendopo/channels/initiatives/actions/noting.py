"""Learning: what a side keeps for itself, and what both let stand of the common lessons."""
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.lockers import locker_of
from pendopo.channels.initiatives.actions.rooms import inside, office_of, raised
from pendopo.channels.initiatives.models import Initiative, Lesson, Locker, Note
from pendopo.channels.initiatives.queries.lockers import NOTE, opened, words
from pendopo.channels.initiatives.queries.room import lockers, seat_of
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


@dataclass(frozen=True)
class Read:
    """One protected note in plain, for one request."""
    key: int
    side: str
    shared: bool
    at: datetime
    text: str


def keep_note(*, actor: Person, initiative: Initiative, text: str, shared: bool) -> Note:
    """Sealed for the people of the writer's side; `shared`: for the facilitator as well. The ledger holds that a note
    of this side was kept, not even its fingerprint: short words could be guessed from it."""
    with whole():
        initiative = records.lock(initiative)
        found = seat_of(actor, initiative)
        side = found.side if found else ""
        require(rules.keep_note, actor, Locker(initiative=initiative, side=side, shared=shared))
        locker, box = locker_of(initiative, side, shared)
        made = Note.objects.create(initiative=initiative, locker=locker, body=box.seal_words({"text": text}, NOTE),
                                   by=actor, at=timezone.now())
        records.note(initiative, "initiatives.keep_note", by=actor, office=office_of(actor, initiative),
                     facts={"side": side})
    return made


def look_notes(*, actor: Actor, initiative: Initiative) -> list[Read]:
    """The protected notes that this person may read, opened. Raises Shut where somebody changed who may."""
    found = []
    for locker in lockers(actor, initiative):
        locker.initiative = initiative
        require(rules.look_notes, actor, locker)
        notes = list(Note.objects.filter(locker=locker).order_by("pk"))
        box = opened(locker, initiative) if notes else None
        found += [Read(one.pk, locker.side, locker.shared, one.at, words(one, box)) for one in notes if box]
    return sorted(found, key=lambda one: one.key)


def strike(*, actor: Actor, lesson: Lesson) -> Lesson:
    """A side strikes a line from the common summary, or lets it stand again. What one side struck appears nowhere."""
    with whole():
        initiative = records.lock(lesson.initiative)
        lesson = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
        lesson.initiative = initiative
        require(rules.strike, actor, lesson)
        found = seat_of(actor, initiative)
        field = f"struck_{found.side if found else ''}"
        setattr(lesson, field, None if getattr(lesson, field) else timezone.now())
        lesson.save(update_fields=[field])
        inside(initiative, "strike", by=actor, sheet="lessons", version=raised(initiative, "lessons"), key=lesson.pk)
    return lesson
