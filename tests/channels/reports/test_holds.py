"""A legal hold: nothing of the report goes, whoever asks, until it is lifted; then what was asked meanwhile is done."""
import pytest
from django.test import Client

from pendopo.channels.reports.actions import holding, routing, verifying
from pendopo.channels.reports.actions.forgetting import forget_reports
from pendopo.channels.reports.models import Identity, Report
from pendopo.channels.reports.queries.opening import reporter, told, unlocked
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.models import Membership, Person
from pendopo.core.records.actions import empty, forget_deeds
from pendopo.core.records.holds import standing
from pendopo.core.records.models import Event, Hold
from pendopo.core.voices.actions.speech import comment, edit, withdraw
from pendopo.kit.files.checks import accept
from tests.channels.reports.pictures import photo
from tests.channels.reports.test_desk import published
from tests.channels.reports.test_pages import staff
from tests.channels.reports.test_retention import opened
from tests.channels.reports.town import CONTACT, PLANTED, again
from tests.core.hall import person, refused

WHY = {"ground": "court", "reference": "Perkara Contoh 7/2024, 1 Maret 2024"}


def plain(report):
    report = Report.objects.select_related("key").get(pk=report.pk)
    return told(report, unlocked(report)).text


def test_whoever_asks_nothing_goes_while_it_stands(town):
    """The reporter's account is erased, an officer's too, and the record is emptied by hand: all pass it by."""
    report, _sari = town.report(actor=town.citizen, files=[accept(photo())], reporter=CONTACT)
    Person.objects.filter(pk=report.author_id).update(claimed_by=town.citizen)
    Person.objects.filter(pk=town.citizen.pk).update(claimed=1)
    report = verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road)
    routing.route(actor=town.rina, report=report, office=town.pu)
    holding.set_hold(actor=again(town.rina), report=report, **WHY)
    author = report.author
    erase(actor=again(town.citizen), person=town.citizen)
    erase(actor=again(town.hadi), person=town.hadi)
    empty([report.pk], ground="uji")
    forget_reports(author)
    forget_deeds(author)
    report.refresh_from_db()
    assert plain(report) == PLANTED and reporter(report).name == CONTACT.name and report.enclosures.count() == 1
    assert report.author_id == author.pk and report.visibility == "sealed"
    assert not Event.objects.filter(record=report.pk, line__words="").exclude(line__words=None).exists()

    holding.lift_hold(actor=again(town.rina), report=report)
    report.refresh_from_db()
    assert report.visibility == "erased" and bytes(report.original) == b"" and not Identity.objects.exists()
    assert report.author is None and not report.enclosures.exists()


def test_who_sets_it_lifts_it_and_a_successor_when_they_have_left(town):
    report, _sari = town.report()
    other = person("Wira Contoh", at=town.setda, role="coordinator")
    for stranger in (town.hadi, town.tono, town.citizen, town.gita):
        with refused():
            holding.set_hold(actor=again(stranger), report=report, **WHY)
    holding.set_hold(actor=town.rina, report=report, **WHY)
    with refused():
        holding.set_hold(actor=again(other), report=report, **WHY)          # one stands already
    for stranger in (other, town.tono, town.citizen):
        with refused():
            holding.lift_hold(actor=again(stranger), report=report)
    Membership.objects.filter(person=town.rina).update(until="2024-03-03")
    holding.lift_hold(actor=again(other), report=report)
    assert standing(report) is None and Hold.objects.get().lifted_by == other
    verbs = list(Event.objects.filter(record=report.pk).order_by("pk").values_list("verb", "visibility"))
    assert verbs[-2:] == [("records.hold", "members"), ("records.lift", "members")]


def test_of_a_secret_report_only_who_is_named_sets_one(town):
    report, _sari = town.report(secret=True)
    boss = person("Kepala Contoh", at=town.setda, role="head")
    with refused():
        holding.set_hold(actor=again(boss), report=report, **WHY)
    holding.set_hold(actor=town.rina, report=report, **WHY)


@pytest.mark.parametrize("secret", [False, True])
def test_the_pages_set_it_show_it_and_lift_it(town, secret):
    report, browser = opened(town, secret=secret)
    desk, here, own = staff(town.rina), f"/laporan/meja/{report.code}/", f"/laporan/{report.code}/saya/"
    assert f"{here}tahan/" in desk.get(here).text
    missing = desk.post(f"{here}tahan/", {"ground": "court", "reference": ""})
    assert missing.status_code == 422
    assert desk.post(f"{here}tahan/", WHY).status_code == 302
    for page in (desk.get(here).text, browser.get(own).text):
        assert "Perkara Contoh 7/2024" in page and "Pengadilan" in page
    assert "saya/hapus/" not in browser.get(own).text and browser.post(f"{own}hapus/").status_code == 403
    assert "Perkara" not in Client().get(f"/laporan/{report.code}/").text
    assert f"{here}tahan/" not in desk.get(here).text and f"{here}lepas-tahan/" in desk.get(here).text
    assert desk.post(f"{here}lepas-tahan/").status_code == 302
    assert "Perkara Contoh 7/2024" not in browser.get(own).text and f"{own}hapus/" in browser.get(own).text


def test_what_others_said_about_it_waits_too(town):
    """Whoever commented and then has the account erased is read by nobody any more; the words, and the name beside
    them, are there for the court until the hold is lifted. Elsewhere they go at once."""
    (report, _sari), (other, _mira) = published(town, 1), published(town, 2)
    bayu, rudi = town.citizen, person("Rudi Contoh")
    said, elsewhere = (comment(actor=bayu, record=one, text="Dulu sudah dijanjikan di balai desa.")
                       for one in (report, other))
    kept = comment(actor=rudi, record=report, text="Saya melihatnya juga.")
    holding.set_hold(actor=again(town.rina), report=report, **WHY)
    for way in (lambda: withdraw(actor=rudi, comment=kept), lambda: edit(actor=rudi, comment=kept, text="Tidak jadi.")):
        with refused():
            way()
    erase(actor=again(bayu), person=bayu)
    said, elsewhere, gone = (type(said).objects.get(pk=said.pk), type(said).objects.get(pk=elsewhere.pk),
                             Person.objects.get(pk=bayu.pk))
    assert (said.text, said.author_id) == ("Dulu sudah dijanjikan di balai desa.", bayu.pk)
    assert (elsewhere.text, elsewhere.author) == ("", None)
    assert (gone.name, gone.email, gone.is_active, gone.shown) == ("Bayu Contoh", None, False, "Warga")
    page = Client().get(f"/laporan/{report.code}/").text
    assert "dijanjikan" not in page and "Bayu" not in page and "Saya melihatnya juga" in page
    assert said.line.words_visibility == "private"

    holding.lift_hold(actor=again(town.rina), report=report)
    said, gone = type(said).objects.get(pk=said.pk), Person.objects.get(pk=bayu.pk)
    assert (said.text, said.author, said.line.words, gone.name) == ("", None, "", "")
    withdraw(actor=rudi, comment=kept)
