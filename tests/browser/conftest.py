"""A real site for the stories: granian, worker and an own home with the demo city; a real Chromium before it.

A story is told once on a phone (in Indonesian) and once at a desk (in English), or in all four ways. It names what it
looks for by the English words of the code; `Visitor.say` finds them in the language of the story, so a word that was
never translated cannot be found. Staff sign in with their second factor, as in life, once a session.
"""
import base64
import hmac
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
WIDTHS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
LOCALES = {"id": "id-ID", "en": "en-GB"}
CITIZENS = ("sari",)    # whoever has a role also needs the second factor
PATIENCE = 15_000       # ms; two cores are shared with another story
MORNING = """
from datetime import timedelta
from django.utils import timezone
from pendopo.core.notices.actions import mail_all
from pendopo.core.notices.queries import due_by_digest
print(mail_all(due_by_digest(timezone.localtime().replace(hour=6, minute=1) + timedelta(days=1))))
"""
AT_ONCE = "from pendopo.core.notices.actions import at_once; at_once()"
CODE = re.compile(r"\b\d{4}-?\d{4}\b")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers share the load: those who need the same site stay with it, and all need Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str:
    found = os.environ.get("PENDOPO_CHROMIUM") or next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if not found:
        pytest.exit("Chromium is not here; type: sudo apt-get install chromium")
    return found


@dataclass
class Site:
    """The running site, and what a test may know of it from outside."""
    url: str
    home: Path
    env: dict[str, str]
    known: list[dict[str, Any]] = field(default_factory=list)

    def command(self, *words: str) -> str:
        return self.run("-m", "pendopo.conf.cli", *words).stdout.strip()

    def run(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Python with these words, in the site's own environment."""
        return subprocess.run([sys.executable, *words], env=self.env, cwd=ROOT, check=check, capture_output=True,
                              text=True, timeout=120)

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

    def letters(self, to: str, about: str = "", seconds: float = 30) -> list[str]:
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
        found = CODE.findall(self.letters(to)[-1])
        return found[0] if found else ""

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the operator of the machine could read, or write, behind the program's back."""
        with sqlite3.connect(self.home / "city.sqlite3", timeout=30) as database:
            return database.execute(question, values).fetchall()

    def sealed(self) -> None:
        """Until every line that was written lies under a signed checkpoint: a second or two."""
        for _try in range(300):
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


@dataclass
class Visitor:
    """Somebody before the site: a page, and the language in which it is read."""
    page: Page
    language: str

    def say(self, words: str, **facts: object) -> str:
        """These words as the visitor reads them."""
        with override(self.language):
            said = str(gettext(words))
        return said % facts if facts else said

    def go(self, address: str) -> "Visitor":
        self.page.goto(("/en" if self.language == "en" else "") + address)
        return self

    def link(self, words: str, **facts: object) -> Locator:
        return self.page.get_by_role("link", name=self.say(words, **facts), exact=True)

    def button(self, words: str, **facts: object) -> Locator:
        return self.page.get_by_role("button", name=self.say(words, **facts), exact=True)

    def heading(self, words: str, **facts: object) -> Locator:
        return self.page.get_by_role("heading", name=self.say(words, **facts), exact=True)

    def field(self, words: str, **facts: object) -> Locator:
        """By its label; what is said beside the label ("optional") does not matter."""
        named = self.page.get_by_label(re.compile(rf"^\s*{re.escape(self.say(words, **facts))}"))
        return named.and_(self.page.locator("input, select, textarea")).first

    def text(self, words: str, **facts: object) -> Locator:
        return self.page.get_by_text(self.say(words, **facts)).first

    def fits(self) -> bool:
        """Nothing is wider than the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """A home with tables, regions, style and the demo city: made once, copied for every site of this session.

    Whoever writes stories keeps one between runs: PENDOPO_PREPARED names its folder, made when it is not there.
    """
    kept = os.environ.get("PENDOPO_PREPARED")
    if kept and Path(kept).is_dir():
        yield Path(kept)
        return
    home = Path(tempfile.mkdtemp(prefix="pendopo-prepared-"))
    made = subprocess.run([sys.executable, "-m", "django", "prepare", "--serve"], env=surroundings(home, 0), cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    if kept:
        shutil.copytree(home, kept)
    yield home
    shutil.rmtree(home, ignore_errors=True)


def surroundings(home: Path, port: int) -> dict[str, str]:
    """No limit is in the way of many stories from one address; tests/attacks tries the limits themselves."""
    return {**os.environ, "PENDOPO_HOME": str(home), "PENDOPO_DEMO": "1", "PORT": str(port), "PENDOPO_LIMITS": "1000",
            "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings", "PYTHONPATH": str(ROOT / "src")}


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


@pytest.fixture(scope="session")
def site(prepared: Path) -> Iterator[Site]:
    yield from running(prepared)


@pytest.fixture
def own_site(prepared: Path) -> Iterator[Site]:
    """For a story that spoils what it stands on."""
    yield from running(prepared)


def wait(port: int, process: "subprocess.Popen[bytes]", home: Path) -> None:
    for _try in range(600):
        if process.poll() is not None:
            raise RuntimeError((home / "run.log").read_text()[-3000:])
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError((home / "run.log").read_text()[-3000:])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> str:
    """Every story runs once on a phone and once on a desk."""
    return str(request.param)


@pytest.fixture
def language(width: str) -> str:
    """Read in Indonesian on the phone and in English at the desk; a test that names `language` itself has its way."""
    return {"phone": "id", "desk": "en"}[width]


@pytest.fixture
def window(chromium: Browser, site: Site, width: str, language: str) -> Iterator[Callable[..., BrowserContext]]:
    """window() opens a window of its own (own cookies); window(java_script_enabled=False) one without script."""
    opened: list[BrowserContext] = []

    def make(**more: Any) -> BrowserContext:
        context = chromium.new_context(**{"viewport": WIDTHS[width], "base_url": site.url,
                                          "locale": LOCALES[language], "timezone_id": "Asia/Jakarta", **more})
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(window: Callable[..., BrowserContext]) -> Page:
    return window().new_page()


@pytest.fixture
def sign_in(site: Site, language: str) -> Callable[[Page, str], None]:
    """Through the front door: e-mail, password and, for staff, the code of the moment."""

    def enter(page: Page, name: str) -> None:
        somebody = Visitor(page, language).go("/akun/masuk/")
        email, password = site.person(name)
        somebody.field("E-mail address or telephone number").fill(email)
        somebody.field("Password").fill(password)
        somebody.button("Sign in").click()
        if name not in CITIZENS:
            somebody.heading("Second factor").wait_for()
            somebody.field("Code").fill(site.command("demo", "code", name).split()[0])
            somebody.button("Sign in").click()
        page.wait_for_url(lambda url: "/akun/" not in url)

    return enter


@pytest.fixture(scope="session")
def doors() -> dict[str, Any]:
    """Who has signed in during this session, with the cookies: a code of the second factor opens only once."""
    return {}


@pytest.fixture
def visitor(window: Callable[..., BrowserContext], sign_in: Callable[[Page, str], None], doors: dict[str, Any],
            language: str) -> Callable[..., Visitor]:
    """visitor() is a stranger, visitor("budi") has signed in; each in a window of their own. script=False: without."""

    def come(name: str = "", *, script: bool = True, **more: Any) -> Visitor:
        if name and name not in doors:
            context = window()
            sign_in(context.new_page(), name)
            doors[name] = context.storage_state()
        context = window(java_script_enabled=script, **({"storage_state": doors[name]} if name else {}), **more)
        return Visitor(context.new_page(), language)

    return come


def app_code(secret: str, moment: float | None = None) -> str:
    """What an authenticator app shows for this secret (RFC 6238, RFC 4226: SHA-1, 30 seconds, six digits)."""
    counter = int((moment or time.time()) // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def enrol(somebody: Visitor, password: str) -> None:
    """From the page that asks for a second factor to an app that shows codes."""
    somebody.link("Set up the app").click()
    expect(somebody.heading("Once more, please").or_(somebody.heading("Set up the app"))).to_be_visible()
    if somebody.heading("Once more, please").is_visible():
        somebody.field("Password").fill(password)
        somebody.button("Confirm").click()
    somebody.field("Code").fill(app_code(somebody.field("The secret, to type").input_value()))
    somebody.button("Confirm").click()


@pytest.fixture
def newcomer(site: Site, visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """newcomer("Tini Contoh", "tini@...") has just signed up with a code from the mail."""

    def come(name: str, email: str, **more: Any) -> Visitor:
        somebody = visitor(**more).go("/akun/daftar/")
        sign_up(somebody, site, name, email)
        somebody.page.wait_for_url(lambda url: "/akun/" not in url)
        return somebody

    return come


def sign_up(somebody: Visitor, site: Site, name: str, email: str) -> None:
    """From the page of signing up: address, name, and the code that comes by mail."""
    somebody.field("E-mail address").fill(email)
    somebody.field("Name").fill(name)
    somebody.button("Send me a code").click()
    somebody.heading("Code from your e-mail").wait_for()
    somebody.field("Code").fill(site.code(email))
    somebody.button("Confirm").click()


@pytest.fixture
def accessible() -> Callable[[Page], str]:
    """What axe finds of serious violations on the page as it stands: all rules in light, colours again in dark."""

    def check(page: Page) -> str:
        page.emulate_media(color_scheme="light")
        found = [Axe().run(page)]
        page.emulate_media(color_scheme="dark")
        found.append(Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}}))
        page.emulate_media(color_scheme="light")
        return "\n".join(one.generate_report() for one in found if any(
            rule["impact"] in ("serious", "critical") for rule in one.response["violations"]))

    return check
