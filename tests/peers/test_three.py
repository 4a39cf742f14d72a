"""three 0.8.0 (MIT, 2012) reads and writes, media and token too. It wants one name that Python 3 no longer has."""
import importlib
import io
import itertools
import warnings
from datetime import date, timedelta

import pytest
from PIL import Image

itertools.ifilter = filter
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    Three = importlib.import_module("three.core").Three


@pytest.fixture
def client(place):
    return Three(f"{place.url}/open311/v2", api_key=place.known["key"])


def test_discovery_services_and_a_definition(client, place):
    told = client.discovery()
    assert told["endpoints"][0]["url"].endswith("/open311/v2")
    assert client.discovery(f"{place.url}/open311/v2/discovery.json")
    assert "jalan/jalan-rusak" in [one["service_code"] for one in client.services()]
    assert client.services("jalan/jalan-rusak")["attributes"]


def test_requests(client, place):
    known = place.known["codes"]
    assert [one["service_request_id"] for one in client.requests()][-5:] == known
    assert next(one["service_request_id"] for one in client.requests(count=2, page=2)) in known
    today = date.today() + timedelta(days=1)
    between = [(today - timedelta(days=20)).strftime("%m-%d-%Y"), today.strftime("%m-%d-%Y")]
    assert {one["service_request_id"] for one in client.requests(between=between)} >= set(known[1:])
    assert client.request(known[0])[0]["service_request_id"] == known[0]
    assert [one["service_request_id"] for one in client.requests("jalan/jalan-rusak", status="closed")] == [known[3]]
    assert client.token(known[0])[0]["service_request_id"] == known[0]


def test_a_report_with_a_picture(client):
    words = {"address": "Depan pasar", "name": "Sari Contoh", "phone": "081234567890", "email": "sari@contoh.example"}
    [told] = client.post("jalan/jalan-rusak", description="Lubang besar", **words)
    assert told["service_request_id"].startswith("LAP-") and "token" not in told
    file = io.BytesIO()
    Image.new("RGB", (80, 60), "blue").save(file, "PNG")
    file.seek(0)
    file.name = "foto.png"
    [told] = client.post("jalan/jalan-rusak", description="Dengan foto", media=file, **words)
    assert client.post_response.status_code == 200 and told["service_request_id"]
    assert told["service_request_id"] not in [one["service_request_id"] for one in client.requests()]


def test_errors_are_read_as_answers(client, place):
    assert client.post("gajah", address="x", description="x")[0]["code"] == 404
    stranger = Three(f"{place.url}/open311/v2", api_key="salah")
    [told] = stranger.post("jalan/jalan-rusak", address="x", description="x")
    assert told["code"] == 403 and stranger.post_response.status_code == 403
    assert client.request(place.known["secret"])[0]["code"] == 404
