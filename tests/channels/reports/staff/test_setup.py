"""Who verifies, who answers for what, who sits where; and what the router's proposals are worth."""
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from pendopo.channels.reports.actions import handling
from pendopo.channels.reports.actions.keeping import set_duties
from pendopo.channels.reports.models import Category, Duty, Router
from pendopo.channels.reports.models import Desk as Table
from pendopo.channels.reports.queries.proposals import propose
from pendopo.core.people.queries import system
from tests.channels.reports.town import again
from tests.core.hall import person

DESK = "/laporan/meja/"
HERE = f"{DESK}tata/"


@pytest.fixture
def secretary(town):
    return person("Tata Contoh", at=town.setda, role="secretariat")


def test_everybody_of_the_desk_sees_who_answers_and_the_secretariat_changes_it(town, browser, secretary):
    page = browser(town.rina).get(HERE).content.decode()
    assert "Dinas PU Contoh" in page and "Hadi Contoh" in page and "Jalan rusak" in page
    assert "tugas/pu" not in page
    for who in (None, town.hadi, town.citizen):
        assert browser(who).get(HERE).status_code in (302, 403)
    assert browser(town.rina).post(f"{HERE}tugas/pu/", {"categories": [town.ktp.pk]}).status_code == 403
    tata = browser(secretary)
    assert "tugas/pu" in tata.get(HERE).content.decode()
    answer = tata.post(f"{HERE}tugas/pu/", {"categories": [str(town.road.pk), str(town.levy.pk)]})
    assert answer.status_code == 302, answer.content.decode()
    assert set(Duty.objects.filter(office=town.pu).values_list("category", flat=True)) == {town.road.pk, town.levy.pk}


def test_a_city_that_begins_takes_the_categories_of_the_country(town, browser, secretary):
    """A city that got its name before they came by themselves: the secretariat takes them, once, and a list of its own
    is never changed."""
    button = f"{HERE}kategori/"
    assert button not in browser(secretary).get(HERE).content.decode()
    Duty.objects.all().delete()
    Category.objects.exclude(parent=None).delete()
    Category.objects.all().delete()
    assert button not in browser(town.rina).get(HERE).content.decode()
    for who in (town.rina, town.hadi, town.citizen):
        assert browser(who).post(button).status_code == 403
    tata = browser(secretary)
    assert button in tata.get(HERE).content.decode()
    assert tata.get(button).status_code == 405
    assert tata.post(button).status_code == 302
    there = set(Category.objects.values_list("code", flat=True))
    assert "jalan/jalan-rusak" in there
    assert "Jalan rusak" in tata.get(f"{HERE}tugas/pu/").content.decode()
    Category.objects.filter(code="jalan/jalan-rusak").update(name="Nama sendiri")
    tata.post(button)
    assert Category.objects.get(code="jalan/jalan-rusak").name == "Nama sendiri"


def test_the_second_desk_is_another_office(town, browser, secretary):
    tata = browser(secretary)
    assert tata.post(f"{HERE}meja/", {"office": town.pu.pk, "second": town.pu.pk}).status_code == 422
    assert tata.post(f"{HERE}meja/", {"office": town.pu.pk, "second": town.setda.pk}).status_code == 302
    assert Table.objects.get().office == town.pu


def test_the_score_is_made_of_what_offices_took_up(town, desk, browser):
    out = StringIO()
    call_command("score", stdout=out)
    assert "100" not in out.getvalue()
    for number in range(6):
        report = desk.routed(title=f"Jalan berlubang {number}", text="Ada lubang di jalan desa.")
        handling.begin(actor=again(town.hadi), report=report)
    out = StringIO()
    call_command("score", stdout=out)
    assert "100.0%" in out.getvalue() and "jalan" in out.getvalue()
    assert Router.objects.get().score["whole"] == {"n": 6, "right": 6, "third": 6, "silent": 0, "sure": 0,
                                                   "sure_right": 0}
    page = browser(town.rina).get("/laporan/meja/usulan/").content.decode()
    assert "100" in page and "Jalan" in page
    assert browser(town.hadi).get("/laporan/meja/usulan/").status_code == 403


def test_an_officer_who_reads_english_chooses_among_english_names(town, desk, browser):
    town.pu.name_en = "Public Works of Contoh"
    town.pu.save(update_fields=["name_en"])
    report = desk.verified()
    page = browser(town.rina).get(f"/en/laporan/meja/{report.code}/kirim/").content.decode()
    assert "Public Works of Contoh" in page and "Dinas PU Contoh" not in page


def test_the_timeline_names_offices_in_the_language_of_the_reader(town, desk, browser):
    town.pu.name_en = "Public Works of Contoh"
    town.pu.save(update_fields=["name_en"])
    routed, elsewhere = desk.routed(), desk.routed(office=town.dukcapil)
    told = {language: Client().get(f"{language}/laporan/{routed.code}/").text.split('<ol class="timeline">')[1]
            for language in ("", "/en")}
    assert "Public Works of Contoh" in told["/en"] and "Dinas PU Contoh" not in told["/en"]
    assert "Dinas PU Contoh" in told[""] and "Public Works of Contoh" not in told[""]
    assert "sent it to Dinas Dukcapil Contoh" in Client().get(f"/en/laporan/{elsewhere.code}/").text


def test_rights_by_office_and_category_are_those_of_the_unit_that_answers_for_it(town, desk, browser):
    """Two units of one office have two categories: who works in the one neither reads nor lists what the other has."""
    lamps = town.category("jalan/penerangan-jalan")
    set_duties(actor=system("test"), office=town.uptd, categories=[lamps])
    joko = person("Joko Contoh", at=town.uptd, role="liaison")
    unit = propose("Lampu jalan mati.", town.village, lamps).offices[0].office
    road, lamp = desk.routed(), desk.routed(office=unit, category=lamps.pk)
    for who, own, other in ((town.hadi, road, lamp), (joko, lamp, road)):
        there = browser(who)
        assert there.get(f"{DESK}{own.code}/").status_code == 200
        assert there.get(f"{DESK}{other.code}/").status_code in (403, 404)
        queue = there.get(DESK).text
        assert own.code in queue and other.code not in queue
