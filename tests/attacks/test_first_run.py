"""What `make run` does on a machine that has nothing yet, on both databases: prepared, with the demo city, served,
held against its own ledger, saved and brought back. All regions of Indonesia are loaded, as everybody's are."""
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.running import BOTH, ROOT, Running, free_port, new_database
from tests.test_operate import first_column
from tests.test_operate import told as told_under

pytestmark = pytest.mark.slow
FIRST, AGAIN = 90, 15                   # seconds; the bar of the second start is 5 s on a quiet machine


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest) -> Iterator[Running]:
    home = Path(tempfile.mkdtemp(prefix="pendopo-first-"))
    running = Running(home / "home", free_port(), new_database() if request.param == "postgres" else "")
    (home / "home").mkdir()
    yield running
    running.stop()
    shutil.rmtree(home, ignore_errors=True)


def started(site: Running) -> float:
    """Seconds until it answers."""
    began = time.monotonic()
    site.start()
    return time.monotonic() - began


def verified(site: Running) -> str:
    """`pendopo verify` of this very installation, as its operator types it."""
    site.settled()
    ended = subprocess.run([sys.executable, "-m", "pendopo.conf.cli", "verify", "--language", "en"], env=site.env,
                           cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_from_nothing_to_a_city_and_back_from_a_backup(site: Running) -> None:
    first = started(site)
    told = (site.home / "run.log").read_text()
    assert f"http://localhost:{site.port}/" in told and "sari@contoh.example" in told, told
    for address, words in (("/", "Pendopo"), ("/rencana-aksi/", "NAP"), ("/en/peta/", "Map"),
                           ("/wilayah/cari?q=Semarang", "Kota Semarang"), ("/kesehatan/", "</html>")):
        status, body = site.get(address)
        assert status == 200 and words in body.decode(), (address, status)
    before = verified(site)
    lying = {f"keys/{path.name}" for path in (site.home / "keys").iterdir()}
    assert lying <= first_column(told_under("file")), "docs/operate.md says what the loss of each key costs"
    assert site.command("check")
    assert "detik lagi" in in_another_window(site, "demo", "code", "maya"), "README and the start itself say so"
    archive = site.home / "backups" / "pertama.tar.gz"
    assert "baris buku besar" in site.command("backup", str(archive))
    site.stop()
    again = started(site)
    site.stop()
    site.quiet()
    assert "sudah kembali" in site.command("restore", str(archive), "--replace")
    site.start()
    assert rows(verified(site)) >= rows(before)
    print(f"first start {first:.1f} s, second {again:.1f} s")
    assert first < FIRST and again < AGAIN


def in_another_window(site: Running, *words: str) -> str:
    """As somebody types it while `make run` goes on: only the home is the same."""
    env = {name: value for name, value in site.env.items() if name != "PENDOPO_DEMO"}
    return subprocess.run([sys.executable, "-m", "pendopo.conf.cli", *words], env=env, cwd=ROOT, capture_output=True,
                          text=True, timeout=60, check=True).stdout


def rows(told: str) -> int:
    found = re.search(r"([\d.,]+) rows", told)
    assert found is not None, told
    return int(re.sub(r"\D", "", found[1]))
