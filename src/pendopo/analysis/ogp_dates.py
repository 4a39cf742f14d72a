"""Dates of the OGP commitments database: day first, month first, in words, as a spreadsheet's count of days.

What cannot be told for certain is kept only as far as it is certain: 3/4/2016 without more is the year 2016.
"""
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from pendopo.analysis.commitments import MISSING, is_partial

SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
WORDED = re.compile(r"([A-Z][a-z]+) (\d{4})")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
DAY_FIRST, MONTH_FIRST, WORDS = "dm", "md", "w"      # how a plan writes its days and months; "" is 2016-05-28


def order_of(dates: Iterable[str]) -> str:
    """How these dates are written, if one of them gives it away: "dm", "md", "w" for months in words alone, or ""."""
    told, seen = list(dates), set()
    for found in filter(None, map(SLASHED.fullmatch, told)):
        if int(found[1]) > 12:
            seen.add(DAY_FIRST)
        elif int(found[2]) > 12:
            seen.add(MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else WORDS if not seen and any(map(WORDED.fullmatch, told)) else ""


def orders(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By plan, from (plan, date)."""
    dates: dict[str, list[str]] = defaultdict(list)
    for plan, said in cells:
        dates[plan].append(said)
    return {plan: order_of(told) for plan, told in dates.items()}


def partial(said: str, order: str = "") -> tuple[str, bool]:
    """A date as far as it is certain, and whether that is all it says."""
    if said in ("", *MISSING) or is_partial(said):
        return ("" if said in MISSING else said), True
    if found := SLASHED.fullmatch(said):
        first, second, year = found.groups()
        year = year if len(year) == 4 else f"20{year}"
        if int(first) > 12 or (order == DAY_FIRST and int(second) <= 12) or first == second:
            day, month = first, second
        elif int(second) > 12 or order == MONTH_FIRST:
            day, month = second, first
        else:
            return year, False
        whole = f"{year}-{int(month):02}-{int(day):02}"
        return (whole, True) if is_partial(whole) else (year, False)
    if (found := WORDED.fullmatch(said)) and found[1] in MONTHS:
        return f"{found[2]}-{MONTHS.index(found[1]) + 1:02}", True
    if re.fullmatch(r"[34]\d{4}", said):                 # a spreadsheet's count of days
        return (date(1899, 12, 30) + timedelta(days=int(said))).isoformat(), False
    years = re.findall(r"\b(?:19|20)\d\d\b", said)
    return (years[0] if len(years) == 1 else ""), False


def written(kept: str, order: str = "") -> str:
    """The other way round, as this plan writes its dates."""
    if not order or len(kept) < 7:
        return kept
    year, month, *day = kept.split("-")
    if not day:
        return f"{MONTHS[int(month) - 1]} {year}"
    if order == WORDS:
        return kept
    first, second = (day[0], month) if order == DAY_FIRST else (month, day[0])
    return f"{int(first)}/{int(second)}/{year}"
