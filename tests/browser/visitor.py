"""Somebody before the site: what they read, press and type, named by the English words of the code."""
import base64
import hmac
import json
import os
import re
import shutil
import time
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from tests.browser.site import Site

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
         "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]     # a microphone that beeps
WIDTHS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
LOCALES = {"id": "id-ID", "en": "en-GB"}
CITIZENS = ("sari",)    # whoever has a role also needs the second factor
AXE = Axe()
PATIENCE = 30_000       # ms; the cores may be busy with other work, and a story that holds never waits that long
# What a screen reader hears: words that come into a live region after the page was there, and what takes the focus.
EARS = """
addEventListener("DOMContentLoaded", () => {
    window.heard = [];
    new MutationObserver(changes => changes.forEach(({target}) => {
        const live = (target.nodeType === 1 ? target : target.parentElement)?.closest("[role=status],[aria-live]");
        if (live && live.innerText.trim()) window.heard.push(live.innerText.trim());
    })).observe(document.body, {subtree: true, childList: true, characterData: true});
});
"""


@dataclass
class Visitor:
    """A page, and the language in which it is read."""
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

    def told(self, words: str, **facts: object) -> Locator:
        """The notice that says so after a deed."""
        return self.page.get_by_role("status").filter(has_text=self.say(words, **facts))

    def comment(self, words: str) -> Locator:
        """The comment with these words, wherever the page shows it."""
        return self.page.get_by_role("article").filter(has_text=words)

    def says(self, path: str, words: str) -> Locator:
        """Goes to a record, writes a comment, and sees it stand there."""
        self.go(path)
        self.link("Write a comment").first.click()
        self.field("Your comment").fill(words)
        self.button("Send").click()
        expect(self.comment(words)).to_be_visible()
        return self.comment(words)

    def hears(self, words: str, **facts: object) -> None:
        """It is announced, not only shown."""
        said = self.say(words, **facts)
        self.page.wait_for_function("said => (window.heard || []).some(one => one.includes(said))", arg=said)

    def fits(self) -> bool:
        """Nothing is wider than the window."""
        self.page.wait_for_load_state()
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def start(play: Playwright) -> Browser:
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("PENDOPO_CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)
    if not found:
        pytest.exit("Chromium is not here; type: sudo apt-get install chromium")
    return play.chromium.launch(executable_path=found, args=QUIET)


def window(browser: Browser, site: Site, width: str, language: str, **more: Any) -> BrowserContext:
    """A window with cookies of its own."""
    opened = browser.new_context(**{"viewport": WIDTHS[width], "base_url": site.url, "locale": LOCALES[language],
                                    "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce", **more})
    opened.set_default_timeout(PATIENCE)
    opened.add_init_script(EARS)
    return opened


def sign_in(somebody: Visitor, site: Site, name: str) -> None:
    """Through the front door: e-mail, password and, for staff, the code of the moment."""
    somebody.go("/akun/masuk/")
    email, password = site.person(name)
    somebody.field("E-mail address or telephone number").fill(email)
    somebody.field("Password").fill(password)
    somebody.button("Sign in").click()
    if name not in CITIZENS:
        somebody.heading("Second factor").wait_for()
        somebody.field("Code").fill(app_code(site.secret(name)))
        somebody.button("Sign in").click()
    somebody.page.wait_for_url(lambda url: "/akun/" not in url)


def sign_up(somebody: Visitor, site: Site, name: str, email: str) -> None:
    """From the page of signing up: address, name, and the code that comes by mail."""
    somebody.field("E-mail address").fill(email)
    somebody.field("Name").fill(name)
    somebody.button("Send me a code").click()
    somebody.heading("Code from your e-mail").wait_for()
    somebody.field("Code").fill(site.code(email))
    somebody.button("Confirm").click()


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


def accessible(page: Page, *, dark: bool = True) -> str:
    """What axe finds of serious violations on the page as it stands: all rules in light, the colours again in dark."""
    page.wait_for_load_state()
    page.evaluate(AXE.axe_script)
    found = [axe(page, {"resultTypes": ["violations"]})]
    if dark:
        page.emulate_media(color_scheme="dark")
        found.append(axe(page, {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}))
        page.emulate_media(color_scheme="light")
    return "\n".join(one.generate_report() for one in found if any(
        rule["impact"] in ("serious", "critical") for rule in one.response["violations"]))


def axe(page: Page, options: dict[str, Any]) -> AxeResults:
    return AxeResults(page.evaluate(f"axe.run(document, {json.dumps(options)})"))
