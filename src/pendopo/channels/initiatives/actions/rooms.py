"""What every action of a room does: hold the initiative, raise the version of a sheet, write the room's row.

A row of the room has the visibility "room", which no list of the house knows: that somebody drafted something is in
the ledger as a private line, with the fingerprint of what was drafted, and on the pages of the room."""
import hashlib
from collections import defaultdict
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.leaves import canonical
from pendopo.analysis.small_cells import few_people
from pendopo.channels.initiatives.models import CheckIn, Initiative, Seat, Sheet
from pendopo.channels.initiatives.queries.drawing import html, organisation
from pendopo.channels.initiatives.queries.gates import ENOUGH
from pendopo.channels.initiatives.queries.room import seat_of
from pendopo.channels.initiatives.rules import PARTIES
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event

ROOM = "room"
SMALL = _("The topic is sensitive, and this text tells of fewer than five people: %(text)s (%(words)s). "
          "Write it without the number.")


def no_few(initiative: Initiative, *texts: str) -> None:
    """Words that everybody is to read. Of a sensitive topic none of them tells of fewer than five people."""
    for text in texts if initiative.sensitive else ():
        if found := few_people(text):
            raise Hindrance(str(SMALL) % {"text": text[:ENOUGH], "words": found[0]})


def digest(value: Any) -> str:
    """The fingerprint of a text or a picture, as the ledger names it."""
    return hashlib.sha256(canonical(value)).hexdigest()


def office_of(by: Actor, initiative: Initiative) -> Organisation | None:
    """For which organisation somebody acts in this room."""
    found = seat_of(by, initiative)
    if found is not None:
        return found.organisation
    return initiative.facilitator_for if initiative.facilitator_id == by.person.pk else None


def inside(initiative: Initiative, verb: str, *, by: Actor, **facts: Any) -> Event:
    """A row that only the room sees."""
    return records.note(initiative, f"initiatives.{verb}", by=by, office=office_of(by, initiative), facts=facts,
                        visibility=ROOM)


def raised(initiative: Initiative, name: str) -> int:
    """The sheet is another text from now on: whoever agreed, agreed to the one before. Returns its version."""
    Sheet.objects.filter(initiative=initiative.pk, name=name).update(version=F("version") + 1)
    return Sheet.objects.values_list("version", flat=True).get(initiative=initiative.pk, name=name)


def people_of(initiative: Initiative) -> list[Person]:
    """Who sits in the room, and the facilitator."""
    found = [seat.person for seat in Seat.objects.filter(initiative=initiative.pk, until=None).exclude(
        person=None).select_related("person") if seat.person]
    return [*found, *([initiative.facilitator] if initiative.facilitator else [])]


def others(initiative: Initiative, by: Actor) -> list[Person]:
    return [one for one in people_of(initiative) if one.pk != by.person.pk]


def refresh(initiative: Initiative) -> None:
    """What everybody may see at any time is drawn up anew: who takes part since when, and the full check-ins."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for seat in Seat.objects.filter(initiative=initiative.pk, until=None).select_related("organisation").order_by(
            "since", "pk"):
        row = found.setdefault((seat.side, seat.organisation_id), {
            "side": seat.side, "organisation": organisation(seat.organisation), "since": seat.since.isoformat()})
        row["since"] = min(row["since"], seat.since.isoformat())
    said: dict[int, dict[str, CheckIn]] = defaultdict(dict)
    for one in CheckIn.objects.filter(initiative=initiative.pk):
        said[one.round][one.side] = one
    rounds = [{"round": number, "day": max(one.at for one in sides.values()).date().isoformat(), **{
        side: {"progress": one.progress, "collaboration": one.collaboration, "html": html(one.text)}
        for side, one in sides.items()}} for number, sides in sorted(said.items()) if set(sides) >= set(PARTIES)]
    initiative.face = {"parties": list(found.values()), "rounds": rounds}
    Initiative.objects.filter(pk=initiative.pk).update(face=initiative.face)
    records.index([initiative])
