"""A late check-in is told to the room once a week, and everybody sees it."""
import pytest
import time_machine

from pendopo.channels.initiatives.jobs import TIMERS, remind
from pendopo.core.notices.models import Notice
from pendopo.core.records.cards import card

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
