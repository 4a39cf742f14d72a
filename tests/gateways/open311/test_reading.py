"""GeoReport v2 read by strangers: only what is published, the same in XML and JSON, errors as the standard has them."""
import csv
import io
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.channels.reports.actions.handling import answer as answered
from pendopo.channels.reports.actions.handling import begin
from pendopo.channels.reports.actions.routing import route
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.records.actions import index
from pendopo.core.records.models import Record
from pendopo.gateways.open311 import queries
from pendopo.gateways.open311.following import follow
from tests.channels.reports.town import PLANTED, again
from tests.gateways.open311.town import ROOT, codes, get

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_discovery_names_this_server(streets):
    told = get("discovery").json()
    assert told["endpoints"][0]["url"] == "http://localhost:8000/open311/v2"
    assert told["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert told["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert all(told[name] for name in ("changeset", "contact", "key_service"))
    assert Client().get(f"{ROOT}/")["Location"] == f"{ROOT}/discovery.xml"


def test_services_and_what_they_ask(streets):
    services = {one["service_code"]: one for one in get("services").json()}
    road = services["jalan/jalan-rusak"]
    assert road["service_name"] == "Jalan rusak" and road["group"] == "Jalan dan perhubungan"
    assert road["groups"] == ["Jalan dan perhubungan"]
    assert road["metadata"] is True and road["type"] == "realtime"
    assert "jalan" not in services                       # a branch cannot be reported, only its leaves
    told = get("services/jalan/jalan-rusak").json()
    assert told["service_code"] == "jalan/jalan-rusak"
    assert [one["code"] for one in told["attributes"]] == ["klasifikasi", "anonim", "rahasia", "tanggal"]
    assert get("services/gajah").json() == [{"code": 404, "description": "service_code was not found."}]


def test_a_published_report(streets):
    report = streets.published(lat=-7.2, lng=107.9)
    [told] = get("requests").json()
    assert told["service_request_id"] == report.code and told["status"] == "open"
    assert told["service_code"] == "jalan/jalan-rusak" and told["description"] == "Jalan berlubang di depan pasar."
    assert told["requested_datetime"] == "2024-03-04T09:00:00+07:00" == told["updated_datetime"]
    assert told["agency_responsible"] == "Setda Contoh" and told["lat"] == -7.2 and told["long"] == 107.9
    assert told["expected_datetime"].endswith("T23:59:59+07:00") and told["status_notes"]
    assert set(told) == {
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
        "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
        "address", "address_id", "zipcode", "lat", "long", "media_url"}
    assert get(f"requests/{report.code}").json() == [told]
    assert get(f"tokens/{report.code}").json() == [{"service_request_id": report.code, "token": report.code}]


def test_nothing_secret_unpublished_or_unknown_is_ever_told(streets):
    sealed, _ = streets.report()
    secret, _ = streets.report(secret=True)
    anonymous = streets.published(anonymous=True)
    assert codes(get("requests", extensions="true")) == [anonymous.code]
    answers = {get(f"requests/{code}", extensions="true").content
               for code in (sealed.code, secret.code, "LAP-2024-1234567-A", "gajah")}
    assert len(answers) == 1
    assert get(f"requests/{secret.code}").json() == [{"code": 404, "description": "service_request_id was not found."}]
    assert len({get(f"tokens/{code}").content for code in (sealed.code, secret.code, "gajah")}) == 1
    assert codes(get("requests", service_request_id=f"{sealed.code},{secret.code}")) == []
    sheet = b"".join(Client().get(f"{ROOT}/requests.csv").streaming_content).decode()
    everything = sheet + "".join(get(address, extensions="true").content.decode() for address in (
        "requests", f"requests/{anonymous.code}", "servicerequestupdates", f"requests/{secret.code}"))
    for word in ("Sari", "Rahasiawati", "sedalam", "0812", "81200001111", "sari.rahasia", secret.code, sealed.code):
        assert word not in everything, word
    assert PLANTED not in everything


def test_an_empty_word_is_no_word(streets):
    streets.published()
    whole = get("requests").content
    assert get("requests", service_code="", status="", start_date="", page="", lat="", bbox="", search="",
               service_request_id="", jurisdiction_id="", order_by="", extensions="").content == whole


@pytest.mark.parametrize("words, status", [
    ({"start_date": "kemarin"}, 400), ({"status": "baru"}, 400), ({"page": "0"}, 400),
    ({"lat": "100", "long": "1"}, 400), ({"bbox": "1,2"}, 400), ({"order_by": "nama"}, 400),
    ({"jurisdiction_id": "kota.lain"}, 404),
    ({"start_date": "2023-01-01T00:00:00Z", "end_date": "2024-01-01T00:00:00Z"}, 400)])
def test_errors(streets, words, status):
    told = get("requests", **words)
    assert told.status_code == status and told.json()[0]["code"] == status and told.json()[0]["description"]


def test_what_is_not_there_and_what_may_not_be_done(streets):
    assert get("gajah").json()[0]["code"] == 404
    answer = Client().put(f"{ROOT}/services.xml")
    assert answer.status_code == 405 and answer["Allow"] == "GET" and b"<errors><error><code>405" in answer.content
    assert Client().get(f"{ROOT}/requests.html").status_code == 404


@pytest.fixture
def five(streets):
    """Newest first: a (today, open), b (1 day, closed), c (10 days, open, elsewhere), d (89 days), old (200 days)."""
    south, north = {"lat": -7.5, "lng": 107.5}, {"lat": -7.0, "lng": 107.0}
    found = {"a": streets.published(text="Lampu mati", **south),
             "b": streets.published(closed=True, days_ago=1, **south),
             "c": streets.published(days_ago=10, about_what=streets.ktp, **north),
             "d": streets.published(days_ago=89), "old": streets.published(days_ago=200)}
    sequence_all()
    follow()
    return found


@pytest.mark.parametrize("words, found", [
    ({}, "a b c d"), ({"status": "open"}, "a c d"), ({"status": "closed"}, "b"), ({"status": "open,closed"}, "a b c d"),
    ({"service_code": "kependudukan/ktp"}, "c"), ({"service_code": "kependudukan/ktp,jalan/jalan-rusak"}, "a b c d"),
    ({"service_code": "gajah"}, ""), ({"start_date": "2024-03-01T00:00:00+07:00"}, "a b"),
    ({"end_date": "2024-03-01T00:00:00+07:00"}, "c d"), ({"start_date": "2023-08-01T00:00:00Z"}, "old"),
    ({"start_date": "2024-02-01", "end_date": "2024-03-03T12:00:00 07:00"}, "b c"),
    ({"bbox": "107.4,-7.6,107.6,-7.4"}, "a b"), ({"lat": "-7.0001", "long": "107.0001", "radius": "100"}, "c"),
    ({"lat": "-7.0001", "long": "107.0001", "radius": "5"}, ""), ({"agency_responsible": "setda"}, "a b c d"),
    ({"agency_responsible": "Setda Contoh"}, "a b c d"), ({"agency_responsible": "pu"}, ""),
    ({"order_by": "requested_datetime"}, "d c b a"), ({"updated_after": "2024-03-04T00:00:00+07:00"}, "a b c d old"),
    ({"updated_before": "2024-03-04T00:00:00+07:00"}, ""), ({"updated_after": "2024-03-05"}, "")])
def test_filters(five, words, found):
    wanted = [five[name].code for name in found.split()]
    assert codes(get("requests", **words)) == wanted
    if "order_by" not in words:
        paged = get("requests", page="1", page_size="100", **words)
        assert codes(paged) == wanted and paged["X-Result-Count"] == str(len(wanted))


@pytest.mark.parametrize("few", [0, 2_000])
def test_what_changed_is_found_the_same_whether_much_did_or_little(five, monkeypatch, few):
    monkeypatch.setattr(queries, "FEW", few)
    assert codes(get("requests", updated_after="2024-03-04T00:00:00+07:00")) == [one.code for one in five.values()]
    assert codes(get("requests", updated_after="2024-03-05")) == []
    paged = get("requests", updated_after="2024-03-04", status="open", page="2", page_size="2")
    assert codes(paged) == [five["d"].code, five["old"].code] and paged["X-Result-Count"] == "4"


def test_numbers_override_everything_else(five):
    wanted = f"{five['old'].code},{five['b'].code}"
    assert codes(get("requests", service_request_id=wanted, status="open", service_code="gajah", bbox="0,0,1,1")) == [
        five["b"].code, five["old"].code]


def test_search(five):
    index(list(five.values()))
    assert codes(get("requests", search="lampu")) == [five["a"].code]


def test_notes_attributes_and_updates(streets):
    report = streets.published()
    route(actor=again(streets.rina), report=report, office=streets.pu)
    begin(actor=again(streets.hadi), report=report)
    answered(actor=again(streets.hadi), report=report, text="Untuk Bayu saja", public="Besok ditambal.")
    [told] = get("requests", extensions="true").json()
    assert [note["description"] for note in told["notes"]] == ["Besok ditambal."]
    assert told["extended_attributes"]["channel"] == "web" and told["attributes"] == []
    moves = get("servicerequestupdates").json()
    assert {one["service_request_id"] for one in moves} == {report.code}
    assert "Besok ditambal." in [one["description"] for one in moves] and {one["status"] for one in moves} == {"OPEN"}
    assert "Untuk Bayu" not in str(moves) + str(told)
    assert get("servicerequestupdates", start_date="2024-03-05T00:00:00Z").json() == []
    assert get("servicerequestupdates", service_request_id="gajah").json() == []
    assert get("servicerequestupdates", page_size="1").json() == moves[:1]


def test_three_questions_however_many_rows(streets):
    seen = []
    for _ in range(2):
        streets.published()
        sequence_all()
        follow()
        for address in ("requests.json", "requests.xml?page=1&page_size=100",
                        "requests.json?page=1&page_size=1&status=open"):
            with CaptureQueriesContext(connection) as asked:
                assert Client().get(f"{ROOT}/{address}").status_code == 200
            seen.append(len(asked))
        streets.published()
    assert seen[:3] == seen[3:] and max(seen) <= 3, seen


def test_the_sheet_of_all(streets):
    report = streets.published(text="=cmd", days_ago=200)
    text = b"".join(Client().get(f"{ROOT}/requests.csv").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["service_request_id"] == report.code and row["description"] == "'=cmd"
    assert row["service_name"] == "Jalan dan perhubungan" and row["service_subtype"] == "Jalan rusak"
    assert datetime.fromisoformat(row["requested_datetime"]).tzinfo
    empty = b"".join(Client().get(f"{ROOT}/requests.csv", {"start_date": "2024-03-01"}).streaming_content).decode()
    assert report.code not in empty
    assert Client().get(f"{ROOT}/requests.csv", {"start_date": "x"}).status_code == 400


def test_what_is_taken_back_is_gone(streets):
    report = streets.published()
    assert codes(get("requests")) == [report.code]
    Record.objects.filter(pk=report.pk).update(visibility="sealed")
    assert codes(get("requests", extensions="0")) == []
