"""A button and a list never disagree: what a rule says of one row is what the database says of all."""
import inspect
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import system
from pendopo.core.records.models import Record
from pendopo.core.voices import rules
from pendopo.core.voices.actions import lessons, moderation, speech, standing
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.models import Case, Comment
from pendopo.core.voices.rules import SPEAKERS
from pendopo.kit.rules import Rule
from tests.core.hall import again, office, person, record

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ON_RECORDS = [rules.comment, rules.support, rules.unsupport, rules.follow, rules.unfollow]
ON_COMMENTS = [rules.edit, rules.withdraw, rules.read, rules.flag, rules.moderate, rules.hide, rules.keep]
ON_CASES = [rules.queue, rules.appeal, rules.decide_appeal, rules.undo]
ROLES = [*SPEAKERS, "moderator", "facilitator", "auditor"]


@pytest.fixture
def hall():
    """Two offices, a stranger's record without office, speakers, and every state that a comment and a case can have."""
    class Hall:
        offices = [office("Dinas Satu"), office("Dinas Dua")]
        people = [person() for _ in range(3)]
        roads = [record(at=offices[0]), record(at=offices[1], visibility="sealed"), record()]
    speaker, now = Hall.people[0], timezone.now()
    for road in Hall.roads:
        for number, state in enumerate(("shown", "held", "hidden", "withdrawn")):
            said = comment(actor=person(), record=Hall.roads[0], text="Kalimat")
            Comment.objects.filter(pk=said.pk).update(
                record=road.pk, state=state, author=[speaker, Hall.people[1], None, Hall.people[2]][number],
                at=now - timedelta(minutes=number * 10), office=Hall.offices[0] if state == "shown" else None,
                rank="official" if state == "shown" else "ordinary")
            for stage in ("open", "kept", "hidden", "appealed", "upheld", "restored"):
                Case.objects.create(comment=said, state=stage, cause="flag", moderator=Hall.people[number % 3],
                                    decided=now - timedelta(minutes=number * 5),
                                    appealed=now if stage == "appealed" else None)
    Case.objects.filter(state="open").update(moderator=None, decided=None)
    return Hall


def actors(hall):
    """Everybody who may stand at the counter: visitors, the system, receipts, people with any roles, strong or not."""
    chosen = st.sampled_from(hall.people)
    held = st.lists(st.tuples(st.sampled_from(hall.offices), st.sampled_from(ROLES)), max_size=3)

    def staff(one, roles, strong):
        fresh = again(one)
        fresh.strong = strong
        fresh.__dict__["held"] = tuple((unit.pk, role, unit.side) for unit, role in roles)
        return fresh

    return st.one_of(
        st.none(), st.just(system("test")),
        st.builds(ReceiptHolder, chosen, st.sampled_from([road.pk for road in hall.roads])),
        st.builds(staff, chosen, held, st.booleans()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_rule_says_of_each_row_what_the_database_says_of_all(hall, data):
    actor = data.draw(actors(hall))
    for asked, rows in ((ON_RECORDS, Record.objects.all()),
                        (ON_COMMENTS, Comment.objects.select_related("record")),
                        (ON_CASES, Case.objects.select_related("comment__record"))):
        things = list(rows)
        for rule in asked:
            listed = set(rows.filter(rule.q(actor)).values_list("pk", flat=True))
            assert listed == {thing.pk for thing in things if rule.allows(actor, thing)}, (rule.name, actor)


def test_every_action_for_people_has_its_rule_and_names_its_actor_first():
    seen = set()
    for room in (speech, standing, moderation, lessons):
        for name, verb in inspect.getmembers(room, inspect.isfunction):
            first = next(iter(inspect.signature(verb).parameters.values()), None)
            if verb.__module__ == room.__name__ and first is not None and first.name == "actor":
                assert first.kind is first.KEYWORD_ONLY, name
                assert isinstance(getattr(rules, name), Rule), name
                seen.add(name)
    assert {"comment", "edit", "withdraw", "support", "unsupport", "follow", "unfollow", "flag", "hide", "keep",
            "appeal", "decide_appeal", "bulk_hide", "bulk_keep", "undo"} == seen
