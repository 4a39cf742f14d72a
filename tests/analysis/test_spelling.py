"""A slip of the finger in a query leads to the word that was meant."""
import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.spelling import distance, lexicon, propose, slips
from pendopo.analysis.stem import ROOTS, stems

WRITTEN = """
pelayanan layanan pengaduan penganggaran anggaran kesehatan transparansi akuntabilitas jalan surat jembatan membangun
pembangunan perizinan keterbukaan kelurahan masyarakat infrastruktur sekolah rusak sampah bantuan musyawarah kabupaten
dinas lampu walikota komitmen commitment complaints syarat catatan menganggarkan puskesmas banjir pasar
"""


@pytest.fixture(scope="module")
def known():
    return lexicon((word, (stems(word) or [word])[0], 1_000 - place) for place, word in enumerate(WRITTEN.split()))


@pytest.mark.parametrize(("typed", "meant"), [
    ("pelyanan", "pelayanan"), ("pelaynan", "pelayanan"), ("pelayanann", "pelayanan"), ("elayanan", "pelayanan"),
    ("pengaudan", "pengaduan"), ("angaran", "anggaran"), ("kesehtan", "kesehatan"), ("transpransi", "transparansi"),
    ("akuntablitas", "akuntabilitas"), ("jembtaan", "jembatan"), ("mebangun", "membangun"), ("perijinn", "perizinan"),
    ("ketebukaan", "keterbukaan"), ("masyarkat", "masyarakat"), ("infrastuktur", "infrastruktur"),
    ("sekola", "sekolah"), ("smapah", "sampah"), ("musyawara", "musyawarah"), ("kabupatn", "kabupaten"),
    ("dinsa", "dinas"), ("walikta", "walikota"), ("comitment", "commitment"), ("puskemas", "puskesmas"),
])
def test_slips_are_put_right(known, typed, meant):
    assert propose(known, typed) == meant


@pytest.mark.parametrize(("old", "today"), [
    ("djalan", "jalan"), ("soerat", "surat"), ("tjatatan", "catatan"), ("sjarat", "syarat"), ("djembatan", "jembatan"),
    ("masjarakat", "masyarakat"), ("pembangoenan", "pembangunan")])
def test_the_old_spelling_is_read(known, old, today):
    assert propose(known, old) == today


def test_a_form_nobody_has_written_leads_to_its_family(known):
    assert stems(propose(known, "mengangarkannya") or "") == stems("anggaran")
    assert stems(propose(known, "dibagun") or "") == stems("bangun")


def test_what_is_too_far_or_too_short_is_left_alone(known):
    for typed in ("xqzwv", "rt", "apa", "zzzzzzzzzz", ""):
        assert propose(known, typed) is None
    assert propose(lexicon([]), "pelayanan") is None


def test_of_two_equally_near_the_more_used_wins():
    known = lexicon([("pasar", "pasar", 900), ("pasir", "pasir", 20)])
    assert propose(known, "pasor") == "pasar"
    assert propose(lexicon([("pasir", "pasir", 900), ("pasar", "pasar", 20)]), "pasor") == "pasir"


def test_slips_allowed():
    assert [slips("a" * size) for size in (1, 3, 4, 5, 6, 12)] == [0, 0, 1, 1, 2, 2]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_distance_against_the_whole_table(one, two, most):
    table = [[i + j if not i * j else 0 for j in range(len(two) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(two) + 1):
            other = one[i - 1] != two[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + other)
            if i > 1 and j > 1 and one[i - 1] == two[j - 2] and one[i - 2] == two[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    assert distance(one, two, most) == min(table[-1][-1], most + 1)


def test_most_slips_in_real_words_are_put_right():
    """All roots of the list, each once: a letter dropped, changed or swapped at random."""
    dice = random.Random(4)
    roots = sorted(root for root in ROOTS if len(root) > 5 and root.isalpha())
    known = lexicon((root, root, 100) for root in roots)
    right = 0
    for root in dice.sample(roots, 200):
        at = dice.randrange(1, len(root) - 1)
        typed = dice.choice([root[:at] + root[at + 1:], root[:at] + dice.choice("aeiou") + root[at + 1:],
                             root[:at] + root[at + 1] + root[at] + root[at + 2:]])
        right += typed == root or propose(known, typed) == root
    assert right >= 170


def test_fifty_thousand_words_fit_in_five_megabytes():
    dice, words = random.Random(9), dict[str, None]()
    while len(words) < 50_000:
        words["".join(dice.choice("bcdgjklmnprst") + dice.choice("aiueo") for _ in range(dice.randint(2, 6)))] = None
    known = lexicon((word, word, 5) for word in words)
    parts = [known.text, known.starts, known.uses, known.shown, known.numbers, *known.numbers.values(), *known.numbers]
    assert sum(map(sys.getsizeof, parts)) < 5_000_000 and len(known.uses) == 50_000
