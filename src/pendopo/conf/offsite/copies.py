"""Encrypted copies that may lie anywhere: sealed to a public key whose secret half is on paper, not on this machine.

Each copy is sealed to one key more, made for it alone and kept here only until the next drill has opened it: so the
drill opens the very bytes that went away, and what a thief of this machine can open is never older than what the
machine holds anyway (docs/decisions/0016).
"""
import fcntl
import hashlib
import json
import os
import re
import shlex
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, cast

from django.conf import settings

from pendopo.conf.safekeeping import drafted, pack
from pendopo.core.ledger.queries import written
from pendopo.kit.seal import age
from pendopo.kit.work import logbook
from pendopo.kit.work.keeping import rule

NAME = re.compile(r"pendopo-(\d{8}-\d{6})\.tar\.gz\.age")
STAMP = "%Y%m%d-%H%M%S"
DRILL_KEY = "drill"
PATIENCE = 6 * 3600             # seconds for the command that carries them away


class NotSet(Exception):
    """No public key is named: nothing can be sealed to anybody."""


class Busy(Exception):
    """Another copy or drill is on its way."""


@dataclass(frozen=True)
class Copy:
    path: Path
    made: datetime              # UTC

    @property
    def size(self) -> int:
        return self.path.stat().st_size


def folder() -> Path:
    """Where they lie before, or after, they are carried away: a mounted disk, or a folder of the home."""
    return Path(settings.OFFSITE or settings.HOME / "offsite")


def copies() -> list[Copy]:
    """Newest first. One whose name lies ahead of now was made by a clock that was wrong: it comes last, or every drill
    and every restore would take it for the newest until that day."""
    now = datetime.now(UTC) + timedelta(hours=1)
    found = [(path, NAME.fullmatch(path.name)) for path in folder().glob("pendopo-*.age")]
    return sorted((Copy(path, datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)) for path, match in found
                   if match), key=lambda one: (one.made <= now, one.made), reverse=True)


@contextmanager
def alone() -> Iterator[None]:
    """Raises Busy."""
    with (Path(settings.HOME) / "offsite.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy from None
        yield


def copy() -> Copy:
    """A new one, the old ones swept by the rule, all carried away. What went wrong is in the logbook and raised."""
    if not settings.OFFSITE_KEY:
        raise NotSet
    began, lines = time.monotonic(), 0
    with alone():
        try:
            lines = written()
            made = seal(lines)
            sweep(datetime.now(UTC))
            sent = send(made)
        except Exception as error:
            logbook.note("offsite", good=False, lines=lines, error=type(error).__name__)
            raise
    logbook.note("offsite", good=sent is not False, file=made.path.name, size=made.size, lines=lines,
                 kept=len(copies()), sent=sent, seconds=round(time.monotonic() - began, 1))
    return made


def seal(lines: int) -> Copy:
    """Written under another name until it is whole and on the disk. What does not become whole goes at once, and before
    it what a killed one left: night after night they would fill the disk that the city writes on."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_drafts()
    now, secret = datetime.now(UTC).replace(microsecond=0), age.new_secret()
    target = folder() / f"pendopo-{now:{STAMP}}.tar.gz.age"
    with drafted(target, target.with_suffix(".part")) as file, age.Sealing(
            file, [settings.OFFSITE_KEY, age.public_of(secret)]) as sealing, tarfile.open(
            fileobj=cast(IO[bytes], sealing), mode="w|gz") as archive:
        pack(archive, lines)
    remember(target, secret)
    return Copy(target, now)


def remember(path: Path, secret: str) -> None:
    """The key of the next drill, and what the bytes were when they were written."""
    place = Path(settings.KEYS_ROOT) / DRILL_KEY
    draft = place.with_name(f".{DRILL_KEY}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"file": path.name, "secret": secret, "sha256": fingerprint(path)}, file)
    draft.replace(place)


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(now: datetime) -> int:
    """What the rule no longer keeps goes."""
    there = copies()
    stay = rule("copies").kept([one.made for one in there], now)
    gone = [one.path for one in there if one.made not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def clear_drafts() -> None:
    for path in folder().glob("pendopo-*.part"):
        path.unlink(missing_ok=True)


def send(made: Copy) -> bool | None:
    """The operator's own command, without a shell: {folder} is where all copies lie, {file} the new one, {name} its
    name. None: there is no command. What it says goes to the log of the service, not into ours."""
    if not settings.OFFSITE_SEND:
        return None
    places = {"{folder}": str(folder()), "{file}": str(made.path), "{name}": made.path.name}
    words = shlex.split(settings.OFFSITE_SEND)
    for mark, value in places.items():
        words = [word.replace(mark, value) for word in words]
    try:
        return subprocess.run(words, check=False, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
