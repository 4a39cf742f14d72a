"""Who may read how much, and the page on which staff give keys to programs and end them."""
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pendopo.gateways.open311.answers import KEYED, READ
from pendopo.gateways.open311.models import Body, Key, Push
from pendopo.gateways.open311.views import SHEETS
from pendopo.kit import shutters
from tests.gateways.open311.town import ROOT, get
from tests.gateways.town import enter

__all__ = ["enter"]
pytestmark = pytest.mark.django_db
HERE = "/gerbang/open311/"


def test_reading_has_a_limit_for_each_address_and_a_wider_one_for_a_key(streets, key, settings):
    settings.LIMITS_TIMES = 1
    def read(place="203.0.113.5", **words):
        return Client(REMOTE_ADDR=place).get(f"{ROOT}/services.json", words)
    assert {read().status_code for _one in range(READ.most)} == {200}
    late = read()
    assert late.status_code == 429 and int(late["Retry-After"]) > 0 and late.json()[0]["code"] == 429
    assert read("198.51.100.7").status_code == 200 and read(api_key=key).status_code == 200
    assert read(api_key="po3_wrong").status_code == 429
    assert KEYED.most > READ.most


def test_whole_sheets_are_few(streets, settings):
    settings.LIMITS_TIMES = 1
    statuses = [Client().get(f"{ROOT}/requests.csv").status_code for _one in range(SHEETS.most + 1)]
    assert statuses == [200] * SHEETS.most + [429]


def test_a_key_is_given_shown_once_used_and_ended(streets, enter, monday):
    desk = enter(streets.rina)
    page = desk.post(HERE, {"name": "Aplikasi  PDAM Contoh", "scopes": ["read", "write"]})
    secret = re.search(r"po3_[\w-]+", page.text)[0]
    assert "no-store" in page["Cache-Control"] and secret not in desk.get(HERE).text
    found = Key.objects.get(name="Aplikasi PDAM Contoh")
    assert found.used is None and secret not in str(found.__dict__) and "belum pernah" in desk.get(HERE).text
    assert get("requests", api_key=secret).status_code == 200
    found.refresh_from_db()
    first = found.used
    assert first == timezone.now()
    monday.shift(timedelta(minutes=30))
    get("requests", api_key=secret)
    found.refresh_from_db()
    assert found.used == first, "written once an hour"
    assert found.given_by == streets.rina and "Rina Contoh" in desk.get(HERE).text
    desk = enter(streets.rina)
    assert "tidak bisa dibatalkan" in desk.get(f"{HERE}{found.pk}/akhiri/").text
    assert desk.post(f"{HERE}{found.pk}/akhiri/").status_code == 302
    refused = Client().post(f"{ROOT}/requests.json", {"api_key": secret, "service_code": "jalan/jalan-rusak",
                                                     "description": "Lubang di jalan desa"})
    found.refresh_from_db()
    assert found.ended_by == streets.rina
    assert refused.status_code == 403 and desk.post(f"{HERE}{found.pk}/akhiri/").status_code == 404


def test_whoever_has_a_key_reads_on_while_nothing_may_be_written(streets, key):
    shutters.close(shutters.READ_ONLY, None, "Pindah mesin.")
    try:
        assert get("requests", api_key=key).status_code == 200
        assert Key.objects.get(name="Aplikasi Contoh").used is None
    finally:
        shutters.lift()


def test_what_is_wrong_is_said_and_kept(streets, enter, key):
    desk = enter(streets.rina)
    page = desk.post(HERE, {"name": "Aplikasi Contoh", "scopes": ["read"]})
    assert page.status_code == 422 and "Sudah ada kunci" in page.text and "po3_" not in page.text
    page = desk.post(HERE, {"name": "Lain", "scopes": ["updates"]})
    assert page.status_code == 422 and Key.objects.count() == 1
    Body.objects.create(name="provinsi", url="https://provinsi.example/open311/v2")
    assert desk.post(HERE, {"name": "Lain", "scopes": ["updates"], "body": "provinsi"}).status_code == 200
    assert Key.objects.get(name="Lain").body.name == "provinsi"


def test_what_was_given_up_is_tried_again_from_where_it_stood(streets, enter):
    """A body that gave a token has the report already: it is asked for the number, and gets no second one."""
    body = Body.objects.create(name="provinsi", url="https://provinsi.example/open311/v2")
    sent = [Push.objects.create(record_id=streets.published(text).pk, body=body, service_code="x", made=timezone.now(),
                                state="given_up", token=token) for text, token in (("satu", ""), ("dua", "t-1"))]
    page = enter(streets.rina).get("/gerbang/").text
    assert "Ke lembaga lain" in page
    assert enter(streets.rina).post("/gerbang/open311/ulang/").status_code == 302
    assert [Push.objects.get(pk=one.pk).state for one in sent] == ["waiting", "token"]
    assert all(Push.objects.get(pk=one.pk).next_try == timezone.now() for one in sent)


def test_the_page_is_for_coordinators_in_both_languages(streets, enter):
    for address in (HERE, f"/en{HERE}"):
        assert Client().get(address).status_code in (302, 403)
        assert enter(streets.hadi).get(address).status_code == 403
        assert enter(streets.rina).get(address).status_code == 200
    assert "Keys of programs" in enter(streets.rina).get(f"/en{HERE}").text
    assert HERE in enter(streets.rina).get("/gerbang/").text
