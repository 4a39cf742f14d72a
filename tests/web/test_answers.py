"""What is said when a request cannot be answered: in the reader's language, with the reason; nothing typed is lost."""
import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from pendopo.core.places.rules import settle
from pendopo.kit.rules import Refused
from pendopo.web import views
from tests.web.town import enter, promise, resident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town(city):
    """The invented town."""


def request(path="/", **posted) -> HttpRequest:
    made = RequestFactory().post(path, posted)
    made.LANGUAGE_CODE = "id"
    return made


def test_nothing_there_in_both_languages(client):
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404 and "Tidak ada apa-apa di alamat ini" in answer.text and not answer.cookies
    assert "There is nothing at this address" in client.get("/en/nothing/").text


def test_a_mistyped_code_in_an_address_is_named(client):
    code = promise().code
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert "Kode ini salah ketik" in client.get(f"/catatan/{wrong}/").text
    assert "This code is mistyped" in client.get(f"/en/catatan/{wrong}/riwayat").text


def test_a_refusal_gives_the_rule_s_reason_and_a_way_in():
    answer = views.refused(request(), Refused(settle))
    assert answer.status_code == 403 and "Aturannya:" in answer.content.decode() and "Masuk" in answer.content.decode()
    with translation.override("en"):
        assert "The city&#39;s own office" in views.refused(request("/en/"), Refused(settle)).content.decode()
    assert "Aturannya" not in views.refused(request()).content.decode()


def test_what_was_typed_is_given_back_without_secrets():
    posted = {"text": "Jalan <b>rusak</b>\nsejak Senin", "password": "kata", "receipt": "7KQ2", "empty": "  ",
              "step": "suara", "key": "eXp4ZUJ2", "csrfmiddlewaretoken": "x"}
    answer = views.stale_form(request("/suara/RA-2026-0001-A/tulis", **posted)).content.decode()
    assert "Jalan &lt;b&gt;rusak&lt;/b&gt;\nsejak Senin" in answer and 'href="/suara/RA-2026-0001-A/tulis"' in answer
    assert "kata<" not in answer and "7KQ2" not in answer and answer.count("<textarea") == 1
    assert "eXp4ZUJ2" not in answer, "nobody typed what a form carries for itself"


def test_a_form_without_its_token_changes_nothing():
    strict = Client(enforce_csrf_checks=True)
    enter(strict, resident())
    record = promise()
    answer = strict.post(reverse("voices:follow", args=[record.code]), {"volume": "loud", "text": "Kata saya"})
    assert answer.status_code == 403 and "Mohon kirim lagi" in answer.text and "Kata saya" in answer.text
    assert not record.follows.exists()


def test_a_broken_request_and_a_broken_server(client, django_assert_num_queries):
    assert views.bad_request(request()).status_code == 400
    with django_assert_num_queries(0):
        answer = views.broken(request("/en/"))
    assert answer.status_code == 500 and "Something broke on our side" in answer.content.decode()


def test_our_own_fault_speaks_the_language_of_the_address():
    assert "Something broke" in views.broken(request("/en/cari/")).content.decode()
    assert "Ada yang rusak" in views.broken(request("/cari/")).content.decode()


def test_even_without_its_template_the_answer_is_a_sentence(monkeypatch):
    def gone(name, words):
        raise OSError(name)
    monkeypatch.setattr(views, "render_to_string", gone)
    answer = views.broken(request())
    assert answer.status_code == 500 and "Ada yang rusak di pihak kami" in answer.content.decode()


def test_a_field_too_many_is_a_clear_sentence(client):
    enter(client, resident())
    answer = client.post(reverse("voices:follow", args=[promise().code]), {f"f{n}": "x" for n in range(600)})
    assert answer.status_code == 400 and "Permintaan ini tidak dapat dibaca" in answer.text


@pytest.mark.parametrize("address", [
    "/%00", "/cari/?q=%FF%FE", "/kalender/?bulan=%00", "/peta/?wilayah=%27%22", "/cari/?setelah=9.9",
    "/catatan/-/riwayat", "/umpan/wilayah/%00/atom.xml", "/cari/?sebelum=99999999999999999.1", "/statistik/?tahun=0000",
    "/lembaga/%2e%2e/", "/en/cari/?tanggal=9999-12-31", "/umpan/wilayah/%2e/atom.xml",
    "/cari/?q=sumur&setelah=1.99999999999999999999", "/peta/titik.json?kotak=1,2"])
def test_odd_addresses_are_never_an_error(client, address):
    assert client.get(address).status_code in (200, 302, 400, 404)
