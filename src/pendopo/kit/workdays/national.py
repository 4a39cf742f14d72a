"""The national calendar of the country pack (calendar.json; tools/make_calendar.py makes Indonesia's)."""
from functools import cache
from typing import Any

from pendopo.kit.country import MISSING, SHAPE, Malformed, data, folder
from pendopo.kit.workdays.calendar import Calendar, calendar


@cache
def national() -> Calendar:
    """The country's week, its public holidays and its collective leave. A city adds its own by `with_days`. Raises
    country.Malformed."""
    try:
        return calendar(_told())
    except KeyError as missing:
        raise Malformed(folder("calendar.json"), MISSING, what=missing.args[0]) from None
    except (TypeError, ValueError) as wrong:
        if isinstance(wrong, Malformed):
            raise
        raise Malformed(folder("calendar.json"), SHAPE) from None


@cache
def why_provisional() -> dict[int, tuple[str, str]]:
    """For each year that may still change: the reason in the country's language and in English."""
    try:
        return {row["year"]: (row["why"], row["why_en"]) for row in _told()["provisional_years"]}
    except KeyError as missing:
        raise Malformed(folder("calendar.json"), MISSING, what=missing.args[0]) from None


def _told() -> dict[str, Any]:
    return data(folder("calendar.json"))
