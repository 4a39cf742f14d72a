"""PENDOPO_HOME: everything that is written lies here. Made on first use, secrets readable by the owner alone."""
import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDERS = ("keys", "files", "ledger", "static", "templates", "mail", "backups")


def prepare(home: Path) -> Path:
    """An empty folder becomes a home. Safe to call every time."""
    for name in FOLDERS:
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "keys").chmod(0o700)
    return home


class EmptyKey(Exception):
    """A key file is there and holds nothing. Whatever was hashed or encrypted under it would be open to everybody."""


def secret(home: Path, name: str) -> str:
    """A secret made once for this installation: 50 random bytes as text, mode 0600, never in a backup. Written whole or
    not at all; whoever comes second gets the same one. Raises EmptyKey."""
    path = home / "keys" / name
    if not path.exists():
        handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-")       # mode 0600 from the beginning
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
                file.flush()
                os.fsync(file.fileno())
            put(Path(fresh), path)
        finally:
            Path(fresh).unlink(missing_ok=True)
    found = path.read_text()
    if not found.strip():
        raise EmptyKey(str(path))
    return found


def put(fresh: Path, path: Path) -> None:
    """The whole file gets its name, unless there is one of that name. Where a disk knows no second names (FAT, some
    volumes of containers), one at a time looks and renames."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    except OSError:
        with alone(path.parent):
            if not path.exists():
                fresh.rename(path)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Held by one process, or one thread of it; the others wait."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def untouched(home: Path) -> bool:
    """No command was ever begun here, and nobody has put the keys of another home here."""
    return not (home / "keys").exists()


def is_demo(said: str | None, host: str, sign_ins: Path) -> bool:
    """What PENDOPO_DEMO says. Where nothing is said, a home that was made as a demo stays one, so that a code can be
    asked for in another window than `make run`; never under a public host name."""
    return (not host and sign_ins.exists()) if said is None else said == "1"
