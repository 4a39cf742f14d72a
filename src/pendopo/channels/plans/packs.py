"""The plans that ship with the house, and what is known of the organisations named in them (packs/plans/NOTICE.md)."""
import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACK = Path(__file__).resolve().parents[2] / "packs" / "plans"
COMMITMENTS, TOTALS, UNITED_STATES, OURS = (PACK / name for name in (
    "indonesia_commitments_facts.csv", "plan_totals.csv", "gsa.zip", "contoh.csv"))


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
