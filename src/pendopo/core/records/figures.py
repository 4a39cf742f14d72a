"""Published numbers that are kept day by day: which rooms count what, and what was kept. Found on the shelf `kept`."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from pendopo.analysis.leaves import canonical
from pendopo.core.records.models import KeptFigures
from pendopo.kit.discover import shelf

SHORT = 12                           # characters of a digest that stand in an address

Numbers = dict[str, int]


@dataclass(frozen=True)
class Source:
    """A room's published numbers. What is too small to be published is not among them: what is kept is public."""
    name: str                                            # in the address: statistik
    subjects: Callable[[], list[str]]                    # codes of plans, or [""]
    count: Callable[[str], Numbers]                      # of one subject, now
    title: Callable[[str], str]                          # for people, in the language of the page
    label: Callable[[str], str]
    address: Callable[[str], str]                        # where they stand today
    of: Mapping[str, str] = field(default_factory=dict)  # a part -> its whole: "49 of 100"


@cache
def sources() -> dict[str, Source]:
    return {source.name: source for room in shelf("kept", "KEPT") for source in room}


def digest(name: str, subject: str, day: date, numbers: Numbers) -> str:
    return sha256(canonical({"name": name, "subject": subject, "day": str(day), "numbers": numbers})).hexdigest()


def kept_on(name: str, subject: str, day: date) -> KeptFigures | None:
    """What was kept on that day, or on the last day before it that has something."""
    return KeptFigures.objects.filter(name=name, subject=subject, day__lte=day).select_related("line").order_by(
        "-day").first()


def days_of(name: str, subject: str) -> list[Any]:
    return list(KeptFigures.objects.filter(name=name, subject=subject).order_by("-day").values_list("day", flat=True))
