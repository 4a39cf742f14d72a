"""HOME/upgrade.json: an upgrade is on its way, and where the way back lies. One at a time.

If the machine stops in the middle, the file is still there and nobody holds its lock: whoever starts next goes back.
"""
import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

NAME = "upgrade.json"


class Busy(Exception):
    """Another upgrade of this home is on its way."""


@contextmanager
def alone() -> Iterator[IO[str]]:
    """Held for the whole upgrade. Raises Busy."""
    with path().open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy from None
        yield file


def busy() -> bool:
    """Whether one is on its way right now: nobody else moves tables meanwhile."""
    try:
        with alone():
            return False
    except Busy:
        return True


def path() -> Path:
    return Path(settings.HOME) / NAME


def mark(file: IO[str], snapshot: Path) -> None:
    """From now on a stop in the middle leads back to this snapshot."""
    file.truncate(0)
    file.write(json.dumps({"snapshot": str(snapshot)}))
    file.flush()


def unmark(file: IO[str]) -> None:
    file.truncate(0)
    file.flush()


def left_behind() -> Path | None:
    """The snapshot of an upgrade that was cut off; None when there was none, or when one is on its way right now."""
    try:
        with path().open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            told = file.read()
    except OSError:
        return None
    return Path(json.loads(told)["snapshot"]) if told else None


def forget() -> None:
    path().unlink(missing_ok=True)
