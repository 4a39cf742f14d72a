"""The map: points never more than a map can show, national records beside it, and the same as a list."""
import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pendopo.web.points import Dot, shared, spots
from tests.web.town import COUNTRY, HOME, NORTH, VILLAGE, promise

codes = st.sampled_from(["35", "35.22", "35.22.01", "35.22.01.2001", "35.22.01.2002", "35.22.02.2001", "33.74", "00"])
dots = st.builds(lambda code, n: Dot(f"t{n}", f"c{n}", "plans", "id", code, n % 7 / 10, n % 11 / 10), codes,
                 st.integers(0, 500))


@given(st.lists(dots, max_size=80), st.integers(8, 40))
def test_every_record_with_a_place_is_in_one_spot_and_no_national_one(rows, most):
    found = spots(rows, most)
    assert len(found) <= most
    inside = [dot for spot in found for dot in spot.dots]
    assert sorted(inside) == sorted(dot for dot in rows if dot.region != "00")
    for spot in found:
        assert all(spot.region == "00" or (dot.region + ".").startswith(spot.region + ".") for dot in spot.dots)


@pytest.mark.parametrize(("regions", "together"), [
    (["35.22.01.2001"], "35.22.01.2001"), (["35.22.01.2001", "35.22.01.2002"], "35.22.01"),
    (["35.22.01", "35.22"], "35.22"), (["35.2", "35.22"], "35"), (["35", "11"], "00")])
def test_the_region_that_holds_them_all(regions, together):
    assert shared(regions) == together


@pytest.mark.database
@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _town(self, city):
        """The invented town."""

    def test_points_of_records_and_of_regions_and_none_of_the_country(self, client):
        promise("Titik", region=VILLAGE, lat=-9.25, lng=112.61)
        promise("Wilayah", region=NORTH)
        promise("Nasional", region=COUNTRY)
        promise("Tanpa tempat")
        told = client.get("/peta/titik.json").json()
        assert told["type"] == "FeatureCollection"
        titles = {one["properties"]["records"][0]["title"]: one["geometry"]["coordinates"] for one in told["features"]}
        assert titles == {"Titik": [112.61, -9.25], "Wilayah": [112.665, -9.2192]}
        assert told["outlines"] and told["outlines"][0]["type"] == "MultiPolygon"

    def test_records_of_one_place_are_one_spot_that_names_a_few(self, client):
        for n in range(8):
            promise(f"Janji {n}", region=NORTH)
        spot = client.get("/peta/titik.json").json()["features"][0]["properties"]
        assert spot["count"] == 8 and len(spot["records"]) == 6 and spot["place"] == "Kecamatan Contoh Utara"
        assert spot["address"] == f"/peta/?wilayah={NORTH}"
        assert client.get("/en/peta/titik.json").json()["features"][0]["properties"]["address"].startswith("/en/")

    @pytest.mark.parametrize(("box", "many"), [("112.6,-9.3,112.7,-9.1", 1), ("100,-5,101,-4", 0), ("1,2,3", 1),
                                               ("9,9,1,1", 1), ("nan,nan,nan,nan", 1), ("a,b,c,d", 1)])
    def test_only_what_is_seen(self, client, box, many):
        promise(region=NORTH)
        assert len(client.get("/peta/titik.json", {"kotak": box}).json()["features"]) == many

    def test_without_script_the_list_does_everything(self, client):
        promise("Desa", region=VILLAGE)
        promise("Nasional", region=COUNTRY)
        page = client.get("/peta/").text
        assert f'href="/peta/?wilayah={VILLAGE}"' in page and "Nasional: tidak punya titik di peta" in page
        assert "Desa" in page and "Nasional" in page and "csrf" not in page
        assert "Nasional<" not in client.get("/peta/", {"wilayah": HOME}).text.partition('<ul class="cards">')[2]

    def test_the_first_view_comes_with_the_page(self, client):
        promise('Kutip " dan <b>', region=VILLAGE)
        page = client.get("/peta/").text
        first = json.loads(html.unescape(re.search(r'data-first="([^"]*)"', page)[1]))
        assert first["features"][0]["properties"]["records"][0]["title"] == 'Kutip " dan <b>'
        assert "<b>" not in page

    def test_an_english_map_names_records_in_english_where_they_have_such_a_title(self, client):
        promise("Jalan desa", title_en="Village roads", region=VILLAGE)
        promise("Pasar", region=NORTH)
        told = client.get("/en/peta/titik.json").json()["features"]
        assert {(record["title"], record["language"]) for one in told for record in one["properties"]["records"]} == {
            ("Village roads", ""), ("Pasar", "id")}
        assert "Village roads" not in client.get("/peta/titik.json").text

    def test_as_many_queries_for_three_as_for_one(self, client):
        def asked(address):
            with CaptureQueriesContext(connection) as caught:
                assert not client.get(address).cookies
            return len(caught)
        promise("Satu", region=VILLAGE)
        client.get("/peta/")
        one, points = asked("/peta/?a=1"), asked("/peta/titik.json?a=1")
        promise("Dua", region=NORTH), promise("Tiga", region=COUNTRY)
        assert one == asked("/peta/?a=3") == 5
        assert points == asked("/peta/titik.json?a=3") == 3

    def test_what_is_not_public_is_not_on_the_map(self, client):
        promise("Rahasia", region=VILLAGE, visibility="members")
        assert "Rahasia" not in client.get("/peta/").text and not client.get("/peta/titik.json").json()["features"]
