"""Published numbers that are kept day by day: which rooms count what, and what was kept. Found on the shelf `kept`.

What concerns the whole city is kept each day. Of one office, place, plan or kind a row is kept only when its numbers
are others than the last ones: between two rows they were the same on every day on which that room was counted. A room
without numbers of the whole city keeps an empty row each day, which says that it was.
"""
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256

from pendopo.analysis.leaves import canonical
from pendopo.core.records.models import KeptFigures
from pendopo.kit.discover import shelf
from pendopo.kit.ui.figures import number

SHORT = 12                           # characters of a digest that stand in an address
WHOLE = ""                           # the subject of what concerns the whole city

Numbers = dict[str, int]


def plain(key: str, value: int) -> str:
    return number(value)


@dataclass(frozen=True)
class Source:
    """A room's published numbers, counted by what its page shows. What is too small to be published is not among them:
    what is kept is public. A number that no whole one can tell is kept in its smallest part: tenths, per mille."""
    name: str                                            # in the address: statistik
    subjects: Callable[[], list[str]]                    # codes of plans, or [WHOLE]
    count: Callable[[str], Numbers]                      # of one subject, now; of one that is gone too
    title: Callable[[str], str]                          # for people, in the language of the page
    label: Callable[[str], str]
    address: Callable[[str], str]                        # where they stand today
    of: Mapping[str, str] = field(default_factory=dict)  # a part -> its whole: "49 of 100"
    told: Callable[[str, int], str] = plain              # (key, value) as the page writes it
    hides: Collection[str] = ()                          # keys that are left out where they are too small to be told


@cache
def sources() -> dict[str, Source]:
    return {source.name: source for room in shelf("kept", "KEPT") for source in room}


def digest(name: str, subject: str, day: date, numbers: Numbers) -> str:
    return sha256(canonical({"name": name, "subject": subject, "day": str(day), "numbers": numbers})).hexdigest()


def kept_on(name: str, subject: str, day: date) -> KeptFigures | None:
    """What was kept on that day, or on the last day before it that has something."""
    return KeptFigures.objects.filter(name=name, subject=subject, day__lte=day).select_related("line").order_by(
        "-day").first()


def signed(kept: KeptFigures) -> str:
    """The fingerprint of these numbers that the ledger holds; "" where it holds none."""
    found: dict[str, str] = json.loads(kept.line.facts or "{}").get("figures", {})
    return found.get(f"{kept.name}/{kept.subject}", "")


def kept_after(name: str, subject: str, day: date) -> KeptFigures | None:
    return KeptFigures.objects.filter(name=name, subject=subject, day__gt=day).order_by("day").first()


def counted_by(name: str, day: date) -> date | None:
    """The last day up to this one on which that room was counted."""
    return KeptFigures.objects.filter(name=name, subject=WHOLE, day__lte=day).order_by("-day").values_list(
        "day", flat=True).first()


def ever_kept(name: str) -> list[str]:
    """The subjects of which anything was ever kept."""
    return list(KeptFigures.objects.filter(name=name).order_by("subject").values_list("subject", flat=True).distinct())
