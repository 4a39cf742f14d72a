"""A button and a list cannot disagree: every rule answers the same from the thing in hand and from the table."""
import inspect
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.core.people import rules
from pendopo.core.people.actions import invitations, persons, receipts, spare, standing
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.people.models import (
    Assistance,
    Invitation,
    Look,
    Membership,
    Organisation,
    Person,
    Receipt,
    SpareKey,
    today,
)
from pendopo.core.people.queries import system
from pendopo.core.people.roles import ROLES, SIDES
from pendopo.kit.rules import Rule

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TABLES: dict[str, type] = {
    "own": Person, "prove": Person, "welcome": Person, "appoint": Membership, "end_role": Membership,
    "invite": Invitation, "accept_invitation": Invitation, "found": Organisation, "propose": Organisation,
    "vouch": Organisation, "appeal": Organisation, "succeed": Organisation, "give_receipt": Receipt,
    "claim_receipt": Receipt, "end_receipt": Receipt, "assist": Assistance, "end_assistance": Assistance, "look": Look,
    "see_looks": Look, "see_organisation": Organisation, "see_staff": Organisation,
    "name_holders": SpareKey, "recover": SpareKey,
}
ALL = {name: one for name, one in vars(rules).items() if isinstance(one, Rule)}
STATES = ("proposed", "confirmed", "refused", "appealed", "closed")


def test_every_rule_is_tried():
    assert {one.name.rsplit(".", 1)[1] for one in ALL.values()} == set(TABLES)


def test_every_action_has_its_rule():

    verbs = 0
    for room in (invitations, persons, receipts, spare, standing):
        for name, verb in inspect.getmembers(room, inspect.isfunction):
            given_to = list(inspect.signature(verb).parameters.values())
            if verb.__module__ == room.__name__ and any(
                    one.name == "actor" and one.kind is one.KEYWORD_ONLY for one in given_to):
                assert given_to[0].name == "actor" and all(one.kind is one.KEYWORD_ONLY for one in given_to), name
                assert isinstance(getattr(rules, name, None), Rule), name
                verbs += 1
    assert verbs >= 20


@st.composite
def cities(draw: st.DrawFn) -> list[tuple[int, int, str, int]]:
    """Memberships: (person, organisation, role, days of shift)."""
    return draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.sampled_from(sorted(ROLES)),
                                   st.sampled_from([-1, 0, 1])), max_size=8))


@given(cities(), st.lists(st.tuples(st.sampled_from(sorted(SIDES)), st.sampled_from(STATES), st.integers(0, 4),
                                    st.integers(0, 4)), min_size=5, max_size=5), st.booleans(), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_predicate_and_table_agree(memberships, offices, strong, helped):
    for table in (SpareKey, Look, Assistance, Receipt, Invitation, Membership, Organisation, Person):
        table.objects.update(**{"claimed_by": None} if table is Person else {})  if table is Person else None
        table.objects.all().delete()
    build(memberships, offices)
    for actor in everybody(strong, helped):
        for name, asked in ALL.items():
            table = TABLES[asked.name.rsplit(".", 1)[1]]
            allowed = set(table.objects.filter(asked.q(actor)).values_list("pk", flat=True))
            for thing in table.objects.all():
                assert asked.allows(actor, thing) is (thing.pk in allowed), (name, actor, thing.__dict__)


def build(memberships, offices) -> None:
    people = [Person.objects.create(name=f"Warga {number}", sort=sort)
              for number, sort in enumerate(("citizen", "official", "guest", "new"))]
    asker = [*people, None]
    made = [Organisation.objects.create(slug=f"o{number}", name=f"O{number}", side=side, state=state,
                                        proposed_by=asker[proposed], refused_by=asker[refused])
            for number, (side, state, proposed, refused) in enumerate(offices)]
    for who, where, role, shift in memberships:
        Membership.objects.get_or_create(person=people[who], organisation=made[where], role=role,
                                         since=today() + timedelta(days=shift))
        Invitation.objects.get_or_create(hash=f"{who}{where}{role}", defaults={
            "organisation": made[where], "role": role, "until": timezone.now() + timedelta(days=shift),
            "used": timezone.now() if who == 1 else None})
    for number, one in enumerate(people):
        Receipt.objects.create(hash=str(number), person=one, record=number, address="/",
                               ended=timezone.now() if number == 3 else None)
        Assistance.objects.create(officer=one, person=people[2], until=timezone.now())
        Look.objects.create(person=one, address="/")
        SpareKey.objects.create(hash=str(number), by=one, used=timezone.now() if number == 1 else None,
                                ended=timezone.now() if number == 2 else None)
    Person.objects.filter(pk=people[2].pk).update(claimed_by=people[0])
    Person.objects.filter(pk=people[0].pk).update(claimed=1)


def everybody(strong: bool, helped: bool) -> list[Actor | None]:
    people = list(Person.objects.exclude(sort="system").order_by("pk"))
    for one in people:
        one.strong = strong
    if helped:
        people[0].helper = people[1]
    return [None, *people, ReceiptHolder(people[2], 2), system("test")]
