"""Whatever is sent to these addresses, the answer is one of the standard's and never a fault of the server; and XML and
JSON say the same."""
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pendopo.analysis import open311_read, open311_tree
from tests.gateways.open311.town import ROOT

pytestmark = pytest.mark.django_db
NAMES = ("service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size", "per_page",
         "extensions", "updated_after", "updated_before", "bbox", "lat", "long", "radius", "order_by",
         "agency_responsible", "search", "jurisdiction_id", "api_key", "attribute[rahasia]", "attribute[tanggal]",
         "description", "address_string", "address_id", "email", "phone", "media_url", "update_id", "updated_datetime")
GOOD = ("", "1", "open", "closed", "true", "2024-03-01T00:00:00Z", "2024-02-01", "-7.2", "107.5", "jalan/jalan-rusak",
        "-requested_datetime", "updated_datetime", "107,-8,108,-6", "lubang", "99999999", "0", "nan", "1e400", "٣",
        "9999-12-31T23:59:59Z", "0001-01-01", "2024-03-01T00:00:00 07:00", "localhost", "ya", "FIXED", "99.99.01")
WORDS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(GOOD) | st.text(max_size=12), max_size=6)
PATHS = st.sampled_from(["requests", "services", "discovery", "servicerequestupdates", "services/jalan/jalan-rusak",
                         "requests/LAP-2024-1234567-X", "tokens/x"]) | st.text(max_size=12).map(
    lambda text: f"requests/{quote(text, safe='')}")
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(client, method, path, words):
    answers = {form: getattr(client, method)(f"{ROOT}/{path}.{form}", words) for form in ("xml", "json")}
    for form, answer in answers.items():
        assert answer.status_code in (200, 400, 403, 404, 429), (path, words, answer.content)
        if answer.status_code != 200 and answer["Content-Type"].startswith(("text/xml", "application/json")):
            faults = open311_read.faults(answer.content, form)
            assert faults and faults[0].code == answer.status_code
    return answers


@PATIENT
@given(PATHS, WORDS)
@example("requests/a\0b", {})                # PostgreSQL takes no NUL
def test_reading(streets, path, words):
    if not hasattr(streets, "laid"):
        streets.laid = streets.published()
    answers = said(Client(), "get", path, words)
    xml, json = answers["xml"], answers["json"]
    assert xml.status_code == json.status_code
    if xml["Content-Type"].startswith("text/xml"):
        assert open311_tree.read(xml.content, "xml") == open311_tree.read(json.content, "json")


@PATIENT
@given(st.sampled_from(["requests", "servicerequestupdates"]), WORDS, st.booleans())
def test_writing(streets, key, path, words, good_key):
    said(Client(), "post", path, {**words, "api_key": key} if good_key else words)


@PATIENT
@given(st.binary(max_size=100), st.sampled_from([
    "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "text/xml",
    "application/json", "application/x-www-form-urlencoded; charset=gajah"]))
def test_bodies_of_any_sort(db, body, kind):
    answer = Client().generic("POST", f"{ROOT}/requests.xml", body, kind)
    assert answer.status_code in (400, 403) and answer.content.startswith(b"<?xml"), answer.content
