"""georeport 0.3.1 (Apache-2.0) reads us in both forms; it reads errors by their status."""
import pytest
import requests
from georeport import GeoReport


@pytest.fixture(params=["json", "xml"])
def client(place, request):
    return GeoReport(f"{place.url}/open311/v2", output_format=request.param)


def test_services_and_a_definition(client):
    road = next(one for one in client.get_service_list() if one["service_code"] == "jalan/jalan-rusak")
    assert road["service_name"] == "Jalan rusak" and road["type"] == "realtime"
    told = client.get_service_definition("jalan/jalan-rusak")
    assert told["service_code"] == "jalan/jalan-rusak" and told["attributes"]


def test_requests(client, place):
    found = client.get_service_requests()
    assert [one["service_request_id"] for one in found] == place.known["codes"]
    assert found[0]["description"] == "Jalan berlubang nomor 0" and float(found[0]["lat"])
    assert found[3]["status"] == "closed"
    two = ",".join(place.known["codes"][:2])
    assert [one["service_request_id"] for one in client.get_service_requests(service_request_id=two)] == (
        place.known["codes"][:2])
    assert client.get_service_request(place.known["codes"][1])["service_request_id"] == place.known["codes"][1]


def test_what_is_not_there_raises(client, place):
    for code in (place.known["secret"], "gajah"):
        with pytest.raises(requests.HTTPError):
            client.get_service_request(code)
    with pytest.raises(requests.HTTPError):
        client.get_service_requests(start_date="kemarin")
    with pytest.raises(requests.HTTPError):
        client.get_service_definition("gajah")


def test_both_forms_say_the_same(place):
    json, xml = (GeoReport(f"{place.url}/open311/v2", output_format=form) for form in ("json", "xml"))
    as_text = [{name: None if value is None else str(value) for name, value in one.items()}
               for one in json.get_service_requests()]
    assert as_text == [dict(one) for one in xml.get_service_requests()]
