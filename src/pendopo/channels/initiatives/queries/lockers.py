"""Whose protected notes are whose. A locker's key is bound to the keys of the people who may open it: a seat that
somebody writes into the table by hand makes the locker open for nobody."""
from pendopo.channels.initiatives.models import Initiative, Locker, Note, Seat
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock

NOTE = "note"


def bound(initiative: Initiative, side: str, shared: bool) -> str:
    """Initiative, side, and exactly the people who may read."""
    people = set(Seat.objects.filter(initiative=initiative.pk, side=side, until=None).exclude(person=None).values_list(
        "person", flat=True))
    if shared and initiative.facilitator_id:
        people.add(initiative.facilitator_id)
    return f"initiatives.locker:{initiative.code}:{side}:{int(shared)}:{','.join(map(str, sorted(people)))}"


def opened(locker: Locker, initiative: Initiative) -> Box:
    """Raises Shut: somebody changed who may read, or the key is not the one."""
    return unlock(locker.key, bound(initiative, locker.side, locker.shared))


def words(note: Note, box: Box) -> str:
    return str(box.open_words(note.body, NOTE)["text"])
