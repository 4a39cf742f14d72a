"""Who may, in this room. A person acts for themselves; a role is given by somebody else; the operator has none."""
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from pendopo.core.people.actors import Actor, ReceiptHolder, System
from pendopo.core.people.models import Person
from pendopo.core.people.roles import (
    BY_ADMINISTRATOR,
    BY_HEAD,
    BY_SECRETARIAT,
    HELPERS,
    OFFICIAL,
    SOCIETY,
    VOUCHERS,
    half,
)
from pendopo.kit.rules import EVERYTHING, NOTHING, rule


def account(actor: Actor | None) -> Person | None:
    """The person of an account who acts in person: no receipt, no officer in between."""
    if isinstance(actor, Person) and actor.helper is None and actor.sort in ("citizen", "official"):
        return actor
    return None


def halves(sides: Iterable[str]) -> tuple[str, ...]:
    """All sides that sit on the same side of the table as one of these."""
    return tuple(sorted({other for side in sides for other in half(side)}))


def giving(actor: Actor | None) -> Q:
    """The roles that this actor may give or take, as a part of a table with `organisation` and `role`."""
    me = account(actor)
    if me is None:
        return NOTHING
    return (Q(organisation__in=me.at("administrator"), role__in=BY_ADMINISTRATOR)
            | Q(organisation__in=me.at("head"), role__in=BY_HEAD)
            | Q(organisation__side__in=halves(me.sides("secretariat")), role__in=BY_SECRETARIAT))


@rule
def own(actor: Actor | None) -> Q:
    """Only the person with the account, not somebody who acts for them."""
    me = account(actor)
    return NOTHING if me is None else Q(pk=me.pk)


change_name = change_language = set_password = export = erase = own


@rule
def prove(actor: Actor | None) -> Q:
    """Only the person who received the code."""
    return Q(pk=actor.pk, sort="new") if isinstance(actor, Person) else NOTHING


@rule
def welcome(actor: Actor | None) -> Q:
    """An import or the command line; an officer at the counter, for somebody without an account."""
    if isinstance(actor, System):
        return EVERYTHING
    me = account(actor)
    return Q(sort="guest") if me is not None and me.at(*HELPERS) else NOTHING


@rule
def appoint(actor: Actor | None) -> Q:
    """The administrator or head of the organisation, or the secretariat of its side; never for oneself."""
    if isinstance(actor, System):
        return EVERYTHING
    me = account(actor)
    return NOTHING if me is None else giving(me) & ~Q(person=me.pk)


@rule
def end_role(actor: Actor | None) -> Q:
    """Whoever may give the role; and everybody may lay down their own."""
    if isinstance(actor, System):
        return EVERYTHING
    me = account(actor)
    return NOTHING if me is None else giving(me) | Q(person=me.pk)


@rule
def invite(actor: Actor | None) -> Q:
    """Whoever may give that role in that organisation."""
    return EVERYTHING if isinstance(actor, System) else giving(actor)


withdraw_invitation = invite


@rule
def accept_invitation(actor: Actor | None) -> Q:
    """Whoever holds the link, once, while it is valid."""
    return Q(used__isnull=True, until__gte=timezone.now())


@rule
def name_holders(actor: Actor | None) -> Q:
    """The government's secretariat, while somebody of it can still sign in."""
    me = account(actor)
    return Q(by=me.pk) if me is not None and set(me.sides("secretariat")) & set(OFFICIAL) else NOTHING


@rule
def recover(actor: Actor | None) -> Q:
    """Whoever brings both parts of a spare key that was not used yet and not replaced."""
    return Q(used__isnull=True, ended__isnull=True)


@rule
def found(actor: Actor | None) -> Q:
    """An import, or the government's secretariat for units of the government and the council."""
    if isinstance(actor, System):
        return EVERYTHING
    me = account(actor)
    return Q(side__in=OFFICIAL) if me is not None and set(me.sides("secretariat")) & set(OFFICIAL) else NOTHING


found_all = found


@rule
def propose(actor: Actor | None) -> Q:
    """Anyone with an account may say that their organisation exists; others vouch for it."""
    return NOTHING if account(actor) is None else Q(side__in=SOCIETY)


@rule
def vouch(actor: Actor | None) -> Q:
    """The secretariat or a coordinator of either side, but not for their own proposal, nor after having refused it."""
    me = account(actor)
    if me is None or not me.at(*VOUCHERS):
        return NOTHING
    return Q(state__in=("proposed", "appealed")) & ~Q(proposed_by=me.pk) & ~Q(refused_by=me.pk)


refuse = vouch


@rule
def appeal(actor: Actor | None) -> Q:
    """Whoever proposed it, once; others than who refused it decide."""
    me = account(actor)
    return NOTHING if me is None else Q(proposed_by=me.pk, state="refused")


@rule
def succeed(actor: Actor | None) -> Q:
    """The secretariat of its side or its own administrator, while it has no successor."""
    if isinstance(actor, System):
        return Q(successor__isnull=True)
    me = account(actor)
    if me is None:
        return NOTHING
    theirs = Q(pk__in=me.at("administrator")) | Q(side__in=halves(me.sides("secretariat")))
    return Q(successor__isnull=True, state="confirmed") & theirs


@rule
def give_receipt(actor: Actor | None) -> Q:
    """To the person who acts, be it with the help of an officer."""
    if isinstance(actor, System):
        return EVERYTHING
    return NOTHING if actor is None else Q(person=actor.person.pk)


@rule
def claim_receipt(actor: Actor | None) -> Q:
    """Whoever holds the receipt and is signed in, unless somebody has claimed it already."""
    if account(actor) is None:
        return NOTHING
    return Q(ended__isnull=True, person__sort="guest", person__claimed_by__isnull=True)


@rule
def end_receipt(actor: Actor | None) -> Q:
    """Its holder, or the person who claimed it."""
    if actor is None:
        return NOTHING
    if isinstance(actor, ReceiptHolder):
        return Q(person=actor.person.pk, record=actor.record_id)
    return Q(person__in=actor.own_ids)


@rule
def assist(actor: Actor | None) -> Q:
    """An officer, head, liaison or secretariat, with the second factor, in their own name."""
    me = account(actor)
    return Q(officer=me.pk) if me is not None and me.at(*HELPERS) else NOTHING


@rule
def end_assistance(actor: Actor | None) -> Q:
    """The officer who began it."""
    return Q(officer=actor.pk) if isinstance(actor, Person) else NOTHING


@rule
def look(actor: Actor | None) -> Q:
    """An auditor, for themselves."""
    me = account(actor)
    return Q(person=me.pk) if me is not None and me.at("auditor") else NOTHING


@rule
def see_looks(actor: Actor | None) -> Q:
    """The auditor sees their own; the secretariats of both sides see all."""
    me = account(actor)
    if me is None:
        return NOTHING
    return EVERYTHING if me.at("secretariat") else Q(person=me.pk)


@rule
def see_organisation(actor: Actor | None) -> Q:
    """What is confirmed is public; a proposal is seen by who made it and by those who vouch."""
    me = account(actor)
    public = Q(state="confirmed")
    if me is None:
        return public
    return EVERYTHING if me.at(*VOUCHERS) else public | Q(proposed_by=me.pk)


@rule
def see_staff(actor: Actor | None) -> Q:
    """Who works there: its own people and the secretariats."""
    me = account(actor)
    if me is None:
        return NOTHING
    return EVERYTHING if me.at("secretariat") else Q(pk__in=me.office_ids)
