"""The map in a real Chromium: by keyboard, by finger, without script. Nothing breaks the page's own safety rules."""
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.visitor import start
from tests.web.town import COUNTRY, NORTH, VILLAGE, promise, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        opened = start(player)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def records() -> None:
    """Eight in one village, one near it, one far off, one of the whole country."""
    town()
    for n in range(8):
        promise(f"Janji desa {n}", region=VILLAGE)
    promise("Jembatan dekat desa", region=VILLAGE, lat=-9.2113, lng=112.6172)
    promise("Sumur di kecamatan", region=NORTH, lat=-9.34, lng=112.45)
    promise("Rencana nasional", region=COUNTRY)


def opened(browser: Browser, address: str, width: int, script: bool = True) -> tuple[Page, list[str]]:
    """The page, and everything that the console complained of."""
    said: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=script,
                            reduced_motion="reduce")
    page.set_default_timeout(10_000)
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return page, said


@pytest.mark.parametrize("width", [360, 1280])
def test_by_keyboard_a_sign_opens_and_leads_to_the_record(browser, live_server, width):
    page, said = opened(browser, f"{live_server.url}/peta/", width)
    sign = page.get_by_role("button", name="Sumur di kecamatan")
    sign.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup").get_by_role("link", name="Sumur di kecamatan")
    link.wait_for()
    assert link.evaluate("one => one === document.activeElement")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert sign.evaluate("one => one === document.activeElement")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


def closer(page: Page, heap: str, wanted: str) -> Locator:
    """Chooses the heap until what is wanted stands apart."""
    for _step in range(6):
        page.wait_for_timeout(500)
        if page.get_by_role("button", name=wanted).count():
            break
        page.get_by_role("button", name=heap).click()
    return page.get_by_role("button", name=wanted)


def test_signs_that_lie_on_each_other_come_apart_when_one_comes_closer(browser, live_server):
    page, said = opened(browser, f"{live_server.url}/peta/", 1280)
    closer(page, "9 catatan. Perbesar", "Jembatan dekat desa").click()
    page.locator(".leaflet-popup").get_by_role("link", name="Jembatan dekat desa").wait_for()
    assert said == []
    page.close()


def test_a_sign_of_many_names_a_few_and_leads_to_all(browser, live_server):
    page, said = opened(browser, f"{live_server.url}/en/peta/?wilayah={VILLAGE}", 1280)
    closer(page, "9 records. Closer", "8 records").click()
    popup = page.locator(".leaflet-popup")
    popup.wait_for()
    assert popup.get_by_role("listitem").count() == 6
    popup.get_by_role("link", name="All 8 records here").click()
    page.wait_for_load_state()
    assert f"wilayah={VILLAGE}" in page.url and said == []
    page.close()


def test_without_script_the_list_has_everything_and_the_map_says_so(browser, live_server):
    page, said = opened(browser, f"{live_server.url}/peta/", 360, script=False)
    assert page.get_by_text("Daftar memuat tempat yang sama dengan peta.").is_visible()
    assert page.get_by_role("link", name="Rencana nasional").is_visible() and page.locator(".spot").count() == 0
    page.get_by_role("link", name="Hanya Desa Contohrejo").first.click()
    assert "Rencana nasional" not in page.content() and "Jembatan dekat desa" in page.content() and said == []
    page.close()
