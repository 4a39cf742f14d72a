"""Programs report: with a key, in forms and with pictures; the same request twice is one report."""
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from pendopo.analysis import open311_read
from pendopo.channels.reports.actions.reading import look
from pendopo.channels.reports.models import Identity, Report
from pendopo.gateways.open311 import keys
from pendopo.gateways.open311.models import Key, Received
from tests.channels.reports.town import RECEIPT, again
from tests.gateways.open311.town import ROOT, codes, get

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = {"service_code": "jalan/jalan-rusak", "description": "Lubang besar di depan pasar",
         "address_string": "Depan pasar", "first_name": "Sari", "last_name": "Contoh",
         "email": "sari@contoh.example", "phone": "081234567890"}


def post(key, form="json", follow=Client(), **words):  # noqa: B008 # a client without cookies
    return follow.post(f"{ROOT}/requests.{form}", {**WORDS, "api_key": key, **words})


def test_a_report_comes_in_and_waits_for_its_publication(streets, key):
    answer = post(key)
    assert answer.status_code == 200, answer.content
    [told] = answer.json()
    report = Report.objects.get(code=told["service_request_id"])
    assert "token" not in told and RECEIPT.search(told["service_notice"]) and not answer.cookies
    assert report.channel == "open311" and report.visibility == "sealed" and report.category == streets.road
    opened = look(actor=again(streets.rina), report=report)
    assert opened.told.text == "Lubang besar di depan pasar" and opened.told.place == "Depan pasar"
    assert Identity.objects.filter(report=report).exists() and b"Sari" not in bytes(report.original)
    assert codes(get("requests")) == [] and get(f"requests/{report.code}").status_code == 404


def test_xml_says_the_same(streets, key):
    answer = post(key, "xml")
    [told] = open311_read.accepted(answer.content, "xml")
    assert Report.objects.get().code == told.service_request_id and answer["Content-Type"].startswith("text/xml")


def test_its_program_may_ask_how_far_it_is_and_no_other(streets, key):
    [told] = post(key).json()
    code = told["service_request_id"]
    [waiting] = get(f"requests/{code}", api_key=key).json()
    assert waiting["status"] == "open" and waiting["description"] is None and waiting["service_name"] is None
    other = keys.give(name="Lain", scopes=("read", "write"))
    writer = keys.give(name="Penulis", scopes=("write",))
    assert {get(f"requests/{code}", api_key=one).status_code for one in (other, writer, "gajah")} == {404}


def test_the_same_request_twice_is_one_report(streets, key):
    assert post(key).json()[0]["service_request_id"] == post(key).json()[0]["service_request_id"]
    assert Report.objects.count() == Received.objects.count() == 1
    post(key, description="Yang lain")
    post(keys.give(name="Lain", scopes=("write",)))
    assert Report.objects.count() == 3


def test_flags_kind_and_day(streets, key):
    [told] = post(key, **{"attribute[rahasia]": "ya", "attribute[anonim]": "ya", "attribute[klasifikasi]": "aspiration",
                          "attribute[tanggal]": "2024-03-01"}).json()
    report = Report.objects.get(code=told["service_request_id"])
    assert report.secret and report.anonymous and report.visibility == "secret"
    assert report.classification == "aspiration" and report.place is not None and report.happened is None
    assert get(f"requests/{report.code}", api_key=key).status_code == 404
    [told] = post(key, **{"attribute[tanggal]": "2024-03-01", "attribute[klasifikasi]": "gajah"}).json()
    assert str(Report.objects.get(code=told["service_request_id"]).happened) == "2024-03-01"


def test_a_point_finds_its_village(streets, key):
    point = {"lat": str(streets.village.lat), "long": str(streets.village.lng), "address_string": ""}
    [told] = post(key, **point).json()
    place = Report.objects.get(code=told["service_request_id"]).place
    assert place.region == streets.village and place.lat == streets.village.lat
    assert post(key, lat="60.1", long="24.9").status_code == 400
    [told] = post(key, address_string="", address_id=streets.village.pk).json()
    assert Report.objects.get(code=told["service_request_id"]).place.region == streets.village
    assert post(key, address_string="", address_id="11").status_code == 400


def picture(name="foto.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_pictures_by_multipart_and_by_address(streets, key):
    [told] = post(key, media=picture(), media_url="https://foto.invalid/1.jpg").json()
    report = Report.objects.get(code=told["service_request_id"])
    assert report.enclosures.count() == 1
    assert "https://foto.invalid/1.jpg" in look(actor=again(streets.rina), report=report).told.text
    assert post(key, media=SimpleUploadedFile("a.svg", b"<svg onload='x'/>", "image/svg+xml")).status_code == 400
    many = [picture(f"{n}.jpg") for n in range(6)]
    assert post(key, media=many).status_code == 400
    assert Report.objects.count() == 1


@pytest.mark.parametrize("words, status", [
    ({"api_key": ""}, 403), ({"api_key": "gajah"}, 403), ({"service_code": ""}, 400), ({"service_code": "gajah"}, 404),
    ({"service_code": "jalan"}, 404), ({"address_string": ""}, 400), ({"lat": "x", "long": "1"}, 400),
    ({"description": "x" * 4_001}, 400), ({"description": ""}, 400), ({"jurisdiction_id": "kota.lain"}, 404)])
def test_errors(streets, key, words, status):
    for form in ("json", "xml"):
        answer = post(key, form, **words)
        faults = open311_read.faults(answer.content, form)
        assert answer.status_code == status == faults[0].code and faults[0].description
    assert not Report.objects.exists()


def test_broken_bodies(streets, key):
    client = Client()
    for body, kind in ((b"x" * 2_000_000, "application/x-www-form-urlencoded"), (b"--x", "multipart/form-data"),
                       (b"&".join(b"a%d=1" % n for n in range(900)), "application/x-www-form-urlencoded"),
                       (b"\xff\xfe=\xff", "application/x-www-form-urlencoded"), (b"{", "application/json")):
        answer = client.post(f"{ROOT}/requests.xml", body, content_type=kind)
        assert answer.status_code in (400, 403) and answer.content.startswith(b"<?xml"), kind


def test_keys_are_kept_as_hashes_and_can_end(streets, key):
    assert key not in str(Key.objects.values_list())
    assert keys.end(name="Aplikasi Contoh") and not keys.end(name="Aplikasi Contoh")
    assert post(key).status_code == 403
    with pytest.raises(ValueError):
        keys.give(name="Aplikasi Contoh", scopes=("write",))
    for scopes in ((), ("semua",)):
        with pytest.raises(ValueError):
            keys.give(name="x", scopes=scopes)
    assert post(keys.give(name="Pembaca", scopes=("read",))).status_code == 403


def test_a_program_that_reports_too_fast_is_told_when_to_come_back(streets, key):
    answers = [post(key, service_code="gajah").status_code for _ in range(121)]
    assert answers[0] == 404 and answers[-1] == 429
    last = post(key)
    assert last.status_code == 429 and int(last["Retry-After"]) > 0 and last.json()[0]["code"] == 429
