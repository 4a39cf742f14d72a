"""`pendopo run`: one process that prepares, one for pages, one for timers, one for mail that comes in where the city
says so; this one only watches them."""
import os
import signal
import subprocess
import sys
import time
from types import FrameType

GRACE = 10.0        # seconds to finish what is in hand


def python(*words: str) -> list[str]:
    return [sys.executable, "-m", *words]


def serve() -> int:
    """Until Ctrl+C or until one of them dies. Returns the exit code."""
    port, threads = os.environ.get("PORT", "8000"), os.environ.get("PENDOPO_THREADS", "4")
    if subprocess.call(python("django", "prepare", "--serve")):
        return 1
    address = "0.0.0.0" if os.environ.get("PENDOPO_HOST") else "127.0.0.1"   # noqa: S104 - a named host is public
    web = python("granian", "--interface", "wsgi", "--host", address, "--port", port, "--workers",
                 os.environ.get("PENDOPO_WORKERS", "1"), "--blocking-threads", threads, "--no-ws",
                 "--log-level", "warning", "--respawn-failed-workers", "pendopo.conf.wsgi:application")
    all_of_them = [subprocess.Popen(web), subprocess.Popen(python("django", "work"))]
    if os.environ.get("PENDOPO_INTAKE"):                 # mail comes in only where the city says so
        all_of_them.append(subprocess.Popen(python("django", "intake")))
    stopping = False

    def stop(sign: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and all(process.poll() is None for process in all_of_them):
        time.sleep(0.2)
    return 0 if end(all_of_them) and stopping else 1


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
