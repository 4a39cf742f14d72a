"""Links that carry meaning: who may make them, how they read from both ends, how they are taken back."""
import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.queries import system
from pendopo.core.records import actions, queries
from pendopo.core.records.models import Event, Link, Record
from pendopo.core.records.neighbourhood import drawing
from pendopo.core.records.relations import OFFERED, RELATIONS, falls
from tests.core.hall import office, person, record, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cso():
    return person("Wahyu Contoh", at=office("Forum Contoh", "cso"), role="member")


@pytest.fixture
def signed(client, monkeypatch):
    def go(who):
        client.force_login(who)
        monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
        return client
    return go


def page(one, tail=""):
    return f"/catatan/{one.code}/kaitan{tail}"


def test_a_csos_link_stands_at_both_ends_with_who_when_and_why(cso):
    one, other, forum = record("Jalan rusak"), record("Jalan diperbaiki"), cso.memberships.get().organisation
    made = actions.tie(actor=cso, record=other, target=one, sort="answers", words="Ruas yang sama.", office=forum)
    assert (made.office, made.by, made.event.record_id) == (forum, cso, other.pk)
    assert [(sort, found.pk) for sort, found in queries.links(one, None)] == [("answers-back", other.pk)]
    here, there = Client().get(page(one)).text, Client().get(page(other)).text
    assert "Dijawab oleh" in here and "Menjawab" in there
    assert all("Forum Contoh" in text and "Ruas yang sama." in text and "<svg" in text for text in (here, there))
    for key, way in ((one.pk, "from"), (other.pk, "to")):
        (event,) = Event.objects.filter(record=key, verb="records.link")
        assert f'"{way}"' in event.line.facts and "Ruas yang sama." in event.line.words


@pytest.mark.parametrize(("who", "allowed"), [
    (("officer", "government"), True), (("administrator", "cso"), True), (("auditor", "government"), False),
    (None, False)])
def test_staff_and_csos_link_others_do_not(who, allowed):
    one, other = record("Satu"), record("Dua")
    actor = person(at=office("Kantor Contoh", who[1]), role=who[0]) if who else person()
    if allowed:
        assert actions.tie(actor=actor, record=one, target=other, sort="same_as").pk
        return
    with refused():
        actions.tie(actor=actor, record=one, target=other, sort="same_as")
    assert not Link.objects.exists()


def test_only_two_public_records_and_only_for_ones_own_office(cso):
    one, other, hidden = record("Satu"), record("Dua"), record("Tiga", visibility="members")
    with refused(Hindrance):
        actions.tie(actor=cso, record=one, target=one, sort="answers")
    with refused(Hindrance):
        actions.tie(actor=cso, record=one, target=hidden, sort="answers")
    with refused():
        actions.tie(actor=cso, record=hidden, target=one, sort="answers")
    with refused():
        actions.tie(actor=cso, record=one, target=other, sort="answers", office=office("Lain"))
    with refused(ValueError):
        actions.tie(actor=cso, record=one, target=other, sort="loves")


def test_the_same_twice_is_one_link(cso):
    one, other = record("Satu"), record("Dua")
    first = actions.tie(actor=cso, record=one, target=other, sort="answers")
    assert actions.tie(actor=cso, record=one, target=other, sort="answers") == first
    assert Event.objects.filter(verb="records.link").count() == 2


@pytest.mark.database
def test_whoever_made_it_takes_it_back_with_a_reason_and_it_can_be_made_again(cso):
    one, other = record("Satu"), record("Dua")
    made = actions.tie(actor=cso, record=one, target=other, sort="answers")
    with refused():
        actions.untie(actor=person(at=office("Lain"), role="officer"), link=made, words="Salah")
    actions.untie(actor=cso, link=made, words="Ternyata ruas lain.")
    assert queries.links(one, None) == [] and queries.around(one, None) == [] and queries.upstream(one.pk) == []
    text = Client().get(page(other)).text
    assert "Ternyata ruas lain." in text and "<svg class=\"neighbourhood\"" not in text
    with refused():
        actions.untie(actor=cso, link=Link.objects.get(pk=made.pk), words="Lagi")
    assert actions.tie(actor=cso, record=one, target=other, sort="answers").pk != made.pk


def test_a_colleague_of_the_office_takes_it_back_too(cso):
    one, other, forum = record("Satu"), record("Dua"), cso.memberships.get().organisation
    made = actions.tie(actor=cso, record=one, target=other, sort="answers", office=forum)
    actions.untie(actor=person("Joko Contoh", at=forum, role="member"), link=made, words="Salah")
    assert Link.objects.get(pk=made.pk).ended


def test_adding_by_title_without_a_script(cso, signed):
    one, other = record("Jembatan rusak"), record("Perbaikan jembatan desa")
    browser, form = signed(cso), page(one, "/tambah")
    assert "Tidak ada" in browser.get(form, {"q": "zebra"}).text
    found = browser.get(form, {"q": "jembatan"}).text
    assert other.code in found and f'value="{one.code}"' not in found
    wrong = browser.post(f"{form}?q=jembatan", {"target": other.code, "words": "Ketik saya"})
    assert wrong.status_code == 422 and "Ketik saya" in wrong.text
    office_id = cso.memberships.get().organisation_id
    done = browser.post(f"{form}?q=jembatan", {"target": other.code, "sort": "evidence", "words": "Foto.",
                                               "office": office_id})
    assert done.status_code == 302
    made = Link.objects.get()
    assert (made.source_id, made.target_id, made.sort, made.words) == (one.pk, other.pk, "evidence", "Foto.")
    assert browser.post(page(one, f"/{made.pk}/lepas"), {"words": ""}).status_code == 422
    assert browser.post(page(one, f"/{made.pk}/lepas"), {"words": "Keliru."}).status_code == 302
    assert browser.get(page(record("Lain"), f"/{made.pk}/lepas")).status_code == 404


def test_adding_by_code_as_it_was_typed(cso, signed):
    one, other = record("Satu"), record("Dua")
    browser = signed(cso)
    assert other.title in browser.get(page(one, "/tambah"), {"q": other.code.lower().replace("-", " ")}).text
    assert Client().get(page(one, "/tambah")).status_code == 302           # through the door
    assert signed(person()).get(page(one, "/tambah")).status_code == 403


def chain(*records, sort="answers"):
    for one, other in pairwise(records):
        actions.link(one, other, by=system("test"), sort=sort)


def test_a_circle_is_drawn_once_and_the_list_says_the_same():
    one, two, three = (record(title) for title in ("Satu", "Dua", "Tiga"))
    chain(one, two, three, one)
    picture = drawing(one, queries.around(one, None))
    assert len(picture["nodes"]) == 3 and len(picture["lines"]) == 2 and len(picture["arcs"]) == 1
    assert [node["here"] for node in picture["nodes"]] == [True, False, False]
    text = Client().get(page(one)).text
    drawn = text[text.index('<svg class="neighbourhood"'):]
    assert set(re.findall(r'<a href="([^"]+)" aria-label', drawn)) == {
        one.get_absolute_url(), two.get_absolute_url(), three.get_absolute_url()}
    assert all(text.count(other.get_absolute_url()) >= 2 for other in (two, three))


def test_a_hidden_record_is_neither_listed_nor_drawn():
    one, two = record("Satu"), record("Dua")
    actions.link(one, two, by=system("test"), sort="answers")
    Record.objects.filter(pk=two.pk).update(visibility="hidden")
    text = Client().get(page(one)).text
    assert two.code not in text.split("<h1")[1] and "Dua" not in text.split("<h1")[1]


def test_the_page_asks_the_same_questions_for_one_link_and_for_three():
    one, others = record("Satu"), [record(f"Lain {number}") for number in range(3)]

    def asked():
        with CaptureQueriesContext(connection, ) as seen:
            assert Client().get(page(one)).status_code == 200
        return len(seen)
    actions.link(one, others[0], by=system("test"), sort="answers")
    asked()
    first = asked()
    chain(others[1], one, others[2])
    assert asked() == first <= 7


def test_every_relation_reads_from_both_ends_and_says_where_news_flow():
    assert set(OFFERED) <= set(RELATIONS)
    assert all(one.ahead and one.back for one in RELATIONS.values())
    assert falls("answers", 1, 2) == ((2, 1),) and falls("evidence", 1, 2) == ((1, 2),)
    assert falls("same_as", 1, 2) == ((1, 2), (2, 1)) and falls("gone", 1, 2) == ((1, 2),)
