"""The standards as tests: each verdict from what is on record, with the day on which it turns."""
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.standards import FAIL, NOT_YET, PASS, TESTS, UNKNOWN, Held, Life, Proof, check
from pendopo.channels.plans.packs import standards

TODAY = date(2026, 8, 15)
SITE, FORUM = Proof("CTH1", "/cth1/"), Proof("Forum Contoh", "/forum/")
BARE = Life(today=TODAY, here=True, site=SITE, opened=date(2024, 1, 1))


def held(day, both=True, review=False, called=None):
    return Held(Proof(f"Rapat {day}", "/rapat/", day), day, called or day - timedelta(days=7), both, review)


FULL = replace(
    BARE, forum=FORUM, forum_since=date(2024, 1, 1), government=2, others=3, rules=Proof("Aturan", "/forum/"),
    meetings=(held(date(2025, 3, 1)), held(date(2026, 2, 15)), held(date(2026, 3, 1), review=True),
              held(date(2026, 7, 1), review=True)),
    updates=(date(2026, 7, 1), date(2026, 1, 5)), timeline=Proof("Jadwal", "/cth1/", date(2025, 1, 1)),
    begins=date(2025, 1, 15), outreach=(Proof("Undangan", "/cth1/"),), contributions=3,
    contributed=Proof("Masukan", "/masukan/"), endorsed=(Proof("Persetujuan", "/cth1/"),), adopted=date(2025, 6, 1),
    running=date(2025, 7, 1))


def said(life):
    return {one.requirement.code: (one.verdict, one.reason) for one in check(standards(), life)}


def test_every_row_of_the_data_has_its_test_a_source_and_both_languages():
    assert {one.test for one in standards()} == set(TESTS)
    assert [one.code for one in standards()] == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "5.1",
                                                 "L1", "L2", "L3", "L4", "L5", "L6"]
    for one in standards():
        assert "http" in one.citation and one.text_id and one.text_en and one.text_id != one.text_en


def test_a_plan_that_does_everything_passes_everything_with_a_record_for_each():
    found = check(standards(), FULL)
    assert {one.verdict for one in found} == {PASS} and all(one.proofs for one in found)


def test_a_plan_without_anything_fails_what_is_due_and_waits_for_the_rest():
    verdicts = {code: verdict for code, (verdict, _reason) in said(BARE).items()}
    assert verdicts == {"1.1": FAIL, "1.2": FAIL, "2.1": PASS, "2.2": FAIL, "3.1": NOT_YET, "3.2": NOT_YET,
                        "3.3": NOT_YET, "4.1": NOT_YET, "5.1": NOT_YET, "L1": FAIL, "L2": FAIL, "L3": NOT_YET,
                        "L4": NOT_YET, "L5": NOT_YET, "L6": FAIL}
    after = {code: verdict for code, (verdict, _reason) in said(replace(BARE, adopted=date(2025, 1, 1))).items()}
    assert {after[code] for code in ("3.1", "3.2", "3.3", "4.1", "L3", "L4", "L5")} == {FAIL}


@pytest.mark.parametrize(("last", "verdict"), [(date(2026, 2, 15), PASS), (date(2026, 2, 14), FAIL)])
def test_six_months_to_the_day(last, verdict):
    assert said(replace(FULL, meetings=(held(last),)))["1.1"][0] == verdict


@pytest.mark.parametrize(("change", "code", "expected"), [
    ({"others": 0}, "1.1", (FAIL, "one_side")), ({"others": 0}, "L2", (FAIL, "one_side")),
    ({"meetings": ()}, "1.1", (FAIL, "never_met")),
    ({"meetings": (), "forum_since": date(2026, 6, 1)}, "1.1", (NOT_YET, "never_met")),
    ({"rules": None}, "1.2", (FAIL, "no_rules")),
    ({"updates": (date(2026, 7, 1),)}, "2.2", (FAIL, "updates")),
    ({"updates": (date(2026, 7, 1),), "opened": date(2026, 5, 1)}, "2.2", (NOT_YET, "updates")),
    ({"updates": (date(2026, 7, 1), date(2025, 8, 15))}, "2.2", (FAIL, "updates")),
    ({"begins": date(2025, 1, 14)}, "3.1", (FAIL, "days_before")),
    ({"unanswered": (Proof("Masukan 2", "/2/"),)}, "4.1", (FAIL, "unanswered")),
    ({"unanswered": (Proof("Masukan 2", "/2/"),), "adopted": None}, "4.1", (NOT_YET, "unanswered")),
    ({"meetings": (held(date(2026, 7, 1), review=True, both=False), held(date(2026, 3, 1), review=True))}, "5.1",
     (FAIL, "reviews")),
    ({"running": None}, "5.1", (NOT_YET, "not_running")),
    ({"meetings": (held(date(2025, 3, 1), called=date(2025, 3, 1)),)}, "L4", (FAIL, "not_told_before")),
    ({"updates": (date(2026, 4, 14),)}, "L6", (FAIL, "last_update"))])
def test_what_turns_a_verdict(change, code, expected):
    assert said(replace(FULL, **change))[code] == expected


def test_of_a_plan_that_is_kept_elsewhere_nothing_is_said_to_be_missing():
    found = said(replace(BARE, here=False))
    assert {verdict for verdict, _reason in found.values()} == {PASS, UNKNOWN} and found["2.1"][0] == PASS


def test_before_a_rule_was_in_force_it_is_not_asked():
    assert {one.requirement.list for one in check(standards(), replace(FULL, today=date(2021, 12, 31)))} == {"local"}


@given(st.lists(st.dates(date(2024, 1, 1), TODAY), max_size=6), st.integers(0, 4), st.integers(0, 4))
def test_one_more_meeting_never_makes_it_worse(days, government, others):
    rank = {FAIL: 0, NOT_YET: 1, PASS: 2}
    life = replace(FULL, government=government, others=others, meetings=tuple(held(day, review=True) for day in days))
    more = replace(life, meetings=(*life.meetings, held(TODAY, review=True)))
    before, after = said(life), said(more)
    assert all(rank[after[code][0]] >= rank[before[code][0]] for code in before)
