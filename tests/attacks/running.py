"""A real site that can be killed: granian, worker and a home of its own; and many people who write to it at once."""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from tests.attacks.town import provinces_and_regencies
from tests.browser.site import prepare

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = 8
POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
BOTH = [pytest.param("sqlite", marks=pytest.mark.skipif(POSTGRES, reason="tried in the run on SQLite")),
        pytest.param("postgres", marks=[pytest.mark.slow, pytest.mark.database, pytest.mark.skipif(
            not POSTGRES, reason="no PostgreSQL is named in DATABASE_URL")])]
BEGIN = """import sys, json, django; django.setup()
from pathlib import Path
from django.core.management import call_command
from pendopo.kit.regions.actions import load
call_command("migrate", verbosity=0)
load(pack=Path(sys.argv[1]))
"""
INVITE = """import sys, json, django; django.setup()
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client
from pendopo.core.people.actions.persons import welcome
from pendopo.core.people.queries import system
from pendopo.core.records.models import Record
people = []
for number in range(int(sys.argv[1])):
    person = welcome(actor=system("test"), name=f"Warga {number} Contoh")
    client, secret = Client(), _get_new_csrf_string()
    client.force_login(person)
    people.append([f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; "
                   f"{settings.CSRF_COOKIE_NAME}={secret}", _mask_cipher_secret(secret)])
print(json.dumps([Record.objects.filter(visibility="public").order_by("pk").last().code, people]))
"""
QUIET = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from pendopo.kit.work.models import Run
Run.objects.update(started=timezone.now() - timedelta(minutes=5))
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Running:
    """One installation. `database` is empty for the SQLite file in its home."""
    home: Path
    port: int
    database: str = ""
    process: "subprocess.Popen[bytes] | None" = None
    people: list[tuple[str, str]] = field(default_factory=list)
    code: str = ""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PENDOPO_HOME": str(self.home), "PENDOPO_DEMO": "1", "PORT": str(self.port),
                "PENDOPO_LIMITS": "100000",
                "DATABASE_URL": self.database, "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings",
                "PYTHONPATH": str(ROOT / "src")}

    def python(self, *words: str) -> str:
        ended = subprocess.run([sys.executable, *words], env=self.env, cwd=ROOT, capture_output=True, text=True,
                               timeout=300)
        assert ended.returncode == 0, ended.stderr[-3000:] + ended.stdout[-1000:]
        return ended.stdout

    def command(self, *words: str) -> str:
        return self.python("-m", "pendopo.conf.cli", *words)

    def prepare(self) -> None:
        """Tables, a few regions, the demo city; or a copy of the home `make test` made for all (tools/check.py)."""
        made = os.environ.get("PENDOPO_PREPARED")
        if made and not self.database:
            prepare(Path(made))
            shutil.copytree(made, self.home, dirs_exist_ok=True)
            return
        pack = provinces_and_regencies()
        self.python("-c", BEGIN, str(pack))
        self.command("prepare", "--serve")
        shutil.rmtree(pack)

    def invite(self, many: int) -> None:
        """Invented people with open sessions, and the promise that they will write to."""
        self.code, people = json.loads(self.python("-c", INVITE, str(many)).splitlines()[-1])
        self.people = [(cookies, token) for cookies, token in people]

    def begin(self) -> None:
        """In a group of its own, so that a kill hits everything at once."""
        log = (self.home / "run.log").open("ab")
        self.process = subprocess.Popen([sys.executable, "-m", "pendopo.conf.cli", "run"], env=self.env, cwd=ROOT,
                                        stdout=log,
                                        stderr=subprocess.STDOUT, start_new_session=True)
        log.close()

    def start(self) -> None:
        """Until it answers."""
        self.begin()
        assert self.process is not None
        last = time.monotonic() + 120
        while time.monotonic() < last:
            assert self.process.poll() is None, (self.home / "run.log").read_text()[-3000:]
            try:
                if self.get("/ledger/key")[0] in (200, 404):
                    return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise TimeoutError((self.home / "run.log").read_text()[-3000:])

    def kill(self) -> None:
        """As a power cut does it: nobody is asked."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)
        last = time.monotonic() + 30
        while time.monotonic() < last:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) != 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("somebody of the group still lives")

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()

    def quiet(self) -> None:
        """Two minutes have passed since the worker was last seen: a restore asks for it."""
        self.python("-c", QUIET)

    def get(self, path: str, cookies: str = "") -> tuple[int, bytes]:
        connection = HTTPConnection("localhost", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def size(self) -> int:
        """Rows under the signed checkpoint; -1 before the first one."""
        status, note = self.get("/ledger/checkpoint")
        return int(note.split(b"\n")[1]) if status == 200 else -1

    def rows(self) -> list[str]:
        """The words of every public comment, as the export of the ledger gives them."""
        said = []
        for number in range(-(-self.size() // 4096)):
            for line in self.get(f"/ledger/rows/{number}.jsonl")[1].decode().splitlines():
                row = json.loads(line)
                if row.get("f", {}).get("verb") == "voices.comment" and "text" in row.get("p", {}):
                    said.append(row["p"]["text"])
        return said

    def settled(self) -> None:
        """Until the signed checkpoint covers everything that was written."""
        last, before = time.monotonic() + 60, -2
        while time.monotonic() < last:
            now = self.size()
            if now == before >= 0:
                return
            before = now
            time.sleep(2.5)
        raise TimeoutError("the ledger goes on growing")


class Crowd:
    """Eight people at a time write comments until all are sent or the site is gone; what was acknowledged is noted."""

    def __init__(self, site: Running, texts: list[str]) -> None:
        self.site, self.todo = site, list(reversed(texts))
        self.done: list[str] = []
        self.refused: list[tuple[int, str]] = []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.write, args=(n,), daemon=True) for n in range(CONNECTIONS)]

    def start(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def join(self) -> "Crowd":
        for thread in self.threads:
            thread.join(timeout=120)
            assert not thread.is_alive()
        return self

    def enough(self) -> "Crowd":
        """Nobody begins another one."""
        with self.lock:
            self.todo.clear()
        return self.join()

    def until(self, many: int) -> None:
        """Until so many are acknowledged."""
        wait(lambda: len(self.done) >= many or not any(thread.is_alive() for thread in self.threads))

    def write(self, number: int) -> None:
        cookies, token = self.site.people[number % len(self.site.people)]
        connection = HTTPConnection("localhost", self.site.port, timeout=30)
        while True:
            with self.lock:
                if not self.todo:
                    break
                text = self.todo.pop()
            try:
                connection.request("POST", f"/suara/{self.site.code}/tulis/",
                                   urlencode({"text": text, "csrfmiddlewaretoken": token}), {
                    "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"})
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException):
                break                                   # nobody answered: it may be there or not, both are right
            with self.lock:
                if answer.status == 302:
                    self.done.append(text)
                else:
                    self.refused.append((answer.status, text))
        connection.close()


def new_database() -> str:
    """An empty one beside the one of the tests; it goes with the server."""
    parts, name = urlsplit(os.environ["DATABASE_URL"]), f"kill_{os.getpid()}_{free_port()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return parts._replace(path=f"/{name}").geturl()


def wait(until: Callable[[], bool], seconds: float = 120) -> None:
    last = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < last
        time.sleep(0.005)


def copy_of(home: Path) -> Path:
    """A home that may be spoiled."""
    target = Path(tempfile.mkdtemp(prefix="pendopo-kill-"))
    shutil.copytree(home, target, dirs_exist_ok=True)
    return target
