"""A late check-in is told to the room once a week, and everybody sees it."""
import pytest
import time_machine

from pendopo.channels.initiatives import words
from pendopo.channels.initiatives.actions import keeping
from pendopo.channels.initiatives.jobs import TIMERS, remind
from pendopo.channels.initiatives.models import Initiative
from pendopo.channels.initiatives.workflow import INTERVALS, USUAL, WORKFLOW
from pendopo.core.notices.models import Notice
from pendopo.core.records.cards import card
from pendopo.core.records.models import Clock

pytestmark = pytest.mark.django_db


def test_a_late_check_in_reminds_and_shows(town, begun, client):
    made = town.walk(begun, "action")
    assert remind() == 0 and TIMERS[0].at
    with time_machine.travel("2026-09-16 09:00+07:00"):
        assert remind() == 1 and remind() == 0
        told = set(Notice.objects.filter(template="initiatives.remind_of_check_in").values_list("person__name",
                                                                                               flat=True))
        assert told == {"Dewi Contoh", "Joko Contoh", "Fajar Contoh", "Mira Contoh"}
        late = type(made).objects.select_related("office", "place__region").get(pk=made.pk)
        assert card(late)["state"]["tone"] == "late"
        assert "Tinjauan terlambat" in client.get(made.get_absolute_url()).content.decode()
    with time_machine.travel("2026-09-24 09:00+07:00"):
        assert remind() == 1
        town.check_in(made)
        assert str(town.fresh(made).due) == "2026-10-24" and remind() == 0


def test_the_room_chooses_how_often_and_what_is_due_stays_due(town, begun, enter):
    made = town.walk(begun, "action")
    address = f"/inisiatif/{made.code}/atur/tinjauan/"
    assert enter(town.mira).get(address).status_code == 403                  # she listens, and sits on neither side
    browser = enter(town.fajar)
    assert address in browser.get(f"/inisiatif/{made.code}/ruang/4/").content.decode()
    assert browser.post(address, {"interval": "13"}).status_code == 422
    assert browser.post(address, {"interval": "14"}).status_code == 302
    assert str(town.fresh(made).due) == "2026-09-14"
    town.check_in(made)
    assert str(town.fresh(made).due) == "2026-08-29"
    running = Clock.objects.get(record=made.pk, stopped=None)
    assert running.name == "check_in_14"
    page = browser.get(made.get_absolute_url()).content.decode()
    assert "Setiap dua minggu" in page
    keeping.pause(actor=town.fajar, initiative=town.fresh(made), reason="Lebaran")
    with time_machine.travel("2026-08-25 09:00+07:00"):
        keeping.resume(actor=town.fajar, initiative=town.fresh(made))
        assert str(town.fresh(made).due) == "2026-09-08"                    # ten days later: the clock stood still


def test_every_interval_has_one_clock():
    assert [limit.sorts for limit in WORKFLOW.limits] == [(str(days),) for days in INTERVALS]
    assert set(words.INTERVALS) == set(INTERVALS) and Initiative().interval == USUAL in INTERVALS
