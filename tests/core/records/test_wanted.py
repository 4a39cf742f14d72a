"""What the address asks for is what the list holds."""
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from pendopo.core.records import queries
from pendopo.core.records.wanted import Wanted
from tests.web.town import COUNTRY, HOME, NORTH, VILLAGE, finished, office, promise, town

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def rows():
    town()
    today = timezone.localdate()
    finished(promise("desa", region=VILLAGE))
    promise("kecamatan", region=NORTH, due=today - timedelta(days=1))
    promise("kabupaten", region=HOME, due=today, office=office("dpu-contoh", "Dinas PU Contoh"))
    promise("nasional", region=COUNTRY, days_ago=800)
    promise("tanpa tempat")


def found(words):
    return sorted(Wanted.read(QueryDict(words)).found(queries.feed(None)).values_list("title", flat=True))


@pytest.mark.parametrize(("words", "titles"), [
    ("", ["desa", "kabupaten", "kecamatan", "nasional", "tanpa tempat"]),
    ("jenis=plans", ["desa", "kabupaten", "kecamatan", "nasional", "tanpa tempat"]),
    ("jenis=tidak-ada", ["desa", "kabupaten", "kecamatan", "nasional", "tanpa tempat"]),
    (f"wilayah={HOME}", ["desa", "kabupaten", "kecamatan"]),
    (f"wilayah={NORTH}", ["desa", "kecamatan"]),
    (f"wilayah={VILLAGE}", ["desa"]),
    ("wilayah=99.99.0", []),
    (f"wilayah={COUNTRY}", ["desa", "kabupaten", "kecamatan", "nasional"]),
    ("wilayah=nasional", ["nasional"]),
    ("lembaga=dpu-contoh", ["kabupaten"]),
    ("status=tutup", ["desa"]),
    ("status=berjalan", ["kabupaten", "kecamatan", "nasional", "tanpa tempat"]),
    ("status=lewat", ["kecamatan"]),
    ("status=ended", ["desa"]),
    ("status=apa-saja", []),
    ("tahun=abcd", ["desa", "kabupaten", "kecamatan", "nasional", "tanpa tempat"]),
    ("q=kecamatan", ["kecamatan"]),
    ("q=yang", []),
])
def test_filters(words, titles):
    assert found(words) == titles


def test_the_year_is_the_city_s_year():
    assert found(f"tahun={timezone.localdate().year}") == ["desa", "kabupaten", "kecamatan", "tanpa tempat"]


def test_a_zero_byte_and_a_very_long_word_break_nothing():
    asked = Wanted.read({"q": "a\0b" * 1000, "wilayah": "\0", "lembaga": "x" * 999, "status": "\0\0"})
    assert len(asked.words) <= 200 and "\0" not in asked.words
    list(asked.found(queries.feed(None)))


def test_the_address_says_it_again():
    asked = Wanted.read(QueryDict("q=jalan&jenis=plans&wilayah=99.99&tahun=2025"))
    assert asked.active == 3
    assert Wanted.read(QueryDict(asked.address("/cari/").partition("?")[2])) == asked
    assert asked.address("/cari/", words="", kind="", place="", year=None) == "/cari/"
