"""Somebody outside copies a city with one command; the city goes off; people still read and find everything there."""
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visitor as someone
from tests.browser.site import ROOT, Site, running
from tests.browser.visitor import Visitor, accessible

COMMITMENT = {"id": "Kontrak di atas Rp200 juta terbit sebagai data terbuka",
              "en": "Contracts above Rp200 million as open data"}
REPORT = "Trotoar terminal pecah"


@pytest.fixture(scope="module")
def copy(prepared: Path) -> Iterator[Site]:
    """The copy behind any web server; the city that it was made from is switched off."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo-mirror-"))
    env = {"PATH": os.environ["PATH"], "PENDOPO_HOME": str(folder / "nobody"), "PYTHONPATH": str(ROOT / "src")}
    with running(prepared) as city:
        made = subprocess.run([sys.executable, "-m", "pendopo.conf.cli", "mirror", city.url, str(folder / "copy"),
                               "--by", "Forum Warga Contoh", "--rate", "0"], env=env, capture_output=True, text=True,
                              check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    checked = subprocess.run([sys.executable, "-m", "pendopo.conf.cli", "verify", str(folder / "copy/www/ledger"),
                              "--state", str(folder / "state.json")], env=env, capture_output=True, text=True,
                             check=False)
    assert checked.returncode == 0, checked.stdout
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "http.server", "-d", str(folder / "copy/www"), "-b", "127.0.0.1",
                               str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _try in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Site(f"http://127.0.0.1:{port}", folder, env)
    finally:
        server.terminate()
        server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def reader(chromium: Browser, copy: Site, width: str, language: str) -> Iterator[Visitor]:
    window = someone.window(chromium, copy, width, language)
    yield Visitor(window.new_page(), language)
    window.close()


def search(page: Page, words: str) -> None:
    page.locator("[data-cari] input").fill(words)
    page.locator("[data-cari] button").click()


def test_a_commitment_and_a_report_are_found_when_the_city_is_off(reader):
    page = reader.page
    wrong: list[str] = []
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    reader.go("/")
    expect(page.locator(".salinan")).to_contain_text("Forum Warga Contoh")
    reader.go("/cari/?q=kontrak")
    found = page.locator("[data-hits]").get_by_role("link", name=COMMITMENT[reader.language])
    expect(found).to_be_visible()
    expect(page.locator(".salinan")).to_contain_text("Forum Warga Contoh")
    assert reader.fits()
    assert not accessible(page)
    found.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COMMITMENT[reader.language])
    expect(page.locator(".salinan")).to_contain_text(reader.say("Last held against the ledger: ").strip())
    assert reader.fits()
    reader.go("/cari/")
    search(page, "trotoar")
    page.locator("[data-hits]").get_by_role("link", name=REPORT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REPORT)
    assert not [one for one in wrong if "/kata/" not in one and "/akar/" not in one and "404" not in one]


def test_without_script_the_lists_lead_there(chromium, copy):
    window = someone.window(chromium, copy, "phone", "id", java_script_enabled=False)
    page = window.new_page()
    page.goto("/cari/")
    page.locator("main").get_by_role("link", name="Laporan", exact=True).click()
    page.get_by_role("link", name=REPORT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REPORT)
    window.close()
