"""Search: words in both languages, slips, codes, filters that stand in the address, and the hits as a file."""
import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.kit.fulltext.vocabulary import fold
from pendopo.kit.regions.models import Region
from tests.web.town import HOME, NORTH, VILLAGE, enter, finished, office, officer, promise

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _town(city):
    """The invented town."""


def asked(client, address):
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert answer.status_code == 200 and not answer.cookies
    return len(caught)


def test_words_find_every_form_and_are_marked(client):
    promise("Keterbukaan anggaran desa", summary="Semua dibuka untuk warga.")
    promise("Jalan diperbaiki")
    page = client.get("/cari/", {"q": "membuka"}).text
    assert "<mark>Keterbukaan</mark> anggaran desa" in page and "<mark>dibuka</mark>" in page
    assert "1 catatan ditemukan" in page and "Jalan diperbaiki" not in page


def test_english_words_find_english_texts(client):
    promise("Village roads repaired", language="en")
    page = client.get("/en/cari/", {"q": "road repair"}).text
    assert "Village <mark>roads</mark> <mark>repaired</mark>" in page and "1 record found" in page


def test_a_slip_is_put_right_if_that_finds_something(client):
    for n in range(4):
        promise(f"Jembatan {n}")
    fold()
    page = client.get("/cari/", {"q": "jembtan"}).text
    assert "Maksud Anda" in page and "q=jembatan" in page
    assert "Maksud Anda" not in client.get("/cari/", {"q": "jembtan", "status": "tutup"}).text


def test_a_code_leads_to_its_record_however_it_is_typed(client):
    record = promise()
    for typed in (record.code, record.code.lower(), record.code.replace("-", " "), record.code.replace("0", "O")):
        assert client.get("/cari/", {"q": typed}).url == record.get_absolute_url()


def test_a_mistyped_code_and_an_unknown_one_say_so(client):
    record = promise()
    wrong = record.code[:-1] + ("A" if record.code[-1] != "A" else "B")
    assert "Kode ini salah ketik" in client.get("/cari/", {"q": wrong}).text
    secret = promise("Rahasia", visibility="members")
    page = client.get("/cari/", {"q": secret.code}).text
    assert f"Tidak ada catatan publik dengan kode {secret.code}" in page and "Rahasia" not in page


def test_filters_stand_in_the_address_and_are_counted(client):
    promise("Satu", region=VILLAGE)
    finished(promise("Dua", region=NORTH, office=office("dpu-contoh", "Dinas PU Contoh")))
    page = client.get("/cari/", {"wilayah": NORTH, "status": "tutup", "jenis": "plans"}).text
    assert "Dua" in page and ">Satu<" not in page and '<span class="bubble">3</span>' in page
    assert '<option value="99.99.02" selected>' in page and "Kecamatan Contoh Utara" in page
    assert '<option value="dpu-contoh">' in page and f">{timezone.localdate().year}<" in page


def test_a_region_elsewhere_can_be_chosen_once_it_has_records(client):
    edition = Region.objects.get(pk=HOME).edition
    for code, name, kind, level in (("35", "Jawa Timur", "province", 1), ("35.22", "Bojonegoro", "regency", 2),
                                    ("35.23", "Tuban", "regency", 2)):
        Region.objects.create(code=code, name=name, kind=kind, level=level, edition=edition)
    promise(region="35.22")
    page = client.get("/cari/").text
    assert '<option value="35.22">Kabupaten Bojonegoro' in page and "Tuban" not in page and "Jawa Timur" not in page


def test_a_place_from_elsewhere_stays_chosen(client):
    promise(region=VILLAGE)
    assert '<option value="99.99.02.2001" selected>' in client.get("/cari/", {"wilayah": VILLAGE}).text


@pytest.mark.parametrize(("words", "said"), [
    ({}, "Belum ada catatan"), ({"q": "gajah"}, "Tidak ada hasil dengan kata-kata ini"),
    ({"q": "gajah", "status": "lewat"}, "Tidak ada hasil dengan kata dan saringan ini"),
    ({"status": "lewat"}, "Tidak ada catatan yang cocok dengan saringan ini"),
    ({"q": "yang"}, "Tidak ada hasil dengan kata-kata ini"),
])
def test_nothing_found_says_why_and_what_to_do(client, words, said):
    page = client.get("/cari/", words)
    assert page.status_code == 200 and said in page.text


def test_hits_page_by_key_in_rank_order(client):
    for n in range(22):
        promise(f"Sumur {n}")
    first = client.get("/cari/", {"q": "sumur"}).text
    assert "22 catatan ditemukan" in first and "Sumur 21" in first.replace("<mark>", "").replace("</mark>", "")
    address = first.partition('href="/cari/?q=sumur&amp;setelah=')[2].partition('"')[0]
    second = client.get(f"/cari/?q=sumur&setelah={address}").text.replace("<mark>", "").replace("</mark>", "")
    assert "Sumur 0<" in second and "Sumur 1<" in second and "Sumur 2<" not in second


def test_the_list_without_words_pages_by_key(client):
    for n in range(21):
        promise(f"Sumur {n}", days_ago=30 - n)
    first = client.get("/cari/").text
    address = first.partition('rel="next" href="')[2].partition('"')[0]
    assert "sebelum=" in address and "Sumur 0" in client.get(address).text


def test_as_many_queries_for_three_as_for_one(client):
    promise("Sumur satu")
    client.get("/cari/")
    listed, found = asked(client, "/cari/?a=1"), asked(client, "/cari/?q=sumur&a=1")
    promise("Sumur dua"), promise("Sumur tiga")
    assert listed == asked(client, "/cari/?a=3") == 3
    assert found == asked(client, "/cari/?q=sumur&a=3") == 6


def rows(answer):
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_hits_as_a_file(client):
    promise("=1+1", region=VILLAGE, days_ago=1)
    promise("Sumur, \"dalam\"", lat=-9.2, lng=112.6, region=VILLAGE)
    head, first, second = rows(client.get("/cari/unduh.csv"))
    assert head[:3] == ["code", "kind", "title"] and first[2] == "Sumur, \"dalam\"" and second[2] == "'=1+1"
    told = dict(zip(head, first, strict=True))
    assert told["region"] == VILLAGE and told["lat"] == "-9.2"
    assert told["address"].endswith(f"/rencana-aksi/{told['code']}/")
    assert [row[2] for row in rows(client.get("/cari/unduh.csv", {"q": "sumur"}))] == ["title", "Sumur, \"dalam\""]
    assert "/en/" in rows(client.get("/en/cari/unduh.csv"))[1][-1]


def test_a_whole_city_is_not_taken_a_hundred_times(client, settings):
    settings.LIMITS_TIMES = 1
    told = [client.get("/cari/unduh.csv") for _ in range(31)]
    assert {answer.status_code for answer in told[:30]} == {200} and told[30].status_code == 429
    assert "Mohon tunggu" in told[30].text and int(told[30]["Retry-After"]) <= 600
    assert client.get("/cari/").status_code == 200


def test_what_is_not_public_is_in_no_list_and_no_file(client):
    promise("Sumur rahasia", visibility="members")
    assert "rahasia" not in client.get("/cari/", {"q": "sumur"}).text
    assert len(rows(client.get("/cari/unduh.csv"))) == 1


def test_an_officer_lists_what_their_office_holds(client):
    promise("Sumur dalam", visibility="members")
    enter(client, officer(office()))
    assert "Sumur dalam" in client.get("/cari/").text
    enter(client, officer(office("dpu-contoh"), "Tono Contoh"))
    assert "Sumur dalam" not in client.get("/cari/").text


@pytest.mark.parametrize("words", ["\0", "'\"<script>", "x" * 100_000, "* OR (", "^\"\"", "   ", "💧 sumur"])
def test_any_words_are_answered(client, words):
    promise("Sumur")
    assert client.get("/cari/", {"q": words}).status_code == 200
