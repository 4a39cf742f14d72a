"""A month as a sheet of weeks, Monday first, with what is due and what is off on each day. Pure."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pendopo.kit.workdays.calendar import Calendar, MarkedDay, Sort

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 1)       # months that a calendar shows


@dataclass(frozen=True)
class Day:
    day: date
    inside: bool                        # of the month itself, not of its neighbour
    off: MarkedDay | None               # why it is no working day; None on a working day
    due: list[Any] = field(default_factory=list)

    @property
    def named(self) -> MarkedDay | None:
        """A day off that has a name of its own: a holiday or collective leave, not a weekend."""
        return self.off if self.off and self.off.sort is not Sort.WEEKEND else None


def month(text: str, today: date) -> date:
    """The first day of "2026-11"; of this month if it is no month that is shown."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if FIRST <= asked <= LAST else today.replace(day=1)


def after(first: date, months: int = 1) -> date:
    """The first day of a later or earlier month, never beyond those that are shown."""
    at = first.year * 12 + first.month - 1 + months
    return min(max(date(at // 12, at % 12 + 1, 1), FIRST), LAST)


def weeks(first: date, calendar: Calendar, due: Mapping[date, Iterable[Any]]) -> list[list[Day]]:
    """Whole weeks around the month."""
    begin = first - timedelta(days=first.weekday())
    end = _next(first)
    days = [begin + timedelta(days=step) for step in range((end - begin).days + (-(end - begin).days) % 7)]
    sheet = [Day(day, first <= day < end, calendar.why_off(day), list(due.get(day, ()))) for day in days]
    return [sheet[at:at + 7] for at in range(0, len(sheet), 7)]


def days_off(first: date, calendar: Calendar) -> list[MarkedDay]:
    """The named days off of the month, in order."""
    length = (_next(first) - first).days
    found = (calendar.why_off(first + timedelta(days=step)) for step in range(length))
    return [day for day in found if day and day.sort is not Sort.WEEKEND]


def working_days(first: date, calendar: Calendar) -> int:
    return calendar.count(first - timedelta(days=1), _next(first) - timedelta(days=1))


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
