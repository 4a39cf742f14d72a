"""Surveys as people meet them: step by step on a phone without script, on paper, and what is published."""
import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.core.voices.surveys import queries
from pendopo.core.voices.surveys.actions import running
from pendopo.core.voices.surveys.actions.drafting import Asking
from pendopo.core.voices.surveys.models import Paper, Pending, Question, Survey
from tests.core.hall import office, person, record
from tests.core.voices.surveys.bureau import TEXT, YES_NO, full, maker, say, survey

pytestmark = pytest.mark.django_db


def there(name, *args):
    return reverse(f"surveys:{name}", args=args)


@pytest.fixture
def staff(client, monkeypatch):
    monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)

    def enter(one):
        client.force_login(one)
        return client
    return enter


def carried(text):
    """The hidden fields of the form as a browser sends them again; what is switched off is not sent."""
    shown = re.sub(r"<fieldset[^>]*hidden disabled>.*?</fieldset>\s*(?=<fieldset|<div class=\"actions)", "", text,
                   flags=re.DOTALL)
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown):
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_a_citizen_answers_step_by_step_without_script(client):
    made = survey()
    address = there("answer", made.code)
    first = client.get(address)
    assert "Step 1 of 3" in first.text and 'data-when="p1"' in first.text
    empty = client.post(address, carried(first.text))
    assert empty.status_code == 422 and empty.text.count("is an answer, too") >= 2 and not Pending.objects.exists()
    more = client.post(address, {**carried(first.text), "p1": "ya", "p3": "4"})
    assert more.status_code == 200 and "there is more to ask on this step" in more.text
    second = client.post(address, {**carried(more.text), "p1": "ya", "p2": ["jalan", "bus"], "p3": "4"})
    assert "Step 2 of 3" in second.text and 'name="p2" value="jalan"' in second.text
    wrong = client.post(address, {**carried(second.text), "p4-lampu": "2", "p4-pagar": "dk", "p5": "99",
                                  "p6": "kemarin", "p7-bus": "1", "p7-jalan": "1"})
    assert wrong.status_code == 422 and "from 0 to 50" in wrong.text and "not a day" in wrong.text
    assert "each rank once" in wrong.text and 'value="kemarin"' in wrong.text and 'value="99"' in wrong.text
    third = client.post(address, {**carried(second.text), "p4-lampu": "2", "p4-pagar": "dk", "p5": "3,5",
                                  "p6": "2026-06-17", "p7-bus": "1", "p7-jalan": "2"})
    back = client.post(address, {**carried(third.text), "p8": TEXT, "back": "1"})
    assert "Step 2 of 3" in back.text and re.search(r'name="p4-lampu" value="2"[^>]*checked', back.text)
    check = client.post(address, {**carried(third.text), "p8": TEXT})
    assert "Look through them once more" in check.text and TEXT in check.text and "Jalan, Bus" in check.text
    sent = client.post(address, {**carried(check.text), "send": "1"})
    assert "Thank you" in sent.text and Pending.objects.count() == 1
    running.close_survey(actor=maker(unit=made.office), survey=made)
    reply = made.replies.get()
    assert reply.values == {"p1": "ya", "p2": ["jalan", "bus"], "p3": 4, "p4": {"lampu": 2, "pagar": "dk"},
                            "p5": "3.5", "p6": "2026-06-17", "p7": ["bus", "jalan"]}


def test_who_says_no_is_not_asked_further_and_dont_know_is_an_answer(client):
    made = survey()
    address = there("answer", made.code)
    second = client.post(address, {**carried(client.get(address).text), "p1": "tidak", "p3": "dk"})
    assert "Step 2 of 3" in second.text
    both = client.post(address, {**carried(second.text), "p4-lampu": "dk", "p4-pagar": "dk", "p5": "3", "p5-dk": "on",
                                 "p6-dk": "on", "p7-dk": "on"})
    assert both.status_code == 422 and "Please choose" in both.text
    third = client.post(address, {**carried(second.text), "p4-lampu": "dk", "p4-pagar": "dk", "p5-dk": "on",
                                  "p6-dk": "on", "p7-dk": "on"})
    assert "Step 3 of 3" in third.text
    client.post(address, {**carried(client.post(address, carried(third.text)).text), "send": "1"})
    assert Pending.objects.count() == 1


@pytest.mark.parametrize("typed", ["NaN", "-Infinity", "sNaN", "1e-999999", "0e999999", "empat"])
def test_what_only_a_program_calls_a_number_is_none(client, typed):
    made = survey()
    address = there("answer", made.code)
    second = client.post(address, {**carried(client.get(address).text), "p1": "tidak", "p3": "dk"})
    wrong = client.post(address, {**carried(second.text), "p4-lampu": "2", "p4-pagar": "2", "p5": typed,
                                  "p6": "2026-06-17", "p7-dk": "on"})
    assert wrong.status_code == 422 and "This is not a number." in wrong.text and f'value="{typed}"' in wrong.text


def test_forged_and_hurried_forms_come_to_nothing(client):
    made = survey()
    address = there("answer", made.code)
    for data in ({"send": "1"}, {"send": "1", "page": "99", "p1": "mungkin"}, {"page": "x", "p1": "ya", "shown": "p1"},
                 {"page": "2", "p4-lampu": "9"}, {"page": "1", "p7-bus": "7", "send": "1"}):
        assert client.post(address, data).status_code in (200, 422)
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_members_are_told_why_it_is_not_open_to_them(client, staff):
    made = survey(who="society")
    address = there("answer", made.code)
    assert client.get(address).status_code == 403
    wahyu = person(at=office("Forum", "cso"), role="member")
    client.force_login(wahyu)
    assert client.get(address).status_code == 200
    say(made, full(), actor=wahyu)
    again = client.post(address, {"send": "1", "page": "9", "p1": "tidak", "p3": "2", "p4-lampu": "2", "p4-pagar": "2",
                                  "p5": "1", "p6": "2026-02-03", "p7-bus": "1"})
    assert again.status_code == 409 and "answered this survey already" in again.text


def test_a_page_for_visitors_has_no_form_and_no_cookie(client):
    made = survey()
    for address in (made.get_absolute_url(), there("list"), there("print", made.code)):
        answer = client.get(address)
        assert answer.status_code == 200 and not answer.cookies and "csrf" not in answer.text


def test_the_preview_sends_nothing(staff):
    budi = maker()
    made = survey(budi, opened=False)
    client = staff(budi)
    address = there("preview", made.code)
    page = client.get(address)
    assert "nothing is sent" in page.text
    client.post(address, {**carried(page.text), "p1": "tidak", "p3": "1", "send": "1"})
    assert not Pending.objects.exists()
    assert Client().get(address).status_code == 404


def test_the_form_on_paper_is_numbered_and_says_its_conditions(client):
    made = survey()
    text = client.get(there("print", made.code), {"dari": "11", "lembar": "3"}).text
    assert [f"<strong>{number}</strong>" in text for number in (11, 12, 13, 14)] == [True, True, True, False]
    assert "only if you answered question 1 with: Yes" in text and "I do not know" in text
    assert 'method="post"' not in text
    for odd in ("x", "-1", "0", "99999999"):
        assert client.get(there("print", made.code), {"lembar": odd}).status_code == 200


def test_a_survey_is_built_from_its_pages(staff):
    budi, road = maker(), record()
    client = staff(budi)
    begun = client.post(f"{there('new')}?tentang={road.code}", {
        "title": "Jembatan", "summary": "Untuk rapat", "who": "anyone", "office": str(next(iter(budi.office_ids)))})
    made = Survey.objects.get()
    assert begun.status_code == 302 and made.about_id == road.pk
    address = there("questions", made.code)
    bad = client.post(address, {"sort": "single", "text": "Ya?", "options": "Ya", "page": "1", "needed": "on"})
    assert bad.status_code == 422 and "at least two answers" in bad.text and "Ya?" in bad.text
    client.post(address, {"sort": "single", "text": "Lewat?", "page": "1",
                          "options": "ya = Ya / Yes\ntidak = Tidak / No"})
    odd = client.post(address, {"sort": "scale", "text": "Aman?", "points": "5", "page": "1", "when": "p1",
                                "among": "mungkin"})
    assert odd.status_code == 422 and "no answers to that question: mungkin" in odd.text
    client.post(address, {"sort": "scale", "text": "Aman?", "points": "5", "page": "1", "when": "p1", "among": "ya"})
    for data in ({"least": "9", "most": "2"}, {"least": "", "most": ""}, {"least": "a", "most": "b"},
                 {"least": "0", "most": "Infinity"}, {"least": "NaN", "most": "9"}):
        assert client.post(address, {"sort": "number", "text": "Kali?", "page": "1", **data}).status_code == 422
    one, two = queries.questions(made)
    assert one.options[0] == {"code": "ya", "text": "Ya", "text_en": "Yes"} and (two.when, two.among) == ("p1", ["ya"])
    client.post(there("question", made.code, two.pk), {"sort": "scale", "text": "Seaman apa?", "points": "4",
                                                       "page": "2"})
    two.refresh_from_db()
    assert (two.text, two.points, two.page, two.when) == ("Seaman apa?", 4, 2, "")
    client.post(there("arrange", made.code, two.pk, "hapus"))
    assert Question.objects.count() == 1 and client.get(address).status_code == 200
    client.post(there("step", made.code, "open"))
    made.refresh_from_db()
    assert made.state == "open" and client.get(address).status_code == 403


def test_paper_is_keyed_in_twice_and_both_readings_are_shown(staff):
    unit = office()
    budi, siti = person(at=unit, role="officer"), person("Siti Contoh", at=unit, role="officer")
    made = survey(budi, [Asking("single", "Lewat?", options=YES_NO), Asking("scale", "Aman?")])
    address = there("papers", made.code)
    client = staff(budi)
    assert "Key in what stands on the paper" in client.post(address, {"number": "7"}).text
    client.post(address, {"number": "7", "keyed": "1", "p1": "ya", "p2": "2"})
    client = staff(siti)
    answer = client.post(address, {"number": "7", "keyed": "1", "p1": "ya", "p2": "3"}, follow=True)
    assert "Two readings of one form" in answer.text and "Aman?" in answer.text
    cells = re.findall(r'<td role="cell" data-head="[^"]*">([^<]*)</td>', answer.text)
    assert cells == ["2", "3"], "only what differs, both readings"
    one = Paper.objects.get()
    client.post(there("settle", made.code, one.pk), {**carried(answer.text), "p2": "2"})
    assert Pending.objects.count() == 1 and client.get(there("settle", made.code, one.pk)).status_code == 404


def test_invitations_are_shown_once_and_open_the_form_once(staff, client):
    budi = maker()
    made = survey(budi, [Asking("scale", "Aman?")], who="invited")
    page = staff(budi).post(there("invite", made.code), {"many": "2"})
    codes = re.findall(r"<code>([^<]+)</code>", page.text)
    assert len(codes) == 2 and codes[0] not in client.get(there("invite", made.code)).text
    visitor = Client()
    typed = visitor.post(there("invitation"), {"code": codes[0].lower()})
    assert typed.status_code == 302
    address = there("invited", codes[0])
    assert visitor.get(address).status_code == 200
    visitor.post(address, {"send": "1", "page": "2", "p1": "4"})
    assert Pending.objects.count() == 1 and visitor.get(address).status_code == 404
    assert visitor.post(there("invitation"), {"code": codes[0]}).status_code == 422
    assert visitor.get(there("answer", made.code)).status_code == 302


@pytest.fixture
def answered():
    budi = maker()
    made = survey(budi)
    for at in range(31):
        say(made, full(p1="ya" if at % 2 else "tidak", p3=1 + at % 5, p5=str(at), p8=f"Tulisan {at}"),
            key=f"10.0.2.{at}")
    running.close_survey(actor=budi, survey=made)
    return budi, Survey.objects.get(pk=made.pk)


def test_results_stand_beside_a_table_and_no_word_is_quoted(answered):
    _budi, made = answered
    with CaptureQueriesContext(connection) as caught:
        text = Client().get(made.get_absolute_url()).text
    assert "31 people answered" in text and "<svg" in text and "<table" in text and "Tulisan" not in text
    assert "15" in text and "16" in text and len(caught) < 16
    rows = list(csv.reader(io.StringIO(Client().get(there("table", made.code)).text)))
    assert rows[0][:4] == ["wave", "side", "question", "statement"]
    assert ["1", "", "p1", "", "Apakah Anda lewat jembatan?", "31", "answers", "ya", "15"] in rows
    assert all(int(row[8]) == 0 or int(row[8]) >= 5 for row in rows[1:] if row[8])


def test_a_question_that_hangs_on_another_shows_no_more_than_that_one(answered):
    _budi, made = answered
    rows = {row["code"]: row["cells"][0] for row in made.release[""]}
    assert rows["p1"]["level"] == "answers" and rows["p2"]["people"] == 15
    budi = maker()
    small = survey(budi)
    for at in range(31):
        say(small, full(p1="ya" if at < 3 else "tidak" if at < 17 else "dk"), key=f"10.0.3.{at}")
    running.close_survey(actor=budi, survey=small)
    small.refresh_from_db()
    assert {row["code"]: row["cells"][0]["level"] for row in small.release[""]}["p2"] == "hidden"


def test_the_single_answers_are_for_the_office_that_asked(answered, staff):
    budi, made = answered
    address = there("export", made.code)
    assert Client().get(address).status_code in (302, 403)
    assert staff(person(at=office(), role="head")).get(address).status_code == 403
    answer = staff(budi).get(address)
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["p1", "p2", "p3", "p4_lampu", "p4_pagar", "p5", "p6", "p7", "p8"] and len(rows) == 32
    assert sorted(row[5] for row in rows[1:]) == sorted(str(at) for at in range(31))
    assert "no-store" in answer["Cache-Control"]
    assert "Tulisan 7" in staff(budi).get(there("writings", made.code)).text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, many):
    budi = maker()
    for _ in range(many):
        survey(budi, [Asking("scale", "Aman?")])
    client.get(there("list"))
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"{there('list')}?status=open").text.count("Jembatan desa") >= many
    assert len(caught) == 2


def test_a_formula_in_a_free_text_stays_a_text(staff):
    budi = maker()
    made = survey(budi, [Asking("text", "Apa?")])
    say(made, {"p1": "=1+1"})
    running.close_survey(actor=budi, survey=made)
    assert list(csv.reader(io.StringIO(staff(budi).get(there("export", made.code)).text)))[1] == ["'=1+1"]
