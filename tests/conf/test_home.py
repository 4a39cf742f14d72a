"""Keys of an installation: written whole or not at all, and an empty one is never used."""
import errno
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pendopo.conf import cli, home


def test_a_full_disk_leaves_no_empty_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of before was made first and filled afterwards: empty, it was the key from then on."""
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    place = home.prepare(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            home.secret(place, "receipts")
    assert list((tmp_path / "keys").iterdir()) == []
    made = home.secret(place, "receipts")
    assert len(made) > 60 and home.secret(place, "receipts") == made
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["receipts"]
    assert stat.S_IMODE((tmp_path / "keys" / "receipts").stat().st_mode) == 0o600


def without_hard_links(self: Path, target: Path) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def test_where_there_are_no_hard_links_it_is_one_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT and some volumes of containers have none; sixteen that begin at once get the same key."""
    monkeypatch.setattr(Path, "hardlink_to", without_hard_links)
    place = home.prepare(tmp_path)
    for name in ("receipts", "factors", "django"):
        with ThreadPoolExecutor(16) as many:
            made = set(many.map(lambda one, name=name: home.secret(place, name), range(16)))
        assert len(made) == 1 and len(made.pop()) > 60, "two different keys, or half of one"
        assert stat.S_IMODE((place / "keys" / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in (place / "keys").iterdir()) == ["django", "factors", "receipts"]


def test_a_key_that_came_meanwhile_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else of a version before, or a person who puts keys back."""
    place = home.prepare(tmp_path)

    def comes_before(self: Path, target: Path) -> None:
        self.write_text("put back by hand")
        without_hard_links(self, target)

    monkeypatch.setattr(Path, "hardlink_to", comes_before)
    assert home.secret(place, "receipts") == "put back by hand"


def test_an_empty_key_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home.prepare(tmp_path) / "keys" / "factors").touch()

    def obey(words: Any) -> None:
        home.secret(tmp_path, "factors")

    monkeypatch.setattr(cli, "obey", obey)
    monkeypatch.setattr(sys, "argv", ["pendopo", "run"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert f"{tmp_path}/keys/factors" in str(ended.value.code) and "kosong" in str(ended.value.code)
