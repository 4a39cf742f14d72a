"""Timers come when they should, a failing one does not stop the others, and the queue needs no other server."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from pendopo.kit.work import actions, queries
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, by_age
from pendopo.kit.work.healthy import at_work
from pendopo.kit.work.models import Run
from pendopo.kit.work.timers import Timer, timers
from tests.kit.work import errands

JAKARTA = ZoneInfo("Asia/Jakarta")


def test_a_daily_timer_comes_at_its_hour():
    timer = Timer("digest", lambda: 0, at="06:00")
    assert timer.next(datetime(2026, 11, 22, 5, 59, tzinfo=JAKARTA)) == datetime(2026, 11, 22, 6, tzinfo=JAKARTA)
    assert timer.next(datetime(2026, 11, 22, 6, 0, tzinfo=JAKARTA)) == datetime(2026, 11, 23, 6, tzinfo=JAKARTA)


def test_an_interval_counts_from_now():
    now = datetime(2026, 11, 22, 6, 0, tzinfo=JAKARTA)
    assert Timer("seal", lambda: 0, every=1.5).next(now) == now + timedelta(seconds=1.5)


def test_every_timer_of_the_house_says_when():
    assert {timer.name for timer in timers()} >= {"ledger.seal", "limits.sweep"}
    assert all(bool(timer.every) != bool(timer.at) for timer in timers())


@pytest.mark.django_db
def test_a_missed_day_is_made_up_at_the_start():
    timer = Timer("digest", lambda: 0, at="06:00")
    Run.objects.create(name="digest", started=timezone.now() - timedelta(days=2))
    assert actions.first(timer) <= timezone.localtime()
    Run.objects.filter(name="digest").update(started=timezone.now())
    assert actions.first(timer) > timezone.localtime()


class Ticks:
    """Stands in for the bell of the worker: between two looks at the clock somebody sets it; after the last it ends."""

    def __init__(self, clock: list[datetime]) -> None:
        self.clock, self.event = clock, self

    def is_set(self) -> bool:
        return len(self.clock) == 1

    def wait(self, seconds: float) -> None:
        self.clock.pop(0)


@pytest.mark.django_db
def test_a_clock_that_is_set_back_stops_no_timer(monkeypatch):
    """A machine whose clock ran seven hours ahead at its start (local time taken for UTC), put right a minute later."""
    right, ran = timezone.now(), []
    clock = [right + timedelta(hours=7), right + timedelta(hours=7, seconds=2), right, right + timedelta(seconds=2),
             right + timedelta(seconds=4)]
    for name in ("checkpoint", "close_old_connections"):     # the test has a transaction of its own around it
        monkeypatch.setattr(actions, name, lambda: None)
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    monkeypatch.setattr(actions, "timers", lambda: (Timer("seal", lambda: ran.append(clock[0]) or 1, every=1),))
    actions.work(Ticks(clock))
    assert ran[-2:] == [right, right + timedelta(seconds=2)]
    assert Run.objects.get(name="seal").started == right + timedelta(seconds=2)


@pytest.mark.django_db
def test_what_a_wrong_clock_noted_is_no_sign_of_life():
    Run.objects.create(name="seal", started=timezone.now() + timedelta(days=30))
    assert not queries.alive() and at_work().state == BAD
    assert actions.stale(Timer("seal", lambda: 0, every=1), timezone.now())
    assert by_age(timezone.now() + timedelta(days=30), timedelta(days=2), timedelta(days=8)) == ATTENTION
    assert by_age(timezone.now() - timedelta(hours=1), timedelta(days=2), timedelta(days=8)) == GOOD


@pytest.mark.django_db
def test_a_failing_timer_is_named_without_its_words(caplog):
    def stumble() -> int:
        raise ValueError("sari@contoh.example")

    assert actions.run(Timer("stumble", stumble, every=1)) == 0
    assert Run.objects.get(name="stumble").failed == "ValueError"


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_the_queue_runs_what_was_asked_and_remembers_what_failed():
    done, failed = errands.add.enqueue(2, 3), errands.stumble.enqueue()
    assert queries.waiting() == 2
    actions.drain()
    done.refresh()
    failed.refresh()
    assert done.return_value == 5
    assert queries.waiting() == 0 and queries.failed() == 1


@pytest.mark.django_db
@pytest.mark.database
def test_by_night_the_database_learns_how_its_tables_are_filled():
    Run.objects.bulk_create(Run(name=f"timer {n}", started=timezone.now()) for n in range(50))
    looked = actions.measure()
    if connection.vendor != "sqlite":
        assert looked == 0
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [Run._meta.db_table])
        assert cursor.fetchone()[0].startswith("50 ")
