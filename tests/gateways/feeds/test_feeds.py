"""Feeds that readers nobody here wrote can use: valid Atom and JSON Feed, paged by key, in both languages."""
import html
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.channels.plans.models import Commitment
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.gateways.feeds import addresses
from tests.web.town import HOME, NORTH, VILLAGE, finished, office, promise, town

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _town():
    town()


def atom(client, address="/umpan/atom.xml"):
    """The feed, with what RFC 4287 demands of every feed and entry."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not answer.cookies
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed" and feed.get(LANGUAGE) in ("id", "en")
    for thing in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(thing.findall(f"{ATOM}{name}")) == 1 and thing.findtext(f"{ATOM}{name}")
        assert urlsplit(thing.findtext(f"{ATOM}id")).scheme in ("http", "https", "tag")
        assert datetime.fromisoformat(thing.findtext(f"{ATOM}updated")).tzinfo
    assert len(feed.findall(f"{ATOM}author")) == 1 and link(feed, "self") and link(feed, "first")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return feed


def link(thing, rel):
    found = [one.get("href") for one in thing.findall(f"{ATOM}link") if one.get("rel") == rel]
    assert len(found) < 2
    return found[0].removeprefix("http://localhost:8000") if found else ""


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_an_entry_says_what_when_who_and_where_the_proof_lies(client):
    record = promise("Anggaran <desa> & \x0bwarga", summary="Terbuka.", language="en")
    sequence_all()
    entry = atom(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Anggaran <desa> & warga" and entry.get(LANGUAGE) == "en"
    assert link(entry, "alternate") == record.get_absolute_url()
    assert link(entry, "related") == f"/ledger/proof/{record.timeline.get().line.seq}.json"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Bappeda Contoh"
    assert entry.find(f"{ATOM}category").get("term") == "plans"


def test_the_id_stays_and_the_date_moves_when_something_happens(client):
    record = promise(days_ago=3)
    before = atom(client).find(f"{ATOM}entry")
    finished(record)
    Record.objects.update(title="Judul baru")
    records.note(record, "records.attach", by=system("import"))
    after = atom(client).find(f"{ATOM}entry")
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    assert before.findtext(f"{ATOM}updated") < after.findtext(f"{ATOM}updated")
    assert before.findtext(f"{ATOM}published") == after.findtext(f"{ATOM}published")


def test_every_page_by_key_each_record_once(client):
    for n in range(65):
        promise(f"Janji {n}", days_ago=65 - n)
    address, seen, pages = "/umpan/atom.xml", [], 0
    while address:
        feed = atom(client, address)
        seen, address, pages = seen + titles(feed), link(feed, "next"), pages + 1
    assert seen == [f"Janji {n}" for n in range(64, -1, -1)] and pages == 3
    assert titles(atom(client, link(feed, "previous"))) == [f"Janji {n}" for n in range(34, 4, -1)]


@pytest.mark.parametrize(("address", "found"), [
    ("/umpan/jenis/plans/atom.xml", ["Nasional", "Kecamatan", "Desa"]),
    ("/umpan/lembaga/dpu-contoh/atom.xml", ["Kecamatan"]),
    (f"/umpan/wilayah/{NORTH}/atom.xml", ["Kecamatan", "Desa"]),
    (f"/umpan/wilayah/{HOME}/atom.xml", ["Kecamatan", "Desa"]),
    ("/umpan/wilayah/00/atom.xml", ["Nasional", "Kecamatan", "Desa"]),
    ("/umpan/atom.xml?q=kecamatan", ["Kecamatan"]), (f"/umpan/atom.xml?wilayah={VILLAGE}&status=berjalan", ["Desa"]),
    ("/umpan/atom.xml?q=gajah", [])])
def test_every_list_is_a_feed(client, address, found):
    promise("Desa", region=VILLAGE, days_ago=3)
    promise("Kecamatan", region=NORTH, days_ago=2, office=office("dpu-contoh", "Dinas PU Contoh"))
    promise("Nasional", region="00", days_ago=1)
    promise("Rahasia", visibility="members")
    assert titles(atom(client, address)) == found


@pytest.mark.parametrize("list_", ["jenis/gajah", "lembaga/gajah", "wilayah/12345"])
def test_no_feed_of_what_is_not_there(client, list_):
    assert client.get(f"/umpan/{list_}/atom.xml").status_code == 404


def test_english_under_its_own_address(client):
    promise()
    feed = atom(client, "/en/umpan/atom.xml")
    assert feed.get(LANGUAGE) == "en" and link(feed.find(f"{ATOM}entry"), "alternate").startswith("/en/")
    assert addresses.feed("kind", "plans", language="en") == "/en/umpan/jenis/plans/atom.xml"
    assert link(feed, "self") == "/en/umpan/atom.xml"
    Commitment.objects.update(title_en="Village budgets open")
    title = atom(client, "/en/umpan/atom.xml?again").find(f"{ATOM}entry/{ATOM}title")
    assert title.text == "Village budgets open" and title.get(LANGUAGE) == "en"


def test_json_has_the_same_with_codes_and_proofs(client):
    record = promise("Jalan", region=VILLAGE, lat=-9.2, lng=112.6, due=timezone.localdate() + timedelta(days=1))
    sequence_all()
    answer = client.get("/umpan/records.json")
    told = answer.json()
    assert answer["Content-Type"].startswith("application/feed+json") and told["version"].endswith("/1.1")
    one = told["items"][0]
    assert one["url"].endswith(record.get_absolute_url()) and "content_text" in one
    assert one["_pendopo"]["code"] == record.code and one["_pendopo"]["place"]["code"] == VILLAGE
    assert one["_pendopo"]["proof"].endswith(".json") and one["_pendopo"]["due"] == record.due.isoformat()


def test_json_goes_on_by_key(client):
    for n in range(31):
        promise(f"Janji {n}", days_ago=31 - n)
    first = client.get("/umpan/records.json?status=berjalan").json()
    second = client.get(first["next_url"].removeprefix("http://localhost:8000")).json()
    assert [one["title"] for one in second["items"]] == ["Janji 0"] and "next_url" not in second


@pytest.mark.parametrize("address", ["/umpan/atom.xml", "/umpan/records.json", "/umpan/jenis/plans/atom.xml"])
def test_as_many_queries_for_three_as_for_one(client, address):
    def asked(again):
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{address}?{again}")
        return len(caught)
    promise("Satu", region=VILLAGE)
    asked(0)
    one = asked(1)
    promise("Dua"), promise("Tiga")
    assert one == asked(3) == 3


@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_every_list_of_a_kind_names_its_feed(client, prefix, language):
    """In the head, for programs, and as a link that people see; the feed is there and speaks the same language."""
    for kind in kinds.all():
        page = client.get(f"{prefix}/{kind.path}/", follow=True).content.decode()
        named = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', page)
        assert named, kind.name
        assert page.count(f'href="{named[1]}"') > 1, f"{kind.name}: nobody sees it"
        told = ElementTree.fromstring(client.get(html.unescape(named[1])).content)
        assert told.get(LANGUAGE) == language, kind.name
