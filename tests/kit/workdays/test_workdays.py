"""Deadlines as the law counts them, for any calendar."""
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kit.workdays.calendar import Calendar, MarkedDay, Pause, Sort, close_of, day_in

DAY = timedelta(days=1)
DATES = st.dates(date(2015, 1, 1), date(2030, 12, 31))
NEAR = st.dates(date(2026, 1, 1), date(2026, 6, 30))
LENGTHS = st.integers(0, 60)
SORTS = st.sampled_from([Sort.PUBLIC, Sort.LEAVE, Sort.LOCAL, Sort.WORKING])
MARKS = st.lists(st.builds(MarkedDay, NEAR, st.just("Libur"), st.just("Holiday"), SORTS), max_size=40)
WEEKS = st.frozensets(st.integers(0, 6), min_size=1)
CALENDARS = st.builds(lambda week, days: Calendar(tuple(days), "test", week), WEEKS, MARKS)
PAUSES = st.lists(st.tuples(NEAR, st.integers(0, 30)).map(lambda p: Pause(p[0], p[0] + DAY * p[1])), max_size=3)
PLAIN = Calendar()


@given(CALENDARS, NEAR, LENGTHS)
def test_counting_takes_back_what_adding_gave(calendar: Calendar, start: date, days: int) -> None:
    due = calendar.add(start, days)
    assert calendar.count(start, due) == days == calendar.used(start, due)
    assert calendar.count(due, start) == -days
    assert days == 0 or calendar.is_working(due)


@given(CALENDARS, NEAR, st.integers(-90, 400), PAUSES, st.one_of(st.none(), NEAR))
def test_counting_is_walking_day_by_day(calendar: Calendar, start: date, span: int, pauses: list[Pause],
                                        standing: date | None) -> None:
    """Overlapping pauses too, and one that has not ended."""
    pauses, today = [*pauses, *([Pause(standing)] if standing else [])], start + DAY * span
    ran = [start + DAY * step for step in range(1, span + 1) if calendar.is_working(start + DAY * step)]
    assert calendar.used(start, today, pauses) == sum(not any(one.holds(day) for one in pauses) for day in ran)
    assert calendar.count(start, today) == -calendar.count(today, start)
    assert span < 0 or calendar.count(start, today) == len(ran)


@given(CALENDARS, NEAR, LENGTHS, LENGTHS)
def test_more_days_or_a_later_start_never_end_earlier(calendar: Calendar, start: date, days: int, more: int) -> None:
    assert calendar.add(start, days) <= calendar.add(start, days + more)
    assert calendar.add(start, days + more) == calendar.add(calendar.add(start, days), more)
    assert calendar.add(start, days) <= calendar.add(start + DAY * more, days)


@given(CALENDARS, NEAR, LENGTHS, PAUSES)
def test_a_pause_never_shortens(calendar: Calendar, start: date, days: int, pauses: list[Pause]) -> None:
    due = calendar.due(start, days, pauses)
    assert due is not None
    assert due >= calendar.add(start, days)
    assert calendar.used(start, due, pauses) == days


@given(CALENDARS, NEAR, LENGTHS, MARKS)
def test_a_new_decree_never_shortens_a_promise(calendar: Calendar, start: date, days: int,
                                               marks: list[MarkedDay]) -> None:
    promised = calendar.add(start, days)
    later = calendar.with_days(marks).recomputed(promised, start, days)
    assert later is not None
    assert later >= promised
    assert later == max(promised, calendar.with_days(marks).add(start, days))


@given(CALENDARS, NEAR, LENGTHS, PAUSES)
def test_each_day_on_the_way_is_counted_paused_or_explained(calendar: Calendar, start: date, days: int,
                                                            pauses: list[Pause]) -> None:
    due = calendar.due(start, days, pauses)
    assert due is not None
    skipped = {reason.day for reason in calendar.explain(start, days, pauses)}
    for step in range(1, (due - start).days + 1):
        day = start + DAY * step
        paused = any(pause.holds(day) for pause in pauses)
        assert (day in skipped) == (not paused and not calendar.is_working(day))
    assert len(skipped) == len(calendar.explain(start, days, pauses))


@given(CALENDARS, NEAR)
def test_a_day_is_working_or_has_a_reason(calendar: Calendar, day: date) -> None:
    reason = calendar.why_off(day)
    assert (reason is None) == calendar.is_working(day)
    assert reason is None or (reason.name("id") and reason.name("en") and reason.day == day)


def test_a_clock_stands_still_while_it_is_paused() -> None:
    monday = date(2026, 6, 8)
    assert PLAIN.due(monday, 5, [Pause(date(2026, 6, 10))]) is None
    assert PLAIN.due(monday, 2, [Pause(date(2026, 6, 10))]) == date(2026, 6, 10)
    assert PLAIN.due(monday, 5, [Pause(date(2026, 6, 10), date(2026, 6, 17))]) == date(2026, 6, 22)
    assert PLAIN.recomputed(date(2026, 6, 15), monday, 5, [Pause(date(2026, 6, 10))]) is None
    assert PLAIN.used(monday, date(2026, 6, 30), [Pause(date(2026, 6, 10))]) == 2
    assert PLAIN.explain(monday, 9, [Pause(date(2026, 6, 15))]) == [PLAIN.why_off(date(2026, 6, 13)),
                                                                   PLAIN.why_off(date(2026, 6, 14))]


def test_a_city_adds_its_own_days_and_takes_one_back() -> None:
    city_day = MarkedDay(date(2026, 6, 9), "Hari jadi", "City day", law="Perbup 1/2026")
    worked = MarkedDay(date(2026, 6, 13), "Masuk kerja", "Work day", Sort.WORKING)
    city = PLAIN.with_days([city_day, worked])
    assert city.why_off(date(2026, 6, 9)) == city_day
    assert city.add(date(2026, 6, 8), 1) == date(2026, 6, 10)
    assert city.add(date(2026, 6, 12), 1) == date(2026, 6, 13)
    assert city.version.startswith("empty+")
    assert city.version == PLAIN.with_days([worked, city_day]).version != PLAIN.with_days([worked]).version
    assert PLAIN.with_days([]) is PLAIN


def test_an_impossible_length_or_week_is_said_so() -> None:
    with pytest.raises(ValueError, match="negative"):
        PLAIN.add(date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="no working day"):
        Calendar(week=frozenset()).add(date(2026, 1, 1), 1)
    with pytest.raises(ValueError, match="no working day"):
        PLAIN.add(date(9999, 12, 31), 1)


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jakarta", 16), ("Asia/Makassar", 15), ("Asia/Jayapura", 14)])
def test_a_clock_ends_at_midnight_of_the_city(zone: str, hour: int) -> None:
    instant = close_of(date(2026, 3, 2), ZoneInfo(zone))
    assert instant == datetime(2026, 3, 2, hour, 59, 59, tzinfo=UTC)
    assert day_in(instant, ZoneInfo(zone)) == date(2026, 3, 2)
    assert day_in(instant + timedelta(seconds=1), ZoneInfo(zone)) == date(2026, 3, 3)
