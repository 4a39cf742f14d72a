"""How long the city knows who reported, what the reporter is told of it, and the letter to the Ombudsman."""
from datetime import timedelta

from django.test import Client

from pendopo.channels.reports.actions import handling, holding, replying, routing, timing, verifying
from pendopo.channels.reports.actions.entering import receipt_for, submit
from pendopo.channels.reports.models import Identity
from pendopo.channels.reports.queries.opening import reporter
from pendopo.channels.reports.words import Reporter
from pendopo.core.people.queries import system
from pendopo.kit.seal.models import DataKey
from tests.channels.reports.test_pages import staff
from tests.channels.reports.town import CONTACT, again
from tests.core.hall import refused

NAME = "Rahasiawati"


def closed(town, **more):
    report, sari = town.report(**more)
    return verifying.archive(actor=town.rina, report=report, reason="unclear"), sari


def opened(town, **more):
    """(report, the reporter's browser, opened by the receipt)"""
    done = submit(actor=None, entry=town.entry(**more))
    return done.report, holder(done.receipt)


def holder(receipt):
    browser = Client()
    browser.post("/akun/tanda-terima/", {"code": receipt})
    return browser


def forget():
    return timing.forget_identities(actor=system("timer"))


def test_two_years_after_closing_nobody_knows_who_it_was(town, monday):
    report, _sari = closed(town)
    keys = DataKey.objects.count()
    monday.shift(timedelta(days=729))
    assert forget() == 0 and reporter(report).name == CONTACT.name
    monday.shift(timedelta(days=2))
    assert forget() == 1 and reporter(report) is None
    assert DataKey.objects.count() == keys - 1 and forget() == 0
    assert report.timeline.filter(verb="reports.forget_identity", visibility="members").count() == 1


def test_a_hold_keeps_it_and_what_is_open_stays(town, monday):
    held, _sari = closed(town)
    holding.set_hold(actor=town.rina, report=held, ground="court", reference="Perkara Contoh 1/2024")
    still, _one = town.report()
    monday.shift(timedelta(days=900))
    assert forget() == 0 and Identity.objects.count() == 2
    holding.lift_hold(actor=again(town.rina), report=held)
    assert forget() == 1 and reporter(still) is not None


def test_what_was_opened_again_is_not_forgotten(town, monday):
    report, sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road)
    routing.route(actor=town.rina, report=report, office=town.pu)
    handling.close_by_desk(actor=town.rina, report=report, reason="Sudah lama.")
    replying.reopen(actor=sari, report=report, text="Belum.")
    monday.shift(timedelta(days=900))
    assert forget() == 0


def test_the_page_says_when_it_will_be(town):
    report, browser = opened(town)
    address = f"/laporan/{report.code}/saya/"
    assert "2 tahun setelah laporan ditutup" in browser.get(address).text
    verifying.archive(actor=town.rina, report=report, reason="unclear")
    assert "4 Maret 2026" in browser.get(address).text
    holding.set_hold(actor=town.rina, report=report, ground="court", reference="Perkara Contoh 1/2024")
    page = browser.get(address).text
    assert "Perkara Contoh 1/2024" in page and "Maret 2026" not in page
    nameless, other = opened(town, reporter=Reporter(), anonymous=True)
    assert "2 tahun setelah" not in other.get(f"/laporan/{nameless.code}/saya/").text


def test_who_reported_can_have_it_erased_unless_the_law_holds_it(town):
    report, sari = town.report()
    holding.set_hold(actor=town.rina, report=report, ground="court", reference="Perkara Contoh 1/2024")
    report.refresh_from_db()
    with refused():
        replying.forget_own(actor=sari, report=report)
    holding.lift_hold(actor=again(town.rina), report=report)
    replying.forget_own(actor=sari, report=report)
    report.refresh_from_db()
    assert report.visibility == "erased" and not Identity.objects.exists() and not DataKey.objects.exists()


def test_the_letter_says_what_is_missing(town, monday):
    report, browser = opened(town)
    page = browser.get(f"/laporan/{report.code}/saya/ombudsman/")
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    for word in ("Salinan KTP", "Urutan kejadian", "Bukti sudah mengadu", "Surat kuasa", report.code,
                 "Belum ada batas waktu yang lewat", "4 Maret 2026"):
        assert word in page.text, word
    assert NAME not in page.text and "Akibat melapor tanpa nama" not in page.text
    for days, words in ((30, "sudah lewat tanpa jawaban"), (720, "Sudah lewat dua tahun")):
        monday.shift(timedelta(days=days))
        browser = holder(receipt_for(report))
        assert words in browser.get(f"/laporan/{report.code}/saya/ombudsman/").text


def test_the_letter_says_what_anonymity_costs(town):
    report, browser = opened(town, reporter=Reporter(), anonymous=True)
    page = browser.get(f"/laporan/{report.code}/saya/ombudsman/").text
    assert "Akibat melapor tanpa nama" in page and "Anda harus datang sendiri" in page
    desk = staff(town.rina).get(f"/laporan/meja/{report.code}/ombudsman/").text
    assert "pelapor harus datang sendiri" in desk


def test_the_letter_of_a_secret_report_is_for_its_reporter_alone(town):
    report, browser = opened(town, secret=True)
    assert browser.get(f"/laporan/{report.code}/saya/ombudsman/").status_code == 200
    for code in (report.code, "LAP-2024-1234567-X"):
        answer = Client().get(f"/laporan/{code}/saya/ombudsman/")
        assert (answer.status_code, answer["Location"]) == (302, "/akun/tanda-terima/")
