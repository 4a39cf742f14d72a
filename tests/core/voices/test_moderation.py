"""Reporting, hiding with a reason, objecting, undoing: who may decide, what everybody sees, what the ledger shows."""
import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from pendopo.analysis import spam
from pendopo.core.ledger.models import Line
from pendopo.core.notices.models import Notice
from pendopo.core.records.models import Event
from pendopo.core.voices.actions import lessons
from pendopo.core.voices.actions.lessons import learn
from pendopo.core.voices.actions.moderation import (
    FLAG,
    appeal,
    bulk_hide,
    bulk_keep,
    decide_appeal,
    flag,
    hide,
    keep,
    undo,
)
from pendopo.core.voices.actions.speech import comment, withdraw
from pendopo.core.voices.models import UNDO, Case, Comment, Flag, Lesson
from pendopo.core.voices.queries import discussion, log, waiting
from pendopo.kit.limits.actions import TooOften
from tests.core.hall import office, person, record, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A record of one unit, a comment on it, and moderators: two of the secretariat, one of the unit itself."""
    class Desk:
        unit, secretariat = office("Dinas Jalan"), office("Sekretariat")
        road = record(at=unit)
        sari = person("Sari Contoh")
        said = comment(actor=sari, record=road, text="Kepala dinas itu bodoh sekali")
        one = person("Moderator Satu", at=secretariat, role="moderator")
        two = person("Moderator Dua", at=secretariat, role="moderator")
        inside = person("Moderator Dinas", at=unit, role="moderator")
    return Desk


def state(said):
    return Comment.objects.values_list("state", flat=True).get(pk=said.pk)


@pytest.mark.database
def test_hidden_with_a_reason_the_words_leave_the_page_and_the_export_and_the_author_is_told(desk):
    hide(actor=desk.one, comment=desk.said, reason="insult", words="Menyerang orang, bukan soal.")
    shown = discussion(desk.road, None).threads[0].comment
    assert (shown.state, shown.reason) == ("hidden", "insult")
    line = Line.objects.get(pk=desk.said.line_id)
    assert line.words_visibility == "private" and line.visibility == "public"
    event = Event.objects.select_related("line").get(verb="voices.hide")
    facts = json.loads(event.line.facts)
    assert (facts["reason"], facts["comment"]) == ("insult", desk.said.mark)
    assert "Menyerang orang" in event.line.words and "bodoh" not in event.line.facts + event.line.words
    assert event.office == desk.secretariat
    told = Notice.objects.get(template="voices.hidden")
    assert (told.person_id, told.way) == (desk.sari.pk, "now")


def test_nobody_moderates_comments_about_their_own_unit(desk):
    for act in (lambda: hide(actor=desk.inside, comment=desk.said, reason="insult"),
                lambda: keep(actor=desk.inside, comment=desk.said)):
        with refused():
            act()
    flag(actor=None, comment=desk.said, reason="insult", key="10.0.0.1")
    assert list(waiting(desk.inside)) == [] and len(waiting(desk.one)) == 1
    assert not Notice.objects.filter(person=desk.inside, template="voices.waiting").exists()


def test_nobody_moderates_their_own_words_nor_without_the_role_or_the_second_factor(desk):
    own = comment(actor=desk.one, record=desk.road, text="Kata saya")
    weak = person(at=desk.secretariat, role="moderator", strong=False)
    officer = person(at=desk.secretariat, role="officer")
    facilitator = person(at=desk.secretariat, role="facilitator")
    for actor, said in ((desk.one, own), (weak, desk.said), (officer, desk.said), (facilitator, desk.said),
                        (desk.sari, desk.said)):
        with refused():
            hide(actor=actor, comment=said, reason="insult")
    with pytest.raises(ValueError, match="not a rule"):
        hide(actor=desk.one, comment=desk.said, reason="because")


@pytest.mark.database
def test_an_objection_is_decided_by_somebody_else(desk):
    case = hide(actor=desk.one, comment=desk.said, reason="insult")
    with refused():
        appeal(actor=desk.two, case=case, text="Bukan milik saya")
    case = appeal(actor=desk.sari, case=case, text="Saya mengkritik pekerjaannya.")
    assert {notice.person_id for notice in Notice.objects.filter(template="voices.appealed")} == {desk.two.pk}
    assert list(waiting(desk.one, state="appealed")) == [] and list(waiting(desk.two, state="appealed")) == [case]
    for actor in (desk.one, desk.inside, desk.sari):
        with refused():
            decide_appeal(actor=actor, case=case, restore=False, words="")
    case = decide_appeal(actor=desk.two, case=case, restore=True, words="Kritik keras, bukan hinaan.")
    assert case.state == "restored" and state(desk.said) == "shown"
    assert Line.objects.get(pk=desk.said.line_id).words_visibility == "public", "the export carries it again"
    assert Notice.objects.filter(person=desk.sari, template="voices.restored", way="now").exists()
    assert [event.verb for event in Event.objects.filter(verb__startswith="voices.").order_by("pk")] == [
        "voices.comment", "voices.hide", "voices.appeal", "voices.restore"]


def test_an_objection_that_is_lost_ends_it(desk):
    case = appeal(actor=desk.sari, case=hide(actor=desk.one, comment=desk.said, reason="insult"), text="Tolong")
    case = decide_appeal(actor=desk.two, case=case, restore=False, words="Tetap hinaan.")
    assert case.state == "upheld" and state(desk.said) == "hidden"
    with refused():
        appeal(actor=desk.sari, case=case, text="Sekali lagi")
    assert case in log()


def test_reported_without_an_account_and_five_an_hour(desk):
    others = [comment(actor=person(), record=desk.road, text=f"Kalimat {n}") for n in range(FLAG.most)]
    flag(actor=None, comment=desk.said, reason="spam", words="Iklan", key="10.0.0.1")
    for said in others[1:]:
        flag(actor=None, comment=said, reason="spam", key="10.0.0.1")
    with refused(TooOften):
        flag(actor=None, comment=others[0], reason="spam", key="10.0.0.1")
    flag(actor=None, comment=others[0], reason="spam", key="10.0.0.2")
    assert Case.objects.filter(state="open", cause="flag").count() == FLAG.most + 1
    line = Line.objects.filter(facts__contains="voices.flag").first()
    assert line.visibility == "private" and line.words == "" and "Iklan" not in line.facts
    assert state(desk.said) == "shown", "a report hides nothing"


def test_one_person_reports_once_and_one_case_waits(desk):
    for _ in range(2):
        flag(actor=desk.two, comment=desk.said, reason="insult", key=str(desk.two.pk))
    flag(actor=None, comment=desk.said, reason="hate", key="10.0.0.1")
    assert Flag.objects.count() == 2 and Case.objects.filter(state="open").count() == 1
    case = keep(actor=desk.one, comment=desk.said)
    assert case.state == "kept" and case.cause == "flag"
    flag(actor=None, comment=desk.said, reason="hate", key="10.0.0.1")
    assert Case.objects.filter(state="open").count() == 1, "reported again, looked at again"


@pytest.mark.database
def test_several_are_hidden_in_one_go_and_taken_back(desk):
    other = comment(actor=person(), record=desk.road, text="Iklan lagi")
    flag(actor=None, comment=other, reason="spam", key="10.0.0.1")
    batch = bulk_hide(actor=desk.one, comments=[desk.said.pk, other.pk], reason="spam")
    assert {state(desk.said), state(other)} == {"hidden"}
    with refused():
        bulk_hide(actor=desk.one, comments=[desk.said.pk], reason="spam")
    assert undo(actor=desk.two, batch=batch) == 0, "only by whoever decided"
    assert undo(actor=desk.one, batch=batch) == 2
    assert {state(desk.said), state(other)} == {"shown"}
    assert Case.objects.get().state == "open", "what was reported waits again; the other was never a case"
    assert Line.objects.filter(words_visibility="private", pk__in=[desk.said.line_id, other.line_id]).count() == 0
    assert Event.objects.filter(verb="voices.undo").count() == 2
    assert undo(actor=desk.one, batch=batch) == 0 and undo(actor=desk.one, batch="") == 0


def test_one_that_may_not_be_hidden_stops_all(desk):
    foreign = comment(actor=person(), record=record(at=desk.secretariat), text="Tentang sekretariat")
    with refused():
        bulk_hide(actor=desk.one, comments=[desk.said.pk, foreign.pk], reason="spam")
    assert state(desk.said) == "shown"


def test_the_undo_ends_after_ten_minutes_and_with_an_objection(desk):
    batch = bulk_hide(actor=desk.one, comments=[desk.said.pk], reason="spam")
    with time_machine.travel(timezone.now() + UNDO + timedelta(seconds=1)):
        assert undo(actor=desk.one, batch=batch) == 0
    appeal(actor=desk.sari, case=Case.objects.get(), text="Bukan iklan")
    assert undo(actor=desk.one, batch=batch) == 0 and state(desk.said) == "hidden"


def test_a_held_comment_that_was_hidden_by_mistake_is_held_again(desk):
    Comment.objects.filter(pk=desk.said.pk).update(state="held")
    Event.objects.filter(line=desk.said.line_id).update(visibility="held")
    batch = bulk_keep(actor=desk.one, comments=[desk.said.pk])
    assert state(desk.said) == "shown"
    undo(actor=desk.one, batch=batch)
    assert state(desk.said) == "held" and discussion(desk.road, None).threads == []
    assert Line.objects.get(pk=desk.said.line_id).words_visibility == "private"
    assert Event.objects.get(line=desk.said.line_id).visibility == "held"


def test_what_its_author_took_back_is_no_longer_a_case(desk):
    flag(actor=None, comment=desk.said, reason="insult", key="10.0.0.1")
    withdraw(actor=desk.sari, comment=desk.said)
    assert not Case.objects.exists() and list(waiting(desk.one)) == []


def test_the_log_is_for_everyone_and_tells_nothing_of_what_is_not_public(desk):
    hide(actor=desk.one, comment=desk.said, reason="insult")
    assert [case.comment_id for case in log()] == [desk.said.pk]
    type(desk.road).objects.filter(pk=desk.road.pk).update(visibility="sealed")
    assert list(log()) == []


def test_the_score_learns_from_decisions_and_from_what_nobody_minded(desk):
    bad = [comment(actor=person(), record=desk.road, text=f"slot gacor bonus deposit {n}") for n in range(4)]
    good = [comment(actor=person(), record=desk.road, text=f"lampu jalan mati di rt {n}") for n in range(4)]
    bulk_hide(actor=desk.one, comments=[said.pk for said in bad], reason="spam")
    hide(actor=desk.one, comment=desk.said, reason="insult")
    bulk_keep(actor=desk.one, comments=[good[0].pk])
    assert learn() == 0, "what may still be undone teaches nothing"
    with time_machine.travel(timezone.now() + lessons.SETTLED + timedelta(minutes=1), tick=False) as clock:
        assert learn() == 5, "four spam, one kept; an insult is no spam"
        assert learn() == 0, "each once"
        clock.shift(lessons.STOOD)
        assert learn() == 3, "what stood for two days"
    model = spam.load(Lesson.objects.get().model)
    assert spam.score("bonus slot gacor", model) > 0.5 > spam.score("lampu jalan mati", model)


def test_the_log_has_a_feed_without_hidden_words(desk, client):
    """Every list has one: which rule, on which record; never what was hidden."""
    hide(actor=desk.one, comment=desk.said, reason="insult", words="Menyerang orang <b>bukan</b> soal.\x01")
    answer = client.get("/suara/moderasi/umpan.xml")
    entries = list(ElementTree.fromstring(answer.content).iter("{http://www.w3.org/2005/Atom}entry"))
    assert answer["Content-Type"].startswith("application/atom+xml") and len(entries) == 1
    told = "".join(entries[0].itertext())
    assert desk.road.title in told
    assert "Menyerang orang &lt;b&gt;bukan&lt;/b&gt; soal." in told, "its type is html: it is shown as it was typed"
    assert "bodoh" not in told
    assert "umpan.xml" in client.get("/suara/moderasi/").content.decode()
    type(desk.road).objects.filter(pk=desk.road.pk).update(visibility="sealed")
    assert b"<entry>" not in client.get("/suara/moderasi/umpan.xml?lagi").content
