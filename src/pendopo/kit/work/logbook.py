"""What was done to this machine by night: copies, drills, upgrades. Files under HOME/logbook, no table, so that a
restored database does not forget what happened after it was saved.

Lines hold numbers, names of files and classes of errors; never a word, name or address of anybody.
"""
import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

MOST = 200                      # lines of one name that are kept


def note(name: str, *, good: bool, **facts: Any) -> None:
    """One line more. Written whole or not at all; two processes may write at once."""
    line = json.dumps({"at": datetime.now(UTC).isoformat(), "good": good, **facts}, ensure_ascii=False)
    place = path(name)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = [*read(place), line][-MOST:]
        draft = place.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write("".join(f"{one}\n" for one in kept))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)


def lines(name: str, most: int = 20) -> list[dict[str, Any]]:
    """Newest first. A line that cannot be read is left out."""
    found = []
    for line in reversed(read(path(name))):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            found.append(told)
    return found[:most]


def last(name: str) -> dict[str, Any] | None:
    return next(iter(lines(name, 1)), None)


def path(name: str) -> Path:
    return Path(settings.HOME) / "logbook" / f"{name}.jsonl"


def read(place: Path) -> list[str]:
    try:
        return place.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
