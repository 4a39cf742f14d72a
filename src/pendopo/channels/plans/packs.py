"""The plans that ship with the house, and what is known of the organisations named in them (packs/plans/NOTICE.md)."""
import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pendopo.analysis.standards import Requirement

PACK = Path(__file__).resolve().parents[2] / "packs" / "plans"
COMMITMENTS, TOTALS, UNITED_STATES, OURS = (PACK / name for name in (
    "indonesia_commitments_facts.csv", "plan_totals.csv", "gsa.zip", "contoh.csv"))


class ClockRule(NamedTuple):
    """A length that a rule sets, with where it says so. What no source was found for is marked."""
    name: str
    months: int              # 0: not a length of time
    number: int              # how many times in those months; 0: once
    starts: str
    valid_from: str
    sourced: bool
    citation: str


class Known(NamedTuple):
    side: str
    name: str                # in Indonesian
    area: str


@cache
def organisations() -> dict[tuple[str, str], Known]:
    """(name as files have it, area) -> what is known of it."""
    with (PACK / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return {(row["name"], row["area"]): Known(row["side"], row["name_id"], row["area"])
                for row in csv.DictReader(file)}


@cache
def standards() -> tuple[Requirement, ...]:
    """What the partnership asks of a plan's making and keeping, as tests (analysis/standards)."""
    with (PACK / "standards.csv").open(encoding="utf-8", newline="") as file:
        return tuple(requirement(row) for row in csv.DictReader(file))


def requirement(row: dict[str, str]) -> Requirement:
    return Requirement(row["code"], row["list"], row["standard"], row["test"], int(row["months"] or 0),
                       int(row["number"] or 0), int(row["days"] or 0), row["valid_from"], row["sourced"] == "yes",
                       row["citation"], row["text_id"], row["text_en"])


@cache
def clock_rules() -> dict[str, ClockRule]:
    """The clocks of the Open Government Partnership, as its pages set them."""
    with (PACK / "clocks.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: ClockRule(row["name"], int(row["months"] or 0), int(row["number"] or 0), row["starts"],
                                       row["valid_from"], row["sourced"] == "yes", row["citation"])
                for row in csv.DictReader(file)}
