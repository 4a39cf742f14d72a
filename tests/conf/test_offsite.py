"""Copies that nobody can read but who holds the paper, and the drill that proves one can be restored."""
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pendopo.kit.seal import age
from tests.attacks.running import BOTH, ROOT, Running, free_port, new_database

SECRET = age.new_secret()
COUNT = """import django, json; django.setup()
from pendopo.conf.totals import totals
print(json.dumps(totals()))
"""


class Kept(Running):
    """A site whose copies go to a folder of their own and are carried on by `cp`."""
    away: Path
    send = "cp {file} {name}"

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "PENDOPO_OFFSITE": str(self.away), "PENDOPO_OFFSITE_KEY": age.public_of(SECRET),
                "PENDOPO_OFFSITE_SEND": self.send}

    def says(self, *words: str, typed: str = "", code: int = 0) -> str:
        ended = subprocess.run([sys.executable, "-m", "pendopo.conf.cli", *words], env=self.env, cwd=ROOT, text=True,
                               input=typed, capture_output=True, timeout=300, check=False)
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def noted(self, name: str) -> dict[str, object]:
        return dict(json.loads((self.home / "logbook" / f"{name}.jsonl").read_text().splitlines()[-1]))


@pytest.fixture(scope="module", params=BOTH)
def site(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """With one file on record, and one copy made and carried away."""
    top = Path(tempfile.mkdtemp(prefix="pendopo-offsite-"))
    made = Kept(top / "home", free_port(), new_database() if request.param == "postgres" else "")
    made.home.mkdir()
    made.away = top / "away"
    made.send = f"cp {{file}} {top}/elsewhere.age"
    made.prepare()
    assert "tersegel" in made.says("offsite", "copy")
    yield made
    shutil.rmtree(top, ignore_errors=True)


def newest(site: Kept) -> Path:
    return sorted(site.away.glob("*.age"))[-1]


def test_a_copy_is_carried_away_sealed(site: Kept) -> None:
    copy = newest(site)
    assert (site.home.parent / "elsewhere.age").read_bytes() == copy.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0 and b"SQLite" not in copy.read_bytes()
    told = site.noted("offsite")
    assert told["good"] is True and told["sent"] is True and told["file"] == copy.name and told["kept"] == 1


def test_an_empty_machine_is_restored_from_the_paper(site: Kept, tmp_path: Path) -> None:
    """Timed: what an operator waits for after the fire, without the time to fetch the copy."""
    database = new_database() if site.database else ""
    other = replace(site, home=tmp_path / "new", database=database)
    other.away = site.away
    refused = other.says("restore", str(newest(site)), typed=age.new_secret() + "\n", code=1)
    assert "tidak terbuka" in refused
    began = time.monotonic()
    assert "sudah kembali" in other.says("restore", str(newest(site)), typed=SECRET + "\n")
    took = time.monotonic() - began
    before, after = (json.loads(one.python("-c", COUNT).splitlines()[-1]) for one in (site, other))
    assert after == before, "the restored city has the same records, people and ledger"
    for stored in (path for path in (site.home / "files").rglob("*") if path.is_file()):
        back = other.home / "files" / stored.relative_to(site.home / "files")
        assert hashlib.sha256(back.read_bytes()).digest() == hashlib.sha256(stored.read_bytes()).digest()
    assert not list((other.home / "backups").iterdir()), "nothing plain is left lying"
    print(f"restored from the sealed copy in {took:.1f} s")
    assert took < 60


def test_the_drill_opens_what_went_away_and_then_only_the_paper_does(site: Kept) -> None:
    said = site.says("offsite", "drill")
    told = site.noted("drill")
    assert told["good"] is True and told["lines"] and told["records"] and told["file"] == newest(site).name
    assert "Belum diuji" in said and told["missing"]
    assert not (site.home / "keys" / "drill").exists() and not list((site.home / "backups").glob("pendopo-*"))
    assert "kunci" in site.says("offsite", "drill", code=1) and site.noted("drill")["error"] == "NoKey"


@pytest.mark.slow
def test_the_paper_is_tried(site: Kept) -> None:
    assert "membuka" in site.says("offsite", "try", typed=SECRET + "\n")
    assert site.noted("key-trial")["good"] is True
    assert "lain" in site.says("offsite", "try", typed=age.new_secret() + "\n", code=1)
    assert "huruf" in site.says("offsite", "try", typed=SECRET[:-2] + "QQ\n", code=1)


@pytest.mark.slow
def test_a_copy_that_lost_a_byte_fails_the_drill(site: Kept) -> None:
    site.says("offsite", "copy")
    copy = newest(site)
    body = bytearray(copy.read_bytes())
    body[len(body) // 2] ^= 1
    copy.write_bytes(body)
    site.says("offsite", "drill", code=1)
    assert site.noted("drill")["error"] == "Changed" and site.noted("drill")["good"] is False


@pytest.mark.slow
def test_a_command_that_fails_is_not_called_done(site: Kept) -> None:
    site.send, before = "false", site.send
    try:
        assert "tidak berhasil" in site.says("offsite", "copy", code=1)
        assert site.noted("offsite")["sent"] is False and site.noted("offsite")["good"] is False
    finally:
        site.send = before
