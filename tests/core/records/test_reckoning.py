"""How a day comes about is told as the law has it (golden dates of the specification, section 6)."""
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pendopo.core.records.models import Clock
from pendopo.core.records.reckoning import account, counted, name_of, reckon, standing
from pendopo.core.workflow.table import Limit, Move, State, Workflow
from pendopo.kit.workdays.calendar import Calendar, Pause
from pendopo.kit.workdays.national import national

ANSWER = Limit("answer", 10, ("add",), ("answer",), "UU 14/2008 art. 22")
PLAIN = Limit("view", 7, ("open",), ("answer", "close"), "unsourced", working=False)
WORKFLOW = Workflow("new", (State("new", "New"), State("done", "Done", final=True)),
                    (Move("answer", ("new",), "done", "law", "Answer"),), (ANSWER, PLAIN))


def clock(started=date(2024, 3, 4), due=date(2024, 3, 20), **more):
    return Clock(pk=1, name="answer", started=started, due=due, calendar=national().version, pauses=[], **more)


def test_the_golden_date_with_its_skipped_days():
    found = counted(ANSWER, date(2024, 3, 4), national())
    assert found.due == date(2024, 3, 20)
    assert {day.day for day in found.skipped} == {date(2024, 3, 9), date(2024, 3, 10), date(2024, 3, 11),
                                                  date(2024, 3, 12), date(2024, 3, 16), date(2024, 3, 17)}
    assert found.firm


def test_the_page_names_law_holiday_and_leave():
    with translation.override("id"):
        told = account(counted(ANSWER, date(2024, 3, 4), national()), WORKFLOW)
    words = str(told)
    assert "UU 14/2008 art. 22" in words and "Nyepi" in words and "akhir pekan" in words and "10 hari kerja" in words
    assert "Rabu, 20 Maret 2024" in words and len(told["skipped"]) == 6


def test_an_unsourced_limit_says_so():
    with translation.override("en"):
        told = account(counted(PLAIN, date(2024, 3, 4), national()), WORKFLOW)
    assert "No source has been checked" in str(told["facts"]) and "7 calendar days" in str(told["facts"])
    assert told["skipped"] == []


def test_a_pause_moves_the_day_and_an_open_one_leaves_it_open():
    began, ended = date(2024, 3, 5), date(2024, 3, 8)
    assert counted(ANSWER, date(2024, 3, 4), national(), (Pause(began, ended),)).due > date(2024, 3, 20)
    assert counted(ANSWER, date(2024, 3, 4), national(), (Pause(began),)).due is None
    assert counted(PLAIN, date(2024, 3, 4), national(), (Pause(began, ended),)).due == date(2024, 3, 14)


def test_the_promised_day_stays_when_the_calendar_changes():
    old = clock(due=date(2024, 3, 18))
    old.calendar = "older"
    found = reckon(old, ANSWER, national())
    assert (found.due, found.today, found.version) == (date(2024, 3, 18), date(2024, 3, 20), "older")


@given(st.dates(date(2016, 1, 1), date(2027, 1, 1)), st.integers(1, 60))
def test_used_and_left_add_up(start, days):
    limit = Limit("x", days, ("add",), ("answer",), "law")
    found = counted(limit, start, national(), until=start + timedelta(days=400))
    assert found.due is not None and national().count(start, found.due) == days <= found.used


@pytest.mark.parametrize(("today", "stopped", "expected"), [
    ("2024-03-15", None, ("going", "3 working days left")),
    ("2024-03-20", None, ("waiting", "today is the last day")),
    ("2024-03-22", None, ("late", "2 working days late")),
    ("2024-03-23", None, ("late", "2 working days late")),
    ("2024-04-01", datetime(2024, 3, 19, 3, tzinfo=UTC), ("good", "finished in time")),
    ("2024-04-01", datetime(2024, 3, 20, 16, 59, tzinfo=UTC), ("good", "finished in time")),
    ("2024-04-01", datetime(2024, 3, 20, 17, 0, tzinfo=UTC), ("late", "finished 1 working day late")),
])
def test_how_it_stands(today, stopped, expected):
    """The day ends at 23:59:59 WIB, which is 16:59:59 UTC."""
    with time_machine.travel(f"{today}T05:00:00Z", tick=False), translation.override("en"):
        assert standing(clock(stopped=stopped), ANSWER, national(), date.fromisoformat(today)) == expected


def test_a_paused_clock_says_since_when():
    with translation.override("en"):
        assert standing(clock(paused=date(2024, 3, 7)), ANSWER, national(), date(2024, 3, 9)) == (
            "waiting", "stands still since Thursday, 7 March 2024")


def test_a_clock_is_named_by_what_ends_it():
    with translation.override("en"):
        assert name_of(WORKFLOW, ANSWER) == "“Answer” by"
        assert name_of(WORKFLOW, Limit("x", 1, ("add",), ("answer",), "law", label="Answer to the person")) == \
            "Answer to the person"


def test_an_empty_calendar_counts_weekdays():
    assert counted(ANSWER, date(2024, 3, 4), Calendar()).due == date(2024, 3, 18)
