"""How long things are kept. Data (keeping/rules.json of the country pack), each with its source; a room that keeps such
things says in ageing.py how old its oldest is: AGEING = [Ageing(rule, a function)]."""
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from pendopo.kit.country import MISSING, SHAPE, Malformed, folder, parsed
from pendopo.kit.discover import shelf
from pendopo.kit.work import logbook

NIGHTS = timedelta(days=2)      # a nightly timer takes things within a day; a machine may have been off for another
UNSOURCED = "unsourced"         # a number that no law or standard gives
BOOK = "keeping"                # of the logbook: how old everything was last night


@dataclass(frozen=True)
class Keep:
    """Nothing older than `days`; of the last `daily` days one each day, before that one a week. Always the newest.
    `what` and `why` by language; `outside` is the file of deploy/ where the machine keeps this rule."""
    name: str
    days: int
    daily: int
    source: str
    since: str
    why: Mapping[str, str]
    what: Mapping[str, str]
    outside: str = ""

    @property
    def span(self) -> timedelta:
        return timedelta(days=self.days)

    def kept(self, moments: Iterable[datetime], now: datetime) -> set[datetime]:
        """Which of these stay. The newest of each day and of each ISO week count."""
        newest_first = sorted(set(moments), reverse=True)
        stay, days, weeks = set(newest_first[:1]), set(), set()
        for moment in newest_first:
            age, day, week = now - moment, moment.date(), tuple(moment.isocalendar())[:2]
            if age > self.span:
                break
            if (age <= timedelta(days=self.daily) and day not in days) or week not in weeks:
                stay.add(moment)
            days.add(day)
            weeks.add(week)
        return stay


@dataclass(frozen=True)
class Ageing:
    """`oldest` gives the moment from which the rule counts for the oldest thing that it speaks about; None: there is
    nothing. What always stays (the newest copy) is left out."""
    rule: str
    oldest: Callable[[], datetime | None]


def rules() -> dict[str, Keep]:
    return kept_by(folder("keeping", "rules.json"))


@cache
def kept_by(file: Path) -> dict[str, Keep]:
    try:
        return {row["name"]: Keep(**row) for row in parsed(file)}
    except KeyError as missing:
        raise Malformed(file, MISSING, what=missing.args[0]) from None
    except TypeError:
        raise Malformed(file, SHAPE) from None


def rule(name: str) -> Keep:
    return one_of(folder("keeping", "rules.json"), name)


def one_of(file: Path, name: str) -> Keep:
    """Raises Malformed where the country says nothing of it."""
    try:
        return kept_by(file)[name]
    except KeyError:
        raise Malformed(file, MISSING, what=name) from None


def oldest() -> dict[str, datetime | None]:
    """Of each rule that we keep ourselves. Reads whole tables."""
    return {one.rule: one.oldest() for room in shelf("ageing", "AGEING") for one in room}


def look() -> int:
    """By night, after everything was swept: the health page reads what is found here. Returns how many are too old."""
    now, found = datetime.now(UTC), oldest()
    late = [name for name, moment in found.items() if moment is not None and now - moment > rule(name).span + NIGHTS]
    logbook.note(BOOK, good=not late, late=late, oldest={
        name: moment.isoformat() for name, moment in found.items() if moment is not None})
    return len(late)
