"""A person types a place into a form: one is taken, several are offered, none is said so; what was typed stays."""
import re

import pytest
from django import forms
from django.test import Client
from django.utils.translation import override

from pendopo.kit.regions.fields import RegionField
from pendopo.kit.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indonesia")]


class Form(forms.Form):
    place = RegionField(required=False)
    city = RegionField(levels={2}, required=False)


def filled(text: str, field: str = "place", **more: str) -> Form:
    with override("id"):
        form = Form({field: text, **{f"{field}_{key}": value for key, value in more.items()}})
        form.is_valid()
    return form


def error(form: Form, field: str = "place") -> str:
    with override("en"):
        return " ".join(form.errors.get(field, []))


def drawn(form: Form, field: str = "place") -> str:
    with override("id"):
        return str(form[field])


@pytest.mark.parametrize(("text", "code"), [
    ("Kota Semarang", "33.74"), ("kabupaten semarang", "33.22"), ("33.74", "33.74"),
    ("Kota Semarang, Jawa Tengah", "33.74"), ("Kecamatan Tembalang", "33.74.10"), ("jateng", "33"),
    ("Kelurahan Sendangmulyo, Kecamatan Tembalang, Kota Semarang, Jawa Tengah", "33.74.10.1011")])
def test_a_place_named_in_full_is_taken(text: str, code: str) -> None:
    assert filled(text).cleaned_data["place"].code == code


def test_a_beginning_that_fits_one_place_is_confirmed_first() -> None:
    form = filled("sendangmul tembalang")
    assert error(form) == "Do you mean the place below? Then choose it."
    assert 'type="radio" name="place_choice" value="33.74.10.1011"' in drawn(form)
    assert filled("sendangmul tembalang", choice="33.74.10.1011").cleaned_data["place"].name == "Sendangmulyo"


def test_a_name_of_two_places_is_asked_back_with_kinds() -> None:
    form = filled("Semarang", "city")
    assert error(form, "city") == "Several places are called “Semarang”. Choose the one you mean."
    html = drawn(form, "city")
    assert 'value="Semarang"' in html
    assert re.findall(r'name="city_choice" value="([\d.]+)"', html) == ["33.22", "33.74"]
    assert "Kabupaten Semarang" in html
    assert "Kota Semarang" in html
    assert filled("Semarang", "city", choice="33.22").cleaned_data["city"] == Region.objects.get(pk="33.22")


def test_the_field_is_drawn_as_markup() -> None:
    assert hasattr(filled("Semarang")["place"].as_widget(), "__html__")


def test_a_choice_holds_only_for_the_text_it_was_offered_for() -> None:
    assert error(filled("Semarang", "city", choice="35.22"), "city").startswith("Several")
    assert filled("Kota Bandung", "city", choice="33.74").cleaned_data["city"].code == "32.73"
    assert error(filled("Semarang", "city", choice="nonsense"), "city").startswith("Several")


def test_the_code_of_the_script_holds_only_for_its_label() -> None:
    assert filled("Kota Semarang, Jawa Tengah", "city", code="33.74").cleaned_data["city"].code == "33.74"
    assert error(filled("Semarang", "city", code="33.74"), "city").startswith("Several")
    assert filled("Kota Bandung", "city", code="33.74").cleaned_data["city"].code == "32.73"


def test_a_name_of_very_many_places_asks_for_more() -> None:
    form = filled("Sidomulyo")
    assert error(form).startswith("Very many places")
    assert drawn(form).count('type="radio"') == 12


def test_an_unknown_place_is_said_so_and_what_was_typed_stays() -> None:
    form = filled('Negeri <b>"Antah"</b> Berantah')
    assert error(form).startswith('We know no place called “Negeri <b>"Antah"</b> Berantah”.')
    assert "Negeri &lt;b&gt;&#34;Antah&#34;&lt;/b&gt; Berantah" in drawn(form)
    assert "radio" not in drawn(form)


def test_a_place_outside_what_is_asked_for_is_not_taken() -> None:
    assert error(filled("Kecamatan Tembalang", "city"), "city").startswith("We know no place")
    with override("id"):
        form = Form({"city": "Kota Semarang"})
        form.fields["city"].ask(within="35")             # type: ignore[attr-defined]
        assert not form.is_valid()


def test_nothing_typed_is_no_place_or_required() -> None:
    assert filled("").cleaned_data["place"] is None
    with override("id"):
        form = Form({})
        form.fields["place"].required = True
        assert form.errors["place"] == ["Bidang ini tidak boleh kosong."]


def test_a_form_shows_the_place_it_began_with() -> None:
    for initial in ("33.74", Region.objects.get(pk="33.74")):
        with override("id"):
            html = str(Form(initial={"city": initial})["city"])
        assert 'value="Kota Semarang, Jawa Tengah"' in html
        assert 'name="city_code" value="33.74"' in html or 'name="city_code" value=""' in html
    with override("id"):
        form = Form({"city": "Kota Semarang, Jawa Tengah"}, initial={"city": "33.74"})
        assert "city" not in form.changed_data
        assert "city" in Form({"city": "Kota Bandung"}, initial={"city": "33.74"}).changed_data


def test_a_100000_character_place_is_no_fault() -> None:
    for text in ("semarang " * 12_000, "x" * 100_000):
        form = filled(text)
        assert error(form).startswith("We know no place")
        assert len(error(form)) < 200
        assert text.strip() in drawn(form)


def test_typing_is_answered_in_json(client: Client) -> None:
    answer = client.get("/wilayah/cari", {"q": "semarang", "level": "2"}, headers={"Accept": "application/json"})
    assert [row["code"] for row in answer.json()["results"]] == ["33.22", "33.74"]
    assert answer.json()["results"][1]["label"] == "Kota Semarang, Jawa Tengah"
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
    assert "Accept" in answer["Vary"]
    assert not answer.cookies


@pytest.mark.parametrize("query", [{"q": ""}, {}, {"q": "\x00'%"}, {"q": "a" * 5000}, {"level": "x", "q": "a"},
                                   {"within": "';--", "q": "a"}, {"level": "9", "q": "semarang"}])
def test_odd_questions_get_an_answer(client: Client, query: dict[str, str]) -> None:
    assert client.get("/wilayah/cari", query, headers={"Accept": "application/json"}).status_code == 200
    assert client.get("/wilayah/cari", query).status_code == 200


def test_the_page_offers_radio_buttons_that_lead_back(client: Client) -> None:
    page = client.get("/wilayah/cari", {"q": "kota semarang", "ke": "/peta/"}).content.decode()
    assert '<form class="form" action="/peta/">' in page
    assert 'type="radio" name="wilayah" value="33.74"' in page
    for trap in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"):
        page = client.get("/wilayah/cari", {"q": "kota semarang", "ke": trap}).content.decode()
        assert 'name="wilayah"' not in page


def test_places_can_be_walked_down_a_list(client: Client) -> None:
    top = client.get("/wilayah/").content.decode()
    assert "Provinsi Jawa Tengah" in top
    assert '/wilayah/33/anak' in top
    assert "Kota Semarang" in client.get("/wilayah/33/anak").content.decode()
    page = client.get("/wilayah/33.74.10/anak").content.decode()
    assert "Kelurahan Sendangmulyo" in page
    assert "Anda di sini" in page
    below = client.get("/wilayah/99.99/anak", headers={"Accept": "application/json"}).json()["results"]
    assert below[0]["name"] == "Kecamatan Contoh Kota"
    assert client.get("/wilayah/12.345/anak").status_code == 404
    assert client.post("/wilayah/").status_code == 405


def test_a_point_is_answered_with_a_village_to_confirm(client: Client) -> None:
    point = {"lat": "-9.28", "lng": "112.56"}
    found = client.get("/wilayah/dekat", point, headers={"Accept": "application/json"}).json()
    assert found["results"][0]["name"] == "Kelurahan Contoh Tengah"
    assert 0 < found["km"] < 2
    page = client.get("/wilayah/dekat", {**point, "ke": "/lapor/"}).content.decode()
    assert 'name="wilayah" value="99.99.01.1001"' in page
    assert "1,0 km" in page
    for odd in ({}, {"lat": "x", "lng": "1"}, {"lat": "nan", "lng": "nan"}, {"lat": "1e999", "lng": "0"}):
        answer = client.get("/wilayah/dekat", odd, headers={"Accept": "application/json"})
        told = answer.json()
        assert told == {"results": [], "km": None, "said": told["said"]}
        assert "menurut namanya" in told["said"]
        assert "menurut namanya" in client.get("/wilayah/dekat", odd).content.decode()
