import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.commitments import (
    MilestoneFacts,
    first_day,
    is_partial,
    joined,
    last_day,
    listed,
    milestones_of,
    milestones_text,
    out_of_order,
    years_of,
)

PARTIALS = st.one_of(st.integers(1900, 2199).map(str), st.dates(date(1900, 1, 1), date(2199, 1, 1)).map(
    lambda day: f"{day:%Y-%m}"), st.dates(date(1900, 1, 1), date(2199, 1, 1)).map(date.isoformat))


@pytest.mark.parametrize("said", ["2016", "2016-05", "2016-05-28", "2024-02-29"])
def test_a_partial_date_is_a_year_a_month_or_a_day(said):
    assert is_partial(said)


@pytest.mark.parametrize("said", ["", "16", "2016-13", "2016-02-30", "2016-5", "28/5/2016", "2016-05-28 ", "1066"])
def test_what_is_no_date_is_none(said):
    assert not is_partial(said)


@given(PARTIALS)
def test_a_partial_date_spans_the_days_it_may_mean(said):
    first, last = first_day(said), last_day(said)
    assert first <= last
    assert first.isoformat().startswith(said) and last.isoformat().startswith(said)


def test_order_is_wrong_only_when_no_reading_saves_it():
    assert out_of_order("2017", "2016-12")
    assert not out_of_order("2016-12", "2016")
    assert not out_of_order("", "2016")


def test_milestones_keep_the_precision_of_their_source():
    found = milestones_of("draft plan; draft roadmap (2016); paper (Dec 2023); circular by Jul 2019; act (2016-05-28)")
    assert [(one.title, one.due) for one in found] == [
        ("draft plan", ""), ("draft roadmap", "2016"), ("paper", "2023-12"), ("circular by Jul 2019", "2019-07"),
        ("act", "2016-05-28")]


def test_a_bracket_that_is_no_date_stays_in_the_title():
    found = milestones_of(
        "raise share (baseline 122 of 653); academic paper (Dec); plans in 20 villages (2016), 70 (2017)")
    assert [(one.title, one.due) for one in found] == [
        ("raise share (baseline 122 of 653)", ""), ("academic paper (Dec)", ""),
        ("plans in 20 villages (2016), 70", "2017")]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\\", exclude_categories=("Cc", "Cs", "Z")), min_size=1)


@given(st.lists(WORDS))
def test_a_list_comes_back_as_it_was(parts):
    assert listed(joined(parts)) == tuple(parts)


PLAIN = WORDS.filter(lambda text: not re.search(r"\d{4}", text))


@given(st.lists(st.builds(MilestoneFacts, PLAIN, st.one_of(st.just(""), PARTIALS))))
def test_milestones_come_back_as_they_were(milestones):
    assert milestones_of(milestones_text(milestones)) == tuple(milestones)


def test_years_of_a_plan():
    assert years_of("2016-2017") == ("2016", "2017")
    assert years_of("2016") == ("2016", "2016")
    assert years_of("") == ("", "")
