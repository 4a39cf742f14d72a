"""axe finds no serious violation on any page of the tour: phone and desk, light and dark, whoever looks."""
import pytest

from tests.browser.visitor import accessible

TOUR = {
    "": ["/", "/rencana-aksi/", "/rencana-aksi/rencana/", "/rencana-aksi/rencana/NAP4/", "/rencana-aksi/rencana/CTH1/",
         "PROMISE", "/cari/?q=puskesmas", "/cari/?q=tidakadahasil", "/peta/", "/kalender/", "/statistik/",
         "/lembaga/bappeda/", "/suara/moderasi/", "/suara/aturan/", "/buku-besar/", "/buku-besar/periksa/", "/tentang/",
         "/privasi/", "/aksesibilitas/", "/data/", "/cara-hitung/plans/", "/akun/masuk/", "/akun/daftar/",
         "/akun/tanda-terima/", "/akun/lembaga/", "/suara/CODE/tulis/", "/catatan/CODE/riwayat", "/kesehatan/", "/api/",
         "/akun/kunci-cadangan/pakai/", "/tidak-ada/", "/surat-keluar/", "/galeri/"],
    "sari": ["/saya/", "/kabar-saya/", "/kabar-saya/atur/", "/akun/", "/akun/data/", "/akun/data/hapus/",
             "/akun/perangkat/", "/akun/pengaman/", "/suara/saya/", "PROMISE", "/suara/CODE/tulis/",
             "/suara/CODE/ikuti/", "/akun/lembaga/usul/"],
    "budi": ["/saya/", "PROMISE", "PROMISEtonggak/2/lapor/", "PROMISEtonggak/2/bukti/", "/akun/dampingi/"],
    "eko": ["PROMISE", "PROMISEubah/", "PROMISElangkah/claim/"],
    "putri": ["PROMISEnilai/"],
    "maya": ["/saya/", "/suara/antrean/"],
    "ratna": ["/akun/lembaga/sekretariat-daerah/orang/", "/akun/lembaga/sekretariat-daerah/", "/akun/pemeriksaan/",
              "/akun/kunci-cadangan/"],
}


STICKS_OUT = """() => [...document.querySelectorAll("main :is(.facts, .card, .notice, .side, .milestone)")]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("name", TOUR, ids=lambda name: name or "visitor")
def test_no_page_of_the_tour_shuts_anybody_out(site, visitor, width, name):
    promise = site.commitment("2")
    somebody = visitor(name)
    found = []
    for address in TOUR[name]:
        somebody.go(address.replace("PROMISE", promise["path"]).replace("CODE", promise["code"]))
        page = somebody.page
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert somebody.fits(), f"{address} is wider than the window"
        assert not page.evaluate(STICKS_OUT), address
        if report := accessible(page, dark=width == "phone"):
            found.append(f"{address}\n{report}")
    assert not found, "\n\n".join(found)


def test_nor_does_any_state_of_a_page(site, visitor, width):
    """A form with errors, a map with an open sign, the open menu, a thread of comments, a page after a deed."""
    promise = site.commitment("5")
    somebody = visitor().go("/peta/")
    page = somebody.page
    page.locator(".spot").first.press("Enter")
    assert not accessible(page)
    if width == "phone":
        page.get_by_text(somebody.say("Menu"), exact=True).click()
        assert not accessible(page)
    somebody.go("/akun/daftar/")
    somebody.button("Send me a code").click()
    assert not accessible(page)

    lina = visitor("sari").go(f"/suara/{promise['code']}/tulis/")
    lina.button("Send").click()
    assert not accessible(lina.page)
    lina.field("Your comment").fill("Ringkasannya mudah dibaca.\n\n- satu\n- dua\n\n> kutipan")
    lina.button("Send").click()
    lina.page.get_by_role("article").get_by_role("link", name=lina.say("Reply")).first.click()
    lina.field("Your comment").fill("Terima kasih.")
    lina.button("Send").click()
    assert not accessible(lina.page)
