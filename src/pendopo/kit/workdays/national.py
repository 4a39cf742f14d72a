"""The national calendar of Indonesia as shipped: data/indonesia.json, made by tools/make_calendar.py."""
import json
from datetime import date
from functools import cache
from pathlib import Path

from pendopo.kit.workdays.calendar import Calendar, MarkedDay, Sort

DATA = Path(__file__).with_name("data") / "indonesia.json"


@cache
def national() -> Calendar:
    """Public holidays and collective leave 2015 to 2030, Monday to Friday. A city adds its own by `with_days`."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    days = tuple(MarkedDay(date.fromisoformat(row["day"]), row["name_id"], row["name_en"], Sort(row["sort"]),
                           row["law"], row["provisional"]) for row in data["days"])
    return Calendar(days, data["version"], first_year=data["first_year"], last_year=data["last_year"],
                    provisional_years=frozenset(row["year"] for row in data["provisional_years"]))


@cache
def why_provisional() -> dict[int, tuple[str, str]]:
    """For each year that may still change: the reason in Indonesian and in English."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return {row["year"]: (row["why_id"], row["why_en"]) for row in data["provisional_years"]}
