"""What happened by night can be read in the morning, newest first, and a broken line hides no other one."""
import stat
from pathlib import Path
from typing import Any

import pytest

from pendopo.kit.work import logbook


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def test_newest_first_and_only_the_owner_reads(home: Path) -> None:
    assert logbook.last("drill") is None
    for number in range(3):
        logbook.note("drill", good=number != 1, seconds=number)
    assert [line["seconds"] for line in logbook.lines("drill", 2)] == [2, 1]
    newest = logbook.last("drill")
    assert newest is not None and newest["good"] is True and newest["at"].endswith("+00:00")
    assert stat.S_IMODE(logbook.path("drill").stat().st_mode) == 0o600


def test_a_broken_line_hides_no_other(home: Path) -> None:
    logbook.note("offsite", good=True, file="satu")
    with logbook.path("offsite").open("a") as file:
        file.write('{"at": "20')
    logbook.note("offsite", good=False, file="dua")
    assert [line["file"] for line in logbook.lines("offsite")] == ["dua", "satu"]


def test_it_does_not_grow_for_ever(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "MOST", 4)
    for number in range(9):
        logbook.note("backup", good=True, number=number)
    assert [line["number"] for line in logbook.lines("backup")] == [8, 7, 6, 5]
