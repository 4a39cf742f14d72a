"""The plans of the country pack with what is known of the organisations named in them, and what is no country's own:
the clocks and standards of the Open Government Partnership, a plan of another country (packs/ogp/NOTICE.md)."""
import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pendopo.analysis.commitments import Home
from pendopo.analysis.standards import Requirement
from pendopo.kit.country import country, folder, made_of

PACK, OGP = folder("plans"), Path(__file__).resolve().parents[2] / "packs" / "ogp"
COMMITMENTS, TOTALS, OURS = (PACK / name for name in ("commitments.csv", "plan_totals.csv", "demo.csv"))
UNITED_STATES = OGP / "gsa.zip"


def home() -> Home:
    """The country we stand in, as OGP's database calls it."""
    here = country()
    return Home(here.name_en, *here.ogp)


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
    name: str                # in the country's language
    area: str


@cache
def organisations() -> dict[tuple[str, str], Known]:
    """(name as files have it, area) -> what is known of it. A country without such a list knows none beforehand."""
    if not (PACK / "organisations.csv").exists():
        return {}
    return dict(made_of(PACK / "organisations.csv", lambda row: (
        (row["name"], row["area"]), Known(row["side"], row["name_own"], row["area"]))))


@cache
def standards() -> tuple[Requirement, ...]:
    """What the partnership asks of a plan's making and keeping, as tests (analysis/standards)."""
    with (OGP / "standards.csv").open(encoding="utf-8", newline="") as file:
        return tuple(requirement(row) for row in csv.DictReader(file))


def requirement(row: dict[str, str]) -> Requirement:
    return Requirement(row["code"], row["list"], row["standard"], row["test"], int(row["months"] or 0),
                       int(row["number"] or 0), int(row["days"] or 0), row["valid_from"], row["sourced"] == "yes",
                       row["citation"], row["text_id"], row["text_en"])


@cache
def clock_rules() -> dict[str, ClockRule]:
    """The clocks of the Open Government Partnership, as its pages set them."""
    with (OGP / "clocks.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: ClockRule(row["name"], int(row["months"] or 0), int(row["number"] or 0), row["starts"],
                                       row["valid_from"], row["sourced"] == "yes", row["citation"])
                for row in csv.DictReader(file)}
