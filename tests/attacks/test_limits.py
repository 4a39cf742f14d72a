"""How much, how often, and for how long: uploads, tries, sessions, receipts."""
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from pendopo.conf import settings as real
from pendopo.core.voices.models import Comment
from pendopo.kit.codes import new_receipt
from pendopo.kit.post.models import Letter
from tests.attacks.corners import PASSWORD, public
from tests.attacks.pages import Reader
from tests.attacks.test_headers import shut
from tests.attacks.town import RECEIPT, VISITOR, Town
from tests.attacks.walk import in_english

pytestmark = pytest.mark.django_db
DEEP = [mark * 20_000 for mark in ("[", '{"a":')]


@pytest.fixture
def write() -> str:
    """The form for a comment on the newest promise of the city."""
    return reverse("voices:write", args=[public()[0].code])


def test_too_much_at_once_is_said_in_a_page(town: Town, write: str) -> None:
    """A thousand fields, a hundred files, two million characters: 400 with a sentence, never a crash."""
    sari = town.enter("sari")
    much: list[dict[str, Any]] = [{f"f{n}": "x" for n in range(1_000)}, {"text": "x" * 6_000_000},
                                  {f"f{n}": SimpleUploadedFile("a.txt", b"x") for n in range(150)}]
    for fields in much:
        answer = sari.post(write, fields)
        assert answer.status_code == 400 and Reader(answer.content.decode()).language == "id", town.why()
        shut(answer, "too much")
    for body, kind in ((b"\xff\xfe\0", "application/x-www-form-urlencoded"),
                       (b"--x\r\nContent-Disposition", "multipart/form-data; boundary=x"),
                       (b"", "multipart/form-data"), (b"{}", "application/json"),
                       (b"text=a&text=%ZZ&=&&", "application/x-www-form-urlencoded; charset=utf-7"),
                       (b"x" * 100, "multipart/form-data; boundary=" + "y" * 300)):
        assert sari.post(write, body, content_type=kind).status_code < 500, (kind, town.why())


def test_json_that_is_too_deep_breaks_nothing(town: Town) -> None:
    """Twenty thousand brackets in a passkey's answer or a proof: refused like any other nonsense."""
    visitor, sari = town.enter(VISITOR), town.enter("sari")
    for deep in DEEP:
        for client, address, name in ((visitor, "/akun/masuk/kunci/", "credential"),
                                      (visitor, "/buku-besar/periksa/", "text"),
                                      (sari, "/akun/pengaman/kunci/baru/", "credential"),
                                      (sari, "/akun/lagi/kunci/", "credential")):
            assert client.post(address, {name: deep, "name": "x"}).status_code < 500, (address, town.why())
        assert visitor.post("/buku-besar/periksa/",
                            {"file": SimpleUploadedFile("x.json", deep.encode())}).status_code < 500


def often(browser: Callable[[], Client], address: str, typed: dict[str, str], times: int) -> Reader:
    """The page after so many times."""
    for number in range(2 * times):                 # twice: a new window may have begun in between
        answer = browser().post(address, typed)
        if number >= times - 1 and answer.status_code != 302:
            break
    assert answer.status_code in (200, 429), (address, answer.status_code)
    return Reader(answer.content.decode())


def spoken_by(client: Client, write: str) -> str:
    """Where a comment that was made a moment ago is corrected."""
    assert client.post(write, {"text": "Ada salah ketik."}).status_code == 302
    return reverse("voices:edit", args=[Comment.objects.latest("pk").pk])


def test_copies_of_ones_data_are_packed_now_and_then(town: Town) -> None:
    town.again()
    sari = town.enter("sari")
    with override_settings(LIMITS_TIMES=1):
        answers = [sari.post("/akun/data/unduh/") for _time in range(21)]
    assert answers[0].status_code == 200 and answers[-1].status_code == 302
    assert "waktu singkat" in sari.get(answers[-1]["Location"]).content.decode()
    for answer in answers:
        answer.close()
    town.again()


@pytest.mark.parametrize("language", ["id", "en"])
def test_whoever_does_something_too_often_reads_when_to_come_back(town: Town, write: str, language: str) -> None:
    """Comments, reports, passwords, codes: a sentence in their language, and what they typed is still there."""
    spoken: Callable[[str], str] = in_english if language == "en" else str
    town.again()
    sari, stranger = town.enter("sari"), town.enter(VISITOR)
    shown = Comment.objects.filter(state="shown").first()
    assert shown is not None
    tries: list[tuple[Callable[[], Client], str, dict[str, str], int, str]] = [
        (lambda: sari, write, {"text": "Kalimat ke sekian."}, 11, "Kalimat ke sekian."),
        (lambda: sari, spoken_by(sari, write), {"text": "Dibetulkan lagi."}, 21, "Dibetulkan lagi."),
        (lambda: sari, "/akun/lembaga/usul/", {"name": "Komunitas Sekian", "side": "community", "about": "Rekaan."}, 6,
         "Komunitas Sekian"),
        (Client, reverse("voices:flag", args=[shown.pk]), {"reason": "spam", "words": "Ini iklan."}, 6, "Ini iklan."),
        (lambda: stranger, "/akun/masuk/", {"login": "dewi@contoh.example", "password": "salah sekali"}, 11,
         "dewi@contoh.example"),
        (Client, "/akun/masuk/", {"login": "ratna@contoh.example", "password": ""}, 6, "ratna@contoh.example"),
        (Client, "/akun/daftar/", {"email": "baru@contoh.example", "name": "Nama Rekaan"}, 6, "Nama Rekaan"),
        (Client, "/akun/tanda-terima/", {"code": town.corners.receipt[:-1] + "*"}, 1, town.corners.receipt[:-1] + "*")]
    with override_settings(LIMITS_TIMES=1):
        for browser, address, typed, times, stays in tries:
            page = often(browser, spoken(address), typed, times)
            assert page.language == language, address
            assert page.problems, address
            assert stays in [field.value for form in page.forms for field in form.fields], address
    town.again()


def test_receipts_cannot_be_guessed_for_long(town: Town) -> None:
    town.again()
    with override_settings(LIMITS_TIMES=1):
        wrong = new_receipt()
        page = often(Client, "/akun/tanda-terima/", {"code": wrong}, 31)
        assert page.problems and wrong in [field.value for form in page.forms for field in form.fields]
        assert Client().post("/akun/tanda-terima/", {"code": town.corners.receipt}).status_code == 302
    town.again()


def test_nobodys_mailbox_is_filled_and_no_code_is_guessed(town: Town) -> None:
    """Asking again and again for a code sends a few letters, not fifty; three wrong codes end the try."""
    town.again()
    with override_settings(LIMITS_TIMES=1, ACCOUNT_RATE_LIMITS=real.ACCOUNT_RATE_LIMITS):
        for address, wait, typed, to in (
                ("/akun/masuk/", "/akun/masuk/kode/", {"login": "ratna@contoh.example", "password": ""},
                 "ratna@contoh.example"),
                ("/akun/daftar/", "/akun/surel/kode/", {"email": "baru@contoh.example", "name": ""},
                 "baru@contoh.example")):
            browser = town.enter(VISITOR)
            browser.post(address, typed)
            for _time in range(50):
                assert browser.post(wait, {"action": "resend"}).status_code < 500
            assert 1 <= Letter.objects.filter(to=to).count() <= 6, to
        browser = town.enter(VISITOR)
        browser.post("/akun/masuk/", {"login": "dewi@contoh.example", "password": ""})
        answers = [browser.post("/akun/masuk/kode/", {"code": f"1234-567{number}"}).status_code for number in range(5)]
        assert answers == [200, 200, 302, 302, 302] and browser.get("/akun/").status_code == 302
    town.again()


def test_a_forged_address_of_the_network_buys_no_more_tries(town: Town) -> None:
    """X-Forwarded-For counts only from proxies that the operator trusts."""
    town.again()
    with override_settings(LIMITS_TIMES=1):
        said = []
        for number in range(24):
            answer = Client(headers={"x-forwarded-for": f"203.0.113.{number}",
                                     "x-real-ip": f"203.0.113.{number}"}).post(
                "/akun/masuk/", {"login": "dewi@contoh.example", "password": "salah sekali"})
            said.append(Reader(answer.content.decode()).problems[-1])
    assert "menit" not in said[0] and [one for one in said if "menit" in one]
    town.again()


def test_a_stranger_who_hammers_does_not_lock_the_owner_out(town: Town) -> None:
    town.again()
    with override_settings(LIMITS_TIMES=1):
        owner = Client(REMOTE_ADDR="198.51.100.7")
        assert owner.post("/akun/masuk/", {"login": "sari@contoh.example", "password": PASSWORD}).status_code == 302
        owner.post("/akun/keluar/")
        for number in range(60):
            Client(REMOTE_ADDR=f"203.0.113.{number}").post("/akun/masuk/",
                                                           {"login": "sari@contoh.example", "password": "salah"})
        assert owner.post("/akun/masuk/", {"login": "sari@contoh.example", "password": PASSWORD}).status_code == 302
    town.again()


# Sessions

def test_a_session_from_before_the_door_is_worth_nothing_behind_it(town: Town, write: str) -> None:
    """Whoever planted the number of a session does not follow its owner in; whoever goes out leaves none behind."""
    town.again()
    victim = Client(raise_request_exception=False)
    victim.post(write, {"text": "Belum masuk."})
    planted = victim.cookies[settings.SESSION_COOKIE_NAME].value
    assert victim.post("/akun/masuk/", {"login": "sari@contoh.example", "password": PASSWORD}).status_code == 302
    inside = victim.cookies[settings.SESSION_COOKIE_NAME].value
    assert inside != planted
    for number in (planted, "x" * 32, "planted-by-me", ""):
        thief = Client(raise_request_exception=False)
        thief.cookies[settings.SESSION_COOKIE_NAME] = number
        assert thief.get("/akun/").status_code == 302, number
    assert "Belum masuk." in victim.get(write).content.decode(), "the draft came along"
    victim.post("/akun/keluar/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = inside
    assert thief.get("/akun/").status_code == 302
    town.again()


def test_a_new_password_ends_every_other_session(town: Town) -> None:
    town.again()
    here, there = town.enter("sari"), Client()
    assert there.post("/akun/masuk/", {"login": "sari@contoh.example", "password": PASSWORD}).status_code == 302
    assert here.post("/akun/sandi/", {"present": PASSWORD, "password": "lima kata lain yang baru"}).status_code == 302
    assert there.get("/akun/").status_code == 302 and here.get("/akun/").status_code == 200
    town.again()


def test_a_forged_receipt_cookie_opens_nothing(town: Town) -> None:
    good = town.enter(RECEIPT).cookies[settings.RECEIPT_COOKIE_NAME].value
    record = public()[0]
    for value in (good[:-1] + ("A" if good[-1] != "A" else "B"), "1", "", "1:x:y", good.partition(":")[0]):
        client = Client()
        client.cookies[settings.RECEIPT_COOKIE_NAME] = value
        answer = client.get(reverse("voices:write", args=[record.code]))
        assert answer.status_code == 200 and client.get("/suara/saya/").status_code == 302
