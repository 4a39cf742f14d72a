"""`pendopo run`: one process that prepares, one for pages, one for timers, one for mail that comes in where the city
says so; this one only watches them."""
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from pendopo.conf.running import AGAIN, announce
from pendopo.conf.upgrading.versions import Version, here, link_to

GRACE = 10.0        # seconds to finish what is in hand


def python(*words: str) -> list[str]:
    return [sys.executable, "-m", *words]


def serve() -> int:
    """Until Ctrl+C or until one of them dies. Returns the exit code. After an upgrade it begins again by itself, with
    the code that `current` leads to now."""
    link = link_to(here())
    port, threads = os.environ.get("PORT", "8000"), os.environ.get("PENDOPO_THREADS", "4")
    if subprocess.call(python("pendopo.conf.cli", "prepare", "--serve")):     # says what is wrong with a country pack
        return 1
    address = os.environ.get("PENDOPO_BIND", "127.0.0.1")    # past the proxy nobody comes in: it says who a visitor is
    web = python("granian", "--interface", "wsgi", "--host", address, "--port", port, "--workers",
                 os.environ.get("PENDOPO_WORKERS", "1"), "--blocking-threads", threads, "--no-ws",
                 "--log-level", "warning", "--respawn-failed-workers", "pendopo.conf.wsgi:application")
    all_of_them = [subprocess.Popen(web), subprocess.Popen(python("django", "work"))]
    if os.environ.get("PENDOPO_INTAKE"):                 # mail comes in only where the city says so
        all_of_them.append(subprocess.Popen(python("django", "intake")))
    asked: set[int] = set()

    def hear(sign: int, frame: FrameType | None) -> None:
        asked.add(sign)

    for sign in (signal.SIGTERM, signal.SIGINT, AGAIN):
        signal.signal(sign, hear)
    told = announce(Path(os.environ.get("PENDOPO_HOME", "home")).resolve(), here().root, int(port))
    while not asked and all(process.poll() is None for process in all_of_them):
        time.sleep(0.2)
    good = end(all_of_them)
    told.close()
    if asked == {AGAIN}:
        begin_again(Version(link.resolve()) if link else here())
    return 0 if good and asked else 1


def begin_again(version: Version) -> None:
    """This process becomes the one of that version: whoever watches it from outside sees no end."""
    python_there = str(version.python) if version.python.exists() else sys.executable
    signal.signal(AGAIN, signal.SIG_IGN)
    os.execv(python_there, [python_there, "-m", "pendopo.conf.cli", "run"])  # noqa: S606 - our own program


def end(processes: list["subprocess.Popen[bytes]"]) -> bool:
    """Asked politely, then made to. True when all ended by themselves."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    last = time.monotonic() + GRACE
    while time.monotonic() < last and any(process.poll() is None for process in processes):
        time.sleep(0.1)
    slow = [process for process in processes if process.poll() is None]
    for process in slow:
        process.kill()
    return not slow
