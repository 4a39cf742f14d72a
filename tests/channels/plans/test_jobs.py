"""The people of a lead unit hear once, in time, that a milestone is due."""
from datetime import date

import pytest
import time_machine

from pendopo.channels.plans.jobs import TIMERS, remind
from pendopo.channels.plans.queries.steps import coming
from pendopo.core.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("until", "there"), [(date(2026, 9, 29), False), (date(2026, 9, 30), True)])
def test_a_partial_day_is_due_on_the_last_day_it_may_mean(contoh, until, there):
    assert bool(coming(until)) is there


def test_the_lead_unit_is_told_once(contoh):
    budi, wahyu = contoh.officer(), contoh.member()
    with time_machine.travel("2026-09-20 06:30+07:00", tick=False):
        assert remind() == 1 and remind() == 0
    told = Notice.objects.filter(template="plans.remind_of_due")
    assert [notice.person for notice in told] == [budi] and wahyu not in [notice.person for notice in told]
    assert [timer.name for timer in TIMERS] == [
        "plans-due", "plans-clocks", "plans-terms", "plans-covers", "plans-snapshots"]
