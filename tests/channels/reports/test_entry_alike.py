"""What others have reported already, asked while one reports: by place, category, days and words, and of published
reports alone."""
import re

import pytest
from django.test import Client

from pendopo.channels.reports.actions import verifying
from pendopo.channels.reports.models import Report
from pendopo.kit.files.models import StoredFile
from tests.channels.reports.pictures import photo
from tests.channels.reports.test_pages import staff

pytestmark = pytest.mark.django_db
LAT, LNG = -9.91234, 112.43210
HOLE = "Jalan berlubang besar di depan balai warga, sudah banyak motor jatuh, mohon segera diaspal."
OTHERWISE = "Aspal mengelupas dan jalannya bergelombang, bahaya kalau malam."


def known(town, title, text=HOLE, *, north=0.0, **more):
    """A published report so many degrees north of the point."""
    report, _sari = town.report(text=text, **{"lat": LAT + north, "lng": LNG} | more)
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road, title=title,
                     text=text)
    return report


def look(town, text=HOLE, **more):
    """The second page after somebody asked what is there already, and the titles on it in their order."""
    page = Client().post("/laporan/lapor/", {"step": "serupa", "text": text, "key": "k", "category": town.road.pk,
                                             "classification": "complaint"} | more)
    return page, re.findall(r'class="card-title"><a[^>]*>([^<]+)</a>', page.text)


def here(metres_north=0):
    return {"point": f"{LAT + metres_north / 111_195:.5f}, {LNG:.5f}"}


def test_near_in_other_words_is_shown_and_far_is_not(town):
    known(town, "Lubang di tikungan")
    page, titles = look(town, OTHERWISE, **here(40))
    assert titles == ["Lubang di tikungan"] and "dekat dengan titik Anda" in page.text
    assert look(town, OTHERWISE, **here(2_000))[1] == []
    assert "Tidak ada yang serupa" in look(town, OTHERWISE, **here(2_000))[0].text
    assert look(town, OTHERWISE)[1] == [], "without a place these words resemble nothing"


def test_of_the_same_words_those_at_the_same_place_stand_first(town):
    known(town, "Yang dekat")
    known(town, "Yang jauh", north=0.05)
    assert look(town)[1] == ["Yang jauh", "Yang dekat"], "by words alone: the latest"
    assert look(town, **here(20))[1] == ["Yang dekat", "Yang jauh"]


def test_a_village_is_a_place_too_also_beside_a_point(town):
    words = "Lubang besar di jalan dekat pasar, sudah ada motor jatuh."
    known(town, "Tanpa titik", lat=None, lng=None)
    village = {"region": town.village.name, "region_code": town.village.pk}
    assert look(town, words, **village)[1] == ["Tanpa titik"]
    assert look(town, words, **village, **here())[1] == ["Tanpa titik"]
    other = town.village.__class__.objects.filter(level=4, pk__startswith="99.99").exclude(pk=town.village.pk).first()
    assert look(town, words, region=other.name, region_code=other.pk)[1] == []


def test_only_what_is_published_is_found(town):
    town.report(text=HOLE, lat=LAT, lng=LNG, secret=True)
    town.report(text=HOLE, lat=LAT, lng=LNG)
    report = known(town, "Ditarik lagi")
    assert look(town, **here())[1] == ["Ditarik lagi"]
    verifying.unpublish(actor=town.rina, report=report, reason="Ada nama.")
    assert look(town, **here())[1] == []


def test_matters_of_one_person_are_left_out_on_either_side(town):
    report = known(town, "Ternyata urusan KTP")
    assert look(town, category=town.ktp.pk, **here())[1] == []
    verifying.reclassify(actor=town.rina, report=Report.objects.get(pk=report.pk), classification="complaint",
                         category=town.ktp)
    assert look(town, **here())[1] == []


def test_how_far_away_it_is_stands_nowhere(town):
    known(town, "Lubang di tikungan")
    near, far = (look(town, **here(metres))[0].text for metres in (3, 90))
    card = re.compile(r"<article.*?</article>", re.DOTALL)
    assert card.findall(near) == card.findall(far) != []


def test_what_was_typed_stays_and_nothing_is_sent(town):
    page, _titles = look(town, **here(), name="Sari Contoh", phone="0812", secret="on", enclosed="jalan.jpg")
    assert page.status_code == 200 and Report.objects.count() == 0
    for typed in (HOLE, "Sari Contoh", 'value="0812"', here()["point"]):
        assert typed in page.text
    assert re.search(r'name="secret"[^>]*checked', page.text)
    assert "Pilih berkas Anda sekali lagi" in page.text
    assert "Pilih berkas Anda sekali lagi" not in look(town)[0].text
    wrong, _titles = look(town, point="di sana", region="Antah Berantah")
    assert wrong.status_code == 422 and "di sana" in wrong.text and "Antah Berantah" in wrong.text
    assert "Tidak ada yang serupa" not in wrong.text


def test_enter_sends_the_report_and_the_button_takes_no_files_along(town):
    """The first button of a form is what the Enter key presses."""
    page = Client().post("/laporan/lapor/", {"step": "1", "text": HOLE, "key": "k"}).text
    form = page[page.index('<form class="form"'):]
    first, *others = re.findall(r"<button[^>]*>", form)
    assert "name=" not in first and 'tabindex="-1"' in first
    [asks] = [one for one in others if 'value="serupa"' in one]
    assert 'formenctype="application/x-www-form-urlencoded"' in asks


def test_staff_reads_the_same_with_the_distance(town):
    known(town, "Yang dekat")
    report = known(town, "Yang kedua", OTHERWISE, north=0.0005)
    assert look(town, OTHERWISE, **here(55))[1][-1] == "Yang dekat"
    page = staff(town.rina).get(f"/laporan/meja/{report.code}/").text
    assert "Yang dekat" in page and "56 meter" in page


def test_a_photo_that_is_sent_with_the_question_all_the_same_is_kept_nowhere(town):
    page, _titles = look(town, **here(), enclosed=photo())
    assert page.status_code == 200 and Report.objects.count() == StoredFile.objects.count() == 0
