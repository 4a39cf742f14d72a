"""Who sits in the room, for whom, and what they do in the action team."""
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.small_cells import count
from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.lockers import bounds, rewrap
from pendopo.channels.initiatives.actions.rooms import digest, inside, office_of, raised, refresh
from pendopo.channels.initiatives.models import Initiative, Seat
from pendopo.channels.initiatives.queries.room import leads_from, offices_of
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

ANOTHER_SIDE = _("This organisation sits on another side of the table.")
NO_ROLE = _("This person does not speak for that organisation here. Somebody of the organisation can give them a role.")
LEADER = _("Whoever leads the initiative sits on no side.")
HOUSE = _("The facilitator works for this organisation and would not be neutral any more. Name another one first.")
TAKEN = _("This person has a seat in this room already.")


def seat(*, actor: Actor, seat: Seat) -> Seat:
    """One more in the room: a person with an account, or so many who came on paper. `seat` is not saved yet."""
    with whole():
        initiative = records.lock(seat.initiative)
        seat.initiative = initiative
        require(rules.seat, actor, seat)
        if rules.side_of(seat.organisation.side) != seat.side:
            raise Hindrance(ANOTHER_SIDE)
        if leads_from(initiative, seat.organisation):
            raise Hindrance(HOUSE)
        if seat.person is not None:
            _check(initiative, seat)
            first = not Seat.objects.filter(initiative=initiative, side=seat.side, until=None, speaks=True).exists()
            seat.speaks = seat.side in rules.PARTIES and (seat.speaks or first)
        else:
            seat.speaks = False
        seat.since = seat.since or timezone.localdate()
        before = bounds(initiative)
        seat.save(force_insert=True)
        rewrap(initiative, before)
        records.note(initiative, "initiatives.seat", by=actor, office=office_of(actor, initiative), facts={
            "side": seat.side, **_named(seat.organisation), "people": count(seat.people, initiative.sensitive)})
        refresh(initiative)
        if seat.person is not None:
            tell([seat.person], "initiatives.seat", initiative)
    return seat


def _check(initiative: Initiative, seat: Seat) -> None:
    person = seat.person
    if person is None:
        return
    if initiative.facilitator_id == person.pk:
        raise Hindrance(LEADER)
    if seat.organisation not in offices_of(person, *rules.SPEAKERS):
        raise Hindrance(NO_ROLE)
    if Seat.objects.filter(initiative=initiative, person=person, until=None).exists():
        raise Hindrance(TAKEN)


def end_seat(*, actor: Actor, seat: Seat) -> Seat:
    """Somebody leaves the room. What they said stays; the protected notes of their side open for them no more."""
    with whole():
        initiative = records.lock(seat.initiative)
        seat = Seat.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=seat.pk)
        seat.initiative = initiative
        require(rules.end_seat, actor, seat)
        office, before = office_of(actor, initiative), bounds(initiative)
        seat.until = timezone.localdate()
        seat.save(update_fields=["until"])
        rewrap(initiative, before)
        if seat.team:
            raised(initiative, "team")
        records.note(initiative, "initiatives.end_seat", by=actor, office=office, facts={
            "side": seat.side, **_named(seat.organisation)})
        refresh(initiative)
    return seat


def set_task(*, actor: Actor, seat: Seat, team: bool, task: str, function: str) -> Seat:
    """In the action team or not, and what this member does with their own hands."""
    with whole():
        initiative = records.lock(seat.initiative)
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
        seat.initiative = initiative
        require(rules.set_task, actor, seat)
        seat.team, seat.task, seat.function = team, task, function
        seat.save(update_fields=["team", "task", "function"])
        inside(initiative, "set_task", by=actor, sheet="team", version=raised(initiative, "team"),
               says=digest([seat.side, team, task, function]))
    return seat


def _named(one: Organisation) -> dict[str, str]:
    """For the timeline, in both languages where it has both names."""
    return {"organisation": one.name} | ({"organisation_en": one.name_en} if one.name_en else {})
