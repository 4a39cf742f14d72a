"""The 171 columns of the OGP commitments database as data (data/ogp-columns.tsv): where each value lives here."""
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pendopo.analysis.commitments import MISSING

PATTERNS = {"year": re.compile(r"(?:19|20)\d\d"), "number": re.compile(r"-?\d{1,9}"), "text": re.compile(r".*", re.S),
            "day": re.compile(r"0|\d{1,2}/\d{1,2}/\d{4}")}


class Column(NamedTuple):
    """shelf: own (a column of the commitment), plan, area (of policy), judged (a statement on a scale), twin (the
    number behind a judged column), entry (a code of OGP's own reviewers), fixed. `unseen`: what stands there for a
    commitment that those reviewers have never seen."""
    name: str
    shelf: str
    field: str
    values: str
    unseen: str

    def knows(self, said: str) -> bool:
        """Is this one of its values, or one of the kinds of missing?"""
        if said in MISSING:
            return True
        pattern = PATTERNS.get(self.values)
        return bool(pattern.fullmatch(said)) if pattern else said in self.values.split("|")


@cache
def table() -> tuple[Column, ...]:
    """In the order of the database."""
    path = Path(__file__).parent / "data" / "ogp-columns.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Column(*line.split("\t")) for line in lines if not line.startswith("#"))


@cache
def names() -> tuple[str, ...]:
    return tuple(column.name for column in table())


@cache
def on(shelf: str) -> tuple[Column, ...]:
    return tuple(column for column in table() if column.shelf == shelf)


@cache
def judged() -> dict[str, tuple[str, str, str]]:
    """column -> (indicator, scale, moment)."""
    found = {}
    for column in on("judged"):
        indicator, scale, moment = column.field.split(":")
        found[column.name] = (indicator, scale, moment)
    return found


@cache
def numbers(column: str) -> dict[str, str]:
    """The number that a twin column has for each value of the column beside it."""
    values = next(one.values for one in on("twin") if one.name == column)
    return dict(pair.split("=") for pair in values.split("|"))


@cache
def area_names() -> dict[str, str]:
    """slug of a policy area -> its name in the database."""
    return {column.field: column.name for column in on("area")}
