"""A backup is whole or not there at all, and one that was damaged is refused in words, before anything is touched."""
import io
import json
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from pendopo.conf import jobs, safekeeping
from pendopo.conf.management.commands import backup
from pendopo.conf.offsite import copies
from pendopo.core.ledger.actions import Deed, write
from pendopo.kit.seal import age
from pendopo.kit.work import logbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "home"
    (settings.HOME / "backups").mkdir(parents=True)
    write(Deed({"verb": "test.backup", "at": "2026-11-23T05:00:00+00:00"}))
    return Path(settings.HOME)


def cut_off(archive: tarfile.TarFile, lines: int) -> None:
    safekeeping.put(archive, "manifest.json", b"{}")
    raise OSError(28, "No space left on device")


def test_one_that_is_cut_off_takes_no_earlier_one_along(home: Path, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "2026-11-23.tar.gz"
    place.write_bytes(b"whole")
    monkeypatch.setattr(safekeeping, "pack", cut_off)
    with override("en"), pytest.raises(CommandError, match="could not be written: No space left"):
        call_command("backup", str(place))
    assert place.read_bytes() == b"whole" and [path.name for path in tmp_path.glob("2026*")] == [place.name]
    told = logbook.last("backup")
    assert told is not None and told["good"] is False


def test_what_a_killed_one_left_goes_with_the_next(home: Path, tmp_path: Path) -> None:
    left, own = tmp_path / "2026-11-22.tar.gz.part", tmp_path / "own.part"
    newest = tmp_path / "2026-11-23.tar.gz"
    for path in (left, own, newest):
        path.write_bytes(b"half")
    backup.sweep(newest)
    assert not left.exists() and own.exists() and newest.exists()


def test_a_device_is_no_place_for_a_backup(home: Path) -> None:
    with override("en"), pytest.raises(CommandError, match="this is no file"):
        call_command("backup", str(home))


def flipped(data: bytes) -> bytes:
    """One that still unpacks: only the checksum at its end tells."""
    return data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]


@pytest.mark.parametrize("damage", [lambda data: data[:len(data) // 2], flipped])
def test_a_damaged_one_is_refused_in_words(tmp_path: Path, damage: Any) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        safekeeping.put(archive, "manifest.json", b'{"format": "pendopo-backup-1"}')
        safekeeping.put(archive, "database.sqlite3", b"".join(number.to_bytes(4, "big") for number in range(90_000)))
    place = tmp_path / "half.tar.gz"
    place.write_bytes(damage(data.getvalue()))
    with override("en"), pytest.raises(safekeeping.NotRestored, match="damaged or ends in the middle"):
        safekeeping.manifest(place)
        safekeeping.unpack(place, tmp_path / "out")


def test_a_copy_that_does_not_become_whole_leaves_the_disk_as_it_was(home: Path, settings: Any, tmp_path: Path,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OFFSITE, settings.OFFSITE_KEY = str(tmp_path / "away"), age.public_of(age.new_secret())
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "pendopo-20261122-014500.tar.gz.part").write_bytes(b"of one that was killed")
    monkeypatch.setattr(copies, "pack", cut_off)
    with override("en"), pytest.raises(CommandError, match=r"No copy was made in .*: No space left"):
        call_command("offsite", "copy")
    assert list((tmp_path / "away").iterdir()) == []
    told = logbook.last("offsite")
    assert told is not None and told["error"] == "OSError"


@pytest.mark.parametrize(("other_key", "said"), [(False, "The key fits"), (True, "does not open with this key")])
def test_a_damaged_copy_is_not_called_another_key(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                  other_key: bool, said: str) -> None:
    secret, place = age.new_secret(), tmp_path / "half.tar.gz.age"
    with place.open("wb") as file, age.Sealing(file, [age.public_of(secret)]) as sealing:
        sealing.write(bytes(200_000))
    place.write_bytes(place.read_bytes()[:150_000])
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{age.new_secret() if other_key else secret}\n"))
    with override("en"), pytest.raises(CommandError, match=said):
        call_command("restore", str(place))


def test_a_copy_dated_by_a_wrong_clock_is_not_the_newest(home: Path, settings: Any, tmp_path: Path) -> None:
    settings.OFFSITE = str(tmp_path)
    today, before = (f"{datetime.now(UTC) - timedelta(days=days):%Y%m%d-%H%M%S}" for days in (0, 1))
    for stamp in (before, today, "20990101-014500"):
        (tmp_path / f"pendopo-{stamp}.tar.gz.age").write_bytes(b"sealed")
    assert [one.path.name[8:23] for one in copies.copies()] == [today, before, "20990101-014500"]


def test_a_drill_noted_by_a_wrong_clock_puts_off_no_other(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "begin", lambda *words: begun.append(words) or 1)
    monkeypatch.setattr(jobs, "copies", lambda: ["one"])
    logbook.note("drill", good=True)
    assert jobs.drill() == 0
    line = json.dumps({"at": (datetime.now(UTC) + timedelta(days=900)).isoformat(), "good": True})
    logbook.path("drill").write_text(f"{line}\n")
    assert jobs.drill() == 1 and begun == [("offsite", "drill")]
