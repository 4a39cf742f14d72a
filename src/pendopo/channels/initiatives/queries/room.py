"""What lies in the room of an initiative, and who sits there."""
from typing import TypeVar

from django.db.models import QuerySet

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.models import (
    Agreement,
    CheckIn,
    Evidence,
    Initiative,
    Locker,
    Piece,
    Pledge,
    Seat,
    Sheet,
)
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import current
from pendopo.core.people.rules import account
from pendopo.kit.codes import in_address
from pendopo.kit.files.models import StoredFile
from pendopo.kit.rules import holds

P = TypeVar("P", bound=Piece)
PARTIES, FACILITATOR = rules.PARTIES, "facilitator"


def initiative(address: str, actor: Actor | None) -> Initiative | None:
    """By its code in the address, with all that its head names: one query."""
    code = in_address(address)
    if code is None:
        return None
    return Initiative.objects.filter(rules.see.q(actor), code=str(code)).select_related(
        "office", "partner", "facilitator", "facilitator_for", "funder", "implementer", "place__region").first()


def pieces(model: type[P], initiative: Initiative) -> QuerySet[P]:
    """What was drafted and not set aside."""
    return model._default_manager.filter(initiative=initiative.pk, aside=None).order_by("pk")


def piece(model: type[P], initiative: Initiative, key: int) -> P | None:
    found = pieces(model, initiative).filter(pk=key).first()
    if found is not None:
        found.initiative = initiative
    return found


def sheets(initiative: Initiative) -> dict[str, Sheet]:
    found = {one.name: one for one in Sheet.objects.filter(initiative=initiative.pk).select_related("event__line")}
    for one in found.values():
        one.initiative = initiative
    return found


def seats(initiative: Initiative) -> list[Seat]:
    """Who sits in the room today, by side."""
    found = list(Seat.objects.filter(initiative=initiative.pk, until=None).select_related("organisation", "person"))
    for one in found:
        one.initiative = initiative
    return found


def seat_of(actor: Actor | None, initiative: Initiative) -> Seat | None:
    """The seat of this person, as long as the role behind it lasts."""
    me = account(actor)
    if me is None or not me.office_ids:
        return None
    return Seat.objects.filter(initiative=initiative.pk, person=me.pk, until=None,
                               organisation__in=me.at(*rules.SPEAKERS)).select_related("organisation").first()


def side_in(actor: Actor | None, initiative: Initiative) -> str:
    """government, cso, other; "facilitator"; "" for everybody else."""
    found = seat_of(actor, initiative)
    if found is not None:
        return found.side
    return FACILITATOR if holds(rules.leads(actor, rules.OWN), initiative) else ""


def agreed_pledge(initiative: Initiative) -> str:
    """The pledge that both sides have made public, as it is drawn; "" as long as there is none."""
    faces = Sheet.objects.filter(initiative=initiative.pk, name="team").values_list("face", flat=True)
    return next((str(face.get("pledge", "")) for face in faces), "")


def agreements(initiative: Initiative) -> list[Agreement]:
    return list(Agreement.objects.filter(initiative=initiative.pk).select_related("organisation", "sheet")
                .order_by("pk"))


def agreed(sheet: Sheet) -> set[str]:
    """The sides that said yes to the sheet as it stands. The last word of a side counts."""
    last = {one.side: one.yes for one in sheet.agreements.filter(version=sheet.version).order_by("pk")}
    return {side for side, yes in last.items() if yes}


def refused(sheet: Sheet) -> list[Agreement]:
    """Who has said no, the last word of a side, whatever version it was said of, as long as no yes followed."""
    last = {one.side: one for one in sheet.agreements.select_related("organisation").order_by("pk")}
    return [one for one in last.values() if not one.yes]


def pledges(initiative: Initiative) -> list[Pledge]:
    return list(Pledge.objects.filter(initiative=initiative.pk).select_related("organisation", "leader", "event__line"))


def pledge(initiative: Initiative, key: int) -> Pledge | None:
    found = Pledge.objects.filter(initiative=initiative.pk, pk=key).select_related("organisation").first()
    if found is not None:
        found.initiative = initiative
    return found


def rounds(initiative: Initiative) -> list[CheckIn]:
    return list(CheckIn.objects.filter(initiative=initiative.pk))


def round_now(initiative: Initiative, said: list[CheckIn]) -> int:
    """The round that is open: the first in which a side is still missing."""
    full = [number for number in {one.round for one in said}
            if {one.side for one in said if one.round == number} >= set(PARTIES)]
    return max(full, default=0) + 1


def facilitators() -> QuerySet[Membership]:
    """Who may lead: everybody with that role today, and for which organisation."""
    return Membership.objects.filter(current(), role="facilitator").select_related("person", "organisation").order_by(
        "person__name", "pk")


def leads_from(initiative: Initiative, organisation: Organisation) -> bool:
    """Whether the facilitator works for this organisation today."""
    return Membership.objects.filter(current(), person=initiative.facilitator_id, organisation=organisation).exists()


def offices_of(person: Person, *roles: str) -> list[Organisation]:
    """The organisations in which the person holds one of these roles today."""
    found = person.memberships.filter(current(), role__in=roles).select_related("organisation").order_by("pk")
    return list({one.organisation_id: one.organisation for one in found}.values())


def lockers(actor: Actor, initiative: Initiative) -> list[Locker]:
    """Those that this person may open, with their keys."""
    return list(Locker.objects.filter(rules.look_notes.q(actor), initiative=initiative.pk).select_related("key"))


def files_of(person: Person) -> list[StoredFile]:
    """The files that somebody handed in as evidence, for the copy of their data."""
    theirs = Evidence.objects.filter(by=person.pk).exclude(file=None)
    return list(StoredFile.objects.filter(pk__in=theirs.values("file")).order_by("pk"))
