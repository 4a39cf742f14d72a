"""Every region of Indonesia is there; people type its name and find it, with its kind, whatever the spelling."""
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from pendopo.kit.regions import actions, queries
from pendopo.kit.regions.models import Edition, Region, Shape

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("indonesia")]


def labels(text: str, limit: int = 10, **inside: object) -> list[str]:
    with override("id"):
        return [found.label for found in queries.find(text, limit, **inside)]  # type: ignore[arg-type]


def test_every_region_is_there() -> None:
    real = Region.objects.exclude(code__startswith="99")
    assert Counter(real.values_list("level", flat=True)) == {0: 1, 1: 38, 2: 514, 3: 7285, 4: 83762}
    kinds = Counter(real.values_list("kind", flat=True))
    assert (kinds["regency"] + kinds["admin_regency"], kinds["city"] + kinds["admin_city"]) == (416, 98)
    assert (kinds["ward"], kinds["village"], kinds["customary"]) == (8496, 75252, 14)
    assert kinds["admin_regency"] + kinds["admin_city"] == 6
    assert not real.filter(parent=None).exclude(code="00").exists()
    edition = Region.objects.get(pk="35.22").edition
    assert (edition.name, edition.licence) == ("idn-area-data 4.0.1", "ODbL-1.0")


def test_loading_again_reads_nothing() -> None:
    before = Edition.objects.count()
    assert not actions.load().fresh
    assert not actions.load_demo().fresh
    assert Edition.objects.count() == before


def test_the_demo_regency_says_that_it_is_one() -> None:
    demo = Region.objects.filter(code__startswith="99")
    assert Counter(demo.values_list("level", flat=True)) == {1: 1, 2: 1, 3: 5, 4: 20}
    assert all("contoh" in name.lower() for name in demo.values_list("name", flat=True))
    assert not Region.objects.exclude(code__startswith="99").filter(name__icontains="contoh").exists()
    assert Shape.objects.filter(region__code__startswith="99").count() == 6
    assert demo.filter(lat=None).count() == 0


def test_the_operator_is_told_what_is_there() -> None:
    out = StringIO()
    call_command("load_areas", "--demo", stdout=out)
    assert out.getvalue().splitlines() == ["idn-area-data 4.0.1: sudah dimuat.", "Kabupaten Contoh: sudah dimuat."]


def test_semarang_is_a_regency_and_a_city() -> None:
    assert labels("Semarang")[:2] == ["Kabupaten Semarang, Jawa Tengah", "Kota Semarang, Jawa Tengah"]
    assert labels("Semarang")[2] == "Kecamatan Semarang Tengah, Kota Semarang, Jawa Tengah"


@pytest.mark.parametrize(("typed", "found"), [
    ("kota semarang", "Kota Semarang, Jawa Tengah"),
    ("KAB. SEMARANG", "Kabupaten Semarang, Jawa Tengah"),
    ("semarang kota", "Kota Semarang, Jawa Tengah"),
    ("Semarang City", "Kota Semarang, Jawa Tengah"),
    ("Kota Semarang, Jawa Tengah", "Kota Semarang, Jawa Tengah"),
    ("kota semarang prov jawa tengah", "Kota Semarang, Jawa Tengah"),
    ("semar jateng", "Kabupaten Semarang, Jawa Tengah"),
    ("jateng", "Provinsi Jawa Tengah"),
    ("33.74", "Kota Semarang, Jawa Tengah"),
    ("Bojonégoro", "Kabupaten Bojonegoro, Jawa Timur"),
    ("banyu wangi", "Kabupaten Banyuwangi, Jawa Timur"),
    ("bandarlampung", "Kota Bandar Lampung, Lampung"),
    ("kota administrasi jakarta pusat", "Kota Administrasi Jakarta Pusat, Daerah Khusus Ibukota Jakarta"),
    ("ma'u", "Kecamatan Ma'u, Kabupaten Nias, Sumatera Utara"),
    ("mau nias", "Kecamatan Ma'u, Kabupaten Nias, Sumatera Utara"),
    ("sendangmulyo tembalang", "Kelurahan Sendangmulyo, Kecamatan Tembalang, Kota Semarang, Jawa Tengah"),
    ("contoh", "Provinsi Contoh"),
])
def test_the_first_place_found(typed: str, found: str) -> None:
    assert labels(typed)[0] == found


def test_a_kind_asked_for_is_the_only_one_when_it_fits() -> None:
    assert labels("kota semarang") == ["Kota Semarang, Jawa Tengah"]


def test_a_kind_word_may_be_part_of_a_name() -> None:
    assert "Kecamatan Kota Baru, Kota Jambi, Jambi" in labels("kota baru", 20)


def test_what_nobody_knows_is_not_found() -> None:
    assert labels("tempat yang tidak ada") == labels("") == labels("!!") == labels("00.00") == []


def test_a_search_can_stay_on_a_level_or_inside_a_place() -> None:
    assert labels("semarang", levels={2}) == ["Kabupaten Semarang, Jawa Tengah", "Kota Semarang, Jawa Tengah"]
    assert labels("sidomulyo", within="33")[0].endswith("Jawa Tengah")
    assert {label.rsplit(", ", 1)[1] for label in labels("sidomulyo", 50, within="33")} == {"Jawa Tengah"}
    assert labels("33.74", within="35") == []


def test_98_villages_are_called_sidomulyo() -> None:
    exact = [found for found in queries.find("sidomulyo", 200, levels={4}) if found.region.name == "Sidomulyo"]
    assert len(exact) == Region.objects.filter(level=4, name="Sidomulyo").count() == 98


def test_names_in_both_languages() -> None:
    for code, indonesian, english in [
            ("33.74", "Kota Semarang", "Semarang City"), ("33", "Provinsi Jawa Tengah", "Jawa Tengah Province"),
            ("33.74.01", "Kecamatan Semarang Tengah", "Semarang Tengah District"),
            ("31.71", "Kota Administrasi Jakarta Pusat", "Jakarta Pusat Administrative City"),
            ("91.03.01", f"Distrik {Region.objects.get(pk='91.03.01').name}", None), ("00", "Indonesia", "Indonesia")]:
        region = Region.objects.get(pk=code)
        with override("id"):
            assert region.full_name == str(region) == indonesian
        with override("en"):
            assert english is None or region.full_name == english


@pytest.mark.parametrize(("code", "count"), [("00", 39), ("33", 35), ("35.22", 28), ("99.99", 5), ("99.99.01", 4)])
def test_what_lies_below(code: str, count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len(queries.children(code)) == count


def test_what_lies_above(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert [region.code for region in queries.ancestors("33.74.01.1001")] == ["00", "33", "33.74", "33.74.01"]
    assert list(queries.ancestors("00")) == []


def test_all_villages_of_a_regency() -> None:
    assert queries.inside("35.22").filter(level=4).count() == 430
    assert queries.inside("35.2").count() == 0


@pytest.mark.parametrize("limit", [1, 3])
def test_a_search_asks_twice(limit: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert len(queries.find("semarang", limit)) == limit


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.lists(st.sampled_from([*"a,%'", "kota", "desa", "su", "semarang"])).map(" ".join))
def test_any_text_can_be_searched(text: str) -> None:
    assert len(queries.find(text)) <= 10
