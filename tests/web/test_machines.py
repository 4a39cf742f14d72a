"""Addresses for programs."""
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.core.records.models import Record
from pendopo.web import machines
from tests.web.town import promise

pytestmark = pytest.mark.django_db
MAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def _town(city):
    """The invented town."""


def places(answer):
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/xml")
    return [one.text for one in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")]


def test_robots_know_the_map_and_what_is_not_for_them(client):
    told = client.get("/robots.txt").text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in told and "Disallow: /en/saya/" in told


def test_the_map_of_the_site_names_every_public_record_in_both_languages(client, monkeypatch):
    monkeypatch.setattr(machines, "STEP", 2)
    made = [promise(f"Janji {n}") for n in range(3)]
    for _n in range(3):                                    # a file of which nobody may read a record is not named
        promise("Rahasia", visibility="members")
    files = places(client.get("/sitemap.xml"))
    found = [address for file in files for address in places(client.get(file.removeprefix("http://localhost:8000")))]
    for record in made:
        assert f"http://localhost:8000/rencana-aksi/{record.code}/" in found
        assert f"http://localhost:8000/en/rencana-aksi/{record.code}/" in found
    assert not any(one.code in address for one in Record.objects.filter(title="Rahasia") for address in found)
    assert "http://localhost:8000/cari/" in found and len(found) == len(set(found))


def test_both_languages_point_to_each_other(client):
    promise()
    root = ElementTree.fromstring(client.get("/sitemap-halaman.xml").content)
    for url in root.iter(f"{MAP}url"):
        links = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        assert set(links) == {"id", "en"} and url.find(f"{MAP}loc").text in links.values()


def test_a_file_of_the_map_that_is_none(client):
    assert client.get("/sitemap-catatan-99.xml").status_code == 404


def test_the_manifest_and_the_icon(client):
    told = client.get("/manifest.webmanifest").json()
    assert told["name"] == "Kabupaten Contoh" and told["icons"][0]["src"].endswith("pendopo.svg")
    assert client.get("/favicon.ico").status_code == 301


def test_health_tells_numbers_and_nobody_s_name(client):
    promise()
    answer = client.get("/kesehatan/")
    assert "Pekerja latar diam" in answer.text and "Baris di buku besar" in answer.text
    assert "no-store" in answer["Cache-Control"] and not answer.cookies
    with CaptureQueriesContext(connection) as caught:
        client.get("/kesehatan/")
    assert len(caught) <= 9
