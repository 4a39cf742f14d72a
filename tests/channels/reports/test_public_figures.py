"""Offices and places side by side, feeds and filters, subscriptions, and what a report is linked to."""
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.channels.reports.actions import handling, linking, replying, subscribing, timing, verifying
from pendopo.channels.reports.models import Knock, Report, Subscription
from pendopo.channels.reports.queries.figures import figures, share, side_by_side
from pendopo.channels.reports.queries.lists import listed
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.notices.actions import flow
from pendopo.core.notices.models import Notice
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Person
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.core.voices.actions.standing import follow
from tests.channels.reports.pictures import photo, proof
from tests.channels.reports.test_desk import published
from tests.channels.reports.test_pages import staff
from tests.core.hall import again, person, refused
from tests.web.town import promise as promised

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def done(town, number):
    """A report that the office says is done."""
    report, sari = published(town, number)
    handling.begin(actor=town.hadi, report=report)
    handling.finish(actor=town.hadi, report=report, text="Sudah.", photo=proof(photo(number + 50)))
    return Report.objects.get(pk=report.pk), sari


def test_what_is_kept_is_told_apart_from_what_only_the_timer_closed(town, monday):
    for number in range(12):
        report, sari = done(town, number)
        if number < 6:
            replying.confirm(actor=sari, report=report)
    monday.move_to("2024-04-20 09:00+07:00")
    timing.close_due(actor=system("timer"))
    secret, _sari = town.report(secret=True)
    told = figures(listed().filter(office=town.pu.pk))
    assert (told.count, told.ended, told.solved, told.timer) == (12, 12, 6, 6)
    assert (told.owed, told.kept, told.first) == (12, 12, [0] * 12)
    page = Client().get("/laporan/lembaga/pu/")
    assert "50%" in page.text and "100%" in page.text and secret.code not in page.text
    table = Client().get("/laporan/angka/")
    assert "Dinas PU Contoh" in table.text and "50%" in table.text
    assert town.village.parent.full_name in table.text
    [row] = side_by_side(town.village.pk[:5])[2]
    assert (row.key, row.told.count, row.told.kept, row.told.solved) == ("jalan/jalan-rusak", 12, 12, 6)
    assert "/laporan/?kategori=jalan/jalan-rusak" in table.text or "kategori=jalan%2Fjalan-rusak" in table.text
    assert Client().get(f"/laporan/wilayah/{town.village.pk}/").status_code == 200


def test_a_follow_up_that_came_late_or_not_at_all_is_no_follow_up_in_time(town, monday):
    for number in range(6):
        published(town, number)
    monday.move_to("2024-04-20 09:00+07:00")
    handling.begin(actor=town.hadi, report=Report.objects.first())
    told = figures(listed())
    assert (told.owed, told.kept, told.late) == (6, 0, 6)
    assert "0%" in Client().get("/laporan/lembaga/pu/").text


def test_days_to_the_first_follow_up_are_working_days_without_the_time_of_the_reporter(town, monday):
    """Monday 4 March 2024 to Friday 15: eleven days on the wall, seven working ones (11 and 12 were Nyepi and its
    leave), and two of them passed while the reporter was asked."""
    reports = [published(town, number) for number in range(6)]
    for report, _sari in reports:
        handling.ask(actor=town.hadi, report=report, text="Di sebelah mana?")
    monday.move_to("2024-03-06 09:00+07:00")
    for report, sari in reports:
        replying.reply(actor=sari, report=report, text="Di depan pasar.")
    monday.move_to("2024-03-15 09:00+07:00")
    for report, _sari in reports:
        handling.begin(actor=town.hadi, report=Report.objects.get(pk=report.pk))
    told = figures(listed())
    assert told.first == [5] * 6 and told.kept == 6
    page = Client().get("/laporan/lembaga/pu/").text
    assert "5 hari kerja" in page and "Cara menghitung harinya" in page and "libur nasional" in page


def test_the_map_keeps_the_category_of_the_list(town):
    """A branch means its parts; another kind of record has no such filter, and nothing of it stays in the address."""
    report, _sari = published(town, 1)
    assert report.topic == "jalan/jalan-rusak"
    around = Client().get("/laporan/?kategori=jalan").text
    assert "/peta/?jenis=reports&amp;topik=jalan" in around
    seen = {topic: report.title in Client().get(f"/peta/?jenis=reports&topik={topic}").text
            for topic in ("jalan", "jalan/jalan-rusak", "jalan/drainase", "jala")}
    assert seen == {"jalan": True, "jalan/jalan-rusak": True, "jalan/drainase": False, "jala": False}
    chosen = Client().get("/peta/?jenis=reports&topik=jalan").text
    assert 'name="topik"' in chosen and '<option value="jalan" selected>' in chosen
    assert 'name="topik"' not in Client().get("/peta/?jenis=plans&topik=jalan").text


def test_what_is_not_published_has_no_topic(town):
    report, _sari = published(town, 1)
    verifying.unpublish(actor=town.rina, report=report, reason="Salah unggah.")
    assert Report.objects.get(pk=report.pk).topic == ""
    sealed, _sari = town.report()
    verifying.verify(actor=town.rina, report=sealed, classification="complaint", category=town.road)
    verifying.reclassify(actor=town.rina, report=sealed, classification="complaint", category=town.ktp)
    assert Report.objects.get(pk=sealed.pk).topic == ""
    shown, _sari = published(town, 2)
    verifying.reclassify(actor=town.rina, report=shown, classification="complaint", category=town.ktp)
    assert Report.objects.get(pk=shown.pk).topic == "kependudukan/ktp"


def test_the_open_data_of_reports_stand_with_all_open_data(town):
    page = Client().get("/data/").text
    assert "/laporan/data/laporan.csv" in page and "/laporan/data/laporan.json" in page
    menu = Client().get("/").text
    assert 'href="/laporan/"' in menu and 'href="/masalah-bersama/"' not in menu
    assert 'href="/masalah-bersama/"' in Client().get("/laporan/").text


def test_what_fewer_than_five_say_is_not_shown(town):
    report, sari = done(town, 1)
    replying.confirm(actor=sari, report=report)
    page = Client().get("/laporan/lembaga/pu/")
    assert "%" not in page.text.split("<main")[1].split('id="daftar"')[0] and "kurang dari 5" in page.text
    assert share(4, 20) is None and share(2, 4) is None and share(0, 9) == 0 and share(5, 10) == 0.5


@pytest.mark.parametrize("address", ["/laporan/", "/laporan/lembaga/pu/", "/laporan/wilayah/99.99/", "/laporan/angka/",
                                     "/laporan/umpan.xml"])
def test_pages_cost_the_same_however_many_reports_there_are(town, address):
    published(town, 1)
    asked = []
    for _turn in range(2):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        asked.append(len(queries))
        published(town, 2)
        published(town, 3)
    assert asked[0] == asked[1] <= 5


def test_a_filter_is_in_the_address_of_list_feed_map_and_subscription(town):
    one, _a = published(town, 1)
    two, _b = published(town, 2, office=town.dukcapil)
    chosen = f"?lembaga=pu&kategori=jalan&wilayah={town.village.parent.pk}"
    for address in (f"/laporan/{chosen}", f"/laporan/umpan.xml{chosen}", "/laporan/?q=rusak"):
        assert one.title in Client().get(address).text, address
    for address in (f"/laporan/{chosen}", f"/laporan/umpan.xml{chosen}"):
        assert two.title not in Client().get(address).text, address
    assert one.title not in Client().get("/laporan/?q=kelapa").text
    page = Client().get(f"/laporan/{chosen}").text
    for address in ("/laporan/umpan.xml?", "/peta/?jenis=reports&amp;", "/laporan/langganan/?kategori=jalan&amp;"):
        assert address in page
    town.report(secret=True)
    assert Client().get("/laporan/umpan.xml").text.count("<entry>") == 2
    assert Client().get("/laporan/lembaga/tidak-ada/").status_code == 404
    assert Client().get("/laporan/wilayah/77.77.77/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_who_asked_hears_of_what_is_published_there_once(town):
    client = staff(town.citizen)
    assert "/akun/masuk/" in Client().get("/laporan/langganan/")["Location"]
    parent = town.village.parent
    told = {"category": "jalan", "region": parent.full_name, "region_code": parent.pk}
    for _time in range(2):
        assert client.post("/laporan/langganan/", told).status_code == 302
    subscription = Subscription.objects.get()
    assert (subscription.region, subscription.category.code) == (parent, "jalan")
    assert parent.full_name in client.get("/laporan/langganan/").text
    town.report(secret=True)
    town.report()
    assert not Notice.objects.filter(person=town.citizen, template="reports.published").exists()
    report, _sari = published(town, 1)
    assert Notice.objects.get(person=town.citizen, template="reports.published").record_id == report.pk
    with refused():
        subscribing.unsubscribe(actor=town.hadi, subscription=subscription)
    client.post(f"/laporan/langganan/{subscription.pk}/hapus/")
    assert not Subscription.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", [None, "bayu@contoh.example"])
def test_who_has_no_address_is_promised_no_letter(town, email):
    """An account by telephone number has no letters: it reads so where it asks for them, and how they begin."""
    Person.objects.filter(pk=town.citizen.pk).update(email=email, phone="+6281211112222")
    client, without = staff(again(town.citizen)), "Your account has no e-mail address"
    for address in ("/en/laporan/langganan/", "/en/kabar-saya/atur/", reverse("checkpoints-en:by-mail")):
        page = client.get(address).text
        assert (without in page) is (email is None), address
        assert ("/en/akun/surel/" in page) is (email is None), address
    answer = client.post("/en/laporan/langganan/", {"category": "jalan", "region": "", "region_code": ""}, follow=True)
    assert ("You will hear of it in the morning" in answer.text) is (email is not None)


def test_another_place_or_another_matter_tells_nobody(town):
    subscribing.subscribe(actor=town.citizen, category=town.ktp)
    published(town, 1)
    assert not Notice.objects.filter(template="reports.published").exists()
    subscribing.subscribe(actor=town.citizen)
    published(town, 2)
    assert Notice.objects.filter(template="reports.published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_reporter_hears_once_when_what_the_report_is_linked_to_moves(town, monday):
    (report, _a), (other, _b) = published(town, 1), published(town, 2)
    promise = promised()
    sealed, _c = town.report()
    office = staff(town.hadi)
    form = f"/laporan/{report.code}/kaitkan/"
    assert Client().get(form).status_code in (302, 403, 404)
    assert office.post(form, {"code": "RA-2024-0009-X", "sort": "evidence"}).status_code == 422
    assert office.post(form, {"code": promise.code, "sort": "evidence"}).status_code == 302
    assert promise.title in Client().get(f"/laporan/{report.code}/").text
    with refused(Hindrance):
        linking.link(actor=town.rina, report=sealed, target=promise)
    with refused():
        linking.link(actor=town.yuni, report=report, target=promise)
    with refused(Hindrance):
        linking.link(actor=town.hadi, report=report, target=Record.objects.get(pk=report.pk))
    before = Knock.objects.filter(report=report).count()
    timer, reader = system("timer"), person("Wati Contoh")
    follow(actor=reader, record=report)
    sequence_all()
    assert flow() == 0                   # begins here
    monday.shift(3600)
    records.move(promise, "end", by=timer)
    sequence_all()
    assert flow() == 1 and flow() == 0   # the follower of the report; its reporter left a contact and no account
    assert Notice.objects.get(person=reader, template="notices.downstream").facts == {"origin": report.code}
    sequence_all()
    assert flow() == 0                   # the row on the report's own timeline is no news
    assert Knock.objects.filter(report=report).count() == before + 1
    assert not other.timeline.filter(verb=linking.MOVED).exists()
    assert promise.code in Client().get(f"/laporan/{report.code}/").text
