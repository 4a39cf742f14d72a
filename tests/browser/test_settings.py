"""The first start of a city: the secretariat is led through it, in Indonesian, without script, by keyboard; it stops in
the middle and goes on another time."""
import re

import pytest
from playwright.sync_api import expect

from tests.browser import visitor as someone
from tests.browser.test_keyboard import tab_to
from tests.browser.visitor import Visitor

UNITS = "Dinas Contoh Satu\nDinas Contoh Dua\nDinas Contoh Satu"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id"])
def test_a_first_start_by_keyboard_without_script(chromium, own_site, width, language):
    own_site.rows("UPDATE places_city SET steps = '{}', name = 'Nama sementara'")
    context = someone.window(chromium, own_site, width, language, java_script_enabled=False)
    ratna = Visitor(context.new_page(), language)
    page = ratna.page
    someone.sign_in(ratna, own_site, "ratna")
    page.wait_for_url(re.compile(r"/pengaturan/daerah/\?langkah"))

    def on(title, number):
        expect(page.get_by_role("heading", level=1)).to_have_text(ratna.say(title))
        expect(page.get_by_role("main")).to_contain_text(ratna.say(
            "Step %(number)s of %(all)s. You may stop at any time: it goes on where you were.", number=number, all=9))
        assert ratna.fits()

    def press(role, words):
        tab_to(page, role, ratna.say(words))
        page.keyboard.press("Enter")

    on("Whose server this is", 1)
    tab_to(page, "textbox", ratna.say("Name"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Kabupaten Contoh Raya")
    press("button", "Save and go on")
    on("Logo", 2)
    expect(page.get_by_role("banner")).to_contain_text("Kabupaten Contoh Raya")
    press("link", "Later")
    on("Time zone", 3)
    press("button", "Save and go on")
    on("Languages", 4)

    page.goto("/")                                       # it can wait; the page of all settings says how far it is
    ratna.go("/pengaturan/")
    assert ratna.fits()
    press("link", "Go through them one by one")
    on("Logo", 2)
    press("button", "Save and go on")
    on("Languages", 4)
    press("button", "Save and go on")
    on("Units", 5)
    tab_to(page, "textbox", f"{ratna.say('Names of units, one a line')} (tidak wajib)")
    page.keyboard.type(UNITS)
    press("button", "Save and go on")
    expect(page.get_by_role("alert")).to_contain_text(ratna.say(
        "Name the regulation: everybody can read it beside the unit."))
    tab_to(page, "textbox", f"{ratna.say('The regulation that made them')} (tidak wajib)")
    page.keyboard.type("Perda Contoh 1/2025")
    press("button", "Save and go on")
    on("Channels", 6)
    expect(page.get_by_role("status").first).to_contain_text("2 unit")
    for title, number in (("Channels", 6), ("Map", 7), ("Mail", 8), ("SMS", 9)):
        on(title, number)
        press("button", "Save and go on")
    page.wait_for_url(re.compile("/pengaturan/$"))
    expect(page.get_by_role("main")).not_to_contain_text(ratna.say("Go through them one by one"))
    assert own_site.rows("SELECT count(*) FROM people_organisation WHERE source = 'Perda Contoh 1/2025'") == [(2,)]
    context.close()
