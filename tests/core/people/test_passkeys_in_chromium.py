"""A passkey in Chromium, on a phone's width: set up, then alone at the door; without script nothing is promised."""
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.visitor import start
from tests.core.people.conftest import PASSWORD, person, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
          "isUserVerified": True, "automaticPresenceSimulation": True}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = start(play)
        yield browser
        browser.close()


def well_made(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not Axe().run(page).response["violations"]


def test_set_up_and_sign_in(live_server: LiveServer, chromium: Browser) -> None:
    sari = with_password(person())
    window = chromium.new_context(viewport=PHONE, base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = window.new_page()
    device = window.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.goto(reverse("account_login"))
    well_made(page)
    page.get_by_label("Alamat surel atau nomor telepon").fill(sari.email or "")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()

    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Kata sandi").fill(PASSWORD)               # once more, because it protects the account
    page.get_by_role("button", name="Pastikan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasang kunci sandi")
    well_made(page)
    page.get_by_role("button", name="Lanjut").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    well_made(page)

    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Keluar").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)
    page.goto(reverse("people:account"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun saya")
    well_made(page)
    window.close()


def test_a_cancelled_passkey_says_so(live_server: LiveServer, chromium: Browser) -> None:
    window = chromium.new_context(viewport=PHONE, base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = window.new_page()
    device = window.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_text("Tidak berhasil, atau dibatalkan.")).to_be_visible()
    window.close()


def test_without_script_the_page_promises_no_passkey(live_server: LiveServer, chromium: Browser) -> None:
    window = chromium.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    page = window.new_page()
    page.goto(reverse("account_login"))
    expect(page.get_by_role("button", name="Masuk", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Masuk dengan kunci sandi")).to_be_hidden()
    window.close()
