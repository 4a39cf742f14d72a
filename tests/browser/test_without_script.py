"""Without script everything can be read, found and said."""
import re
import secrets

from playwright.sync_api import expect


def test_reading_searching_filtering_and_changing_the_language(site, visitor, language):
    promise = site.commitment("3")
    titles = {"id": promise["title"], "en": promise["title_en"]}
    somebody = visitor(script=False).go("/cari/?q=anggaran")
    page = somebody.page
    hits = page.get_by_role("main").get_by_role("article")
    expect(hits.filter(has_text=titles[language])).to_be_visible()
    box = page.get_by_role("main").get_by_role("combobox", name=somebody.say("State")).first
    if not box.is_visible():
        page.get_by_role("main").get_by_text(somebody.say("Filters"), exact=True).click()
    box.select_option(label=somebody.say("Reported complete"))
    page.get_by_role("main").get_by_role("button", name=somebody.say("Show"), exact=True).click()
    page.wait_for_url(re.compile(r"status="))
    for one in hits.all():
        expect(one).to_contain_text(somebody.say("Reported complete"))
    hits.filter(has_text=titles[language]).get_by_role("link").first.click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(titles[language])
    for part in ("Milestones", "Assessments", "Timeline", "Comments"):
        expect(somebody.heading(part)).to_be_visible()
    page.get_by_text(somebody.say("Share"), exact=True).click()
    expect(somebody.link("By WhatsApp")).to_be_visible()
    assert somebody.fits()

    other = {"id": ("English", "en"), "en": ("Bahasa Indonesia", "id")}[language]
    if not page.get_by_role("link", name=other[0]).is_visible():
        page.get_by_text(somebody.say("Menu"), exact=True).click()
    page.get_by_role("link", name=other[0]).click()
    expect(heading).to_have_text(titles[other[1]])
    assert page.locator("html").get_attribute("lang") == other[1]


READ = ["/", "/rencana-aksi/", "/rencana-aksi/rencana/NAP4/", "/peta/", "/kalender/", "/statistik/", "/suara/moderasi/",
        "/suara/aturan/", "/buku-besar/", "/tentang/", "/privasi/", "/aksesibilitas/", "/data/", "/akun/lembaga/",
        "/lembaga/bappeda/", "/cara-hitung/plans/", "/galeri/"]


def test_every_reading_page_stands_without_script(visitor, width):
    """One h1, words enough, nothing that only script would fill, nothing wider than the window."""
    somebody = visitor(script=False)
    for address in READ:
        somebody.go(address)
        page = somebody.page
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert len(page.get_by_role("main").inner_text()) > 200, address
        assert somebody.fits(), f"{address} is wider than the window"


def test_the_list_beside_the_map_has_the_same(site, visitor, language):
    title = site.commitment("1")[{"id": "title", "en": "title_en"}[language]]
    somebody = visitor(script=False).go("/peta/?jenis=plans")
    somebody.link("Go to the list").click()
    listed = somebody.page.get_by_role("region", name=somebody.say("The same as a list"))
    listed.get_by_role("link", name=title).first.click()
    expect(somebody.page.get_by_role("heading", level=1)).to_have_text(title)


def test_signing_up_and_commenting(site, visitor, newcomer):
    promise, mark = site.commitment("3"), secrets.token_hex(4)
    wati = newcomer("Wati Contoh", f"wati-{mark}@contoh.example", script=False).go(promise["path"])
    wati.link("Write a comment").first.click()
    wati.field("Your comment").fill(f"Papan di sekolah kami **belum** ada ({mark}).")
    wati.button("Send").click()
    said = wati.page.get_by_role("article").filter(has_text=mark)
    expect(said.locator("strong", has_text="belum")).to_be_visible()
    said.get_by_role("link", name=wati.say("Reply")).click()
    wati.field("Your comment").fill(f"Sudah dipasang tadi pagi ({mark}).")
    wati.button("Send").click()
    expect(wati.page.get_by_text("Sudah dipasang tadi pagi").first).to_be_visible()
