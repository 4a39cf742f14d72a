"""Figures as each language writes them; rounding never changes what a whole number says."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kit.ui.figures import count, filesize, money, number, percent


def test_thousands_and_decimals():
    with override("id"):
        assert [number(1234567), number(1234.5), number(Decimal("0.126")), number(-1234)] == [
            "1.234.567",
            "1.234,5",
            "0,13",
            "\u22121.234",
        ]
    with override("en"):
        assert [number(1234567), number(1234.5), number(3, 2)] == ["1,234,567", "1,234.5", "3.00"]


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_reads_back(value):
    for language, mark in (("id", "."), ("en", ",")):
        with override(language):
            assert int(number(value).replace(mark, "").replace("\u2212", "-")) == value


def test_rupiah_to_the_last_one_and_in_words():
    with override("id"):
        assert money(1250000000) == "Rp1.250.000.000"
        assert [
            money(2_350_000_000, short=True),
            money(4_100_000_000_000, short=True),
            money(999_000, short=True),
        ] == ["Rp2,4 miliar", "Rp4,1 triliun", "Rp999.000"]
        assert money(-500) == "\u2212Rp500"
    with override("en"):
        assert money(2_350_000_000, short=True) == "Rp2.4 billion"


def test_percent_of_a_whole_and_of_nothing():
    with override("id"):
        assert [percent(9, 45), percent(0.876), percent(1, 3), percent(0, 0)] == [
            "20%",
            "87,6%",
            "33,3%",
            "tidak ada data",
        ]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 byte"), (999, "999 byte"), (1_000, "1 kB"), (1_240_000, "1,2 MB"), (50_000_000_000, "50 GB")],
)
def test_file_sizes(size, words):
    with override("id"):
        assert filesize(size) == words


def test_counting_things():
    with override("en"):
        assert [count(1, "comment", "comments"), count(3, "comment", "comments"), count(1200), count(["a", "b"])] == [
            "1 comment",
            "3 comments",
            "1,200",
            "2",
        ]


def test_what_is_not_known_says_so():
    with override("id"):
        assert {number(None), money(None), percent(None)} == {"tidak ada data"}
