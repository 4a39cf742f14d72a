"""A report over a thin line: 50 kbit/s both ways and 400 ms there and back, an empty cache, a phone of 360 px.

    python -m bench thinline          seconds from opening the page to the receipt, typing left out; bar 15 s

Chromium throttles the line itself; the site is the demo city on this machine.
"""
import os
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.browser.site import prepare, running
from tests.browser.visitor import Visitor, start, window

LINE = {"offline": False, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8, "latency": 400}
ROUNDS, BAR = 3, 15


def main() -> None:
    home = Path(os.environ.get("PENDOPO_PREPARED") or tempfile.mkdtemp(prefix="pendopo-thin-")) / "home"
    prepare(home)
    with running(home) as site, sync_playwright() as play:
        browser = start(play)
        for script in (True, False):
            took = []
            for _round in range(ROUNDS):
                context = window(browser, site, "phone", "id", java_script_enabled=script)
                somebody = Visitor(context.new_page(), "id")
                devtools = context.new_cdp_session(somebody.page)
                devtools.send("Network.enable")
                devtools.send("Network.emulateNetworkConditions", LINE)
                took.append(sent(somebody))
                context.close()
            print(f"   {'with' if script else 'without'} script: {', '.join(f'{one:.1f}' for one in sorted(took))} s "
                  f"(bar {BAR})", flush=True)
        browser.close()


def sent(somebody: Visitor) -> float:
    """Seconds that the line took: two pages opened and the receipt on the screen."""
    began = time.monotonic()
    somebody.go("/laporan/lapor/")
    waited = time.monotonic() - began
    somebody.field("What happened, or what do you wish?").fill("Jalan berlubang di depan pasar, sudah dua orang jatuh.")
    began = time.monotonic()
    somebody.button("Go on").click()
    somebody.field("Your report").wait_for()
    somebody.page.wait_for_load_state("load")
    waited += time.monotonic() - began
    began = time.monotonic()
    somebody.button("Send the report").click()
    somebody.page.locator("#receipt").wait_for()
    somebody.page.wait_for_load_state("load")
    return waited + time.monotonic() - began
