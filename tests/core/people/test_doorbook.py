"""A session opens while it lasts; any other key opens nothing and is not taken over."""
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore as Plain
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from pendopo.core.people.doorbook import SessionStore
from tests.core.hall import person
from tests.web.town import enter

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def kept():
    made = SessionStore()
    made["who"] = "Sari Contoh"
    made.save()
    return made.session_key


def test_what_was_written_is_read_in_one_question_by_us_and_by_django(kept, django_assert_num_queries):
    for _turn in range(2):
        with django_assert_num_queries(1):
            assert SessionStore(kept)["who"] == "Sari Contoh"
    assert Plain(kept)["who"] == "Sari Contoh"
    changed = SessionStore(kept)
    changed["who"] = "Bayu Contoh"
    changed.save()
    assert SessionStore(kept)["who"] == "Bayu Contoh"
    changed.flush()
    assert "who" not in SessionStore(kept) and not Session.objects.exists()


def test_over_or_unknown_it_opens_nothing(kept):
    ends = Session.objects.get(pk=kept).expire_date
    for moment, there in ((ends - timedelta(seconds=1), True), (ends, False), (ends + timedelta(seconds=1), False)):
        with time_machine.travel(moment, tick=False):
            assert ("who" in SessionStore(kept)) is there, moment
    late = SessionStore("nobody-has-this-key-0123456789ab")
    late["who"] = "x"
    late.save()
    assert late.session_key != "nobody-has-this-key-0123456789ab", "a key that somebody brought is not theirs to fill"


def test_words_that_were_changed_in_the_table_open_nothing(kept):
    Session.objects.filter(pk=kept).update(session_data="e30:1tAAAA:forged")
    assert "who" not in SessionStore(kept)


def test_who_is_signed_in_stays_so_until_the_session_is_over():
    browser, own = Client(), "/saya/"
    enter(browser, person("Sari Contoh"))
    assert browser.get(own).status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get(own).status_code == 302


def test_a_key_that_a_database_cannot_hold_is_unknown():
    for key in ('"\\000abcdefghijkl"', '"abcdefghijkl\\000"', "é" * 12):
        assert Client().get("/akun/masuk/", headers={"cookie": f"pendopo_session={key}"}).status_code == 200
