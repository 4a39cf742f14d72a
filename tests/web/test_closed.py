"""Read-only: pages go on, whoever sends something has it back and hears until when."""
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from pendopo.analysis.open311_tree import read
from pendopo.core.ledger.models import Line
from pendopo.core.voices.models import Comment
from pendopo.kit import shutters
from pendopo.kit.shutters import READ_ONLY, SHUT
from tests.web.town import enter, office, officer, promise, resident

pytestmark = pytest.mark.django_db
BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml"}
WORDS = "Jembatan <b>putus</b> sejak Senin,\nanak sekolah memutar jauh."


@pytest.fixture(autouse=True)
def _town(city):
    yield
    shutters.lift()


def close(state=READ_ONLY, minutes=30, why="Kami memindahkan data ke diska baru."):
    shutters.close(state, timezone.now() + timedelta(minutes=minutes), why)


def test_reading_goes_on_and_every_page_says_until_when(client):
    record = promise()
    address = record.get_absolute_url()
    assert "Hanya bisa dibaca" not in client.get(address).text
    close()
    for page in (address, "/", "/cari/"):
        assert "Hanya bisa dibaca sampai" in client.get(page).text
    told = client.get("/en" + address).text
    assert "Reading only until" in told and "Kami memindahkan data" in told
    shutters.lift()
    assert "Hanya bisa dibaca" not in client.get(address).text


def test_what_was_typed_comes_back_and_nothing_is_stored(client):
    record, sari = promise(), resident()
    enter(client, sari)
    with time_machine.travel(timezone.now(), tick=False):
        close()
        answer = client.post(f"/suara/{record.code}/tulis/", {"text": WORDS, "csrfmiddlewaretoken": "x"}, **BROWSER)
    assert answer.status_code == 503 and answer["Retry-After"] == "1801"
    assert "no-store" in answer["Cache-Control"] and not Comment.objects.exists()
    assert "Belum terkirim" in answer.text and "Jembatan &lt;b&gt;putus&lt;/b&gt; sejak Senin" in answer.text
    assert ">Kata-kata Anda</label>" in answer.text, "people are not shown the program's names of fields"
    assert f'action="/suara/{record.code}/tulis/"' in answer.text and "Kirim lagi" in answer.text
    shutters.lift()
    client.post(f"/suara/{record.code}/tulis/", {"text": WORDS}, **BROWSER)
    assert Comment.objects.get().text.startswith("Jembatan")


def test_passwords_are_not_given_back_and_files_are_named(client):
    close()
    told = client.post("/akun/masuk/", {"login": "sari@contoh.example", "password": "rahasia-sekali",
                                        "csrfmiddlewaretoken": "x"}, **BROWSER).text
    assert "sari@contoh.example" in told and "rahasia-sekali" not in told and "Kirim lagi" not in told
    photo = SimpleUploadedFile("jalan.jpg", b"x")
    told = client.post(reverse("reports:enter"), {"text": "Jalan rusak", "photo": photo}, **BROWSER).text
    assert "jalan.jpg" in told and "Pilih lagi" in told


def test_programs_get_one_sentence_and_come_back(client):
    close()
    for method in (client.post, client.put, client.delete):
        answer = method("/laporan/lapor/", {"description": "x"})
        assert answer.status_code == 503 and answer["Content-Type"].startswith("text/plain")
        assert "Retry-After" in answer and len(answer.text) < 200


@pytest.mark.parametrize("state", [READ_ONLY, SHUT])
def test_open311_says_it_in_its_own_form(client, state, django_assert_num_queries):
    """A program that speaks Open311 reads errors of the standard, and nothing else."""
    standing_clock = time_machine.travel(timezone.now(), tick=False)     # answers count the seconds
    with standing_clock:
        close(state)
    for accept in ("*/*", "text/html"):
        for method in (client.post, client.put):
            with django_assert_num_queries(0), standing_clock:
                json, xml = (method(f"/open311/v2/requests.{form}", {"description": "x"}, HTTP_ACCEPT=accept)
                             for form in ("json", "xml"))
            assert json.status_code == xml.status_code == 503
            assert 1800 <= int(json["Retry-After"]) <= 1801 and "no-store" in json["Cache-Control"]
            [told] = json.json()
            assert told["code"] == 503 and "until 20" in told["description"]
            assert xml["Content-Type"] == "text/xml; charset=utf-8"
            assert read(xml.content, "xml") == read(json.content, "json")
    assert client.get("/open311/v2/services.json").status_code == (503 if state == SHUT else 200)


def test_a_proof_can_still_be_checked(client):
    close()
    assert client.post("/buku-besar/periksa/", {"receipt": ""}, **BROWSER).status_code == 200


def test_shut_answers_without_asking_the_database(client, django_assert_num_queries):
    record = promise()
    client.get(record.get_absolute_url())
    close(SHUT, why="Naik ke versi baru.")
    with django_assert_num_queries(0):
        answer = client.get(record.get_absolute_url(), **BROWSER)
        typed = client.post(reverse("reports:enter"), {"text": "Jalan rusak"}, **BROWSER)
        english = client.get("/en/", **BROWSER)
    assert answer.status_code == typed.status_code == 503 and "Naik ke versi baru." in answer.text
    assert "Jalan rusak" in typed.text and "We are working on this server" in english.text


def test_the_secretariat_closes_and_opens_on_a_page(client):
    enter(client, officer(office(), role="secretariat"))
    wrong = client.post("/kesehatan/hanya-baca/", {"until": "2020-01-01T10:00", "why": "Pindah"})
    assert "sudah lewat" in wrong.text and "Pindah" in wrong.text and shutters.now() is None
    far = client.post("/kesehatan/hanya-baca/", {"until": "2099-01-01T10:00", "why": "Pindah"})
    assert "Paling lama tujuh hari" in far.text
    until = timezone.localtime() + timedelta(hours=2)
    sent = {"until": until.strftime("%Y-%m-%dT%H:%M"), "why": "Pindah diska"}
    assert client.post("/kesehatan/hanya-baca/", sent).status_code == 302
    now = shutters.now()
    assert now.why == "Pindah diska" and abs(now.until - until) < timedelta(minutes=1)
    assert "places.close_counter" in Line.objects.order_by("pk").last().facts
    assert "Buka lagi sekarang" in client.get("/kesehatan/hanya-baca/").text
    assert "Sudah dibuka" in client.post("/kesehatan/hanya-baca/", {"open": "1"}, follow=True).text
    assert shutters.now() is None and "places.open_counter" in Line.objects.order_by("pk").last().facts


@pytest.mark.parametrize(("language", "words", "said"), [
    ("id", {"why": "Pindah diska"}, "Sebutkan sampai kapan: --until 14:30"),
    ("en", {"why": "Pindah diska"}, "Say until when: --until 14:30"),
    ("id", {"until": "23:59"}, "Sebutkan alasannya: --why"), ("en", {"until": "23:59"}, "Say why: --why"),
    ("id", {"until": "nanti", "why": "x"}, "nanti bukan waktu"), ("en", {"until": "nanti", "why": "x"}, "no time")])
def test_the_command_line_says_what_is_missing_in_either_language(language, words, said):
    with override(language), pytest.raises(CommandError, match=said):
        call_command("readonly", **words)
    assert shutters.now() is None


@pytest.mark.parametrize(("language", "is_open", "is_closed", "for_now"), [
    ("id", "Terbuka: semua diterima.", "Hanya bisa dibaca sampai", "Hanya bisa dibaca untuk sementara: Macet"),
    ("en", "Open: everything is taken in.", "Reading only until", "Reading only for now: Macet")])
def test_the_command_line_says_how_it_is_in_either_language(language, is_open, is_closed, for_now):
    with override(language):
        for wanted in (is_open, is_closed, for_now):
            if wanted is is_closed:
                close()
            if wanted is for_now:
                shutters.close(READ_ONLY, None, "Macet")
            said = StringIO()
            call_command("readonly", stdout=said)
            assert wanted in said.getvalue()


def test_where_no_end_is_known_the_operator_alone_opens(client):
    """After an upgrade whose way back failed: what is written then may be lost again."""
    enter(client, officer(office(), role="secretariat"))
    shutters.close(READ_ONLY, None, "Naik versi gagal")
    page = client.get("/kesehatan/hanya-baca/").text
    assert "Buka lagi sekarang" not in page and "pendopo readonly --end" in page
    until = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    assert "Hanya bisa dibaca" in client.get("/").text
    for sent in ({"open": "1"}, {"until": until, "why": "x"}):
        assert client.post("/kesehatan/hanya-baca/", sent, **BROWSER).status_code == 503
    assert shutters.now().until is None
    call_command("readonly", end=True, stdout=StringIO())
    assert shutters.now() is None


@pytest.mark.parametrize("role", ["officer", "moderator"])
def test_nobody_else_may(client, role):
    enter(client, officer(office(), role=role))
    assert client.get("/kesehatan/hanya-baca/").status_code == 403
    client.post("/kesehatan/hanya-baca/", {"until": "2099-01-01T10:00", "why": "x"})
    assert shutters.now() is None


def test_the_command_line_knows_hours_and_says_why():
    said = StringIO()
    until = timezone.localtime() + timedelta(hours=1)
    call_command("readonly", until=until.strftime("%H:%M"), why="Pindah diska", stdout=said)
    assert abs(shutters.now().until - until) < timedelta(minutes=1) and "Pindah diska" in said.getvalue()
    for words in ({"until": "nanti", "why": "x"}, {"until": "23:59"}, {"until": "2099-01-01", "why": "x"}):
        with pytest.raises(CommandError):
            call_command("readonly", **words)
    call_command("readonly", end=True, stdout=said)
    assert shutters.now() is None
