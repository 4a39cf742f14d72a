"""What was done to this machine by night: copies, drills, upgrades. Files under HOME/logbook, no table, so that a
restored database does not forget what happened after it was saved.

Lines hold numbers, names of files and classes of errors; never a word, name or address of anybody.
"""
import fcntl
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

MOST = 200                      # lines of one name that are kept


def note(name: str, *, good: bool, **facts: Any) -> None:
    """One line more. Written whole or not at all; two processes may write at once."""
    line = json.dumps({"at": datetime.now(UTC).isoformat(), "good": good, **facts}, ensure_ascii=False)
    rewrite(path(name), lambda kept: [*kept, line][-MOST:])


def rewrite(place: Path, change: Callable[[list[str]], list[str]]) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = change(read(place))
        draft = place.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write("".join(f"{one}\n" for one in kept))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)


def sweep(span: timedelta) -> int:
    """Lines older than that go, except what always stays. Returns how many."""
    before, gone = datetime.now(UTC) - span, 0
    for place in books():
        there = read(place)
        stay = lasting(there)
        old = {line for line in there if (at := moment(line)) is not None and at < before} - stay
        if old:
            rewrite(place, partial(without, old))
        gone += len(old)
    return gone


def without(old: set[str], there: list[str]) -> list[str]:
    return [line for line in there if line not in old]


def oldest() -> datetime | None:
    """Of all books, without what always stays."""
    found = (moment(line) for there in map(read, books()) for line in set(there) - lasting(there))
    return min((at for at in found if at is not None), default=None)


def lasting(there: list[str]) -> set[str]:
    """The last line of a book, and the last one that was good: the health page goes by them, however old."""
    return {*there[-1:], *[line for line in there if (told(line) or {}).get("good")][-1:]}


def books() -> list[Path]:
    return sorted((Path(settings.HOME) / "logbook").glob("*.jsonl"))


def told(line: str) -> dict[str, Any] | None:
    """None where it cannot be read."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def moment(line: str) -> datetime | None:
    at = (told(line) or {}).get("at")
    return datetime.fromisoformat(at) if isinstance(at, str) else None


def lines(name: str, most: int = 20) -> list[dict[str, Any]]:
    """Newest first. A line that cannot be read is left out."""
    return [found for line in reversed(read(path(name))) if (found := told(line)) is not None][:most]


def last(name: str) -> dict[str, Any] | None:
    return next(iter(lines(name, 1)), None)


def path(name: str) -> Path:
    return Path(settings.HOME) / "logbook" / f"{name}.jsonl"


def read(place: Path) -> list[str]:
    try:
        return place.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
