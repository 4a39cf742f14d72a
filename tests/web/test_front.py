"""The first page, and the pages that say what this server is."""
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.core.ledger.actions import sequence_all
from pendopo.core.places.models import City
from tests.web.town import VILLAGE, finished, promise

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked(client, address):
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert answer.status_code == 200 and not answer.cookies
    return len(caught)


def test_the_same_three_queries_for_one_record_and_for_three(client, city):
    promise()
    client.get("/")
    one = asked(client, "/?1")
    for title in ("Jalan", "Air"):
        finished(promise(title, region=VILLAGE, due=timezone.localdate()))
    assert one == asked(client, "/?3") == 3


def test_whose_server_it_is_and_what_one_can_do(client, city):
    promise("Data anggaran desa terbuka", due=timezone.localdate() + timedelta(days=3))
    finished(promise("Jalan diperbaiki"))
    sequence_all()
    page = client.get("/").text
    for words in ("Kabupaten Contoh, terbuka", "Kabupaten rekaan.", "Rencana aksi", "Data anggaran desa terbuka",
                  "Segera jatuh tempo", "3 hari lagi", "Baru saja ditutup", "Jalan diperbaiki",
                  "3 baris ada di buku besar", "tidak ada orang nyata"):
        assert words in page, words
    assert "csrf" not in page and "nonce" not in page
    english = client.get("/en/").text
    for words in ("Kabupaten Contoh, in the open", "An invented regency.", "Action plans", "3 days left"):
        assert words in english, words


def test_an_empty_server_says_so(client, db):
    page = client.get("/").text
    assert "Belum ada catatan" in page and "Segera jatuh tempo" not in page


def test_english_pages_show_english_titles_where_there_are_any(client, city):
    due = timezone.localdate() + timedelta(days=3)
    promise("Puskesmas buka", title_en="Health centres open", summary="Ringkasan.", due=due)
    promise("Tanpa judul Inggris", region=VILLAGE)
    for address in ("/en/", "/en/cari/", "/en/cari/?q=health+centres", "/en/peta/", f"/en/kalender/?bulan={due:%Y-%m}",
                    "/en/lembaga/bappeda-contoh/"):
        page = client.get(address).text.replace("<mark>", "").replace("</mark>", "")
        assert ">Health centres open</a>" in page, address
        assert '<span lang="id">Ringkasan.</span>' in page or address == "/en/", address
    assert '<mark>Health</mark> <mark>centres</mark> open' in client.get("/en/cari/?q=health+centres").text
    assert 'lang="id">Tanpa judul Inggris</a>' in client.get("/en/cari/").text
    assert ">Puskesmas buka</a>" in client.get("/cari/").text


def test_a_closed_channel_has_no_tile(client, city):
    City.objects.update(closed=["plans"])
    assert "/rencana-aksi/" not in client.get("/").text


def test_what_is_not_public_is_not_on_it(client, city):
    promise("Rahasia kami", visibility="members", due=timezone.localdate())
    assert "Rahasia kami" not in client.get("/").text


@pytest.mark.parametrize(("path", "words", "english"), [
    ("tentang/", "Balai tanpa dinding", "A hall without walls"),
    ("privasi/", "UU 27/2022", "Law 27/2022"),
    ("aksesibilitas/", "WCAG 2.2", "WCAG 2.2"),
    ("data/", "umpan/records.json", "en/umpan/records.json"),
])
def test_pages_about_the_server(client, city, path, words, english):
    page = client.get(f"/{path}")
    assert words in page.text and not page.cookies
    assert english in client.get(f"/en/{path}").text
    assert f'hreflang="en" href="/en/{path}"' in page.text and f'hreflang="id" href="/{path}"' in page.text
    assert asked(client, f"/{path}?fresh") == 1


def test_the_way_to_report_stands_on_the_first_page_while_the_channel_is_open(client, city):
    door = 'href="/laporan/lapor/"'
    assert door in client.get("/").text
    City.objects.update(closed=["reports"])
    assert door not in client.get("/?again").text
