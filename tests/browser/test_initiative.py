"""Health data, two sides, five steps (the story of the guide of 2016, told with invented people): a health office and a
health watch, each in a window of its own, without script, led by somebody who has no vote; into a commitment, evidence
and an assessment. Links and buttons are pressed, boxes ticked and choices made by keyboard alone."""
import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.test_two_sides import report, show

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("width", ["phone"])]      # three quarters of a minute


def press(one, key="Enter"):
    """By keyboard: it takes the focus, and shows that it has it."""
    one.focus()
    expect(one).to_be_focused()
    one.press(key)


class Table:
    """The three at the table, and the initiative between them."""

    def __init__(self, visitor):
        self.dewi, self.tono, self.intan = (visitor(name, script=False) for name in ("dewi", "tono", "intan"))
        self.path = ""

    def send(self, somebody, **fields):
        """What stands in the form is filled in by the names of its fields, and sent by keyboard."""
        page = somebody.page
        for name, value in fields.items():
            field = page.locator(f'main [name="{name}"]')
            if value is True:
                press(field, "Space")
                expect(field).to_be_checked()
            elif field.first.get_attribute("type") == "radio":
                one = page.locator(f'main [name="{name}"][value="{value}"]')
                press(one, "Space")
                expect(one).to_be_checked()
            elif field.evaluate("one => one.tagName") == "SELECT":
                by = "index" if isinstance(value, int) else "value" if ":" in value else "label"
                field.select_option(**{by: value})
            else:
                field.fill(str(value))
        press(page.locator("main form .actions button").first)
        expect(page.get_by_role("status").first).to_be_visible()
        return page.url.rpartition("-")[2]

    def draft(self, somebody, table, query="", **fields):
        somebody.go(f"{self.path}/tulis/{table}/{query}")
        return self.send(somebody, **fields)

    def do(self, somebody, deed, **fields):
        somebody.go(f"{self.path}/lakukan/{deed}/")
        return self.send(somebody, **fields)

    def agree(self, number):
        for somebody in (self.dewi, self.tono):
            press(somebody.go(f"{self.path}/ruang/{number}/").link("Agree for your side"))
            self.send(somebody)

    def on(self, number):
        """The gate of this step is open, and whoever leads goes through it."""
        self.intan.go(f"{self.path}/ruang/{number}/")
        expect(self.intan.page.get_by_text(self.intan.say("Nothing is missing: the gate is open"))).to_be_visible()
        self.do(self.intan, "maju")


@pytest.fixture
def table(visitor):
    return Table(visitor)


def begin(table, mark):
    """Opened by the office, joined by the CSO; everybody sees it, nobody outside reads a draft."""
    press(table.dewi.go("/inisiatif/").link("Open an initiative"))
    table.send(table.dewi, title=f"Data kesehatan terbuka {mark}", summary="Data kesehatan ada, tetapi tidak dipakai "
               "bersama.", sector="Kesehatan", partner="Peduli Sehat Contoh", facilitator="Intan Contoh, Universitas "
               "Contoh")
    table.path = re.sub(r"^.*(/inisiatif/[^/]+)/.*$", r"\1", table.dewi.page.url)
    press(table.tono.go(f"{table.path}/").link("Take a seat for your organisation"))
    table.send(table.tono)


def find_issue(table, mark):
    table.intan.go(f"{table.path}/ruang/1/")
    expect(table.intan.link("No issue stands on the list yet.")).to_be_visible()
    issue = table.draft(table.intan, "isu", title=f"Data puskesmas tertutup {mark}", text="Tidak dibandingkan.",
                        data_helps="yes", data_reason="Angkanya ada di laporan bulanan.")
    table.draft(table.tono, "bukti", f"?issue={issue}", sort="focus", title="Diskusi kelompok dengan kader")
    way = table.draft(table.intan, "solusi", f"?issue={issue}", title="Papan data bersama")
    asked = table.draft(table.intan, "keputusan", question="Isu mana?")
    for somebody, stance, words in ((table.dewi, "consent", ""), (table.tono, "dissent", f"Obat lebih dulu {mark}.")):
        table.do(somebody, f"nilai/{way}", value="4")
        table.do(somebody, f"suara/{asked}", stance=stance, words=words)
    table.do(table.intan, f"tutup/{asked}", issue=1, outcome="Data puskesmas dulu.")
    table.agree(1)
    table.on(1)


def understand(table):
    table.draft(table.intan, "pertemuan", "?sort=forum", title="Forum", day="2026-11-20", government="8", cso="9")
    for sort, side in (("cause", ""), ("implication", ""), ("goal", ""), ("role", "government"), ("role", "cso")):
        table.draft(table.intan, "pohon", f"?sort={sort}", text=f"Tentang {sort}.", side=side)
    table.draft(table.intan, "data", title="Laporan bulanan puskesmas", status="closed", holder=1)
    table.intan.go(f"{table.path}/atur/undangan/")
    table.send(table.intan, third_parties="Universitas diundang sebagai ahli.")
    table.agree(2)
    table.on(2)


def form_team(table):
    table.intan.go(f"{table.path}/ruang/3/")
    seats = [one.get_attribute("href") for one in table.intan.page.locator("#kursi a").all()]
    for address in seats:
        table.intan.page.goto(address)
        table.send(table.intan, team=True, task="Menyiapkan papan data.")
    table.intan.go(f"{table.path}/atur/ikrar/")
    table.send(table.intan, pledge="Kami membuka laporan bulanan dan membacanya bersama.")
    table.agree(3)
    for somebody, side, name in ((table.dewi, "government", "Dinas Kesehatan Kabupaten Contoh"),
                                 (table.tono, "cso", "Peduli Sehat Contoh")):
        first = "dewi" if somebody is table.dewi else "tono"
        table.do(table.intan, "ikrar", side=side, organisation=name, leader=f"{first}@contoh.example",
                 function="Pimpinan")
        press(somebody.go(f"{table.path}/").link("Answer the pledge"))
        table.send(somebody, answer="sign")
    table.on(3)


def carry_out(table):
    doing = table.draft(table.intan, "kegiatan", title="Buka laporan bulanan")
    table.draft(table.intan, "kegiatan", f"?parent={doing}", title="Laporan terbit", due="2027-01-31")
    thing = table.draft(table.tono, "purwarupa", title="Papan kertas", text="Tiga angka per puskesmas.")
    table.draft(table.tono, "uji", f"?prototype={thing}", day="2026-11-21", people="20", worked="yes", text="Dibaca.")
    table.intan.go(f"{table.path}/atur/skala/")
    table.send(table.intan, scaling="wide", scaling_why="Semua puskesmas mau.")
    table.do(table.dewi, "tinjauan", progress="4", collaboration="4", text="Lancar.")
    expect(table.dewi.page.get_by_text("Lancar.")).to_have_count(0)          # not before the other side has spoken
    table.do(table.tono, "tinjauan", progress="3", collaboration="4", text="Data terlambat.")
    table.agree(4)
    table.on(4)


def learn(table, mark):
    for somebody, side in ((table.dewi, "government"), (table.tono, "cso")):
        table.draft(somebody, "pertemuan", "?sort=learning", title="Belajar", day="2026-11-22", side=side,
                    **{side: "6"})
        somebody.go(f"{table.path}/ruang/catatan/")
        somebody.field("Protected note").fill(f"Hanya kami {side} {mark}")
        press(somebody.page.locator("main form .actions button"))
        expect(somebody.page.get_by_text(f"Hanya kami {side} {mark}").first).to_be_visible()
    for somebody, side in ((table.dewi, "cso"), (table.tono, "government")):
        expect(somebody.go(f"{table.path}/ruang/catatan/").page.get_by_text(f"Hanya kami {side}")).to_have_count(0)
    table.draft(table.intan, "pelajaran", sort="worked", text="Angka yang sama membuat rapat tenang.")
    gone = table.draft(table.intan, "pelajaran", sort="failed", text=f"Terlalu lambat {mark}.")
    table.do(table.dewi, f"coret/{gone}")
    table.agree(5)
    table.on(5)


def test_two_sides_walk_all_five_steps_into_a_commitment_that_is_assessed(site, visitor, table, width):
    mark = secrets.token_hex(4)
    begin(table, mark)
    stranger = visitor(script=False)
    find_issue(table, mark)
    understand(table)
    stranger.go(f"{table.path}/ruang/2/")
    expect(stranger.page.get_by_text("Tentang cause.")).to_have_count(0)
    form_team(table)
    carry_out(table)
    learn(table, mark)
    stranger.go(f"{table.path}/dossier/")
    for said in (f"Obat lebih dulu {mark}.", "Tentang cause.", "Kami membuka laporan bulanan", "Data terlambat.",
                 "Angka yang sama membuat rapat tenang."):
        expect(stranger.page.get_by_text(said).first).to_be_visible()
    for secret in (f"Terlalu lambat {mark}.", f"Hanya kami cso {mark}"):
        expect(stranger.page.get_by_text(secret)).to_have_count(0)
    assert stranger.fits()

    promise = site.commitment("1")
    table.do(table.dewi, "teruskan", record=promise["code"], reason="Menjadi janji dalam rencana aksi.")
    expect(stranger.go(f"{table.path}/").page.get_by_role("link", name=promise["title"]).first).to_be_visible()
    expect(stranger.go(promise["path"]).page.get_by_role("link", name=f"Data kesehatan terbuka {mark}")).to_be_visible()
    report(table.dewi, promise, 1, "Complete", f"Laporan terbit ({mark}).")
    show(table.dewi, "Halaman data", address=f"https://data.example/{mark}")
    press(table.dewi.button("Send the report"))
    expect(table.dewi.page.get_by_role("status").first).to_be_visible()
    putri = visitor("putri", script=False).go(f"{promise['path']}nilai/")
    table.send(putri, finding="completion:completion:substantial", method=f"Metode {mark}", stated="2026-11",
               text="Terbit, belum lengkap.")
    expect(stranger.go(promise["path"]).page.get_by_text(f"Metode {mark}").first).to_be_visible()
