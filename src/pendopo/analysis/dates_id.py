"""Dates as Indonesian offices write them: "3 Jan 2026", "Sabtu, 3 Januari 2026 14.05 WIB", 03/01/2026, 46025.58."""
import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

MONTHS: dict[str, int] = {
    name: number for number, names in enumerate((
        "jan januari january", "feb peb februari pebruari february", "mar mrt maret march", "apr april", "mei may",
        "jun juni june", "jul juli july", "agu ags agt agst agus agustus aug august", "sep sept september",
        "okt oct oktober october", "nov nop november nopember", "des dec desember december"), 1)
    for name in names.split()}
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ZONES = {"wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "z": 0}       # hours east of Greenwich
TIME = (r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>am|pm)?\s*"
        r"(?P<zone>wib|wita|wit|utc|gmt|z|[+-]\d\d:?\d\d)?")
AFTER = rf"(?:\s*[T,\s-]\s*(?:pukul|jam|pk\.?)?\s*{TIME})?"
WEEKDAY = r"(?:[a-z'’]+\s*,\s*)?"
DATES = tuple(re.compile(f"{WEEKDAY}{shape}{AFTER}", re.I) for shape in (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})[\s./-]+(?P<month>[a-z]+)\.?[\s,./-]+(?P<year>\d{4}|\d\d)",
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",       # the day first, as everybody here writes it
    r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"))
ONLY_TIME = re.compile(rf"(?:pukul|jam|pk\.?)?\s*{TIME}", re.I)
SERIAL = re.compile(r"\d{4,5}(?:[.,]\d+)?")
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 # a spreadsheet's count of days knows no zone
FIRST, LAST = 1990, 2100        # years in which somebody can have reported something
MINUTE = timedelta(minutes=1)


class Moment(NamedTuple):
    at: datetime                   # aware
    only_day: bool                 # the hour is not told: 00:00 in the city's zone


def moment(said: object, zone: tzinfo, clock: object = "") -> Moment | None:
    """What a cell says, in the city's zone where it names none. `clock`: the hour, where it has a column of its own."""
    if isinstance(said, datetime):
        found: Moment | None = _placed(said, zone, only_day=said.time() == said.time().min and said.tzinfo is None)
    elif isinstance(said, int | float) and not isinstance(said, bool):
        found = serial(float(said), zone)
    else:
        found = _worded(" ".join(str(said or "").split()), zone)
    if found is None or not found.only_day or clock in ("", None):
        return found
    hour = _hour(clock)
    return found if hour is None else Moment(found.at.replace(hour=hour[0], minute=hour[1], second=hour[2]), False)


def serial(days: float, zone: tzinfo) -> Moment | None:
    """A spreadsheet's number of days since 30 December 1899, to the second."""
    if not 30_000 < days < 75_000:
        return None
    return _placed(EPOCH + timedelta(seconds=round(days * 86_400)), zone, only_day=days == int(days))


def short(at: datetime) -> str:
    """3 Jan 2026 14:05, as the national sheet writes it."""
    return f"{at.day} {SHORT[at.month - 1]} {at.year} {at:%H:%M}"


@lru_cache(maxsize=4096)
def _worded(text: str, zone: tzinfo) -> Moment | None:
    if SERIAL.fullmatch(text):
        return serial(float(text.replace(",", ".")), zone)
    for shape in DATES:
        if found := shape.fullmatch(text):
            return _read(found.groupdict(), zone)
    return None


def _read(parts: dict[str, str | None], zone: tzinfo) -> Moment | None:
    year, month = parts["year"] or "", (parts["month"] or "").lower()
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    clock = _parts(parts) if parts["hour"] else (0, 0, 0)
    if clock is None:
        return None
    try:
        at = datetime(int(year) + (2000 if len(year) == 2 else 0), number, int(parts["day"] or 0), clock[0], clock[1],
                      clock[2], tzinfo=_zone(parts["zone"], zone))
    except ValueError:
        return None
    return _placed(at, zone, only_day=not parts["hour"])


def _parts(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    """Hour, minute, second; None for what no clock shows."""
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute, second = int(parts["minute"] or 0), int(parts["second"] or 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _hour(clock: object) -> tuple[int, int, int] | None:
    """From a cell that holds only the hour: text, a day's fraction, or a date nobody meant."""
    if isinstance(clock, datetime):
        return clock.hour, clock.minute, clock.second
    if isinstance(clock, int | float):
        seconds = round(float(clock) % 1 * 86_400) % 86_400
        return seconds // 3600, seconds // 60 % 60, seconds % 60
    found = ONLY_TIME.fullmatch(str(clock).strip())
    return _parts(found.groupdict()) if found else None


def _zone(said: str | None, zone: tzinfo) -> tzinfo:
    if not said:
        return zone
    if said.lower() in ZONES:
        return timezone(timedelta(hours=ZONES[said.lower()]))
    east = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
    return timezone(east if said[0] == "+" else -east)


def _placed(at: datetime, zone: tzinfo, *, only_day: bool) -> Moment | None:
    """In the city's zone; None for years in which nobody can have reported."""
    aware = at.replace(tzinfo=zone) if at.tzinfo is None else at
    if not FIRST <= aware.year <= LAST:
        return None
    return Moment(aware.astimezone(zone), only_day)
