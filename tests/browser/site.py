"""The running site of the stories: granian, worker and a home of its own with the demo city, and what may be known of
it from outside: its mail, its open data, and, as the operator of the machine could, its tables."""
import fcntl
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"(?<![\w-])\d{4}-?\d{4}(?![\w-])")
MORNING = """
from datetime import timedelta
from django.utils import timezone
from pendopo.core.notices.actions import mail_all
from pendopo.core.notices.queries import due_by_digest
print(mail_all(due_by_digest(timezone.localtime().replace(hour=6, minute=1) + timedelta(days=1))))
"""
AT_ONCE = "from pendopo.core.notices.actions import at_once; at_once()"
APPS = """
import json
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
rows = Authenticator.objects.filter(type="totp").values_list("user__email", "data")
print(json.dumps({email: decrypt(data["secret"]) for email, data in rows}))
"""


@dataclass
class Site:
    """The running site, and what a test may know of it from outside."""
    url: str
    home: Path
    env: dict[str, str]
    known: list[dict[str, Any]] = field(default_factory=list)

    def run(self, *words: str) -> str:
        """Python with these words, in the site's own environment; what it printed."""
        done = subprocess.run([sys.executable, *words], env=self.env, cwd=ROOT, check=False, capture_output=True,
                              text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def next_morning(self) -> None:
        """The digest of tomorrow at six is written now; the worker carries it out within seconds."""
        self.run("-m", "django", "shell", "-v", "0", "-c", MORNING)

    def next_minute(self) -> None:
        """What cannot wait for the morning is written now, and not within the minute."""
        self.run("-m", "django", "shell", "-v", "0", "-c", AT_ONCE)

    def person(self, name: str) -> tuple[str, str]:
        """E-mail and password of an invented person."""
        email = f"{name.lower()}@contoh.example"
        return email, json.loads((self.home / "keys" / "demo.json").read_text())[email]

    def secret(self, name: str) -> str:
        """What the app of an invented member of staff makes its codes from."""
        return str(json.loads((self.home / "apps.json").read_text())[self.person(name)[0]])

    def letters(self, to: str, about: str = "", seconds: float = 45) -> list[str]:
        """Subject and text of the mails to an address, oldest first, as the worker wrote them into the home.

        Waits until there is one (with `about` in it), and gives back none when none came in time.
        """
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            found = [text for text in self.mail(to) if about in text]
            if found:
                return found
            time.sleep(0.2)
        return []

    def mail(self, to: str) -> Iterator[str]:
        for path in sorted((self.home / "mail").glob("*.eml"), key=lambda one: one.stat().st_mtime_ns):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            if to in str(letter["to"]):
                plain = letter.get_body(("plain",))
                yield f"{letter['subject']}\n\n{plain.get_content() if plain else ''}"

    def code(self, to: str) -> str:
        """The newest code that was mailed to an address."""
        last = time.monotonic() + 45
        while time.monotonic() < last:                      # news may lie there already: they hold no code
            if found := [code for text in self.mail(to) for code in CODE.findall(text)[:1]]:
                return str(found[-1])
            time.sleep(0.2)
        raise AssertionError(f"no code came to {to}")

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the operator of the machine could read, or write, behind the program's back."""
        with sqlite3.connect(self.home / "city.sqlite3", timeout=30) as database:
            return database.execute(question, values).fetchall()

    def sealed(self) -> None:
        """Until every line that was written lies under a signed checkpoint: a second or two."""
        for _try in range(600):
            if self.rows("SELECT size = published AND size > 0 FROM ledger_head") == [(1,)] and not self.rows(
                    "SELECT 1 FROM ledger_line WHERE seq IS NULL LIMIT 1"):
                return
            time.sleep(0.1)
        raise TimeoutError("the ledger was not sealed")

    def commitment(self, number: str, plan: str = "CTH1") -> dict[str, Any]:
        """A commitment of the invented plan, as the open data tell it, with `path` within the site."""
        if not self.known:
            with urllib.request.urlopen(f"{self.url}/rencana-aksi/ekspor.json") as answer:
                self.known = json.load(answer)["commitments"]
        one = next(one for one in self.known if (one["plan"], one["number"]) == (plan, number))
        return one | {"path": one["address"].removeprefix(self.url)}


def surroundings(home: Path, port: int) -> dict[str, str]:
    """No limit is in the way of many stories from one address; tests/attacks tries the limits themselves."""
    return {**os.environ, "PENDOPO_HOME": str(home), "PENDOPO_DEMO": "1", "PORT": str(port), "PENDOPO_LIMITS": "1000",
            "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings", "PYTHONPATH": str(ROOT / "src")}


def prepare(home: Path) -> None:
    """Tables, regions, style and the demo city, with what the apps of its staff hold; done when `apps.json` lies there.

    Two workers ask for the same home: the second waits for the first, and neither does the work twice.
    """
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (home / "apps.json").exists():
            return
        env = surroundings(home, 0)
        for words in (["prepare", "--serve"], ["shell", "-v", "0", "-c", APPS]):
            made = subprocess.run([sys.executable, "-m", "django", *words], env=env, cwd=ROOT, capture_output=True,
                                  text=True, check=False)
            assert made.returncode == 0, made.stdout + made.stderr
        (home / "apps.json").write_text(made.stdout)


@contextmanager
def running(prepared: Path) -> Iterator[Site]:
    """A site of its own on a free port; gone with everything that was written on it."""
    home = Path(tempfile.mkdtemp(prefix="pendopo-site-"))
    shutil.copytree(prepared, home, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env, log = surroundings(home, port), (home / "run.log").open("wb")
    process = subprocess.Popen([sys.executable, "-m", "pendopo.conf.cli", "run"], env=env, cwd=ROOT, stdout=log,
                               stderr=subprocess.STDOUT)
    try:
        wait(port, process, home)
        site = Site(f"http://localhost:{port}", home, env)
        site.sealed()
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def wait(port: int, process: "subprocess.Popen[bytes]", home: Path) -> None:
    for _try in range(1200):
        if process.poll() is not None:
            raise RuntimeError((home / "run.log").read_text()[-3000:])
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError((home / "run.log").read_text()[-3000:])
