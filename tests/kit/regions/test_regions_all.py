"""Every region of Indonesia is there, with its kind; loading again is at once; the demo regency says that it is one."""
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from pendopo.kit.regions import actions
from pendopo.kit.regions.kinds import Kind
from pendopo.kit.regions.models import Edition, Region, Shape

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("indonesia")]


def test_every_region_is_there() -> None:
    real = Region.objects.exclude(code__startswith="99")
    assert Counter(real.values_list("level", flat=True)) == {0: 1, 1: 38, 2: 514, 3: 7285, 4: 83762}
    kinds = Counter(real.values_list("kind", flat=True))
    assert (kinds[Kind.REGENCY] + kinds[Kind.ADMIN_REGENCY], kinds[Kind.CITY] + kinds[Kind.ADMIN_CITY]) == (416, 98)
    assert (kinds[Kind.WARD], kinds[Kind.VILLAGE], kinds[Kind.CUSTOMARY]) == (8496, 75252, 14)
    assert kinds[Kind.ADMIN_REGENCY] + kinds[Kind.ADMIN_CITY] == 6
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
