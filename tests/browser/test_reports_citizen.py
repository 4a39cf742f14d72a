"""A citizen without account and without script reports; the city answers, is objected to, and shows that it is done.
What is secret is nowhere, and who reported is opened by two or not at all."""
import random
import re
import secrets
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.browser.test_weight import KB, LIGHT
from tests.browser.visitor import Visitor, accessible

CODE = re.compile(r"LAP-\d{4}-\d{7}-[0-9A-Z]")
PHONE, NAME = "0812-3456-7890", "Tini Contoh"
ROADS = {"id": "Dinas Pekerjaan Umum Kabupaten Contoh", "en": "Public Works Office of Contoh Regency"}
INSPECTION = {"id": "Inspektorat Kabupaten Contoh", "en": "Inspectorate of Contoh Regency"}
REGISTRY = {"id": "Dinas Kependudukan Kabupaten Contoh", "en": "Civil Registry Office of Contoh Regency"}


@dataclass
class Paper:
    """What the citizen wrote down: one code for looking, one receipt for acting."""
    code: str
    receipt: str
    mark: str


def report(somebody: Visitor, text: str, *, secret: bool = False, about: str = "") -> Paper:
    """From the list of reports to code and receipt."""
    mark = "".join(secrets.choice("achkmrtw") for _ in range(8))           # nothing that reads like a number
    somebody.go("/laporan/")
    somebody.link("Report something").first.click()
    somebody.field("What happened, or what do you wish?").fill(f"{text} ({mark})")
    somebody.button("Go on").click()
    expect(somebody.field("Your report")).to_have_value(f"{text} ({mark})")
    if secret:
        somebody.field("Secret").check()
        somebody.page.get_by_text(somebody.say("It is about an office whose people must not read it")).click()
        somebody.page.get_by_role("checkbox", name=about).check()
    somebody.field("Your name").fill(NAME)
    somebody.field("E-mail").fill(f"tini-{mark}@contoh.example")
    somebody.button("Send the report").click()
    expect(somebody.heading("Your report has come in")).to_be_visible()
    found = {name: somebody.page.locator(f"#{name}").input_value() for name in ("code", "receipt")}
    assert CODE.fullmatch(found["code"])
    assert somebody.fits()
    return Paper(found["code"], found["receipt"], mark)


def open_it(somebody: Visitor, paper: Paper) -> Visitor:
    """With the receipt, as typed from paper."""
    somebody.go("/akun/tanda-terima/")
    somebody.field("Receipt").fill(paper.receipt)
    somebody.button("Open").click()
    expect(somebody.heading("Your report")).to_be_visible()
    return somebody


def act(somebody: Visitor, paper: Paper, word: str, button: str, **told: str) -> None:
    """One form of the desk, filled in and sent. `told`: by the name of the field."""
    somebody.go(f"/laporan/meja/{paper.code}/{word}/")
    for name, value in told.items():
        somebody.page.locator(f"[name={name}]").fill(value)
    somebody.button(button).click()
    expect(somebody.told("Done. It stands on the timeline.")).to_be_visible()


def choose(somebody: Visitor, paper: Paper, office: dict[str, str]) -> None:
    """Sent on to an office, which has a name in each language."""
    somebody.go(f"/laporan/meja/{paper.code}/kirim/")
    somebody.page.locator("[name=office]").select_option(label=office[somebody.language])
    somebody.button("Send to an office").click()
    expect(somebody.told("Done. It stands on the timeline.")).to_be_visible()


def photo() -> dict[str, Any]:
    """A photo of the work, never the same twice."""
    picture, target = Image.new("RGB", (400, 300)), BytesIO()
    pen, dice = ImageDraw.Draw(picture), random.Random()
    for _shape in range(40):
        x, y = dice.randrange(400), dice.randrange(300)
        pen.rectangle((x, y, x + 70, y + 60), fill=tuple(dice.randrange(256) for _ in range(3)))
    picture.save(target, "JPEG")
    return {"name": "beres.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def finish(somebody: Visitor, paper: Paper, words: str) -> None:
    somebody.go(f"/laporan/meja/{paper.code}/beres/")
    somebody.field("Photo of the work").set_input_files(photo())
    somebody.field("When it was taken").fill(somebody.page.evaluate(
        "new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16)"))
    somebody.field("Taken at the place of the report").check()
    somebody.field("To the reporter").fill(words)
    somebody.field("What the public reads of it").fill(words)
    somebody.button("Report done").click()
    expect(somebody.told("Done. It stands on the timeline.")).to_be_visible()


def verify(somebody: Visitor, paper: Paper, title: str) -> None:
    """The desk reads it and publishes what names nobody."""
    somebody.go(f"/laporan/meja/{paper.code}/verifikasi/")
    proposed = somebody.field("Text for the public")
    assert PHONE not in proposed.input_value()
    assert NAME not in proposed.input_value()
    assert paper.mark in proposed.input_value()
    somebody.field("Title for the public").fill(title)
    somebody.field("I have read it: it names nobody").check()
    somebody.button("Verify").click()
    expect(somebody.told("Done. It stands on the timeline.")).to_be_visible()


def test_from_the_report_to_solved_without_script(site, visitor):
    """The whole way, with an objection in between; the citizen's window runs no script."""
    tini = visitor(script=False)
    paper = report(tini, f"Jalan berlubang besar di depan pasar, kemarin ada motor jatuh. Hubungi {PHONE}, {NAME}.")

    stranger = visitor(script=False).go(f"/laporan/{paper.code}/")
    expect(stranger.text("Not yet verified")).to_be_visible()
    expect(stranger.page.get_by_text(paper.mark)).to_have_count(0)

    rina, hadi = visitor("rina"), visitor("hadi")
    title = f"Jalan berlubang di depan pasar ({paper.mark})"
    verify(rina, paper, title)
    choose(rina, paper, ROADS)
    act(hadi, paper, "mulai", "Begin")
    act(hadi, paper, "tanya", "Ask the reporter", text="Di sisi jalan yang mana?")

    open_it(tini, paper)
    expect(tini.text("There is a question for you")).to_be_visible()
    expect(tini.page.get_by_text("Di sisi jalan yang mana?").first).to_be_visible()
    reply(tini, "Reply", "Your reply", "Sisi utara, dekat gerbang.")

    hadi.go(f"/laporan/meja/{paper.code}/")
    expect(hadi.page.get_by_text("Sisi utara, dekat gerbang.").first).to_be_visible()
    act(hadi, paper, "jawab", "Answer", text="Kami tambal besok pagi.", public="Ditambal besok pagi.")
    finish(hadi, paper, "Sudah ditambal.")

    open_it(tini, paper)
    expect(tini.heading("Is it solved?").or_(tini.text("Is it solved?")).first).to_be_visible()
    reply(tini, "No, it is not solved", "What is still missing?", "Lubang kedua masih ada.")
    expect(tini.text("Opened again by the reporter")).to_be_visible()

    stranger.go(f"/laporan/{paper.code}/")
    expect(stranger.text("Opened again by the reporter")).to_be_visible()
    expect(stranger.page.get_by_text("Lubang kedua masih ada.")).to_have_count(0)

    act(hadi, paper, "jawab", "Answer", text="Lubang kedua hari ini.", public="")
    finish(hadi, paper, "Lubang kedua sudah ditambal.")
    open_it(tini, paper)
    tini.link("Yes, it is solved").click()
    tini.page.get_by_role("radio", name=tini.say("4, well")).check()
    tini.button("Yes, it is solved").click()
    expect(tini.told("Done. It stands on the timeline.")).to_be_visible()

    stranger.go(f"/laporan/{paper.code}/")
    page = stranger.page
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(stranger.text("Solved, says the reporter")).to_be_visible()
    expect(stranger.text("The reporter objected: it is not solved")).to_be_visible()
    expect(page.get_by_text("Ditambal besok pagi.").first).to_be_visible()
    for told in (PHONE, NAME, "Kami tambal besok pagi.", "Sisi utara"):
        expect(page.get_by_text(told)).to_have_count(0)
    assert stranger.fits()
    stranger.go(f"/laporan/?q={paper.mark}")
    expect(page.get_by_role("article").filter(has_text=title)).to_be_visible()


def reply(somebody: Visitor, way: str, field: str, words: str) -> None:
    """By a button of the reporter's own page."""
    somebody.link(way).click()
    somebody.field(field).fill(words)
    somebody.button(way).click()
    expect(somebody.told("Done. It stands on the timeline.")).to_be_visible()


PLACES = (
    "/laporan/", "/laporan/?q={mark}", "/cari/?q={mark}", "/cari/?q={code}", "/peta/titik.json", "/umpan/atom.xml",
    "/umpan/jenis/reports/atom.xml", "/umpan/records.json", "/statistik/", "/", "/laporan/{code}/",
    "/catatan/{code}/riwayat")


def test_a_secret_report_is_nowhere_and_two_open_who_reported(site, visitor):
    """Nobody but the officers named for it finds it; who reported is opened by two, with a reason that stays."""
    tini = visitor(script=False)
    paper = report(tini, "Petugas loket meminta uang supaya berkas cepat selesai.", secret=True,
                   about=REGISTRY[tini.language])
    for name in ("", "sari", "yuni", "hadi"):
        somebody = visitor(name)
        for place in PLACES:
            address = place.format(mark=paper.mark, code=paper.code)
            answer = somebody.page.request.get(f"{site.url}{address}")
            told = answer.text().replace(f"{address.partition('?')[2]}", "")
            assert "meminta uang" not in told, (name, address)
            if "{code}" not in place:
                assert paper.code not in told, (name, address)
        assert somebody.page.request.get(f"{site.url}/laporan/{paper.code}/").status == 404
        if name in ("hadi", "yuni"):
            assert somebody.page.request.get(f"{site.url}/laporan/meja/{paper.code}/").status == 404
            somebody.go("/laporan/meja/")
            expect(somebody.page.get_by_text(paper.code)).to_have_count(0)
    stranger = visitor(script=False).go("/laporan/cari/")
    stranger.field("Code of the report").fill(paper.code)
    stranger.button("Look").click()
    expect(stranger.text("Nothing can be shown for this code. It may be mistyped; and a secret report is shown to the "
                         "holder of its receipt alone.")).to_be_visible()

    rina, gita = visitor("rina"), visitor("gita")
    act(rina, paper, "verifikasi", "Verify")
    choose(rina, paper, INSPECTION)
    rina.go(f"/laporan/meja/{paper.code}/")
    expect(rina.page.get_by_text(paper.mark).first).to_be_visible()
    expect(rina.text("Who reported is closed. It takes two people, a ground and a reason to open it.")).to_be_visible()
    act(rina, paper, "minta-identitas", "Ask to see who reported", text="Saksi harus dilindungi.")
    rina.go(f"/laporan/meja/{paper.code}/putus-identitas/")
    expect(rina.page.get_by_role("radio")).to_have_count(0)
    gita.go(f"/laporan/meja/{paper.code}/putus-identitas/")
    gita.page.get_by_role("radio", name=gita.say("Yes, open it for a day")).check()
    gita.button("Decide whether the identity is opened").click()
    expect(gita.told("Done. It stands on the timeline.")).to_be_visible()
    rina.go(f"/laporan/meja/{paper.code}/")
    rina.button("See who reported").click()
    expect(rina.page.get_by_text(NAME).first).to_be_visible()

    rina.go(f"/laporan/meja/{paper.code}/")
    row = rina.page.locator("#linimasa")
    for words in ("{actor} asked to see who reported", "{actor} agreed that the identity is opened",
                  "{actor} opened the identity"):
        expect(row).to_contain_text(rina.say(words).replace("{actor}", "").strip())
    open_it(tini, paper)
    expect(tini.page.locator("#siapa")).to_contain_text(
        tini.say("Two people opened who you are, the last time %(moment)s.").partition("%")[0])


def test_the_pages_shut_nobody_out(site, visitor, width):
    """axe on every page that a reporter, a reader and the desk pass."""
    tini, found = visitor(), []

    def look(somebody: Visitor) -> None:
        somebody.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert somebody.fits(), somebody.page.url
        if told := accessible(somebody.page, dark=width == "phone"):
            found.append(f"{somebody.page.url}\n{told}")

    for address in ("/laporan/", "/laporan/lapor/", "/laporan/cari/", "/laporan/hilang/"):
        look(tini.go(address))
    paper = report(tini, f"Lampu jalan mati sejak Senin di depan masjid. {PHONE}")
    look(tini)
    look(open_it(tini, paper))
    look(tini.go(f"/laporan/{paper.code}/saya/tambah/"))
    look(visitor().go(f"/laporan/{paper.code}/"))
    rina = visitor("rina")
    for word in ("", "verifikasi/", "arsip/"):
        look(rina.go(f"/laporan/meja/{paper.code}/{word}"))
    verify(rina, paper, f"Lampu jalan mati ({paper.mark})")
    look(rina.go(f"/laporan/meja/{paper.code}/kirim/"))
    look(visitor().go(f"/laporan/{paper.code}/"))
    for address in ("/laporan/angka/", "/laporan/lembaga/dinas-pekerjaan-umum/", "/laporan/wilayah/99.99/",
                    "/masalah-bersama/"):
        look(tini.go(address))
    tini.page.locator("article a").first.click()
    expect(tini.heading("Its reports")).to_be_visible()
    look(tini)
    for address in ("/laporan/meja/tata/", "/laporan/meja/usulan/", "/masalah-bersama/usul/"):
        look(rina.go(address))
    sari = visitor("sari").go("/laporan/?kategori=jalan")
    sari.link("Tell me of new ones").click()
    sari.button("Tell me").click()
    expect(sari.told("You will hear of it in the morning's letter.")).to_be_visible()
    look(sari)
    assert not found, "\n\n".join(found)


def test_what_is_missing_is_said_and_all_words_stay(visitor):
    tini = visitor(script=False).go("/laporan/lapor/")
    tini.field("What happened, or what do you wish?").fill("Air PDAM mati tiga hari.")
    tini.button("Go on").click()
    tini.page.locator("[name=way]").select_option("sms")
    tini.field("The place in words").fill("Belakang terminal")
    tini.button("Send the report").click()
    expect(tini.page.get_by_role("alert").first).to_contain_text(tini.say("To reach you this way we need your number."))
    expect(tini.field("Your report")).to_have_value("Air PDAM mati tiga hari.")
    expect(tini.field("The place in words")).to_have_value("Belakang terminal")


@pytest.mark.parametrize("width", ["phone"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_reporting_is_light(visitor, width, language):
    """Both pages of the form together, style and script and heads, on a phone that was never here."""
    somebody = visitor()
    page, came = somebody.page, []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda of: came.append(of["encodedDataLength"]))
    somebody.go("/laporan/lapor/")
    page.wait_for_load_state("networkidle")
    first = sum(came)
    somebody.field("What happened, or what do you wish?").fill("Jalan berlubang di depan pasar.")
    somebody.button("Go on").click()
    expect(somebody.field("Your report")).to_be_visible()
    page.wait_for_load_state("networkidle")
    print(f"\n{language}: {first / KB:.1f} kB, with the second page {sum(came) / KB:.1f} kB")
    assert first < sum(came) <= LIGHT * KB
