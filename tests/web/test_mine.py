"""The page of the person signed in."""
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.core.notices.actions import tell
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.actions.standing import follow
from tests.web.town import enter, finished, office, officer, promise, resident

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _town(city):
    """The invented town."""


def test_a_visitor_is_asked_to_sign_in(client):
    answer = client.get("/saya/")
    assert answer.status_code == 302 and answer.url.endswith("?next=/saya/")


def test_a_new_person_sees_what_to_do(client):
    enter(client, resident())
    page = client.get("/saya/")
    assert page["Cache-Control"].startswith("max-age=0") or "no-store" in page["Cache-Control"]
    for words in ("Sari Contoh", "Anda belum mengikuti apa pun", "Anda belum memulai catatan", "/akun/"):
        assert words in page.text, words
    assert "Menunggu lembaga Anda" not in page.text and "Yang Anda katakan" not in page.text


def test_what_i_follow_began_and_said(client):
    me = resident()
    followed, own, other = promise("Yang kuikuti"), promise("Yang kumulai", author=me), promise("Milik orang lain")
    muted = promise("Yang kudiamkan")
    follow(actor=me, record=followed)
    follow(actor=me, record=muted, volume="mute")
    follow(actor=resident("Tini Contoh"), record=other)
    comment(actor=me, record=own, text="Ini kata-kata saya")
    tell([me], "voices.commented", followed)
    enter(client, me)
    page = client.get("/saya/").text
    for words in ("Yang kuikuti", "Yang kumulai", "Ini kata-kata saya", "1 komentar baru"):
        assert words in page, words
    assert "Yang kudiamkan" not in page and "Milik orang lain" not in page


def test_staff_see_what_waits_for_their_office_the_nearest_day_first(client):
    today = timezone.localdate()
    promise("Tanpa hari")
    promise("Nanti", due=today + timedelta(days=9))
    promise("Segera", due=today + timedelta(days=1))
    finished(promise("Sudah selesai", due=today))
    promise("Milik lain", office=office("dpu-contoh"))
    enter(client, officer(office()))
    page = client.get("/saya/").text.partition("Menunggu lembaga Anda")[2]
    assert 0 < page.index("Segera") < page.index("Nanti") < page.index("Tanpa hari")
    assert "Sudah selesai" not in page and "Milik lain" not in page


def test_a_moderator_finds_the_queue(client):
    enter(client, officer(office(), role="moderator"))
    assert 'href="/suara/antrean/"' in client.get("/saya/").text


def test_an_officer_finds_the_queue_without_news(client):
    enter(client, officer(office(), role="liaison"))
    assert 'href="/laporan/meja/"' in client.get("/saya/").text
    enter(client, resident())
    assert "/laporan/meja/" not in client.get("/saya/").text


def test_eight_queries_whatever_there_is(client):
    me = officer(office())
    enter(client, me)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/saya/").status_code == 200
        return len(caught)
    follow(actor=me, record=promise("Satu", author=me))
    one = asked()
    for title in ("Dua", "Tiga"):
        record = promise(title, author=me)
        follow(actor=me, record=record)
        tell([me], "voices.commented", record)
    assert one == asked() == 8
