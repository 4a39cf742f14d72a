"""Working days, counted as the law counts them: the start day is not counted, public holidays and collective leave
(cuti bersama) are no working days, and a promise once given never gets shorter. Pure: no Django, no clock of its own.

Leaving out collective leave moves a due date of ten working days by up to eight calendar days, so every calendar
carries both, says under which law each day is off, and has a version that is stored with each computed due date.
"""
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))
FAR = timedelta(days=366 * 20)              # no clock runs longer; a week without working days ends here, not never
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Sort(StrEnum):
    """Why a day is marked. WORKING takes a day back that another mark or the weekend had made free."""
    PUBLIC = "public"
    LEAVE = "collective_leave"
    LOCAL = "local"
    WEEKEND = "weekend"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """One day and why it differs. `law` is the decision behind it, "unsourced" where none was seen."""
    day: date
    name_own: str                           # in the country's language
    name_en: str
    sort: Sort = Sort.LOCAL
    law: str = "unsourced"
    provisional: bool = False

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_own


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still, e.g. while the applicant completes a request. The day it begins still counts, the day
    it ends does not: counting goes on the day after, as at a start. `ended` None: it stands still now."""
    began: date
    ended: date | None = None

    def holds(self, day: date) -> bool:
        return self.began < day and (self.ended is None or day <= self.ended)


@dataclass(frozen=True)
class Calendar:
    """The working days of one place. `week` holds weekday numbers, Monday 0. Days outside first_year..last_year are
    counted by weekday alone, and a result that touches them is not firm."""
    days: tuple[MarkedDay, ...] = ()
    version: str = "empty"
    week: frozenset[int] = MONDAY_TO_FRIDAY
    first_year: int = date.min.year
    last_year: int = date.max.year
    provisional_years: frozenset[int] = field(default=frozenset())
    weekdays: tuple[str, ...] = WEEKDAYS    # from Monday, in the country's language

    @cached_property
    def marked(self) -> dict[date, MarkedDay]:
        """The later mark of a day wins, so a city's own decision stands over the national list."""
        return {day.day: day for day in self.days}

    def is_working(self, day: date) -> bool:
        mark = self.marked.get(day)
        return day.weekday() in self.week if mark is None else mark.sort is Sort.WORKING

    def why_off(self, day: date) -> MarkedDay | None:
        """The reason for the "how computed" page; None on a working day."""
        if self.is_working(day):
            return None
        return self.marked.get(day) or MarkedDay(
            day, self.weekdays[day.weekday()], WEEKDAYS[day.weekday()], Sort.WEEKEND, "")

    def add(self, start: date, days: int) -> date:
        """The day on which `days` working days after `start` are complete; `start` itself for 0."""
        due = self.due(start, days)
        if due is None:
            raise ValueError("this calendar has no working day left")
        return due

    def due(self, start: date, days: int, pauses: Iterable[Pause] = ()) -> date | None:
        """The last day of a clock of `days` working days, or None while a pause holds it open."""
        if days < 0:
            raise ValueError("a clock has no negative length")
        pauses = tuple(pauses)
        left, day = days, start
        for day in _after(start) if days else ():
            left -= self._runs(day, pauses)
            if not left:
                break
        return None if left else day

    def count(self, begin: date, end: date) -> int:
        """Working days after `begin` up to and including `end`; negative when `end` lies before `begin`."""
        return self._before(end) - self._before(begin)

    def used(self, start: date, today: date, pauses: Iterable[Pause] = ()) -> int:
        """How many working days of a clock have run by the end of `today`."""
        if today <= start:
            return 0
        ran, reached = self.count(start, today), start
        for pause in sorted(pauses, key=lambda one: one.began):
            begin, end = max(pause.began, reached), min(pause.ended or today, today)
            if end > begin:
                ran, reached = ran - self.count(begin, end), end
        return ran

    def explain(self, start: date, days: int, pauses: Iterable[Pause] = ()) -> list[MarkedDay]:
        """The days that were skipped on the way to the due date, each with its reason, oldest first. Days within a
        pause are not listed: the page names the pause. An open pause: what was skipped before it."""
        pauses = tuple(pauses)
        due = self.due(start, days, pauses)
        last = due or max((pause.began for pause in pauses if pause.ended is None), default=start)
        found = (self.why_off(day) for day in _after(start, last) if not any(pause.holds(day) for pause in pauses))
        return [reason for reason in found if reason]

    def recomputed(self, promised: date, start: date, days: int, pauses: Iterable[Pause] = ()) -> date | None:
        """The due date under this calendar, yet never earlier than what was promised under an older one."""
        due = self.due(start, days, pauses)
        return due and max(promised, due)

    def is_firm(self, start: date, end: date) -> bool:
        """False when the count touches an estimated holiday, or a year whose leave is not decreed or not known."""
        years = set(range(start.year, end.year + 1))
        inside = self.first_year <= start.year and end.year <= self.last_year
        return inside and not years & self.provisional_years and not any(
            day.provisional for day in self.days if start < day.day <= end)

    def with_days(self, extra: Iterable[MarkedDay]) -> "Calendar":
        """The same with a city's own days: its holidays, its election, a leave taken back. The version tells."""
        extra = tuple(extra)
        if not extra:
            return self
        mark = sha256(repr(sorted((day.day, *map(str, (day.name_own, day.name_en, day.sort, day.law, day.provisional)))
                                  for day in extra)).encode()).hexdigest()[:8]
        return replace(self, days=(*self.days, *extra), version=f"{self.version}+{mark}")

    def _before(self, day: date) -> int:
        """Working days from the first of all days up to this one, without walking there: by whole weeks, and by the
        marked days that differ from their weekday. Lists of hundreds of clocks are counted with it."""
        weeks, rest = divmod(day.toordinal(), 7)                # the first of all days was a Monday
        odd, sums = self._odd
        return weeks * len(self.week) + sum(weekday < rest for weekday in self.week) + sums[bisect_right(odd, day)]

    @cached_property
    def _odd(self) -> tuple[list[date], list[int]]:
        """The marked days that differ from what their weekday says, in order, and their sum before each of them."""
        odd = sorted(day for day in self.marked if self.is_working(day) != (day.weekday() in self.week))
        sums = [0]
        for day in odd:
            sums.append(sums[-1] + (1 if self.is_working(day) else -1))
        return odd, sums

    def _runs(self, day: date, pauses: tuple[Pause, ...]) -> bool:
        return self.is_working(day) and not any(pause.holds(day) for pause in pauses)


def calendar(told: dict[str, Any]) -> Calendar:
    """As a country pack tells it (calendar.json). KeyError, TypeError or ValueError: it cannot be meant."""
    if len(told["weekdays"]) != 7 or not set(told["week"]) < set(range(7)):
        raise ValueError("a week has seven days, and not all of them are working days")
    days = tuple(MarkedDay(date.fromisoformat(row["day"]), row["name"], row["name_en"], Sort(row["sort"]), row["law"],
                           row["provisional"]) for row in told["days"])
    return Calendar(days, told["version"], frozenset(told["week"]), told["first_year"], told["last_year"],
                    frozenset(row["year"] for row in told["provisional_years"]), tuple(told["weekdays"]))


def close_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a clock ends: 23:59:59 of its last day in the city's zone, in UTC."""
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)


def day_in(instant: datetime, zone: ZoneInfo) -> date:
    """The city's date of an instant: what came at 23:30 there came that day, whatever UTC says."""
    return instant.astimezone(zone).date()


def _after(start: date, last: date | None = None) -> Iterator[date]:
    day, last = start, min(last or date.max, date.max if start > date.max - FAR else start + FAR)
    while day < last:
        day += ONE
        yield day
