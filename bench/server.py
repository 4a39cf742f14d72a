"""Starts a server for a bench, and reads what its processes cost: CPU seconds and memory from /proc."""
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and everything it started."""
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def cpu(pids: Sequence[int]) -> float:
    """CPU seconds, user and system, of these processes."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def pss(pids: Sequence[int]) -> float:
    """Memory in MB, shared pages counted once between those that share them."""
    total = 0
    for pid in pids:
        try:
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total / 1024


class Server:
    def __init__(self, process: "subprocess.Popen[bytes]", port: int, also: Sequence[int] = ()) -> None:
        self.process, self.port, self.also = process, port, list(also)

    def pids(self) -> list[int]:
        return [*tree(self.process.pid), *(pid for one in self.also for pid in tree(one))]

    def load(self, paths: Sequence[str], requests: int, connections: int = 8, headers: str = "") -> dict[str, Any]:
        """What the requests took, and the CPU of our side in ms a request."""
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("\n".join([f"# {headers}"] * bool(headers) + list(paths)))
            file.flush()
            before = cpu(self.pids())
            told = subprocess.run([sys.executable, "-m", "bench.load", str(self.port), str(connections), str(requests),
                                   file.name], check=True, capture_output=True).stdout
            spent = cpu(self.pids()) - before
        return json.loads(told) | {"cpu": spent * 1000 / requests}


@contextmanager
def serving(application: str, port: int, env: dict[str, str], also: Sequence[int] = (),
            threads: int = 4, workers: int = 1) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", str(workers), "--blocking-threads", str(threads), "--no-ws", "--log-level", "error", application],
        env={**os.environ, **env})
    try:
        wait(port)
        yield Server(process, port, also)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait(port: int, seconds: float = 30) -> float:
    """Until the first answer; how long it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse().read()
            return time.monotonic() - began
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"nothing answers on {port}")
