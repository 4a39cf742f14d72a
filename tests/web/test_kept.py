"""Every page with numbers of the city leads to the same numbers with their day, and the two agree."""
import re

import pytest
from django.core.cache import cache
from django.test import Client

from pendopo.core.records.keeping import keep_figures
from pendopo.core.records.models import KeptFigures
from tests.core.records.quoting import shown, ways
from tests.web.town import finished, promise, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    cache.clear()
    town()
    promise()
    finished(promise("Yang sudah selesai"))
    keep_figures()
    return Client()


@pytest.mark.parametrize(("page", "quoted"), [
    ("/statistik/", ["/catatan/angka/statistik/", "/catatan/angka/jenis/plans/"]),
    ("/lembaga/bappeda-contoh/", ["/catatan/angka/lembaga/bappeda-contoh/"]),
    ("/suara/moderasi/", []), ("/rencana-aksi/janji/", ["/catatan/angka/janji/"])])
def test_a_page_with_numbers_leads_to_the_same_with_their_day(client, page, quoted):
    assert ways(client, page) == quoted
    assert [one.replace("/catatan", "/en/catatan") for one in quoted] == re.findall(
        r'href="(/en/catatan/angka/[^"]+)"', client.get(f"/en{page}").content.decode())
    for address in quoted:
        dated = shown(client, address)
        assert f'href="{page}' in dated and "Kutip ini" in dated and "<svg" in dated, address
        assert "Sejak itu tidak ada yang berubah" in dated, address


def test_what_filters_leave_is_not_kept_and_nothing_says_so(client):
    assert ways(client, "/statistik/?jenis=plans") == ["/catatan/angka/jenis/plans/"]
    for chosen in ("?lembaga=bappeda-contoh", "?jenis=plans&status=selesai", "?tahun=2020"):
        assert ways(client, f"/statistik/{chosen}") == []


def test_the_numbers_of_a_kind_are_those_of_the_charts(client):
    told = KeptFigures.objects.get(name="jenis", subject="plans").numbers
    assert (told["records"], told["open"], told["state.plans.ended"]) == (2, 1, 1)
    assert sum(value for key, value in told.items() if key.startswith("state.")) == told["records"]
    assert sum(value for key, value in told.items() if key.startswith("new.")) == 2
    assert len([key for key in told if key.startswith("closed.")]) == 12
    page = shown(client, "/catatan/angka/jenis/plans/")
    assert "Yang jumlahnya nol: Status: " in page and "Masih berjalan</dt><dd><strong>1 dari 2" in page
    assert "Statistik: Rencana aksi" in page and re.search("Baru pada [A-Z][a-z]+ 20[0-9][0-9]", page)


def test_a_month_that_is_counted_no_more_has_not_changed(client):
    row = KeptFigures.objects.get(name="jenis", subject="plans")
    KeptFigures.objects.filter(pk=row.pk).update(numbers=row.numbers | {"new.2020-01": 3})
    page = shown(client, "/catatan/angka/jenis/plans/")
    assert "Baru pada Januari 2020" in page and "Sejak itu tidak ada yang berubah" in page
