"""Days and hours as people of the city say them: its own zone, named; the weekday counted, never typed."""
import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, ngettext, override
from markupsafe import Markup, escape

from pendopo.kit.country import ORDER, country
from pendopo.kit.ui.words import gettext

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
Moment = date | datetime | str | None

OPEN, MIDDLE, CLOSE = Markup('<time datetime="'), Markup('">'), Markup("</time>")
MINUTE, HOUR, DAY = 60, 3600, 86400
SPANS: list[tuple[int, int, Callable[[int], str]]] = [
    (HOUR, MINUTE, lambda n: ngettext("%d minute", "%d minutes", n) % n),
    (DAY, HOUR, lambda n: ngettext("%d hour", "%d hours", n) % n),
    (30 * DAY, DAY, lambda n: ngettext("%d day", "%d days", n) % n),
    (365 * DAY, 30 * DAY, lambda n: ngettext("%d month", "%d months", n) % n),
    (10 ** 12, 365 * DAY, lambda n: ngettext("%d year", "%d years", n) % n),
]


def day(value: Moment) -> str:
    """27 March 2017 -> "Senin, 27 Maret 2017"; "2017-03" -> "Maret 2017"; "2017" -> "2017"; None -> "no date"."""
    if value is None:
        return gettext("no date")
    if isinstance(value, datetime):
        value = _local(value)
    if isinstance(value, date):
        weekdays, months = _names(get_language())
        return _order(0).format(weekday=weekdays[value.weekday()], day=value.day, month=months[value.month - 1],
                                year=value.year)
    found = PARTIAL.fullmatch(value)
    if not found:
        raise ValueError(f"not a date: {value!r}")
    year, month, number = found.groups()
    if number:
        return day(date(int(year), int(month), int(number)))
    return _order(1).format(month=_names(get_language())[1][int(month) - 1], year=year) if month else year


def _order(which: int) -> str:
    """How the language of the page writes a day (0) or a month (1)."""
    return country().dates.get(get_language() or "", ORDER)[which]


def moment(value: datetime | None) -> str:
    """"Senin, 27 Maret 2017 pukul 19.00 WIB" / "Monday, 27 March 2017 at 19:00 WIB"."""
    if value is None:
        return gettext("no date")
    return gettext("%(day)s at %(hour)s") % {"day": day(value), "hour": hour(value)}


def hour(value: datetime) -> str:
    """"19.00 WIB" as the country writes it (Indonesian EYD: with a point), "19:00 WIB" in English."""
    local = _local(value)
    return f"{local.hour:02}{':' if get_language() == 'en' else country().hour}{local.minute:02} {zone(local)}"


def zone(value: datetime) -> str:
    """What people of the country call the city's zone (WIB, WITA, WIT); elsewhere what the zone calls itself."""
    return country().zones.get(str(_city()), _local(value).tzname() or "")


def span(days: int) -> str:
    """How long, in words: 730 is "2 years"; what makes no whole years stays in days."""
    if days % 365 == 0:
        return ngettext("%d year", "%d years", days // 365) % (days // 365)
    return ngettext("%d day", "%d days", days) % days


def ago(value: datetime | None, since: datetime | None = None) -> Markup:
    """Relative words, with the exact moment for machines and on hover. Not for pages kept whole in a cache."""
    if value is None:
        return escape(gettext("no date"))
    return _time(value, _distance(value, since or timezone.now()), moment(value))


def dated(value: Moment) -> Markup:
    """`day` inside <time>."""
    return escape(gettext("no date")) if value is None else _stamp(value, day, get_language(), _city())


def timed(value: datetime | None) -> Markup:
    """`moment` inside <time>."""
    return escape(gettext("no date")) if value is None else _stamp(value, moment, get_language(), _city())


@lru_cache(maxsize=4096)
def _stamp(value: Any, say: Callable[[Any], str], language: str | None, city: tzinfo) -> Markup:
    """A thread of comments is drawn far more often than written; language and city stand here for the memory only."""
    return _time(value, say(value))


def _time(value: date | datetime | str, words: str, title: str = "") -> Markup:
    exact = _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else str(value)
    hover = Markup('" title="') + title if title else ""
    return OPEN + exact + hover + MIDDLE + words + CLOSE


def _distance(value: datetime, since: datetime) -> str:
    seconds = int((since - value).total_seconds())
    if abs(seconds) < MINUTE:
        return gettext("just now")
    words = next(say(abs(seconds) // unit) for below, unit, say in SPANS if abs(seconds) < below)
    return (gettext("%s ago") if seconds > 0 else gettext("in %s")) % words


@cache
def _names(language: str | None) -> tuple[list[str], list[str]]:
    """Weekdays from Monday, months from January."""
    with override(language):
        return [str(WEEKDAYS[n]) for n in range(7)], [str(MONTHS[n]) for n in range(1, 13)]


def _local(value: datetime) -> datetime:
    if timezone.is_naive(value):
        raise ValueError(f"a moment without a zone: {value!r}")
    return value.astimezone(_city())


def _city() -> tzinfo:
    return timezone.get_current_timezone()
