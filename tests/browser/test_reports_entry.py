"""What the page of reporting gives a phone that runs scripts: a voice note, a touch on a map, a draft that survives a
broken line, and a way out that leaves nothing. Without script the same fields are filled by hand.
"""
import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor, accessible

WORDS = "Jembatan gantung putus satu talinya sejak banjir kemarin."


def second_page(somebody: Visitor, text: str = WORDS) -> Visitor:
    somebody.go("/laporan/lapor/")
    somebody.field("What happened, or what do you wish?").fill(text)
    somebody.button("Go on").click()
    expect(somebody.field("Your report")).to_have_value(text)
    return somebody


def test_somebody_says_it_instead_of_writing(visitor):
    """Recorded on the page, sent without a word of text, heard and typed by the desk, read by who said it."""
    tini = visitor(permissions=["microphone"])
    tini.go("/laporan/lapor/")
    tini.button("Say it instead").click()
    tini.button("Record it here").click()
    expect(tini.page.get_by_text(tini.say("Recording: {} seconds").replace("{}", "1"))).to_be_visible()
    tini.button("Stop").click()
    tini.button("Listen to it").click()
    assert tini.page.locator("[name=voice]").evaluate("one => one.files[0].size") > 500
    assert tini.fits() and not accessible(tini.page)
    tini.button("Send the report").click()
    expect(tini.heading("Your report has come in")).to_be_visible()
    code, receipt = (tini.page.locator(f"#{name}").input_value() for name in ("code", "receipt"))

    rina = visitor("rina").go(f"/laporan/meja/{code}/")
    sound = rina.page.locator("audio")
    expect(sound).to_be_visible()
    assert sound.evaluate("one => new Promise(done => { one.oncanplay = () => done(true);"
                          " one.onerror = () => done(false); one.load(); })")
    assert rina.fits() and not accessible(rina.page)
    rina.link("Type what was said").first.click()
    rina.field("What was said, word for word").fill("Tali jembatan gantung putus.")
    rina.button("Type what was said").click()
    expect(rina.told("Done. It stands on the timeline.")).to_be_visible()
    expect(rina.page.get_by_text("Tali jembatan gantung putus.")).to_be_visible()
    rina.go(f"/laporan/meja/{code}/verifikasi/")
    expect(rina.field("Text for the public")).to_have_value("Tali jembatan gantung putus.")

    tini.go("/akun/tanda-terima/")
    tini.field("Receipt").fill(receipt)
    tini.button("Open").click()
    expect(tini.heading("What we heard in your voice note")).to_be_visible()


def test_the_place_is_touched_on_a_map(visitor):
    """The map comes when it is asked for, from this server alone; by keyboard the middle is taken. What others reported
    there is looked for as soon as the place is known."""
    tini = second_page(visitor())
    page, elsewhere = tini.page, []
    page.on("request", lambda asked: elsewhere.append(asked.url) if "localhost" not in asked.url else None)
    tini.button("Show it on a map").click()
    map_ = page.locator("[data-pick].live")
    expect(map_).to_be_visible()
    expect(page.locator(".outline").first).to_be_visible()
    map_.click()
    expect(tini.field("Point on a map")).to_have_value(re.compile(r"^-?\d+\.\d{5}, \d+\.\d{5}$"))
    touched = tini.field("Point on a map").input_value()
    expect(page.locator("[name=region]")).not_to_have_value("")
    expect(page.locator("[data-look] [role=status] [data-alike]")).to_be_visible()         # what others reported there
    expect(page.locator("[data-pick] .spot")).to_be_visible()
    assert tini.fits() and not accessible(page)
    map_.focus()
    page.keyboard.press("ArrowRight")
    tini.button("Take the middle of the map").press("Enter")
    expect(tini.field("Point on a map")).not_to_have_value(touched)
    assert not elsewhere
    tini.button("Send the report").click()
    expect(tini.heading("Your report has come in")).to_be_visible()


def test_a_draft_survives_a_broken_line_and_leaves_when_it_is_told_to(visitor):
    """What was typed is there again; what is secret only if one asks for it; one touch hides all."""
    tini = visitor()
    page = tini.page
    second_page(tini)
    page.context.set_offline(True)
    with pytest.raises(Exception, match="net::ERR_"):
        page.reload()
    page.context.set_offline(False)
    tini.go("/laporan/lapor/")
    words = tini.field("What happened, or what do you wish?")
    expect(words).to_have_value(WORDS)
    expect(tini.text("Your words are kept on this phone until they are sent, also when the line breaks.")
           ).to_be_visible()
    tini.button("Clear this phone").click()
    tini.go("/laporan/lapor/")
    expect(words).to_have_value("")

    second_page(tini)
    kept = "() => localStorage.getItem('pendopo-report')"
    assert page.evaluate(kept) == WORDS
    tini.field("Secret").check()
    assert page.evaluate(kept) is None
    page.get_by_label(tini.say("Keep the draft on this phone although it is secret")).check()
    assert page.evaluate(kept) == WORDS
    tini.link("Hide this page").click()
    page.wait_for_url(re.compile(r"/$"))
    assert page.evaluate(kept) is None
    expect(page.get_by_text(WORDS)).to_have_count(0)
    page.go_back()
    expect(page.get_by_text(WORDS)).to_have_count(0)
