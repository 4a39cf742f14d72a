"""Who may what in an initiative. A side acts through those who sit for it; the facilitator leads, has no vote and sets
nothing aside; what one side keeps for itself opens for nobody else, whatever office or role they hold."""
from django.db.models import Q

from pendopo.channels.initiatives.models import Seat
from pendopo.channels.initiatives.workflow import STEPS
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Person
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.people.rules import account
from pendopo.core.records.rules import see
from pendopo.kit.rules import EVERYTHING, NOTHING, rule

__all__ = ["adopt", "agree", "ask_leader", "begin", "check_in", "close_decision", "continue_as", "decline", "draft",
           "end_seat", "enter", "join", "keep_note", "look_notes", "name_facilitator", "pass_gate", "pause", "rate",
           "recall", "refuse", "remind_of_check_in", "resume", "seat", "see", "set_aside", "set_task", "settle",
           "sign", "stop", "strike", "tally", "tally_ratings", "vote"]

GOVERNMENT, CSO, OTHER = "government", "cso", "other"
PARTIES, SIDES = (GOVERNMENT, CSO), (GOVERNMENT, CSO, OTHER)
SPEAKERS = ("officer", "head", "coordinator", "liaison", "editor", "secretariat", "member", "administrator")
LEADERS = ("head", "secretariat", "administrator")                  # who may stand behind a pledge
OWN = "own"                                                         # the thing is the initiative itself


def of(path: str, **tests: object) -> Q:
    """Tests of the initiative: of the thing itself, or of the one that the thing belongs to."""
    return Q(**{(name if path == OWN else f"{path}__{name}"): value for name, value in tests.items()})


def seated(actor: Actor | None, *sides: str, speaks: bool = False, path: str = "initiative") -> Q:
    """The initiatives in which this person sits on one of these sides, as long as the role behind the seat lasts."""
    me = account(actor)
    if me is None or not me.office_ids:
        return NOTHING
    found = Seat.objects.filter(person=me.pk, organisation__in=me.at(*SPEAKERS), side__in=sides or SIDES, until=None)
    if speaks:
        found = found.filter(speaks=True)
    return of(path, pk__in=list(found.values_list("initiative", flat=True)))


def leads(actor: Actor | None, path: str = "initiative") -> Q:
    """The facilitator, while the role of a facilitator lasts."""
    me = account(actor)
    if me is None:
        return NOTHING
    return of(path, facilitator=me.pk, facilitator_for__in=me.at("facilitator"))


def walking(path: str = "initiative") -> Q:
    """In one of the five steps: not paused, stopped or done."""
    return of(path, state__in=STEPS)


def own_side(actor: Actor | None, speaks: bool = False) -> Q:
    """Things of a side, for those who sit on that side."""
    found = NOTHING
    for side in PARTIES:
        found |= seated(actor, side, speaks=speaks) & Q(side=side)
    return found


@rule
def begin(actor: Actor | None) -> Q:
    """Those who speak for a unit of government or for a civil society organisation."""
    me = account(actor)
    return NOTHING if me is None else Q(office__in=me.at(*SPEAKERS), office__side__in=(*OFFICIAL, CSO))


@rule
def recall(actor: Actor | None) -> Q:
    """The command line alone: what was done elsewhere is told from its source, not from a person."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


@rule
def join(actor: Actor | None) -> Q:
    """Those who speak for the organisation that was asked to take part."""
    me = account(actor)
    return NOTHING if me is None else Q(partner__in=me.at(*SPEAKERS)) & walking(OWN)


@rule
def enter(actor: Actor | None) -> Q:
    """The room is open to those who sit in it and to the facilitator."""
    return seated(actor, path=OWN) | leads(actor, OWN)


@rule
def draft(actor: Actor | None) -> Q:
    """Everybody who sits in the room, and the facilitator, while the initiative goes on."""
    return (seated(actor) | leads(actor)) & walking()


@rule
def set_aside(actor: Actor | None) -> Q:
    """Those who sit in the room. The facilitator takes nothing away."""
    return seated(actor) & walking()


@rule
def settle(actor: Actor | None) -> Q:
    """Those who sit for government or civil society, and the facilitator."""
    return (seated(actor, *PARTIES, path=OWN) | leads(actor, OWN)) & walking(OWN)


@rule
def name_facilitator(actor: Actor | None) -> Q:
    """Those who speak for a side; the other side agrees with the next sheet, or does not."""
    return seated(actor, *PARTIES, speaks=True, path=OWN) & walking(OWN)


@rule
def seat(actor: Actor | None) -> Q:
    """The facilitator; and those who speak for a side, on their own side and among the others."""
    return (leads(actor) | own_side(actor, speaks=True)
            | (seated(actor, *PARTIES, speaks=True) & Q(side=OTHER))) & walking()


@rule
def end_seat(actor: Actor | None) -> Q:
    """Everybody their own; those who speak for a side, the seats of that side."""
    me = account(actor)
    return NOTHING if me is None else Q(until__isnull=True) & (Q(person=me.pk) | own_side(actor, speaks=True))


set_task = seat


@rule
def rate(actor: Actor | None) -> Q:
    """Everybody who sits in the room. The facilitator has no vote."""
    return seated(actor) & walking()


@rule
def vote(actor: Actor | None) -> Q:
    """Everybody who sits in the room, until the decision is closed. The facilitator has no vote."""
    return seated(actor) & walking() & Q(closed__isnull=True)


@rule
def tally(actor: Actor | None) -> Q:
    """The facilitator keys in what was said on paper."""
    return leads(actor) & walking() & Q(closed__isnull=True)


@rule
def tally_ratings(actor: Actor | None) -> Q:
    """The facilitator keys in what was said on paper."""
    return leads(actor) & walking()


@rule
def close_decision(actor: Actor | None) -> Q:
    """The facilitator says that everything has been said."""
    return leads(actor) & walking() & Q(closed__isnull=True)


@rule
def agree(actor: Actor | None) -> Q:
    """Those who speak for one of the two sides."""
    return seated(actor, *PARTIES, speaks=True) & walking()


refuse = agree


@rule
def ask_leader(actor: Actor | None) -> Q:
    """The facilitator, or those who speak for the leader's side."""
    return (leads(actor) | own_side(actor, speaks=True)) & of("initiative", state__in=("team", "action"))


@rule
def sign(actor: Actor | None) -> Q:
    """Only the leader who was asked, who need not sit in the room."""
    me = account(actor)
    if me is None:
        return NOTHING
    return Q(leader=me.pk, organisation__in=me.office_ids, state="asked") & walking()


decline = sign


@rule
def check_in(actor: Actor | None) -> Q:
    """Those who sit for the side that speaks, while the plan is carried out."""
    return own_side(actor) & of("initiative", state="action")


@rule
def keep_note(actor: Actor | None) -> Q:
    """Those who sit on that side."""
    return own_side(actor) & walking()


@rule
def look_notes(actor: Actor | None) -> Q:
    """Those who sit on that side; the facilitator where the side has said so. Nobody else, whatever their role."""
    return own_side(actor) | (leads(actor) & Q(shared=True))


@rule
def strike(actor: Actor | None) -> Q:
    """Those who speak for one of the two sides."""
    return seated(actor, *PARTIES, speaks=True) & walking()


@rule
def pass_gate(actor: Actor | None) -> Q:
    """The facilitator, when nothing is missing."""
    return leads(actor, OWN) & walking(OWN)


@rule
def pause(actor: Actor | None) -> Q:
    """The facilitator, or those who speak for a side."""
    return (leads(actor, OWN) | seated(actor, *PARTIES, speaks=True, path=OWN)) & walking(OWN)


@rule
def resume(actor: Actor | None) -> Q:
    """The facilitator, or those who speak for a side."""
    return (leads(actor, OWN) | seated(actor, *PARTIES, speaks=True, path=OWN)) & Q(state="paused")


@rule
def stop(actor: Actor | None) -> Q:
    """Those who speak for a side, with a reason."""
    return seated(actor, *PARTIES, speaks=True, path=OWN) & Q(state__in=(*STEPS, "paused"))


@rule
def continue_as(actor: Actor | None) -> Q:
    """The facilitator, or those who speak for a side, once the plan was carried out."""
    return (leads(actor, OWN) | seated(actor, *PARTIES, speaks=True, path=OWN)) & Q(
        state__in=("action", "learning", "finished"))


@rule
def adopt(actor: Actor | None) -> Q:
    """The facilitator, or those who sit for a side."""
    return (leads(actor) | seated(actor, *PARTIES)) & walking()


@rule
def remind_of_check_in(actor: Actor | None) -> Q:
    """The timer alone."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


def side_of(organisation_side: str) -> str:
    """The side of the table on which an organisation sits."""
    if organisation_side in OFFICIAL:
        return GOVERNMENT
    return CSO if organisation_side == CSO else OTHER


def is_leader(person: Person, organisation: int) -> bool:
    """Whether this person may stand behind a pledge of the organisation, whatever their session has proved."""
    return any(at == organisation and role in LEADERS for at, role, _side in person.held)
