"""A real site for the stories: granian, worker and an own home with the demo city; a real Chromium before it.

Staff sign in with their second factor as in life: the password lies in the home's keys/demo.json, the code comes from
`pendopo demo code`.
"""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
WIDTHS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
CITIZENS = ("sari",)    # whoever has a role also needs the second factor
PATIENCE = 15_000       # ms; two cores are shared with another story


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

    def command(self, *words: str) -> str:
        return subprocess.run([sys.executable, "-m", "pendopo.conf.cli", *words], env=self.env, cwd=ROOT, check=True,
                              capture_output=True, text=True, timeout=120).stdout.strip()

    def person(self, name: str) -> tuple[str, str]:
        """E-mail and password of an invented person."""
        email = f"{name.lower()}@contoh.example"
        return email, json.loads((self.home / "keys" / "demo.json").read_text())[email]

    def letters(self, to: str, seconds: float = 20) -> list[str]:
        """The mails to an address, oldest first, as the worker wrote them into the home."""
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            found = [text for path in sorted((self.home / "mail").glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
                     if f"<{to}>" in (text := path.read_text()) or f"To: {to}" in text]
            if found:
                return found
            time.sleep(0.2)
        return []


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    home = Path(tempfile.mkdtemp(prefix="pendopo-site-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PENDOPO_HOME": str(home), "PENDOPO_DEMO": "1", "PORT": str(port), "PENDOPO_LIMITS": "1000",
           "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings", "PYTHONPATH": str(ROOT / "src")}
    log = (home / "run.log").open("wb")
    process = subprocess.Popen([sys.executable, "-m", "pendopo.conf.cli", "run"], env=env, cwd=ROOT, stdout=log,
                               stderr=subprocess.STDOUT)
    try:
        wait(port, process, home)
        yield Site(f"http://localhost:{port}", home, env)
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


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
def window(chromium: Browser, site: Site, width: str) -> Iterator[Callable[..., BrowserContext]]:
    """window() opens a window of its own (own cookies); window(java_script_enabled=False) one without script."""
    opened: list[BrowserContext] = []

    def make(**more: object) -> BrowserContext:
        context = chromium.new_context(viewport=WIDTHS[width], base_url=site.url, **more)
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
def sign_in(site: Site) -> Callable[[Page, str], None]:
    """Through the front door: e-mail, password and, for staff, the code of the moment."""

    def enter(page: Page, name: str) -> None:
        email, password = site.person(name)
        page.goto("/akun/masuk/")
        page.get_by_label(re.compile("e-?mail", re.I)).first.fill(email)
        page.get_by_label(re.compile("kata sandi", re.I)).first.fill(password)
        page.get_by_role("button", name=re.compile("masuk", re.I)).first.click()
        if name not in CITIZENS:
            page.get_by_label(re.compile("kode", re.I)).first.fill(site.command("demo", "code", name).split()[0])
            page.get_by_role("button", name=re.compile("masuk|lanjut|periksa", re.I)).first.click()
        page.wait_for_url(lambda url: "/akun/" not in url)

    return enter


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """axe finds no serious violation on the page as it stands."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
        assert not serious, found.generate_report()

    return check
