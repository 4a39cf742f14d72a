"""While an upgrade or its way back is at work nobody writes; after a way back that failed the operator opens."""
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pendopo.conf import healthy
from pendopo.conf.upgrading import course, marker, snapshots
from pendopo.core.ledger.actions import Deed, write
from pendopo.core.people.queries import system
from pendopo.core.places import actions
from pendopo.core.places.models import City
from pendopo.kit import shutters
from pendopo.kit.whole import whole
from pendopo.kit.work import logbook

SAID: list[str] = []


@pytest.fixture
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Path]:
    """Everything but the tables themselves: they are those of the test."""
    settings.HOME = tmp_path / "home"
    (settings.HOME / "backups").mkdir(parents=True)
    write(Deed({"verb": "test.upgrade", "at": "2026-11-23T05:00:00+00:00"}))
    SAID.clear()
    monkeypatch.setattr(course, "ask", lambda new, *words: {"name": "2", "pending": [], "unknown": []})
    monkeypatch.setattr(course, "note_release", lambda one: None)
    monkeypatch.setattr(course, "moved", lambda one, before: None)
    monkeypatch.setattr(course, "settle", lambda: None)
    monkeypatch.setattr(snapshots, "size_of_database", lambda: 0)
    monkeypatch.setattr(snapshots, "dump", lambda folder: "none")
    monkeypatch.setattr(snapshots, "load", lambda folder: None)
    yield settings.HOME
    shutters.lift()


def upgrade() -> bool:
    return course.upgrade(course.versions.here(), SAID.append)


def breaks(*given: Any) -> None:
    raise OSError(28, "No space left on device")


def outlast(span: float) -> list[bool]:
    """Whether it was closed, all the while."""
    seen, last = [], time.monotonic() + span
    while time.monotonic() < last:
        seen.append(shutters.now() is not None)
        time.sleep(0.02)
    return seen


def test_it_stays_closed_as_long_as_the_move_and_the_way_back_take(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "MOST", timedelta(seconds=0.3))
    seen: list[bool] = []

    def slow(one: object, before: object) -> None:
        seen.extend(outlast(1))
        raise course.Failed("sengaja", "Tried")

    monkeypatch.setattr(course, "moved", slow)
    monkeypatch.setattr(snapshots, "load", lambda folder: seen.extend(outlast(1)))
    assert upgrade() is False
    assert all(seen) and len(seen) > 20, "it opened in the middle"
    assert shutters.now() is None, "everything is as it was"


def test_whoever_dies_leaves_it_closed_for_a_while_only(home: Path) -> None:
    with shutters.hold("Naik versi", timedelta(minutes=30), "Macet"):
        now = shutters.now()
        assert now is not None and now.until is not None and now.held
        assert timedelta(minutes=29) < now.until - timezone.now() <= timedelta(minutes=30)


def test_what_the_operator_had_closed_before_stays_closed(home: Path) -> None:
    until = timezone.now() + timedelta(hours=3)
    shutters.close(shutters.READ_ONLY, until, "Pindah diska")
    assert upgrade() is True
    assert shutters.now() == shutters.Shutters(shutters.READ_ONLY, until, "Pindah diska")


@pytest.mark.parametrize("wrong", [ValueError("Expecting value"), KeyError("totals"),
                                   subprocess.CalledProcessError(1, "psql"), KeyboardInterrupt()])
def test_whatever_goes_wrong_leads_back(home: Path, monkeypatch: pytest.MonkeyPatch, wrong: BaseException) -> None:
    def move(one: object, before: object) -> None:
        raise wrong

    monkeypatch.setattr(course, "moved", move)
    assert upgrade() is False and "Tidak ada yang hilang" in SAID[-2]
    assert shutters.now() is None and marker.left_behind() is None


def test_half_an_answer_of_the_new_version_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(words: list[str], **named: object) -> SimpleNamespace:
        Path(words[4]).write_text('{"totals": {"re')
        return SimpleNamespace(returncode=-9)

    monkeypatch.setattr(course.subprocess, "run", half)
    told = course.ask(course.versions.here())
    assert told["why"] == "Exit -9" and told["failed"]
    with pytest.raises(course.Refused):
        course.ask(course.versions.here(), "--plan")


def test_a_window_that_was_closed_keeps_nobody_from_going_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back: list[Path] = []
    monkeypatch.setattr(course, "moved", breaks)
    monkeypatch.setattr(snapshots, "load", back.append)
    assert course.upgrade(course.versions.here(), breaks) is False
    assert back and marker.left_behind() is None


def stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "moved", breaks)
    monkeypatch.setattr(snapshots, "load", breaks)
    assert upgrade() is False


def test_after_a_way_back_that_failed_it_stays_closed_until_the_operator_opens(
        home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck(monkeypatch)
    now = shutters.now()
    assert now is not None and now.until is None and not now.held
    with pytest.raises(shutters.Closed):
        whole()
    for said in ("OSError", str(home / "backups" / "upgrade-"), "pendopo readonly --end"):
        assert said in " ".join(SAID[-2:]), SAID
    assert marker.left_behind() is not None, "whoever starts next tries the way back again"
    assert logbook.last("upgrade")["rolled_back"] is False
    line = healthy.upgrade()
    assert line.state == "bad" and "pendopo readonly --end" in line.do
    actions.open_counter(actor=system("operator"), city=City())
    assert shutters.now() is None


@pytest.mark.parametrize("turn", [actions.open_counter, lambda **whose: actions.close_counter(
    until=timezone.now() + timedelta(hours=1), why="x", **whose)])
def test_nobody_opens_or_closes_while_it_is_at_work(home: Path, turn: Any) -> None:
    with shutters.hold("Naik versi", timedelta(minutes=30), "Macet"), pytest.raises(shutters.Closed):
        turn(actor=system("operator"), city=City())


def test_a_way_back_at_the_next_start_closes_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck(monkeypatch)
    with pytest.raises(CommandError) as failed:
        call_command("prepare", quiet=True)
    assert "pendopo readonly --end" in str(failed.value) and marker.left_behind() is not None
    shutters.lift()
    seen: list[bool] = []
    monkeypatch.setattr(snapshots, "load", lambda folder: seen.append(shutters.now() is not None))
    assert course.go_on_after_a_cut(SAID.append) is True
    assert seen == [True] and shutters.now() is None and marker.left_behind() is None
