"""The gallery in a real browser: nothing axe can find, nothing too wide, and every small behaviour, by keyboard."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.visitor import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(chromium, site):
    """visit("/galeri/", "phone", ...) opens the address in a window of its own."""
    windows = []

    def opened(address: str, width: str = "phone", **kwargs: object) -> Page:
        window = chromium.new_context(viewport=WIDTHS[width], **kwargs)
        windows.append(window)
        page = window.new_page()
        page.goto(site.url + address)
        return page

    yield opened
    for window in windows:
        window.close()


@pytest.mark.parametrize(("width", "scheme", "address"), [
    ("phone", "light", "/galeri/"), ("phone", "dark", "/en/galeri/"),
    ("desk", "light", "/en/galeri/"), ("desk", "dark", "/galeri/")])
def test_axe_finds_nothing(visit, width, scheme, address):
    page = visit(address, width, color_scheme=scheme)
    for summary in page.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_the_page(visit):
    page = visit("/galeri/")
    for width in (320, 360, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_letters_twice_as_large_still_fit_a_phone(visit):
    page = visit("/galeri/", bypass_csp=True)
    page.add_style_tag(content="html{font-size:200%}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_one_presses_is_large_enough(visit):
    """44 px high; an input beside its label counts with the label, a link in a sentence is exempt (WCAG 2.2, 2.5.8)."""
    small = visit("/galeri/").evaluate("""() => [...document.querySelectorAll("a, button, summary, select, input")]
        .filter((one) => one.offsetParent && !one.matches("[type=checkbox],[type=radio],[type=hidden]")
            && !one.closest("p, dd, .breadcrumb, .card-title, .skip"))
        .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 120))""")
    assert not small


def test_the_menu_by_keyboard(visit):
    page = visit("/galeri/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    summary = page.locator(".top-switch summary")
    expect(page.locator("#menu")).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_menu_without_script(visit):
    page = visit("/galeri/", java_script_enabled=False)
    page.locator(".top-switch summary").click()
    expect(page.locator("#menu")).to_be_visible()
    expect(page.locator("[data-copy]")).to_be_hidden()
    assert page.locator("h1").inner_text() == "Galeri"


def test_at_a_desk_the_menu_is_simply_there(visit):
    page = visit("/galeri/", "desk")
    expect(page.locator(".top-switch")).to_be_hidden()
    expect(page.locator(".top-own")).to_be_visible()


def test_the_counter_counts_and_the_draft_stays(visit):
    page = visit("/galeri/")
    story, left = page.locator("#id_story"), page.locator("#id_story_count")
    expect(left).to_have_text("tersisa 500 karakter")
    story.fill("Lampu padam.")
    expect(left).to_have_text("tersisa 488 karakter")
    story.fill("a" * 1503)
    expect(left).to_have_text("lebih 1.003 karakter")
    page.get_by_label("Jalan", exact=True).first.check()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(story).to_have_value("a" * 1503)
    expect(page.get_by_label("Jalan", exact=True).first).to_be_checked()


def test_a_changed_form_asks_before_it_is_left(visit):
    page = visit("/galeri/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_title").press_sequentially("Lampu")
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_copying(visit):
    page = visit("/galeri/", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Salin")
    button.click()
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "7K2M-Q9XA-4TRD-WH3B-ZC6E"


def test_a_filter_applies_when_chosen_and_leaves_a_clean_address(visit):
    page = visit("/galeri/", "desk")
    page.locator("#f-place0").hover()
    page.mouse.down()
    page.mouse.up()
    page.locator("#f-place0").select_option("1")
    page.wait_for_url("**/galeri/?place0=1#*")


def test_on_paper_the_tables_are_open_and_the_buttons_gone(visit):
    page = visit("/galeri/", "desk")
    page.emulate_media(media="print")
    expect(page.locator(".chart table").first).to_be_visible()
    for gone in (".filters", ".pager", ".top-panel", ".skip", ".tabs"):
        expect(page.locator(gone).first).to_be_hidden()
