"""A legal hold on a plan in the making and on a commitment: nothing of it goes, whoever asks, until it is lifted."""
import pytest
from django.test import Client

from pendopo.channels.plans.actions import contributing
from pendopo.channels.plans.cycles import Contribution
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.models import Membership
from pendopo.core.records.holds import lift_hold, set_hold, standing
from pendopo.core.records.models import Event, Hold
from pendopo.core.voices.actions.speech import comment
from tests.channels.plans.making import asking, resident, said
from tests.core.hall import again, office, person, record, refused
from tests.web.town import enter

pytestmark = pytest.mark.django_db
WHY = {"ground": "court", "reference": "Perkara Contoh 7/2026, 1 Agustus 2026"}


@pytest.mark.database
def test_a_contribution_stays_whole_while_it_stands_and_goes_with_the_hold(town):
    plan, sari = asking(town), resident()
    given = said(plan, actor=sari).contribution
    elsewhere = comment(actor=sari, record=record(at=town.diskominfo), text="Bagus.")
    boss = person("Kepala Contoh", at=given.cycle.office, role="head")
    set_hold(actor=boss, record=given.cycle, **WHY)
    with refused():
        contributing.withdraw_contribution(actor=sari, contribution=given)
    erase(actor=again(sari), person=sari)
    given.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (given.text, given.author_id) == ("Terbitkan jadwal dokter setiap puskesmas.", sari.pk)
    assert (elsewhere.text, elsewhere.author) == ("", None)

    lift_hold(actor=again(boss), record=given.cycle)
    given = Contribution.objects.get(pk=given.pk)
    assert (given.text, given.author, given.state) == ("", None, "withdrawn") and standing(given.cycle) is None


def test_the_office_that_has_it_sets_it_and_who_set_it_lifts_it(town):
    one, unit = record(at=town.diskominfo), town.diskominfo
    boss, second = person("Kepala Contoh", at=unit, role="head"), person("Wira Contoh", at=unit, role="coordinator")
    strangers = [person("Tono Contoh", at=unit, role="officer"), person("Rudi Contoh"),
                 person("Dina Contoh", at=office("Dinas Lain Contoh"), role="head"),
                 person("Joko Contoh", at=town.forum, role="head")]
    for stranger in strangers:
        with refused():
            set_hold(actor=stranger, record=one, **WHY)
    set_hold(actor=boss, record=one, **WHY)
    for another in (second, *strangers):
        with refused():
            lift_hold(actor=again(another), record=one)
    with refused():
        set_hold(actor=again(second), record=one, **WHY)                        # one stands already
    Membership.objects.filter(person=boss).update(until="2026-08-14")
    lift_hold(actor=again(second), record=one)
    assert Hold.objects.get().lifted_by == second
    assert list(Event.objects.filter(record=one.pk).order_by("pk").values_list("verb", "visibility"))[-2:] == [
        ("records.hold", "members"), ("records.lift", "members")]


def test_one_page_sets_it_shows_it_and_lifts_it(town):
    one = record(at=town.diskominfo)
    desk, here = Client(), f"/catatan/{one.code}/tahan"
    enter(desk, person("Kepala Contoh", at=town.diskominfo, role="head"))
    assert here in desk.get(f"/catatan/{one.code}/riwayat").text
    assert here not in Client().get(f"/catatan/{one.code}/riwayat").text
    missing = desk.post(here, {"ground": "court", "reference": " "})
    assert missing.status_code == 422 and "Pengadilan" in missing.text
    assert desk.post(here, WHY).status_code == 302
    page = desk.get(here).text
    assert "Perkara Contoh 7/2026" in page and "Pengadilan" in page and "Cabut larangan menghapus" in page
    assert here in desk.get(f"/catatan/{one.code}/riwayat").text
    assert "Perkara" not in Client().get(f"/catatan/{one.code}/riwayat").text
    assert "Legal hold" in desk.get(f"/en{here}").text
    assert desk.post(here).status_code == 302 and standing(one) is None
