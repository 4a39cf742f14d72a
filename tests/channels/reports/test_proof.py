"""Done needs proof: a photo of the place, taken there and then. What speaks against it is looked at by a person first,
and whoever judges whether it is solved reads where and when it was taken."""
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pendopo.channels.reports import showing
from pendopo.channels.reports.actions import handling, replying, routing, verifying
from pendopo.channels.reports.actions.reading import opened
from pendopo.channels.reports.models import Closing, Foreign, Report
from pendopo.channels.reports.queries import news, pages
from pendopo.channels.reports.words import NEEDS_PHOTO, NEEDS_PLACE, NEEDS_TIME, Photo
from pendopo.core.people.actions.lines import Hindrance
from pendopo.kit.files.checks import accept
from tests.channels.reports.pictures import photo, written
from tests.channels.reports.town import again
from tests.core.hall import refused
from tests.web.town import enter

LAT, LNG = -7.1001, 111.9001
METRE = 1 / 111_195                  # degrees of latitude


@pytest.fixture
def routed(town):
    """A hole in a road, with its point; with the office, and its reporter."""
    def go(**more):
        report, sari = town.report(**{"lat": LAT, "lng": LNG} | more)
        public = {} if report.secret else {"title": "Jalan berlubang", "text": "Ada lubang."}
        verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road, **public)
        routing.route(actor=town.rina, report=report, office=town.pu)
        return Report.objects.get(pk=report.pk), sari
    return go


def taken(seed=1, at=None, away=0.0, where=True):
    """A photo of the work, `away` metres from the hole, as the officer says."""
    place = {"lat": LAT + away * METRE, "lng": LNG} if where else {}
    return Photo(accept(photo(seed)), at or timezone.now(), **place)


def finish(town, report, one, words="Sudah ditambal."):
    return handling.finish(actor=town.hadi, report=report, text=words, photo=one)


def own(report):
    """What the reporter reads on their page."""
    found = opened(Report.objects.get(pk=report.pk), inside=False)
    return showing.thread(found, "reports:own_file", report.code), found


def test_taken_there_and_then_it_counts_and_the_reporter_reads_so(town, routed, monday):
    report, _sari = routed()
    monday.shift(3600)
    closing = finish(town, report, taken(at=timezone.now(), away=40))
    assert closing.held == "" and Report.objects.get().state == "done"
    (said,), _found = own(report)
    assert said["proof"] == ("Foto diambil pada Senin, 4 Maret 2024 pukul 10.00 WIB, menurut petugas. "
                             "Diambil sekitar 40 meter dari tempat laporan, menurut petugas.")


@pytest.mark.parametrize(("one", "why"), [
    (lambda: taken(at=timezone.now() - timedelta(days=30)), "early"), (lambda: taken(away=900), "far"),
    (lambda: taken(at=timezone.now() - timedelta(minutes=2), away=900), "early")])
def test_taken_before_or_elsewhere_a_coordinator_looks_first(town, routed, one, why):
    report, _sari = routed()
    closing = finish(town, report, one())
    assert closing.held == why and Report.objects.get().state == "routed"
    handling.release_proof(actor=town.rina, closing=closing, reason="Jam kamera salah, lubangnya memang ditutup.")
    assert Closing.objects.get().held == "" and Report.objects.get().state == "done"


def test_the_minute_in_which_it_came_in_is_not_before_it(town, routed, monday):
    monday.move_to("2024-03-04 09:00:40+07:00")
    report, _sari = routed()
    minute = datetime(2024, 3, 4, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert finish(town, report, taken(at=minute)).held == ""


def test_after_an_objection_the_old_day_does_not_count_again(town, routed, monday):
    report, sari = routed()
    first = timezone.now() + timedelta(hours=1)
    monday.shift(7200)
    finish(town, report, taken(at=first))
    monday.shift(86400)
    replying.object_to(actor=sari, report=report, text="Masih berlubang.")
    assert finish(town, Report.objects.get(), taken(2, at=first)).held == "early"


def test_of_a_secret_report_the_place_is_held_against_it_and_kept_nowhere(town, routed):
    report, _sari = town.report(secret=True, lat=LAT, lng=LNG)
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road)
    routing.route(actor=town.rina, report=report, office=town.pu)
    closing = finish(town, Report.objects.get(), taken(away=900))
    assert (closing.held, closing.lat, closing.taken) == ("far", None, None)
    assert own(report)[0] == []


def test_where_nobody_says_when_and_where_it_is_no_proof(town, routed):
    report, _sari = routed()
    for lacks, sentence in ((None, NEEDS_PHOTO), (Photo(accept(photo())), NEEDS_TIME),
                            (Photo(accept(photo()), here=True), NEEDS_TIME), (taken(where=False), NEEDS_PLACE)):
        with refused(Hindrance, match=re.escape(str(sentence))):
            finish(town, report, lacks)
    assert not Closing.objects.exists()


def test_what_was_taken_before_it_was_asked_for_stays_readable(town, routed):
    """Closings of earlier versions: nobody kept who said it."""
    report, _sari = routed()
    finish(town, report, taken(away=40))
    Closing.objects.update(time_by="", place_by="")
    assert own(report)[0][0]["proof"].endswith("Diambil sekitar 40 meter dari tempat laporan.")
    Closing.objects.update(taken=None, lat=None, lng=None)
    assert own(report)[0][0]["proof"] == "Kapan dan di mana foto diambil tidak diketahui."


def desk(client, town, routed, monday):
    """The form of an officer, an hour after the report was routed: what comes back of what is sent."""
    report, _sari = routed()
    monday.shift(3600)
    enter(client, town.hadi)

    def send(picture, **told):
        return client.post(f"/laporan/meja/{report.code}/beres/", {"text": "Lubang ditambal.", "photo": picture} | told,
                           follow=True)
    return report, send


def test_what_the_camera_wrote_down_needs_no_typing_and_is_called_so(client, town, routed, monday):
    report, send = desk(client, town, routed, monday)
    send(written(photo(), timezone.localtime(), LAT + 40 * METRE, LNG))
    assert own(report)[0][0]["proof"] == (
        "Foto diambil pada Senin, 4 Maret 2024 pukul 10.00 WIB, seperti yang dicatat kamera. "
        "Diambil sekitar 40 meter dari tempat laporan, seperti yang dicatat kamera.")


def test_what_the_camera_did_not_write_is_asked_for_and_what_was_typed_stays(client, town, routed, monday):
    report, send = desk(client, town, routed, monday)
    page = send(photo(), public="Sudah rata lagi.")
    assert page.status_code == 422 and not Closing.objects.exists()
    for words in ("Kamera tidak mencatat kapan", "Kamera tidak mencatat di mana", "Pilih fotonya sekali lagi",
                  "Lubang ditambal.", "Sudah rata lagi."):
        assert words in page.text
    page = send(photo(), here="on")
    assert "Kamera tidak mencatat kapan" in page.text and "Kamera tidak mencatat di mana" not in page.text
    assert 'name="here" ' in page.text and "checked" in page.text
    page = send(written(photo(), timezone.localtime()))
    assert "Kamera tidak mencatat kapan" not in page.text and "Kamera tidak mencatat di mana" in page.text
    send(photo(), taken="2024-03-04T09:50", here="on")
    assert own(report)[0][0]["proof"] == ("Foto diambil pada Senin, 4 Maret 2024 pukul 09.50 WIB, menurut petugas. "
                                          "Menurut petugas, foto diambil di tempat laporan.")


def test_no_photo_is_asked_for_on_the_form_itself(client, town, routed, monday):
    _report, send = desk(client, town, routed, monday)
    page = send("", taken="2024-03-04T09:50")
    assert page.status_code == 422 and "ditunjukkan dengan foto" in page.text and "2024-03-04T09:50" in page.text


def test_typing_does_not_silence_the_camera(client, town, routed, monday):
    """Another word than the camera's is told as such, and what the camera says against it is looked at first."""
    report, send = desk(client, town, routed, monday)
    send(written(photo(), timezone.localtime() - timedelta(days=9), LAT, LNG), taken="2024-03-04T09:50")
    closing = Closing.objects.get()
    assert (closing.held, closing.time_by, closing.place_by) == ("early", "against", "camera")
    handling.release_proof(actor=town.rina, closing=closing, reason="Jam kamera salah.")
    assert "menurut petugas; kamera mencatat lain" in own(report)[0][0]["proof"]
    other, send = desk(client, town, routed, monday)
    send(written(photo(2), timezone.localtime(), LAT + 900 * METRE, LNG), point=f"{LAT:.5f}, {LNG:.5f}", here="on")
    assert Closing.objects.get(report=other).held == "far"


def test_a_clock_that_runs_ahead_or_was_never_set_says_nothing_of_the_time(client, town, routed, monday):
    _report, send = desk(client, town, routed, monday)
    for moment in (timezone.localtime() + timedelta(days=1), datetime(1970, 1, 1, tzinfo=ZoneInfo("Asia/Jakarta"))):
        page = send(written(photo(), moment, LAT, LNG))
        assert page.status_code == 422 and "Kamera tidak mencatat kapan" in page.text


def test_a_year_that_cannot_be_meant_is_asked_again(client, town, routed, monday):
    """The first day of the calendar lies before it in Greenwich, and in no table."""
    _report, send = desk(client, town, routed, monday)
    page = send(photo(), taken="0001-01-01T00:00", here="on")
    assert page.status_code == 422 and "0001-01-01T00:00" in page.text and "Periksa tahunnya" in page.text


def test_what_is_not_work_on_a_place_needs_neither(client, town, routed, monday):
    report, _sari = routed()
    Report.objects.filter(pk=report.pk).update(category=town.levy)
    enter(client, town.hadi)
    client.post(f"/laporan/meja/{report.code}/beres/", {"text": "Pungutan dihentikan."})
    assert Report.objects.get().state == "done"


def test_a_held_proof_is_not_the_work_of_the_next_office(town, routed, client):
    report, _sari = routed()
    finish(town, report, taken(at=timezone.now() - timedelta(days=2)))
    closing = Closing.objects.get()
    assert closing.held == "early"
    routing.reroute(actor=again(town.rina), report=Report.objects.get(), office=town.dukcapil)
    enter(client, town.rina)
    page = client.get(f"/laporan/meja/{report.code}/").text
    assert "periksa-bukti" not in page and "Sudah ditambal." in page
    with refused(Closing.DoesNotExist):
        closing.refresh_from_db()
    handling.release_proof(actor=again(town.rina), closing=closing, reason="Sudah dilihat.")
    assert Report.objects.get().state == "routed"


def test_a_held_proof_ends_with_another_that_holds(town, routed, monday):
    report, sari = routed()
    finish(town, report, taken(at=timezone.now() - timedelta(days=2)))
    finish(town, Report.objects.get(), taken(2))
    assert Report.objects.get().state == "done" and Closing.objects.get().held == ""
    replying.object_to(actor=sari, report=Report.objects.get(), text="Belum.")
    assert not pages.held(Report.objects.get())


def test_a_held_proof_is_heard_by_nobody_before_somebody_has_looked(town, routed):
    """Not on the reporter's page, not by SMS, not in another system."""
    report, _sari = routed()
    Foreign.objects.create(report=report, system="lapor", number="5000001", at=timezone.now())
    closing = finish(town, report, taken(away=900), "Rahasia sampai diperiksa.")
    thread, found = own(report)
    assert thread == [] and found.files == []
    assert news.news(Report.objects.get()).said == "" and not news.spoken("lapor").exists()
    handling.release_proof(actor=town.rina, closing=closing, reason="Sudah dilihat.")
    thread, found = own(report)
    assert "Rahasia sampai diperiksa." in str(thread[0]["body"]) and len(found.files) == 1
    assert news.spoken("lapor").count() == 1


def test_the_desk_reads_why_and_what_was_typed_wrong_is_said(client, town, routed):
    report, _sari = routed()
    enter(client, town.hadi)
    here = f"/laporan/meja/{report.code}/"
    wrong = client.post(f"{here}beres/", {"text": "Beres.", "photo": photo(), "point": "di situ"})
    assert wrong.status_code == 422 and "bukan titik di Indonesia" in wrong.text
    later = client.post(f"{here}beres/", {"text": "Beres.", "photo": photo(), "taken": "2024-03-05T09:00"})
    assert later.status_code == 422 and not Closing.objects.exists()
    told = client.post(f"{here}beres/", {"text": "Beres.", "photo": photo(), "point": "-7.2001, 111.9001",
                                            "taken": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}, follow=True)
    assert "jauh dari tempat laporan" in told.text
    enter(client, town.rina)
    page = client.get(here).text
    assert "Foto penutup ditahan" in page and "11.120 meter dari tempat laporan" in page
