"""A citizen finds a promise, follows it, says something, and hears of what comes of it."""
import re
import secrets

from playwright.sync_api import expect

from tests.browser.visitor import sign_up

TITLES = {"id": "Jadwal dan antrean puskesmas terbuka", "en": "Open schedules and queues of health centres"}
SLIPS = {"id": "antrian puskesms", "en": "helth centres"}


def test_found_by_search_in_spite_of_a_slip(visitor, language):
    somebody = visitor().go("/")
    page = somebody.page
    page.get_by_role("main").get_by_role("searchbox").fill(SLIPS[language])
    page.get_by_role("main").get_by_role("button", name=somebody.say("Search")).click()
    expect(somebody.text("Nothing found with these words")).to_be_visible()
    page.get_by_role("paragraph").filter(has_text=somebody.say("Did you mean")).get_by_role("link").click()
    hit = page.get_by_role("main").get_by_role("link", name=TITLES[language])
    expect(hit.locator("mark").first).to_be_visible()
    assert somebody.fits()
    hit.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[language])
    assert somebody.fits()


def test_found_on_the_map(site, visitor, language):
    """By its title, in the language of the page: on the sign, in what the sign opens, and on the record's page."""
    title = site.commitment("3")[{"id": "title", "en": "title_en"}[language]]
    somebody = visitor().go("/peta/?jenis=plans")
    page = somebody.page
    drawn = page.get_by_role("group", name=somebody.say("Map of the records"))
    drawn.get_by_role("button", name=title).press("Enter")
    found = drawn.get_by_role("link", name=title)
    expect(found).to_be_focused()
    assert somebody.fits()
    expect(drawn.get_by_role("button", name=somebody.say("Close"), exact=True)).to_be_in_viewport(ratio=1)
    found.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_signs_up_follows_comments_and_is_told(site, visitor, language):
    """Sign-up on the way to following; later an office answers, and the news comes on the page and in one mail."""
    promise, mark = site.commitment("1"), secrets.token_hex(4)
    email, words = f"tini-{mark}@contoh.example", f"Di puskesmas Contoh Kota jadwalnya sudah cocok, nomor {mark}."
    tini = visitor().go(promise["path"])
    page = tini.page
    page.get_by_role("main").get_by_role("link", name=tini.say("Follow"), exact=True).click()
    tini.link("I am new here: sign up").click()
    sign_up(tini, site, "Tini Contoh", email)
    expect(tini.heading("Follow")).to_be_visible()
    tini.field("In the digest: one mail with everything new").check()
    page.get_by_role("main").get_by_role("button", name=tini.say("Follow"), exact=True).click()
    expect(tini.told("You follow this.")).to_be_visible()

    tini.link("Write a comment").first.click()
    tini.field("Your comment").fill(words)
    tini.button("Send").click()
    expect(tini.told("Thank you. Your comment stands on the record.")).to_be_visible()
    said = tini.comment(words)
    expect(said).to_contain_text("Tini Contoh")
    comment = said.get_by_role("link", name=tini.say("Reply")).get_attribute("href")

    dewi = visitor("dewi")
    dewi.page.goto(comment)
    dewi.page.get_by_role("radio").nth(1).check()
    dewi.field("Your comment").fill(f"Terima kasih. Puskesmas lain menyusul bulan depan ({mark}).")
    dewi.button("Send").click()
    expect(dewi.page.get_by_text(f"menyusul bulan depan ({mark})").first).to_be_visible()

    tini.go("/kabar-saya/")
    news = tini.comment(promise["title"])
    expect(news).to_contain_text(tini.say("New"))
    site.next_morning()
    letter = site.letters(email, promise["title"])
    assert letter, "no digest came"
    assert promise["path"] in letter[-1]
    news.get_by_role("button", name=re.compile(tini.say("Mark as read"))).click()
    expect(tini.comment(promise["title"])).not_to_contain_text(tini.say("New"))
