"""The numbers of reports that are kept: of an office, a place, a category; nothing that the pages hide."""
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from pendopo.channels.reports.actions import handling, replying
from pendopo.core.records.keeping import keep_figures
from pendopo.core.records.models import KeptFigures
from tests.channels.reports.test_desk import published
from tests.channels.reports.test_public_figures import done
from tests.core.records.quoting import quoted_from, shown, ways

pytestmark = pytest.mark.django_db
OFFICE, CATEGORY = "/catatan/angka/laporan-lembaga/pu/", "/catatan/angka/laporan-kategori/jalan.jalan-rusak/"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def numbers(name, subject):
    return KeptFigures.objects.filter(name=name, subject=subject).latest("day").numbers


def test_an_office_can_be_quoted_with_its_shares_and_medians(town, monday):
    reports = [done(town, number) for number in range(8)]
    for report, sari in reports[:6]:
        replying.confirm(actor=sari, report=report)
    keep_figures()
    assert ways(Client(), "/laporan/lembaga/pu/") == [OFFICE]
    page = shown(Client(), OFFICE)
    for told in ("6 dari 8", "100%", "0 hari kerja", "kurang", "Laporan: Dinas PU Contoh"):
        assert (told in page) == (told != "kurang"), told
    assert numbers("laporan-lembaga", "pu") == {
        "reports": 8, "late": 0, "solved": 6, "timer": 0, "otherwise": 0, "in_time": 1000, "solved_share": 1000,
        "timer_share": 0, "first_days": 0, "solved_days": 0}            # two are open, two unconfirmed: too few to say
    address = quoted_from(page)
    monday.move_to("2024-05-01 09:00+07:00")
    for number in range(20, 22):
        handling.begin(actor=town.hadi, report=published(town, number)[0])
    keep_figures()
    later = Client().get(address).content.decode()
    assert "6 dari 8" in later and "kini 6 dari 10" in later


def test_what_fewer_than_five_say_is_not_kept(town):
    for number in range(4):
        published(town, number)
    keep_figures()
    told = numbers("laporan-lembaga", "pu")
    assert not {"reports", "open"} & set(told) and all(value == 0 for value in told.values())
    assert not KeptFigures.objects.filter(name="laporan-kategori").exclude(subject="").exists()
    assert "terlalu sedikit" not in shown(Client(), OFFICE)
    published(town, 4)
    with time_machine.travel("2030-01-02 09:00+07:00", tick=False):
        keep_figures()
        assert numbers("laporan-lembaga", "pu")["reports"] == 5
        assert {*numbers("laporan-kategori", "jalan.jalan-rusak")} == {"reports", "in_time"}
        assert CATEGORY in ways(Client(), "/laporan/angka/")
        assert "Laporan: " in shown(Client(), CATEGORY)


def test_a_place_and_what_is_around_it_are_kept(town):
    for number in range(5):
        published(town, number)
    keep_figures()
    village = town.village.pk
    for place in (village, village[:8], village[:5]):
        assert ways(Client(), f"/laporan/wilayah/{place}/") == [f"/catatan/angka/laporan-wilayah/{place}/"]
        assert "5 dari 5" in shown(Client(), f"/catatan/angka/laporan-wilayah/{place}/"), place
    assert ways(Client(), "/laporan/wilayah/11.71/") == []


def test_what_was_too_small_then_and_is_told_now_has_changed_and_nothing_else_has(town):
    for number in range(4):
        published(town, number)
    keep_figures()
    assert "Angkanya hari ini masih sama" in shown(Client(), OFFICE)
    for number in range(4, 12):
        published(town, number)
    page = shown(Client(), OFFICE)
    assert "Angkanya hari ini masih sama" not in page
    assert "Laporan terbit: kini 12" in page and "Lewat tenggat: kini" not in page
    assert "<strong>terlalu sedikit</strong>" in page
