"""What really goes wrong for people: a clear sentence in their language, and what they typed is still there.

A broken picture, a photo of 50 MB, a file in another encoding, a place that does not exist, a text of 100,000
characters, a receipt that is used again: each in both languages, and both are asserted.
"""
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from pendopo.channels.plans.models import Part
from pendopo.core.people.models import Receipt
from pendopo.core.people.queries import receipt_from
from pendopo.kit.files import sentences
from tests.attacks.corners import named, public
from tests.attacks.pages import Form, Reader
from tests.attacks.town import VISITOR, Town
from tests.attacks.typed import LONG, bombs, huge_on_paper, picture
from tests.attacks.walk import in_english

pytestmark = pytest.mark.django_db
BOTH = [("id", str), ("en", in_english)]
FILES: list[tuple[str, Callable[[], bytes], Any]] = [       # name, content, the sentence that is due
    ("foto.jpg", lambda: b"\xff\xd8\xff" + bytes(90), sentences.BROKEN_PICTURE),
    ("foto.png", lambda: picture()[:50], sentences.BROKEN_PICTURE),
    ("foto.png", huge_on_paper, sentences.TOO_MANY_PIXELS),
    ("kosong.png", lambda: b"", gettext_lazy("The submitted file is empty.")),
    ("data.csv", lambda: "nama,kota\nSari,Çontoh\n".encode("utf-16"), sentences.ENCODING),
    ("data.csv", lambda: "nama,kota\nSari,Çontoh\n".encode("latin-1"), sentences.ENCODING),
    ("dokumen.docx", bombs, sentences.BOMB),
    ("foto.heic", lambda: bytes(4) + b"ftypheic" + bytes(40), sentences.HEIC),
    ("foto.jpg", lambda: picture((40, 30), "JPEG") + bytes(50 * 1024 * 1024), sentences.TOO_LARGE)]


def values(page: Reader) -> list[str]:
    return [field.value for form in page.forms for field in form.fields]


def form_at(client: Client, address: str) -> Form:
    """The one form of a page that sends something."""
    return max((form for form in Reader(client.get(address).content.decode(), address).forms if form.method == "post"),
               key=lambda form: len(form.fields))


def refused(answer: Any, language: str, address: str) -> Reader:
    """A page of that language with at least one whole sentence of what to do."""
    page = Reader(answer.content.decode(), address)
    assert answer.status_code in (200, 422), (address, answer.status_code)
    assert page.language == language, address
    assert [line for line in page.problems if len(line.split()) > 3], (address, page.problems)
    return page


@pytest.fixture
def report() -> Iterator[str]:
    """Where Budi's office reports on a milestone of its own, with a file."""
    part = Part.objects.filter(organisation__in=named("budi").memberships.values("organisation"),
                               commitment__state="in_progress").latest("pk")
    yield reverse("plans:report", args=[part.commitment.code, 1])


@pytest.mark.parametrize(("language", "spoken"), BOTH)
def test_a_file_that_cannot_be_taken(town: Town, report: str, language: str, spoken: Callable[[str], str]) -> None:
    town.again()
    client, address = town.enter("budi"), spoken(report)
    part = next(field for field in form_at(client, address).fields if field.name == "part")
    typed = {"part": part.value or part.choices[-1], "level": "limited", "text": "Sudah separuh jalan.",
             "title": "Foto lapangan"}
    for name, content, sentence in FILES:
        answer = client.post(address, {**typed, "file": SimpleUploadedFile(name, content())})
        page = refused(answer, language, address)
        with override(language):
            begins = str(sentence).partition("%")[0]
        assert any(begins in line for line in page.problems), (name, begins, page.problems)
        assert {"Sudah separuh jalan.", "Foto lapangan"} <= set(values(page)), name
        assert "limited" in [one.value for form in page.forms for one in form.fields if one.chosen], name
    town.again()


@pytest.mark.parametrize(("language", "spoken"), BOTH)
def test_a_text_of_a_hundred_thousand_characters(town: Town, language: str, spoken: Callable[[str], str]) -> None:
    """Refused in words, and every character is still in the box."""
    record = public()[0]
    for role, at in (("sari", f"/suara/{record.code}/tulis/"), ("sari", "/akun/lembaga/usul/"),
                     ("eko", f"{record.get_absolute_url()}ubah/"), (VISITOR, "/suara/komentar/1/laporkan/")):
        client, address = town.enter(role), spoken(at)
        form = form_at(client, address)
        for letter in ("a b ", "日本語 ", "ꦗꦮ "):
            long = (letter * LONG)[:LONG].strip()
            name = next(one.name for one in form.fields if one.kind == "textarea")
            page = refused(client.post(address, {name: long}), language, address)
            assert long in values(page), (address, letter)


@pytest.mark.parametrize(("language", "spoken"), BOTH)
def test_a_place_that_does_not_exist(town: Town, language: str, spoken: Callable[[str], str]) -> None:
    """By typing, and as a filter of an old or mistyped address: nothing found is said, the words stay."""
    for at, asked, said in (
            ("/wilayah/cari", {"q": "Kota Khayalan"}, ("tidak", "no place")),
            ("/cari/", {"q": "puskesmas", "wilayah": "88.88"}, ("Tidak ada", "Nothing found")),
            ("/cari/", {"wilayah": "bukan-kode"}, ("Tidak ada", "No record"))):
        answer = town.enter(VISITOR).get(spoken(at), asked)
        text = answer.content.decode()
        page = Reader(text, at)
        assert answer.status_code == 200 and page.language == language, at
        assert said[language == "en"].casefold() in text.casefold(), at
        assert asked.get("q", "") in values(page) or "q" not in asked, at


@pytest.mark.parametrize(("language", "spoken"), BOTH)
def test_a_receipt_that_opens_nothing(town: Town, language: str, spoken: Callable[[str], str]) -> None:
    """Mistyped, cut off, no receipt at all, and one whose owner has ended it: the code is still in the field."""
    town.again()
    address, code = spoken("/akun/tanda-terima/"), town.corners.receipt
    visitor = town.enter(VISITOR)
    assert visitor.post(address, {"code": code}).status_code == 302, "whoever holds the paper opens the record"
    assert visitor.post(address, {"code": code}).status_code == 302, "twice is no mistake"
    Receipt.objects.filter(pk=receipt_from(code).pk).update(ended=timezone.now())
    for typed in ("AAAA-AAAA-AAAA-AAAA-AAAA", code[:-1], code[:-1] + "*", "3201010101010001", code):
        page = refused(visitor.post(address, {"code": typed}), language, address)
        assert typed in values(page), typed
    town.again()
