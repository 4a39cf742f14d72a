"""Who took part upstream hears of what happens downstream: once, in the way they chose, whatever circles there are."""
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.core.ledger.actions import sequence_all
from pendopo.core.ledger.queries import head
from pendopo.core.notices.actions import flow
from pendopo.core.notices.models import Notice, Stream
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Link
from pendopo.core.records.relations import OFFERED, falls
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.actions.standing import follow, support
from tests.core.hall import person, record

pytestmark = pytest.mark.django_db
DOWN = "notices.downstream"


def begun():
    """From here on things are news."""
    sequence_all()
    Stream.objects.all().delete()
    assert flow() == 0


def happens(one, by=None):
    records.note(one, "plans.report_milestone", by=by or system("test"), facts={"milestone": 1, "title": "x"})
    sequence_all()


def told():
    return {(notice.person_id, notice.record_id): notice for notice in Notice.objects.filter(template=DOWN)}


@pytest.fixture
def pair():
    """A question and what answers it."""
    question, answer = record("Pertanyaan"), record("Jawaban")
    records.link(answer, question, by=system("test"), sort="answers")
    return question, answer


@pytest.mark.database
def test_who_asked_follows_or_spoke_hears_once_in_their_way(pair):
    question, answer = pair
    loud, quiet, mute, speaker, both = (person(f"{name} Contoh") for name in ("A", "B", "C", "D", "E"))
    for who, volume in ((loud, "loud"), (quiet, "quiet"), (mute, "mute"), (both, "normal")):
        follow(actor=who, record=question, volume=volume)
    comment(actor=speaker, record=question, text="Kapan selesai?")
    comment(actor=mute, record=question, text="Saya tidak mau dikabari.")
    follow(actor=both, record=answer)              # hears of it from the answer's own room
    support(actor=person(), record=question)
    begun()
    happens(answer)
    assert flow() == 3 and flow() == 0
    assert {(key[0], notice.way) for key, notice in told().items()} == {
        (loud.pk, "now"), (quiet.pk, "here"), (speaker.pk, "digest")}
    assert all(notice.facts == {"origin": question.code} for notice in told().values())
    assert {record for _person, record in told()} == {answer.pk}


def test_nothing_flows_back_up_and_nothing_of_links_comments_or_the_past(pair):
    question, answer = pair
    below, above = person("A Contoh"), person("B Contoh")
    follow(actor=below, record=answer)
    follow(actor=above, record=question)
    happens(answer)
    begun()
    happens(question)
    comment(actor=below, record=answer, text="Terima kasih.")
    records.link(record("Lain"), answer, by=system("test"), sort="part_of")
    sequence_all()
    assert flow() == 0 and told() == {}


def test_who_did_it_is_not_told_and_nobody_is_told_twice_while_they_have_not_looked(pair):
    question, answer = pair
    doer, reader = person("A Contoh"), person("B Contoh")
    for who in (doer, reader):
        follow(actor=who, record=question)
    begun()
    for _time in range(3):
        happens(answer, by=doer)
        flow()
    assert [(key[0], notice.count) for key, notice in told().items()] == [(reader.pk, 3)]


def test_a_link_that_was_taken_back_carries_nothing(pair):
    question, answer = pair
    follow(actor=person(), record=question)
    begun()
    Link.objects.update(ended="2026-01-01T00:00Z")
    happens(answer)
    assert flow() == 0


def test_what_is_not_public_is_no_news_and_an_upper_record_that_is_not_public_keeps_its_code(pair):
    question, answer = pair
    reader = person()
    follow(actor=reader, record=question)
    begun()
    records.note(answer, "plans.edit", by=system("test"), visibility="members")
    sequence_all()
    assert flow() == 0
    type(question).objects.filter(pk=question.pk).update(visibility="members")
    happens(answer)
    assert flow() == 1 and next(iter(told().values())).facts == {"origin": "…"}


def test_the_place_moves_on_with_the_news(pair):
    begun()
    happens(pair[1])
    flow()
    assert Stream.objects.get().place == head().size


edges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(OFFERED)), max_size=14)
followers = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=edges, followers=followers, moved=st.integers(0, 5))
def test_any_graph_with_any_circles_tells_each_person_once_and_nobody_else(db, edges, followers, moved):
    rows, people = [record(f"Catatan {number}") for number in range(6)], [person() for _number in range(4)]
    for one, other, sort in edges:
        if one != other:
            records.link(rows[one], rows[other], by=system("test"), sort=sort)
    for who, where in set(followers):
        follow(actor=people[who], record=rows[where])
    Notice.objects.all().delete()
    begun()
    happens(rows[moved])
    flow()
    reached, front = {moved}, [moved]
    while front:
        front = [upper for one, other, sort in edges if one != other
                 for upper, lower in falls(sort, one, other) if lower in front and upper not in reached]
        reached.update(front)
    direct = {who for who, where in followers if where == moved}
    wanted = {who for who, where in followers if where in reached} - direct
    seen = Counter(notice.person_id for notice in Notice.objects.filter(template=DOWN))
    assert seen == {people[who].pk: 1 for who in wanted}
    assert flow() == 0
