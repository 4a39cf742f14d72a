"""A survey from the first question to its results, and what becomes of an answer on the way."""
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pendopo.core.ledger.models import Line
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.records.models import Event, Link
from pendopo.core.voices.surveys import asking, queries, rules
from pendopo.core.voices.surveys.actions import drafting, paper, running
from pendopo.core.voices.surveys.actions.drafting import Asking
from pendopo.core.voices.surveys.models import Paper, Pending, Reply, Survey, Taken
from tests.core.hall import again, office, person, record, refused
from tests.core.voices.surveys.bureau import TEXT, YES_NO, full, maker, say, survey

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_survey_is_seen_by_its_office_until_it_opens():
    budi = maker()
    made = survey(budi, opened=False)
    assert queries.survey(made.code, None) is None and queries.survey(made.code, person()) is None
    assert queries.survey(made.code, budi) == made
    running.open_survey(actor=budi, survey=made)
    assert queries.survey(made.code, None) == made
    events = {one.verb: one for one in Event.objects.filter(record=made.pk).select_related("line")}
    told = json.loads(events["surveys.open"].line.facts)
    made.refresh_from_db()
    assert told["wording"] == made.wording == asking.wording(queries.questions(made)) and told["questions"] == 8
    assert events["surveys.add"].line.visibility == "private", "how it was prepared is the office's own"


def test_about_any_record_and_found_from_it():
    road, budi = record(), maker()
    made = survey(budi, about=road)
    assert list(queries.about(road, None)) == [made]
    assert Link.objects.get(sort="asks").target_id == road.pk


def test_nothing_changes_while_people_answer():
    budi = maker()
    made = survey(budi)
    one = queries.questions(made)[0]
    with refused():
        drafting.ask(actor=budi, survey=made, question=Asking("text", "Lagi?"))
    with refused():
        drafting.mend(actor=budi, question=one, to=Asking("text", "Lain?"))
    with refused():
        drafting.drop(actor=budi, question=one)
    with refused():
        drafting.reword(actor=budi, survey=made, changes={"title": "Lain"})


def test_who_may_make_one():
    unit, other = office(), office("Dinas Lain")
    for one in (person(), person(at=unit, role="auditor"), person(at=unit, role="member")):
        with refused():
            drafting.draft(actor=one, title="x", office=unit)
    with refused():
        drafting.draft(actor=person(at=other, role="head"), title="x", office=unit)
    made = survey(person(at=unit, role="head"))
    with refused():
        running.close_survey(actor=person(at=other, role="head"), survey=made)


def test_an_answer_leaves_no_line_no_time_and_no_name():
    made = survey()
    lines = Line.objects.count()
    say(made, full(), actor=person())
    assert Line.objects.count() == lines and Pending.objects.count() == 1
    assert {field.name for field in Pending._meta.get_fields()} == {"id", "survey", "side", "body"}
    assert TEXT.encode() not in bytes(Pending.objects.get().body) and b"jalan" not in bytes(Pending.objects.get().body)


def test_before_the_close_nobody_reads_anything():
    budi = maker()
    made = survey(budi)
    say(made, full())
    assert queries.arrived(made) == 1 and not Reply.objects.exists() and not made.release
    assert not rules.export.allows(budi, made) and not rules.read_writings.allows(budi, made)


def test_the_close_counts_shuffles_and_destroys_what_ties(monkeypatch):
    budi = maker()
    made = survey(budi)
    for at in range(12):
        say(made, full(f"Tulisan {at}", p3=1 + at % 5), key=f"10.0.1.{at}")
    shuffled = []
    monkeypatch.setattr(running.CHANCE, "shuffle", lambda rows: shuffled.append(len(rows)))
    running.close_survey(actor=budi, survey=made)
    made.refresh_from_db()
    assert shuffled == [12] and made.state == "closed" and made.answered == {"": 12}
    assert not Pending.objects.exists() and not Taken.objects.exists() and Reply.objects.count() == 12
    rows = {(row["code"], row["row"]): row["cells"][0] for row in made.release[""]}
    assert rows["p1", ""]["level"] == "nearly_all" and rows["p8", ""]["level"] == "count"
    assert rows["p3", ""]["counts"] == [6, 6, 0], "low, middle and high with neighbours put together"
    ids = [one.id for one in Reply.objects.order_by("pk")]
    assert ids == sorted(ids)
    event = Event.objects.select_related("line").get(record=made.pk, verb="surveys.close")
    assert len(json.loads(event.line.facts)["release"]) == 64


def test_free_words_lie_sealed_and_are_opened_by_the_office():
    budi = maker()
    made = survey(budi)
    say(made, full())
    running.close_survey(actor=budi, survey=made)
    one = Reply.objects.get()
    made.refresh_from_db()
    assert "p8" not in one.values and TEXT.encode() not in bytes(one.texts)
    assert queries.box(made).open_words(one.texts, running.TEXTS) == {"p8": TEXT}


def test_an_answer_to_what_was_not_asked_is_not_kept():
    budi = maker()
    made = survey(budi)
    say(made, full(p1="tidak"))
    running.close_survey(actor=budi, survey=made)
    assert "p2" not in Reply.objects.get().values


def test_members_of_a_side_answer_once():
    unit = office("Forum", "cso")
    made = survey(maker(), who="society")
    wahyu, dewi = person(at=unit, role="member", strong=False), person(at=office(), role="officer")
    say(made, full(), actor=wahyu)
    with refused(Hindrance):
        say(made, full(), actor=again(wahyu))
    funder = person(at=office("Lembaga Dana", "funder"), role="member")          # neither government nor civil society
    for one in (None, dewi, funder, person()):
        with refused():
            say(made, full(), actor=one)
    assert Taken.objects.count() == Pending.objects.count() == 1


def test_it_closes_by_itself_after_its_last_day():
    made = survey(closes=timezone.localdate() + timedelta(days=1))
    say(made, full())
    assert running.close_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2, hours=1)):
        assert running.close_due() == 1 and running.close_due() == 0
    made.refresh_from_db()
    assert made.state == "closed" and made.answered == {"": 0}, "fewer than five: not even how many"
    with refused():
        say(made, full())


def test_what_cannot_be_opened_says_why():
    budi = maker()
    empty = drafting.draft(actor=budi, title="x", office=queries.offices(budi, "officer")[0])
    with refused(Hindrance, match="no question"):
        running.open_survey(actor=budi, survey=empty)
    drafting.give_up(actor=budi, survey=empty)
    assert Survey.objects.get(pk=empty.pk).state == "given_up"


def test_questions_are_put_in_order_and_never_before_what_they_hang_on():
    budi = maker()
    made = survey(budi, opened=False)
    second = made.questions.get(code="p2")
    drafting.shift(actor=budi, question=second, up=True)
    assert [one.code for one in queries.questions(made)][:2] == ["p1", "p2"]
    drafting.shift(actor=budi, question=made.questions.get(code="p3"), up=True)
    assert [one.code for one in queries.questions(made)][:3] == ["p1", "p3", "p2"]
    drafting.drop(actor=budi, question=made.questions.get(code="p1"))
    assert made.questions.get(code="p2").when == ""
    drafting.ask(actor=budi, survey=made, question=Asking("single", "Baru?", options=YES_NO))
    assert "p1" in {one.code for one in queries.questions(made)}, "a name that is free again"


# On paper.

def test_a_form_on_paper_counts_when_two_people_read_the_same():
    unit = office()
    budi, siti = person(at=unit, role="officer"), person("Siti Contoh", at=unit, role="officer")
    made = survey(budi)
    assert paper.key_in(actor=budi, survey=made, number="7", values=full()).state == "once"
    assert not Pending.objects.exists()
    with refused(Hindrance, match="Somebody else"):
        paper.key_in(actor=budi, survey=made, number="7", values=full())
    assert paper.key_in(actor=siti, survey=made, number="7", values=full()).state == "done"
    done = Paper.objects.get()
    assert Pending.objects.count() == 1 and done.first is None and done.second is None
    with refused(Hindrance, match="twice already"):
        paper.key_in(actor=siti, survey=made, number="7", values=full())


def test_two_readings_that_differ_are_settled_by_a_look_at_the_paper():
    unit = office()
    budi, siti = person(at=unit, role="officer"), person("Siti Contoh", at=unit, role="officer")
    made = survey(budi)
    paper.key_in(actor=budi, survey=made, number="8", values=full(p3=2))
    differs = paper.key_in(actor=siti, survey=made, number="8", values=full(p3=3))
    first, second = paper.readings(differs)
    assert differs.state == "differs" and (first["values"]["p3"], second["values"]["p3"]) == (2, 3)
    assert not Pending.objects.exists()
    paper.settle_paper(actor=siti, paper=differs, values=full(p3=2))
    with refused(Hindrance, match="settled"):
        paper.settle_paper(actor=siti, paper=differs, values=full(p3=2))
    running.close_survey(actor=budi, survey=made)
    assert Reply.objects.get().values["p3"] == 2


def test_readings_lie_sealed():
    budi = maker()
    paper.key_in(actor=budi, survey=survey(budi), number="9", values=full())
    assert TEXT.encode() not in bytes(Paper.objects.get().first)


def test_the_export_has_one_column_for_each_question_with_names_that_stay():
    made = survey()
    found = queries.questions(made)
    assert asking.columns(found) == ["p1", "p2", "p3", "p4_lampu", "p4_pagar", "p5", "p6", "p7", "p8"]
    row = dict(pair for one in found for pair in asking.cells(one, full().get(one.code)))
    assert row == {"p1": "ya", "p2": "jalan|bus", "p3": "4", "p4_lampu": "2", "p4_pagar": "dk", "p5": "3",
                   "p6": "2026-06-17", "p7": "bus|jalan", "p8": TEXT}
