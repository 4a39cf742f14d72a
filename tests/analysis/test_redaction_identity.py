"""NIK and KK are found in every disguise, wherever they stand. All numbers are invented: no serial is."""
import csv
import gzip
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pendopo import analysis
from pendopo.analysis import redaction, redaction_identity
from pendopo.analysis.invention.numbers import clean
from pendopo.analysis.invention.personal import FORMS, disguised, family_card, nik, planted
from pendopo.analysis.redaction_digits import runs
from pendopo.analysis.redaction_found import plain
from pendopo.kit.shapes import read

PACK = Path(str(analysis.__path__[0])).parent / "packs" / "indonesia"
AREAS = PACK / "areas" / "areas.csv.gz"
INDONESIA = read(PACK, "id")
find, redacted = (partial(each, shapes=INDONESIA) for each in (redaction.find, redaction.redacted))
exists = partial(redaction_identity.exists, INDONESIA.numbers.by_sort["nik"])
seeds = st.integers(0, 10**9)


def left(text: str) -> str:
    """The longest chain of digits that a reader still finds, in any disguise."""
    return max((run.digits for run in runs(plain(text), 1, INDONESIA.spoken)), key=len, default="")


@pytest.mark.parametrize("form", FORMS)
def test_every_disguise_in_number_rich_text(form):
    dice = Random(form)
    for _ in range(60):
        text, (truth,) = planted(dice, clean(dice, 3), [dice.choice(("nik", "kk"))], [form])
        found = [one for one in find(text) if one.sort in ("nik", "kk")]
        assert any(one.start < truth.end and truth.start < one.end for one in found), text[truth.start:truth.end]


@pytest.mark.parametrize("form", FORMS)
def test_none_of_its_digits_stay(form):
    dice = Random(form)
    for number in (nik(dice), family_card(dice)):
        shown = disguised(dice, number, form)
        assert len(left(redacted(f"kata warga: {shown} begitu."))) <= 3, shown


@given(st.text(), st.text(), seeds, st.sampled_from(list(FORMS)))
def test_planted_anywhere_in_any_text(before, after, seed, form):
    dice = Random(seed)
    number = nik(dice)
    text = f"{before} ; {disguised(dice, number, form)} ; {after}"
    assert number not in redacted(text)
    hidden = [one for one in find(text) if one.start < len(text) - len(after) - 3 and one.end > len(before) + 3]
    assert any(one.sort in ("nik", "kk") for one in hidden)


@given(st.text(), st.text(), seeds)
@example("NOl", "", 0)
def test_glued_to_anything(before, after, seed):
    number = nik(Random(seed))
    assert number not in redacted(before + number + after)


@given(seeds)
def test_any_valid_number_is_found_alone(seed):
    dice = Random(seed)
    number = nik(dice)[:12] + f"{dice.randint(1, 9999):04d}"
    assert [(one.start, one.end, one.sort) for one in find(number)] == [(0, 16, "nik")]


def test_clean_texts_are_left_alone():
    """Issue 3: false hits in at most one of a hundred number-rich texts; one random sixteen-digit number in 150 has the
    form of a NIK and no program can tell."""
    dice = Random(6)
    wrong = sum(any(one.sort in ("nik", "kk") for one in find(clean(dice, 4))) for _ in range(1000))
    assert wrong <= 10


def test_the_label_tells_the_sort():
    assert [one.sort for one in find("NIK 3201011205909001 dan No KK 3201011205159002")] == ["nik", "kk"]
    assert [one.sort for one in find("3201011205159002 (kartu keluarga)")] == ["kk"]


def test_every_regency_of_the_register_exists():
    with gzip.open(AREAS, "rt", encoding="utf-8") as register:
        codes = [row[0].replace(".", "") for row in csv.reader(register)]
    districts = [code for code in codes if len(code) == 6 and code.isdecimal()]
    assert len(districts) > 7_000 and all(map(exists, districts))


def test_no_invented_number_can_be_anybodys():
    dice = Random(7)
    assert all(number[12:] > "9000" and exists(number) for number in (nik(dice) for _ in range(500)))
