"""Whole pages for visitors: served from memory, never stale after an act, never one person's page for another."""
import pytest

from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from tests.web.town import promise, town

pytestmark = pytest.mark.django_db


def test_an_unchanged_page_costs_one_query_and_answers_304(client, django_assert_num_queries):
    town()
    promise()
    first = client.get("/")
    with django_assert_num_queries(1):
        again = client.get("/")
    assert again.content == first.content and not first.cookies
    assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_next_request_after_an_act_sees_it(client):
    town()
    record = promise("Janji lama")
    client.get("/")
    records.edit(record, by=system("test"), changes={"title": "Janji yang berubah"})
    assert "Janji yang berubah" in client.get("/").text


def test_each_language_has_its_own_page(client):
    town()
    assert 'lang="id"' in client.get("/").text and 'lang="en"' in client.get("/en/").text


def test_a_compressed_page_is_the_same_page(client):
    town()
    promise()
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip" and len(packed.content) < len(plain.content) / 2
    assert "Cookie" in packed["Vary"]


def test_a_visitor_with_a_receipt_is_served_apart(client, settings):
    town()
    client.get("/")
    client.cookies[settings.RECEIPT_COOKIE_NAME] = "x"
    answer = client.get("/")
    assert "private" in answer["Cache-Control"] and "Cookie" in answer["Vary"]


def test_a_form_or_an_error_is_not_kept(client):
    town()
    assert client.get("/tidak-ada/").status_code == 404
    assert "ETag" not in client.get("/akun/masuk/")
