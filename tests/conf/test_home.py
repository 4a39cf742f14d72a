"""Keys of an installation: written whole or not at all, and an empty one is never used."""
import os
import stat
import sys
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


def test_an_empty_key_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home.prepare(tmp_path) / "keys" / "factors").touch()

    def obey(words: Any) -> None:
        home.secret(tmp_path, "factors")

    monkeypatch.setattr(cli, "obey", obey)
    monkeypatch.setattr(sys, "argv", ["pendopo", "run"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert f"{tmp_path}/keys/factors" in str(ended.value.code) and "kosong" in str(ended.value.code)
