"""A citizen answers a survey; what both sides of the climate survey said is read, printed and counted."""
import re

from playwright.sync_api import expect

ASKED = {"id": "Apakah Anda atau keluarga ke puskesmas", "en": "Did you or your family go"}
WAITED = {"id": "Berapa menit Anda menunggu", "en": "How many minutes did you wait"}
YES = {"id": "Ya", "en": "Yes"}
TITLES = {"id": "Jadwal dokter di puskesmas", "en": "When the doctor is there"}
CLIMATE = {"id": "Iklim kerja sama", "en": "How government and civil society"}


def test_a_citizen_answers_and_reads_what_came_out(visitor, language, width):
    """On the phone without script, step by step; at the desk the question that hangs on another appears in place."""
    script = width == "desk"
    somebody = visitor(script=script).go("/survei/?status=open")
    page = somebody.page
    page.get_by_role("link", name=TITLES[language]).click()
    somebody.link("Answer the survey").click()
    expect(page.get_by_text(ASKED[language])).to_be_visible()
    waited = page.get_by_label(WAITED[language])
    expect(waited).to_be_hidden()
    page.get_by_role("group", name=ASKED[language]).get_by_label(YES[language], exact=True).check()
    page.get_by_role("radio", name="4", exact=True).check()
    if not script:
        somebody.button("Go on").click()
        more = somebody.say("Because of your answer there is more to ask on this step.")
        expect(page.get_by_text(more)).to_be_visible()
    expect(waited).to_be_visible()
    waited.fill("900")
    somebody.button("Go on").click()
    expect(page.get_by_role("alert")).to_be_visible()
    waited.fill("45")
    somebody.button("Go on").click()
    page.get_by_label(re.compile("Papan|Board")).check()
    page.get_by_label(re.compile("Jadwal yang benar|schedule that is true")).select_option("1")
    assert somebody.fits()
    somebody.button("Go on").click()
    expect(somebody.heading("Your answers")).to_be_visible()
    expect(page.get_by_text("45")).to_be_visible()
    somebody.button("Send my answers").click()
    expect(somebody.heading("Thank you")).to_be_visible()

    somebody.go("/survei/?status=closed")
    page.get_by_role("link", name=re.compile(CLIMATE[language])).first.click()
    expect(somebody.heading("How each side sees the other")).to_be_visible()
    expect(somebody.heading("What each side expects, and what the other says")).to_be_visible()
    assert somebody.fits()
