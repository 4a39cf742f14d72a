from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis import dates_id

WIB = ZoneInfo("Asia/Jakarta")
DAY = datetime(2026, 1, 3, tzinfo=WIB)
HOUR = datetime(2026, 1, 3, 14, 5, tzinfo=WIB)


@pytest.mark.parametrize("said, at, only_day", [
    ("3 Jan 2026", DAY, True), ("03 Januari 2026", DAY, True), ("Sabtu, 3 Januari 2026", DAY, True),
    ("3 Januari 2026 14:05", HOUR, False), ("3 Jan 2026, pukul 14.05 WIB", HOUR, False), ("3-Jan-26", DAY, True),
    ("03/01/2026", DAY, True), ("3.1.2026 14:05:00", HOUR, False), ("2026-01-03", DAY, True),
    ("2026-01-03T07:05:00Z", HOUR, False), ("2026-01-03 15:05 WITA", HOUR, False),
    ("January 3, 2026 2:05 PM", HOUR, False),
    ("2026-01-03T14:05:00+07:00", HOUR, False), (46025, DAY, True), ("46025", DAY, True),
    (46025.586805556, HOUR, False), (datetime(2026, 1, 3, 14, 5), HOUR, False), (datetime(2026, 1, 3), DAY, True),
    ("17 Agustus 2025", datetime(2025, 8, 17, tzinfo=WIB), True),
    ("1 Pebruari 2025", datetime(2025, 2, 1, tzinfo=WIB), True),
    ("5 Mei 2025", datetime(2025, 5, 5, tzinfo=WIB), True), ("9 Des 2025", datetime(2025, 12, 9, tzinfo=WIB), True),
    ("9 Okt 2025", datetime(2025, 10, 9, tzinfo=WIB), True),
])
def test_the_ways_a_date_is_written(said, at, only_day):
    assert dates_id.moment(said, WIB) == (at, only_day)


@pytest.mark.parametrize("said", ["", None, "kemarin", "31 Feb 2026", "13/13/2026", "3 Jan 1200", "2026", "3 Janu 2026",
                                  "3 Jan 2026 25:00", "3 Jan 2026 2:05 pm pm", 12, float("nan"), 1e300, True,
                                  "99999999"])
def test_what_is_no_date(said):
    assert dates_id.moment(said, WIB) is None


@pytest.mark.parametrize("clock", ["14:05", "14.05 WIB", "pukul 14:05", 0.586805556, datetime(1899, 12, 30, 14, 5)])
def test_the_hour_in_a_column_of_its_own(clock):
    assert dates_id.moment("3 Jan 2026", WIB, clock) == (HOUR, False)


def test_an_hour_that_no_clock_shows_leaves_the_day():
    assert dates_id.moment("3 Jan 2026", WIB, "27:99") == (DAY, True)


@given(st.datetimes(datetime(1991, 1, 2), datetime(2099, 12, 30)).map(lambda d: d.replace(second=0, microsecond=0)))
def test_what_we_write_is_read_again(at):
    aware = at.replace(tzinfo=WIB)
    assert dates_id.moment(dates_id.short(aware), WIB) == (aware, False)
    assert dates_id.moment(aware.astimezone(UTC).isoformat(), WIB) == (aware, False)
    days = (at - datetime(1899, 12, 30)) / timedelta(days=1)
    assert dates_id.moment(days, WIB).at == aware


@given(st.text(max_size=40) | st.integers() | st.floats())
def test_nothing_is_ever_a_fault(said):
    dates_id.moment(said, WIB, said)
