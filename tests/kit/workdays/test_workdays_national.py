"""The national calendar gives the yearly counts and the due dates worked out beforehand (spec/domain.md 6, 13)."""
import json
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from pendopo.kit.country import folder
from pendopo.kit.workdays.calendar import Calendar, Sort
from pendopo.kit.workdays.national import national, why_provisional

DATA = folder("calendar.json")
COUNTS = {2015: (17, 3, 245), 2016: (16, 4, 245), 2017: (17, 7, 239), 2018: (17, 8, 239), 2019: (17, 4, 246),
          2020: (17, 5, 243), 2021: (15, 1, 248), 2022: (16, 4, 246), 2023: (16, 11, 239), 2024: (19, 10, 238),
          2025: (17, 11, 237), 2026: (17, 8, 240), 2027: (18, 8, 242)}


@pytest.mark.parametrize("year", COUNTS)
def test_holidays_leave_and_working_days_of_a_year(year: int) -> None:
    sorts = Counter(day.sort for day in national().days if day.day.year == year)
    working = national().count(date(year - 1, 12, 31), date(year, 12, 31))
    assert (sorts[Sort.PUBLIC], sorts[Sort.LEAVE], working) == COUNTS[year]


@pytest.mark.parametrize("year", [2028, 2029, 2030])
def test_years_without_decreed_leave_say_so(year: int) -> None:
    sorts = Counter(day.sort for day in national().days if day.day.year == year)
    assert sorts == {Sort.PUBLIC: 17}
    assert why_provisional()[year] == ("Cuti bersama belum ditetapkan.", "Collective leave has not been decreed.")


@pytest.mark.parametrize(("start", "days", "due"), [
    (date(2023, 4, 10), 10, date(2023, 5, 2)),       # an information request, answered in 10 working days
    (date(2023, 5, 2), 7, date(2023, 5, 11)),        # extended once by 7
    (date(2024, 3, 4), 10, date(2024, 3, 20)),
    (date(2024, 3, 20), 30, date(2024, 5, 15)),      # no answer: objection possible until then
    (date(2024, 4, 1), 30, date(2024, 5, 28)),       # objection received: the superior answers
    (date(2024, 5, 28), 14, date(2024, 6, 19)),      # silent again: a dispute may be filed until then
    (date(2024, 4, 1), 10, date(2024, 4, 23)),
])
def test_due_dates(start: date, days: int, due: date) -> None:
    assert national().add(start, days) == due
    assert national().is_firm(start, due)


def test_leaving_out_collective_leave_would_be_wrong() -> None:
    public = Calendar(tuple(day for day in national().days if day.sort is Sort.PUBLIC))
    assert public.add(date(2023, 4, 10), 10) == date(2023, 4, 24)
    assert public.add(date(2024, 4, 1), 10) == date(2024, 4, 17)


def test_the_page_of_a_due_date_names_each_skipped_day() -> None:
    skipped = national().explain(date(2023, 4, 10), 10)
    assert [day.day.day for day in skipped] == [15, 16, 19, 20, 21, 22, 23, 24, 25, 29, 30, 1]
    assert skipped[0].name("id") == "Sabtu"
    assert skipped[2].name("en") == "Eid al-Fitr collective leave"
    assert skipped[2].law.startswith("SKB 1066/2022")


def test_estimates_and_years_to_come_are_not_firm() -> None:
    assert national().is_firm(date(2026, 11, 2), date(2026, 12, 31))
    assert not national().is_firm(date(2026, 12, 28), date(2027, 1, 8))
    assert not national().is_firm(date(2031, 1, 2), date(2031, 1, 20))
    assert not national().is_firm(date(2014, 12, 1), date(2015, 1, 20))
    assert {day.day for day in national().days if day.provisional and day.day.year == 2027} == {
        date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)}


def test_the_data_is_clean() -> None:
    text = DATA.read_text(encoding="utf-8")
    assert "Pegangti" not in text
    assert "perkiraan)" not in text
    assert "Pengganti Cuti Bersama" in text
    assert all(row["law"] for row in json.loads(text)["days"])
    assert len(national().marked) == len(national().days)
    assert all(day.name_own and day.name_en for day in national().days)


def test_reading_the_calendar_needs_no_holiday_library() -> None:
    code = ("import json, sys; from pendopo.kit.workdays.calendar import calendar;"
            "calendar(json.load(open(sys.argv[1])));"
            "print(sorted(set(sys.modules) & {'holidays', 'django'}))")
    ran = subprocess.run([sys.executable, "-c", code, str(DATA)], capture_output=True, text=True, check=True,
                         env={"PYTHONPATH": str(DATA.parents[3])})
    assert ran.stdout.strip() == "[]"
