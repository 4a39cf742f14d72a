"""A plan is made with people who have no account, and a leader's promise is confirmed by the one who asked."""
import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser import visitor as someone
from tests.browser.visitor import Visitor

PLAN = "/rencana-aksi/rencana/CTH2/"
ANSWERS = {"phone": "Taken into the plan", "desk": "Not taken, with the reason"}


@pytest.fixture
def visitor_at(own_site, chromium, width, language):
    """Somebody before a site that the story may spoil; each in a window of their own."""
    opened = []

    def come(name=""):
        opened.append(someone.window(chromium, own_site, width, language))
        found = Visitor(opened[-1].new_page(), language)
        if name:
            someone.sign_in(found, own_site, name)
        return found

    yield come
    for one in opened:
        one.close()


def keep_receipt(somebody):
    """The code that is shown once."""
    return somebody.page.get_by_label(somebody.say("Receipt")).first.input_value()


def show_receipt(somebody, code):
    somebody.go("/akun/tanda-terima/")
    somebody.field("Receipt").fill(code)
    somebody.button("Open").click()
    somebody.page.wait_for_url(re.compile("/rencana-aksi/"))


def answer(keeper, number, outcome, words):
    keeper.go(f"{PLAN}masukan/{number}/jawab/")
    keeper.page.get_by_role("radio", name=keeper.say(outcome), exact=True).check()
    keeper.field("The reason").fill(words)
    keeper.button("Publish the answer").click()
    expect(keeper.told("The answer stands on the record; its author and the followers are told.")).to_be_visible()


@pytest.mark.slow
def test_a_plan_is_made_and_a_promise_is_confirmed(visitor_at, width):
    mark = secrets.token_hex(4)
    tani = visitor_at()
    tani.go(PLAN)
    tani.link("Contribute to the plan").first.click()
    tani.field("What should be in the plan, or what should change?").fill(f"Papan harga pupuk di balai desa ({mark}).")
    tani.button("Send").click()
    receipt = keep_receipt(tani)
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", receipt)

    eko = visitor_at("eko")
    eko.go(f"{PLAN}tahap/publish_responses/")
    eko.button("Publish the answers").click()
    missing = eko.page.get_by_role("main").get_by_role("link", name=re.compile(r"\b(3|5|6)\b"))
    expect(missing).to_have_count(3)                            # each one without an answer is named
    for number, words in ((3, "Masuk ke komitmen data."), (5, "Sudah ada di komitmen satu.")):
        answer(eko, number, "Taken in part", words)
    eko.go(f"{PLAN}tahap/publish_responses/")
    expect(eko.page.get_by_role("main").get_by_role("link", name=re.compile(r"\b6\b"))).to_be_visible()
    answer(eko, 6, ANSWERS[width], f"Harga pupuk diatur kementerian ({mark}).")
    eko.go(f"{PLAN}tahap/publish_responses/")
    eko.button("Publish the answers").click()
    expect(eko.told("Done. It stands on the timeline.")).to_be_visible()
    eko.go(f"{PLAN}penetapan/")
    eko.field("Decree").fill("Keputusan Bupati Contoh Nomor 9 (rekaan)")
    eko.field("Day of the decree").fill("2026-01-05")
    eko.field("Where it can be read").fill("https://contoh.example/sk-9")
    eko.button("Adopt the plan").click()
    expect(eko.told("The plan is adopted; its drafts are commitments from today on.")).to_be_visible()

    show_receipt(tani, receipt)
    tani.go(f"{PLAN}masukan/6/")
    expect(tani.page.get_by_text(f"Harga pupuk diatur kementerian ({mark}).")).to_be_visible()
    expect(tani.link("Take it back")).to_be_visible()

    warga = visitor_at()
    warga.go("/rencana-aksi/janji/")
    warga.link("Ask the leader").click()
    warga.field("What do you ask of the leader?").fill(f"Kapan puskesmas malam dibuka ({mark})?")
    warga.button("Send").click()
    code = keep_receipt(warga)
    warga.link("To your words").click()
    address = re.sub(r"^.*?/rencana-aksi/", "/rencana-aksi/", warga.page.url)

    ratna = visitor_at("ratna")
    ratna.go(address)
    ratna.link("Promise").click()
    ratna.field("The promise in one line").fill(f"Puskesmas malam {mark}")
    ratna.field("What was promised").fill("Dua puskesmas buka sampai pukul sembilan.")
    ratna.field("When it was promised").fill("2026-11")
    ratna.button("Put on record").click()
    expect(ratna.told("The promise is on record; the one who asked is told.")).to_be_visible()

    show_receipt(warga, code)
    warga.go(address)
    warga.link("Say whether it was kept").click()
    warga.page.get_by_role("radio", name=warga.say("Yes, it was kept"), exact=True).check()
    warga.button("Say so").click()
    expect(warga.told("Thank you. Your word stands on the record.")).to_be_visible()
    reader = visitor_at()
    reader.go(address)
    expect(reader.text("Confirmed by the one who asked")).to_be_visible()
    assert reader.fits()
