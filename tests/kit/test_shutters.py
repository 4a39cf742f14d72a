"""While the house is closed nothing is written, in whichever process; it opens by itself."""
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from pendopo.kit import shutters
from pendopo.kit.shutters import READ_ONLY, SHUT, Closed
from pendopo.kit.whole import whole
from pendopo.kit.work import actions as work
from pendopo.kit.work.timers import Timer

SOON = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _open_again():
    yield
    shutters.lift()


@pytest.mark.django_db
def test_nothing_is_written_until_the_time_that_was_named():
    before = shutters.mark()
    shutters.close(READ_ONLY, timezone.now() + SOON, "Pindah diska")
    assert before == 0 != shutters.mark()
    with pytest.raises(Closed):
        whole()
    with shutters.keeper(), whole():
        pass
    with time_machine.travel(timezone.now() + SOON + timedelta(seconds=1)):
        assert shutters.now() is None and shutters.mark() == 0
        whole()


def test_it_is_known_while_it_changes_and_read_by_nobody_else():
    shutters.close(SHUT, None, "Naik versi")
    assert shutters.now().state == SHUT and shutters.now().wait == shutters.UNKNOWN
    shutters.close(READ_ONLY, timezone.now() + SOON, "Pindah diska")
    now = shutters.now()
    assert (now.state, now.why) == (READ_ONLY, "Pindah diska") and 1790 < now.wait <= 1801
    assert shutters.place().stat().st_mode & 0o077 == 0
    shutters.lift()
    shutters.lift()
    assert shutters.now() is None
    assert not list(Path(settings.HOME).glob(".shutters*"))


def test_a_spoiled_file_closes_nothing():
    shutters.place().write_text("{")
    assert shutters.now() is None


@pytest.mark.django_db
def test_the_worker_waits_and_then_goes_on(monkeypatch):
    did, stop = [], work.Stop()
    monkeypatch.setattr(work, "timers", lambda: (Timer("test.tick", lambda: did.append(1) or 1, every=60),))
    monkeypatch.setattr(work, "PAUSE", 0.01)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    shutters.close(READ_ONLY, timezone.now() + SOON, "Pindah diska")
    looks = []

    def wait(seconds):
        looks.append(len(did))
        if len(looks) == 3:
            shutters.lift()
        if did:
            stop.ring(0, None)

    monkeypatch.setattr(stop.event, "wait", wait)
    monkeypatch.setattr(work.connection, "close", lambda: None)     # the test holds the only one there is
    monkeypatch.setattr(work, "checkpoint", lambda: None)
    work.work(stop)
    assert looks[:3] == [0, 0, 0] and did == [1]
