"""What a first visit costs a phone: bytes over the wire and requests, from the city alone.

`pytest tests/browser/test_weight.py -s` prints the table that stands in docs/numbers.md.
"""
from urllib.parse import urlsplit

import pytest

from tests.browser.visitor import Visitor

KB, LIGHT, MAP, MOST = 1000, 60, 90, 6          # bytes of a kB; kB of a page and of the map; requests
READ = [
    "/", "/rencana-aksi/", "/rencana-aksi/rencana/", "/rencana-aksi/rencana/NAP4/", "PROMISE", "/catatan/CODE/riwayat",
    "/suara/CODE/", "/suara/CODE/tulis/", "/cari/?q=puskesmas", "/peta/", "/kalender/", "/statistik/",
    "/lembaga/bappeda/", "/suara/moderasi/", "/suara/aturan/", "/buku-besar/", "/buku-besar/periksa/",
    "/cara-hitung/plans/", "/tentang/", "/privasi/", "/aksesibilitas/", "/data/", "/api/", "/akun/masuk/",
    "/akun/daftar/", "/akun/tanda-terima/", "/akun/lembaga/", "/tidak-ada/",
]


def weigh(somebody: Visitor, address: str) -> tuple[int, int, set[str]]:
    """(bytes of heads and bodies as they came, requests, hosts) until the network is quiet. Nothing lies in a cache."""
    page, came = somebody.page, []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    asked: dict[str, str] = {}
    devtools.on("Network.requestWillBeSent", lambda of: asked.setdefault(of["requestId"], of["request"]["url"]))
    devtools.on("Network.loadingFinished", lambda of: came.append(of["encodedDataLength"]))
    somebody.go(address)
    page.wait_for_load_state("networkidle")
    urls = [url for url in asked.values() if not url.startswith(("data:", "blob:"))]
    return int(sum(came)), len(urls), {urlsplit(url).netloc for url in urls}


@pytest.mark.parametrize("width", ["phone"])
@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_a_first_visit_is_light(site, visitor, language):
    promise, found, table = site.commitment("1"), [], []
    for address in READ:
        most = MAP if address == "/peta/" else LIGHT
        place = address.replace("PROMISE", promise["path"]).replace("CODE", promise["code"])
        somebody = visitor()
        size, requests, hosts = weigh(somebody, place)
        somebody.page.context.close()
        table.append(f"| {address} | {size / KB:.1f} | {requests} |")
        if size > most * KB or requests > MOST or hosts != {urlsplit(site.url).netloc}:
            found.append(f"{address}: {size / KB:.1f} kB of {most}, {requests} requests, {sorted(hosts)}")
    print("\n" + "\n".join(table))
    assert not found, "\n".join(found)
