"""Roles, and the organisations that give them. Who stands where is public fact; who the person is, is not."""
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pendopo.core.people import rules
from pendopo.core.people.actions.lines import Hindrance, enter
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Invitation, Membership, Organisation, Person, Vouch, today
from pendopo.core.people.queries import current, yesterday
from pendopo.core.people.roles import OFFICIAL, ROLES, SIDES, SOCIETY, TIME_BOXED, VOUCHERS, half
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

TAKEN = ("usul", "unit-baru")        # addresses of their own under /akun/lembaga/
YEAR = timedelta(days=366)


def appoint(*, actor: Actor, person: Person, organisation: Organisation, role: str, since: date | None = None,
            until: date | None = None) -> Membership:
    """A person holds a role in an organisation. Never given to oneself; an auditor's ends within a year."""
    made = Membership(person=person, organisation=organisation, role=role, since=since or today(), until=until)
    check_role(role, made.since, until)
    with whole():
        require(rules.appoint, actor, made)
        same = Membership.objects.select_for_update().filter(
            current(), person=person, organisation=organisation, role=role).first()
        if same:
            same.until, made = until, same
        made.save()
        if organisation.elsewhere:
            Organisation.objects.filter(pk=organisation.pk).update(elsewhere=False)
            organisation.elsewhere = False
        if organisation.side in OFFICIAL and person.sort == "citizen":
            Person.objects.filter(pk=person.pk).update(sort="official")
            person.sort = "official"
        forget_held(person)
        enter("people.appoint", by=actor, about=person, public=True, facts=facts_of(made))
    return made


def check_role(role: str, since: date, until: date | None) -> None:
    if role not in ROLES:
        raise ValueError(role)
    if until is not None and until < since:
        raise Hindrance(_("The last day lies before the first."))
    if role in TIME_BOXED and (until is None or until > since + YEAR):
        raise Hindrance(_("This role needs a last day, at most a year away."))


def facts_of(membership: Membership) -> dict[str, Any]:
    return {"organisation": membership.organisation.slug, "role": membership.role, "since": str(membership.since),
            "until": membership.until and str(membership.until)}


def forget_held(person: Person) -> None:
    """What was read of this person's roles in this request is stale."""
    for name in ("held", "roles", "serves"):
        person.__dict__.pop(name, None)


def end_role(*, actor: Actor, membership: Membership) -> Membership:
    """Over as of now. What the person did in this role stays on the record."""
    with whole():
        membership = Membership.objects.select_for_update(of=("self",)).select_related(
            "person", "organisation").get(pk=membership.pk)
        require(rules.end_role, actor, membership)
        membership.until = yesterday()
        membership.save(update_fields=["until"])
        forget_held(membership.person)
        enter("people.end_role", by=actor, about=membership.person, public=True, facts=facts_of(membership))
    return membership


def slug_of(name: str) -> str:
    """The address of an organisation, stable for ever: its name, with a number when another one has it."""
    stem = slugify(name)[:50].strip("-") or "lembaga"
    known = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | set(TAKEN)
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, len(known) + 3)))
                if slug not in known)


def found(*, actor: Actor, name: str, side: str, slug: str = "", name_en: str = "",
          parent: Organisation | None = None, since: date | None = None, until: date | None = None, about: str = "",
          source: str = "", elsewhere: bool = False) -> Organisation:
    """A unit that exists without asking anyone: of the government, or from an import with its source.

    `elsewhere`: a plan of another place names it. It stands apart from those who take part here, until somebody of it
    is given a role.
    """
    if side not in SIDES:
        raise ValueError(side)
    with whole():
        made = Organisation(slug=slug or slug_of(name), name=tidy(name), name_en=tidy(name_en), side=side,
                            parent=parent, since=since, until=until, about=about, source=source,
                            elsewhere=elsewhere)
        require(rules.found, actor, made)
        made.save(force_insert=True)
        enter("people.found", by=actor, public=True, facts={"organisation": made.slug, "name": name, "side": side})
    return made


def found_all(*, actor: Actor, names: Sequence[str], parent: Organisation | None, source: str) -> None:
    """A list of units of the government, all or none."""
    with whole():
        for name in names:
            found(actor=actor, name=name, side="government", parent=parent, source=source)


def propose(*, actor: Person, name: str, side: str, about: str, name_en: str = "") -> Organisation:
    """An organisation asks to be let in. One member of each side of the forum vouches for it, with a reason."""
    with whole():
        made = Organisation(slug=slug_of(name), name=tidy(name), name_en=tidy(name_en), side=side, about=about,
                            state="proposed", proposed_by=actor)
        require(rules.propose, actor, made)
        made.save(force_insert=True)
        enter("people.propose", by=actor, words={"organisation": made.slug})      # a proposal is its author's own words
    return made


def vouch(*, actor: Person, organisation: Organisation, reason: str) -> Organisation:
    """One side says yes. With a yes of the other side it is confirmed, and whoever proposed it administers it."""
    with whole():
        organisation = lock(organisation)
        require(rules.vouch, actor, organisation)
        said = say(actor, organisation, reason, yes=True)
        sides = set(Vouch.objects.filter(organisation=organisation, yes=True, appeal=said.appeal).values_list(
            "side", flat=True))
        if sides & set(OFFICIAL) and sides & set(SOCIETY):
            settle(organisation, "confirmed", since=today())
            newcomer = organisation.proposed_by
            if newcomer is not None:
                Membership.objects.get_or_create(person=newcomer, organisation=organisation, role="administrator",
                                                 since=today())
                forget_held(newcomer)
        enter("people.vouch", by=actor, public=True, facts={
            "organisation": organisation.slug, "name": organisation.name, "side": said.side,
            "state": organisation.state}, words={"reason": reason})
    return organisation


def refuse(*, actor: Person, organisation: Organisation, reason: str) -> Organisation:
    """One side says no, with a reason that can be appealed once. A second no, by somebody else, is the last word."""
    with whole():
        organisation = lock(organisation)
        require(rules.refuse, actor, organisation)
        said = say(actor, organisation, reason, yes=False)
        settle(organisation, "closed" if said.appeal else "refused", refused_by=actor, refusal=reason)
        enter("people.refuse", by=actor, public=True, facts={
            "organisation": organisation.slug, "side": said.side, "state": organisation.state},
            words={"reason": reason})
    return organisation


def appeal(*, actor: Person, organisation: Organisation, reason: str) -> Organisation:
    """Whoever proposed it says why the refusal was wrong. Whoever refused it has no say in what follows."""
    with whole():
        organisation = lock(organisation)
        require(rules.appeal, actor, organisation)
        settle(organisation, "appealed", plea=reason)
        enter("people.appeal", by=actor, facts={"organisation": organisation.slug})
    return organisation


def say(speaker: Person, organisation: Organisation, reason: str, *, yes: bool) -> Vouch:
    """The side for which this person speaks; of two, the one that has not spoken yet."""
    round_two = organisation.state == "appealed"
    spoken = set(Vouch.objects.filter(organisation=organisation, yes=yes, appeal=round_two).values_list(
        "side", flat=True))
    heard = {other for side in spoken for other in half(side)}
    mine = sorted(speaker.sides(*VOUCHERS), key=lambda side: (side in heard, side))
    return Vouch.objects.create(organisation=organisation, person=speaker, side=mine[0], yes=yes, appeal=round_two,
                                reason=reason, at=timezone.now())


def succeed(*, actor: Actor, organisations: Sequence[Organisation], name: str, day: date | None = None,
            name_en: str = "") -> Organisation:
    """A unit is renamed, or several become one. The old names keep their past; people and open work go over.

    `day`: the first under the new name. The old records stay with the old name, as the archive needs them; whoever
    works in the new unit may carry them on.
    """
    first = day or today()
    with whole():
        old = [lock(organisation) for organisation in organisations]
        for one in old:
            require(rules.succeed, actor, one)
        made = Organisation.objects.create(
            slug=slug_of(name), name=tidy(name), name_en=tidy(name_en), side=old[0].side, parent=old[0].parent,
            since=first, about=old[0].about, elsewhere=all(one.elsewhere for one in old))
        keys = [one.pk for one in old]
        Organisation.objects.filter(pk__in=keys).update(successor=made, until=first - timedelta(days=1))
        Organisation.objects.filter(heir__in=keys).update(heir=made)
        Organisation.objects.filter(pk__in=keys).update(heir=made)
        Organisation.objects.filter(parent__in=keys).update(parent=made)
        Invitation.objects.filter(organisation__in=keys, used=None).update(organisation=made)
        go_over(keys, made, first)
        enter("people.succeed", by=actor, public=True, facts={
            "from": [one.slug for one in old], "organisation": made.slug, "name": made.name, "day": str(first)})
    return made


def go_over(keys: list[int], heir: Organisation, first: date) -> None:
    """Everybody keeps their role, under the new name, from that day on."""
    serving = Membership.objects.filter(current(first), organisation__in=keys)
    rows = {(row.person_id, row.role): Membership(person_id=row.person_id, organisation=heir, role=row.role,
                                                  since=first, until=row.until) for row in serving}
    serving.update(until=first - timedelta(days=1))
    Membership.objects.bulk_create(rows.values())


def lock(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=organisation.pk)


def settle(organisation: Organisation, state: str, **columns: Any) -> None:
    for column, value in {"state": state, **columns}.items():
        setattr(organisation, column, value)
    organisation.save(update_fields=["state", *columns])


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
