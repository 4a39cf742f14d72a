"""The whole story again through pages, without a script: what a citizen and the offices see and type."""
import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from pendopo.channels.reports.models import Knock, Report
from pendopo.channels.reports.queries.contact import countersign
from pendopo.core.notices.models import Notice
from pendopo.core.records.models import Event
from pendopo.kit.post.actions import open_letter
from pendopo.kit.post.models import Letter
from tests.channels.reports.pictures import photo, told_now
from tests.channels.reports.town import PLANTED, RECEIPT, prove
from tests.web.town import enter as sign_in


@pytest.fixture
def browser(db):
    return Client()


def enter(browser, town, **more):
    """Both steps of the form; the page with code and receipt."""
    page = browser.get("/laporan/lapor/")
    assert page.status_code == 200 and len(page.content) < 20_000
    key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
    page = browser.post("/laporan/lapor/", {"step": "1", "text": PLANTED, "key": key})
    assert page.status_code == 200, page.text
    assert "Jalan rusak" in page.text and "Dinas PU Contoh" in page.text and len(page.content) < 60_000
    told = {"step": "2", "text": PLANTED, "key": key, "classification": "complaint", "category": town.road.pk,
            "region": town.village.name, "region_code": town.village.pk, "place": "dekat balai desa", "way": "sms",
            "phone": "0812 0000 1111", "name": "Sari Contoh Rahasiawati"} | more
    page = browser.post("/laporan/lapor/", told)
    assert page.status_code == 200, page.text
    return page, told


def staff(person):
    """A browser in which this member of staff has shown the second factor."""
    client = Client()
    sign_in(client, person)
    return client


def told_to(officer, report):
    """The page of the case, in one line."""
    return " ".join(staff(officer).get(f"/laporan/meja/{report.code}/").text.split())


def post(client, address, **told):
    answer = client.post(address, told)
    assert answer.status_code == 302, answer.text
    return answer


@pytest.mark.django_db(transaction=True)
def test_a_citizen_reports_and_the_city_answers(browser, town):
    page, told = enter(browser, town, enclosed=photo())
    report = Report.objects.get()
    receipt = RECEIPT.search(page.text)[0]
    assert report.code in page.text and "no-store" in page["Cache-Control"]
    answer = f"YA {countersign(report.code)}"
    assert answer in page.text
    again = browser.post("/laporan/lapor/", told | {"enclosed": photo()})
    assert Report.objects.count() == 1 and RECEIPT.search(again.text)[0] != receipt
    public = browser.get(f"/laporan/{report.code}/")
    assert public.status_code == 200 and "lubang" not in public.text and "Sari" not in public.text
    assert "lubang" not in browser.get("/laporan/").text
    assert browser.get(f"/laporan/{report.code}/saya/")["Location"] == "/akun/tanda-terima/"
    opened = browser.post("/akun/tanda-terima/", {"code": receipt})
    assert opened["Location"] == f"/laporan/{report.code}/saya/"
    own = browser.get(opened["Location"])
    assert "lubang sedalam sumur" in own.text and "foto.jpg" in own.text and answer in own.text

    desk, office = staff(town.rina), staff(town.hadi)
    here = f"/laporan/meja/{report.code}/"
    assert report.code in desk.get("/laporan/meja/").text
    assert office.get(here).status_code == 404
    assert "lubang sedalam sumur" in desk.get(here).text
    form = desk.get(f"{here}verifikasi/")
    assert form.status_code == 200 and "0812-0000-1111" not in form.text.split("<form")[-1]
    post(desk, f"{here}verifikasi/", classification="complaint", category=town.road.pk, title="Jalan berlubang",
         text="Ada lubang di jalan.", sure="on")
    post(desk, f"{here}kirim/", office=town.pu.pk)
    assert "Jalan berlubang" in browser.get("/laporan/").text
    assert "Ada lubang di jalan." in browser.get(f"/laporan/{report.code}/").text
    post(office, f"{here}mulai/")
    post(office, f"{here}tanya/", text="Di sebelah mana?")
    own = browser.get(f"/laporan/{report.code}/saya/")
    assert "Di sebelah mana?" in own.text
    post(browser, f"/laporan/{report.code}/saya/balas/", text="Di depan balai desa.")
    post(office, f"{here}jawab/", text="Besok, Bu Sari.", public="Besok dikerjakan.")
    missing = office.post(f"{here}beres/", {"text": "Beres."})
    assert missing.status_code == 422
    post(office, f"{here}beres/", text="Beres.", public="Ditambal.", photo=photo(3), **told_now())
    assert "Besok dikerjakan." in browser.get(f"/laporan/{report.code}/").text
    assert "Besok, Bu Sari." not in browser.get(f"/laporan/{report.code}/").text
    post(browser, f"/laporan/{report.code}/saya/keberatan/", text="Masih berlubang.")
    post(office, f"{here}beres/", text="Sungguh beres.", photo=photo(8), **told_now())
    post(browser, f"/laporan/{report.code}/saya/selesai/", score="5")
    report.refresh_from_db()
    assert (report.state, report.score, report.objections) == ("solved", 5, 1)
    how = re.search(rf"/laporan/{report.code}/saya/hitung/\d+/", browser.get(f"/laporan/{report.code}/saya/").text)[0]
    assert browser.get(how).status_code == 200
    file = re.search(rf"/laporan/{report.code}/saya/berkas/\d+/", own.text)[0]
    assert browser.get(file)["Content-Type"] == "image/jpeg" and Client().get(file).status_code == 404


def test_in_english_too(browser, town):
    page = browser.get("/en/laporan/lapor/")
    assert "Report something" in page.text
    assert "Damaged road" in browser.post("/en/laporan/lapor/", {
        "step": "1", "text": "jalan rusak dan berlubang", "key": "x"}).text


def test_who_typed_something_wrong_loses_nothing(browser, town):
    page = browser.post("/laporan/lapor/", {"step": "2", "text": PLANTED, "key": "k", "classification": "complaint",
                                            "way": "sms", "point": "di sana"})
    assert page.status_code == 422 and PLANTED in page.text and Report.objects.count() == 0
    page = browser.post("/laporan/lapor/", {"step": "1", "text": "x", "key": "k"})
    assert page.status_code == 422


def test_who_keeps_a_report_from_an_office_is_told_that_it_must_be_secret(browser, town):
    """Otherwise the office complained about would read it, and everybody after it."""
    told = {"step": "2", "text": PLANTED, "key": "k", "classification": "complaint", "about": [str(town.pu.pk)]}
    page = browser.post("/laporan/lapor/", told)
    assert page.status_code == 422 and Report.objects.count() == 0
    assert "pilih Rahasia" in page.text and PLANTED in page.text
    assert re.search(r"<details[^>]* open", page.text)
    browser.post("/laporan/lapor/", told | {"secret": "on"})
    assert Report.objects.get().visibility == "secret"


@pytest.mark.django_db(transaction=True)
def test_a_secret_report_can_be_opened_by_its_receipt_alone(browser, town):
    page, _told = enter(browser, town, secret="on", about=[town.pu.pk])
    report = Report.objects.get()
    assert report.visibility == "secret" and report.place.region_id == "99.99"
    desk, office = staff(town.rina), staff(town.hadi)
    here = f"/laporan/meja/{report.code}/"
    assert "lubang sedalam sumur" in desk.get(here).text and office.get(here).status_code == 404
    assert town.pu.name not in desk.get(here).text.partition("Usulan tujuan")[2].partition("Linimasa")[0]
    for address in (f"/laporan/{report.code}/", f"/catatan/{report.code}/", f"/catatan/{report.code}/linimasa/"):
        assert browser.get(address).status_code == 404, address
    found = browser.post("/laporan/cari/", {"code": report.code})
    unknown = browser.post("/laporan/cari/", {"code": "LAP-2024-7654321-9"})
    assert found.status_code == 422 and unknown.status_code == 422
    browser.post("/akun/tanda-terima/", {"code": RECEIPT.search(page.text)[0]})
    assert "lubang sedalam sumur" in browser.get(f"/laporan/{report.code}/saya/").text
    form = desk.post(f"{here}verifikasi/", {"classification": "supervisory", "category": town.levy.pk})
    assert form.status_code == 302
    refused = desk.post(f"{here}kirim/", {"office": town.pu.pk})
    assert refused.status_code == 422
    assert f'value="{town.pu.pk}"' not in refused.text and f'value="{town.dukcapil.pk}"' in refused.text
    assert "Kantor yang dikeluhkan dalam laporan ini tidak ditawarkan." in refused.text


@pytest.mark.django_db(transaction=True)
def test_news_of_a_secret_report_lead_its_named_officer_there_and_say_nothing(browser, town):
    """The news were counted and shown, and their link led nowhere; the page of news left them out."""
    enter(browser, town, secret="on")
    report, desk = Report.objects.get(), staff(town.rina)
    way = f"/kabar-saya/{Notice.objects.get(person=town.rina.pk, record=report.pk).pk}/"
    for address in ("/saya/", "/kabar-saya/"):
        page = desk.get(address).text
        assert way in page and "Buka untuk membaca kabar barunya." in page, address
        assert report.code not in page and "Masuk untuk membaca" not in page, address
    opened = desk.get(way, follow=True)
    assert opened.status_code == 200 and f"/laporan/meja/{report.code}/" in opened.text
    assert not Notice.objects.filter(person=town.rina.pk, record=report.pk, seen=None).exists()
    assert staff(town.hadi).get(way).status_code == 404


def test_leaving_closes_the_receipt(browser, town):
    page, _told = enter(browser, town)
    browser.post("/akun/tanda-terima/", {"code": RECEIPT.search(page.text)[0]})
    code = Report.objects.get().code
    assert browser.get(f"/laporan/{code}/saya/").status_code == 200
    gone = browser.get("/laporan/pergi/")
    assert gone["Location"] == "/" and "storage" in gone["Clear-Site-Data"]
    assert browser.get(f"/laporan/{code}/saya/").status_code == 302


def test_a_lost_receipt_comes_back_by_telephone(browser, town):

    page, _told = enter(browser, town)
    old, code = RECEIPT.search(page.text)[0], Report.objects.get().code
    assert browser.post("/laporan/hilang/", {"code": code, "phone": "0812 0000 1111"}).status_code == 302
    assert not Letter.objects.exists(), "nobody has answered from there yet"
    prove(Report.objects.get())
    for phone in ("0812 0000 2222", "0812 0000 1111"):
        asked = browser.post("/laporan/hilang/", {"code": code, "phone": phone})
        assert asked.status_code == 302
    ticket = asked["Location"].partition("=")[2]
    assert ticket in browser.get(asked["Location"]).text
    assert Letter.objects.get().to == "", "sealed in the outbox"
    letter = open_letter(Letter.objects.get())
    digits = re.search(r"\d{8}", letter.text)[0]
    assert code not in letter.text
    assert browser.post("/laporan/hilang/kode/", {"code": code, "digits": digits}).status_code == 422
    new = browser.post("/laporan/hilang/kode/", {"code": code, "digits": digits, "ticket": ticket})
    receipt = RECEIPT.search(new.text)[0]
    assert receipt != old and browser.post("/akun/tanda-terima/", {"code": old}).status_code != 302
    assert browser.post("/akun/tanda-terima/", {"code": receipt}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_at_the_counter_an_officer_gets_a_receipt_for_somebody_and_reads_nothing(browser, town):
    page, _told = enter(browser, town)
    old, report = RECEIPT.search(page.text)[0], Report.objects.get()
    officer = staff(town.yuni)
    typed = {"code": report.code, "phone": "0812 0000 1111", "seen": "identity", "agreed": "on"}
    assert officer.get(f"/laporan/meja/{report.code}/").status_code == 404
    for wrong in ({"phone": "0812 0000 2222"}, {"code": "LAP-2026-1000000-0"}, {"agreed": ""}, {"phone": ""}):
        assert officer.post("/laporan/meja/loket/", typed | wrong).status_code == 422
    assert officer.post("/laporan/meja/loket/", typed).status_code == 422, "nobody has answered from there yet"
    prove(report)
    new = officer.post("/laporan/meja/loket/", typed)
    receipt = RECEIPT.search(new.text)[0]
    assert PLANTED not in new.text and "no-store" in new["Cache-Control"]
    assert officer.get(f"/laporan/meja/{report.code}/").status_code == 404
    for one in (receipt, old):
        assert Client().post("/akun/tanda-terima/", {"code": one}).status_code == 302
    row = Event.objects.get(record=report.pk, verb="reports.renew_receipt")
    assert row.office is not None and row.visibility == "members"
    assert "Dinas Dukcapil Contoh</strong> memberi tanda terima baru di loket" in told_to(town.rina, report)
    assert [one.template for one in Knock.objects.order_by("pk")][-1] == "receipt"
    assert browser.get("/laporan/meja/loket/").status_code in (302, 403)


@pytest.mark.django_db(transaction=True)
def test_of_a_secret_report_no_counter_gives_a_receipt(browser, town):
    enter(browser, town, secret="on")
    typed = {"code": Report.objects.get().code, "phone": "0812 0000 1111", "seen": "identity", "agreed": "on"}
    assert staff(town.yuni).post("/laporan/meja/loket/", typed).status_code == 422


def test_what_is_noted_is_not_called_solved(town):
    """Whoever has just said "not solved" must not read the word of the state "Selesai" above it."""
    with override("id"):
        for words in ("Done. It stands on the timeline.", "Done. It stands on the record."):
            assert "selesai" not in gettext(words).lower()
