"""How this installation is, line by line. A room says so in healthy.py: HEALTHY = [a function that gives a Line]."""
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from pendopo.kit.discover import shelf
from pendopo.kit.work import logbook

log = logging.getLogger("pendopo.work")
GOOD, ATTENTION, BAD = "good", "attention", "bad"
AHEAD = timedelta(days=1)            # two clocks may differ, or one be set; more than that is a clock that was wrong
WORST_FIRST = (BAD, ATTENTION, GOOD)


@dataclass(frozen=True)
class Line:
    """One thing that can be well or not: what is, since when, what to do. In the language of the reader; cheap to ask
    (what is dear runs by a timer and lies in the logbook). `items` are named things: their words and an address, or
    none."""
    name: str
    label: str
    state: str
    says: str
    do: str = ""
    since: datetime | None = None
    items: tuple[tuple[str, str], ...] = ()


def lines() -> list[Line]:
    """All of them, the worst first."""
    found = [asked(one) for room in shelf("healthy", "HEALTHY") for one in room]
    return sorted(found, key=lambda line: WORST_FIRST.index(line.state))


def asked(one: Callable[[], Line]) -> Line:
    """A line that cannot be told is one too, and takes no other along."""
    try:
        return one()
    except Exception as error:
        log.exception("health: %s", one.__name__)
        return Line(one.__name__, one.__name__.replace("_", " "), BAD, gettext("Could not be found out: %(error)s.") % {
            "error": type(error).__name__}, gettext("Look into the log of the service."))


def worst(found: list[Line]) -> str:
    return next((state for state in WORST_FIRST if any(line.state == state for line in found)), GOOD)


def when(told: dict[str, Any] | None) -> datetime | None:
    """The moment of a line of the logbook."""
    return datetime.fromisoformat(told["at"]) if told else None


def last_good(name: str) -> dict[str, Any] | None:
    return next((told for told in logbook.lines(name, logbook.MOST) if told.get("good")), None)


def by_age(at: datetime | None, fine: timedelta, late: timedelta) -> str:
    """Good while it is younger than `fine`, bad when it is older than `late`. When there is none somebody looks, and so
    when it lies ahead: a clock was wrong then, and nobody knows how old it is."""
    age = timezone.now() - at if at is not None else -AHEAD * 2
    if age < -AHEAD:
        return ATTENTION
    return GOOD if age <= fine else ATTENTION if age <= late else BAD
