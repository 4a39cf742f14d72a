"""Which site runs on this home: HOME/run.json says by which process, of which folder, on which port. Needs no Django.

The process that watches the others holds a lock on the file, so that a number left behind by a power cut is nobody's.
"""
import fcntl
import json
import os
import signal
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

NAME = "run.json"
AGAIN = signal.SIGUSR1          # "begin again, with the code that is there now"
ASK = "/ledger/key"             # an address that every version has
GONE = 20.0                     # seconds in which a service manager has begun it again


@dataclass(frozen=True)
class Site:
    """`root` is the folder of the version that runs; `since` in seconds since 1970."""
    pid: int
    root: str
    port: int
    since: float


def announce(home: Path, root: Path, port: int) -> IO[str]:
    """Keep what is returned: the lock ends with it."""
    home.mkdir(parents=True, exist_ok=True)
    file = (home / NAME).open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return file                                  # another site runs here; it has said so itself
    file.truncate(0)
    file.write(json.dumps({"pid": os.getpid(), "root": str(root), "port": port, "since": time.time()}))
    file.flush()
    return file


def running(home: Path) -> Site | None:
    """The site that runs on this home now, if one does."""
    try:
        with (home / NAME).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return Site(**json.loads(file.read() or "{}"))
    except (OSError, ValueError, TypeError):
        pass
    return None


def begin_again(site: Site) -> float:
    """Asks it to. Returns the moment from which its answer counts."""
    asked = time.time()
    os.kill(site.pid, AGAIN)
    return asked


def answers(home: Path, root: Path, after: float, host: str, seconds: float) -> bool:
    """Whether a site of this folder, begun after that moment, answers a reader within so many seconds. Where nothing
    runs at all for a while, nobody is starting it."""
    last, seen = time.monotonic() + seconds, time.monotonic()
    while time.monotonic() < min(last, seen + GONE):
        site = running(home)
        seen = seen if site is None else time.monotonic()
        if site is not None and site.since >= after and site.root == str(root) and asked(site.port, host) == 200:
            return True
        time.sleep(0.2)
    return False


def asked(port: int, host: str) -> int:
    """The status of one answer; 0 when there is none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", ASK, headers={"Host": host or f"localhost:{port}", "X-Forwarded-Proto": "https"})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
