"""Whether the counter takes anything in. A file, not a table: it has to be known while the database is taken apart.

Read-only: everybody reads on, whoever sends something is asked to wait. Shut: nothing is answered but until when. Both
end by themselves at the named time; without one the operator opens. Source of the manners: RFC 9110, 15.6.4 (503) and
10.2.3 (Retry-After).
"""
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

READ_ONLY, SHUT = "read-only", "shut"
UNKNOWN = 120                    # seconds after which to ask again, where no end is known
View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Shutters:
    """`until` is aware, or None where no end is known; `why` is said on every page, in the words of who closed. `held`:
    whoever closed is at work, and nobody else opens or closes meanwhile."""
    state: str
    until: datetime | None
    why: str
    held: bool = False

    @property
    def wait(self) -> int:
        """Seconds until it is worth trying again."""
        return UNKNOWN if self.until is None else max(1, int((self.until - timezone.now()).total_seconds()) + 1)


class Closed(Exception):
    """Something was to be written while the shutters are closed. Nothing was."""

    def __init__(self, shutters: Shutters) -> None:
        super().__init__(f"{shutters.state} until {shutters.until}: {shutters.why}")
        self.shutters = shutters


keeping: ContextVar[bool] = ContextVar("keeping", default=False)


def place() -> Path:
    return within(str(settings.HOME))


@lru_cache(maxsize=4)
def within(home: str) -> Path:
    """Looked at several times for every answer: it is put together once."""
    return Path(home) / "shutters.json"


def close(state: str, until: datetime | None, why: str, held: bool = False) -> None:
    """From now on, in every process. Called again it says the new time and reason. What is just being written ends."""
    draft(Shutters(state, until, why, held), f".shutters.{os.getpid()}").replace(place())


def draft(told: Shutters, name: str) -> Path:
    """Written whole and lying on the disk; nothing is closed yet."""
    path = place().with_name(name)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({**asdict(told), "until": told.until.isoformat() if told.until else None}, file)
        file.flush()
        os.fsync(file.fileno())
    return path


@dataclass
class Hold:
    """`stays`: when the block is over it is not opened."""
    stays: bool = False


@contextmanager
def hold(why: str, span: timedelta, stuck: str) -> Iterator[Hold]:
    """Read-only for as long as the block lasts. The end is put off again and again, so that it comes by itself only
    when this process dies. Afterwards it is as it was before; if it `stays`, closed until the operator opens, with the
    words `stuck`. These are written beforehand: the disk may be full by then."""
    before, over, held = now(), Event(), Hold()
    stays = draft(Shutters(READ_ONLY, None, stuck), f".shutters.stay.{os.getpid()}")

    def put_off() -> None:
        while not over.wait(span.total_seconds() / 3):
            with suppress(OSError):
                close(READ_ONLY, timezone.now() + span, why, held=True)

    renewing = Thread(target=put_off, daemon=True)
    try:
        close(READ_ONLY, timezone.now() + span, why, held=True)
        renewing.start()
        try:
            yield held
        finally:
            over.set()
            renewing.join()
            if held.stays:
                stays.touch()           # a time of its own: the file is known by it
                stays.replace(place())
            elif before is not None and not before.held:
                close(before.state, before.until, before.why)
            else:
                lift()
    finally:
        stays.unlink(missing_ok=True)


def lift() -> None:
    """Open again."""
    with suppress(FileNotFoundError):
        place().unlink()


def now() -> Shutters | None:
    """None: open. One look at the folder, the file is read when it has changed."""
    found = stamp()
    told = read(place(), found) if found else None
    return None if told is None or (told.until is not None and told.until <= timezone.now()) else told


def stamp() -> int:
    try:
        return place().stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def mark() -> int:
    """0 while open; another number each time they close. A page that was kept says nothing of it."""
    return stamp() if now() else 0


@lru_cache(maxsize=4)
def read(path: Path, stamp: int) -> Shutters | None:
    """A file that cannot be read closes nothing: it was written whole, so somebody has tampered with it."""
    try:
        told = json.loads(path.read_text("utf-8"))
        until = datetime.fromisoformat(told["until"]) if told["until"] else None
        return Shutters(str(told["state"]), until, str(told["why"]), bool(told.get("held")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse() -> None:
    """Raises Closed, unless this process keeps the house (`keeper`)."""
    shutters = None if keeping.get() else now()
    if shutters is not None:
        raise Closed(shutters)


def leave(*, operator: bool) -> None:
    """Raises Closed while somebody is at work behind it, and, where no end is known, for all but the operator."""
    shutters = now()
    if shutters is not None and (shutters.held or (shutters.until is None and not operator)):
        raise Closed(shutters)


@contextmanager
def keeper() -> Iterator[None]:
    """Whoever mends the house writes behind closed shutters: an upgrade, a restore, the first preparation."""
    token = keeping.set(True)
    try:
        yield
    finally:
        keeping.reset(token)


def only_reads(view: View) -> View:
    """A view that takes something by POST and writes nothing (or lifts the shutters): it goes on."""
    view.only_reads = True       # type: ignore[attr-defined] # a mark on a function
    return view
