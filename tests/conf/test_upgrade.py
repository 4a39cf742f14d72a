"""A new version comes in, or everything is as it was: on a real site, with versions beside each other.

The steps that break are written into a copy of this code, so that what is tried is the way an operator goes.
"""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.running import BOTH, Running, free_port, new_database
from tests.conf.releases import BY_CODE, COLUMN, TABLE, Versions

LOOK = """import django, json; django.setup()
from django.db import connection
from pendopo.conf.totals import totals
from pendopo.conf.upgrading.moving import pending, stands
stands()
print(json.dumps([totals(), pending(), sorted(connection.introspection.table_names()),
    [row.name for row in connection.introspection.get_table_description(connection.cursor(), "records_record")]]))
"""
LOSE, BREAK = 'schema_editor.execute("DELETE FROM voices_support")', 'raise RuntimeError("sengaja")'
QUIETLY = 'schema_editor.execute("DELETE FROM voices_support WHERE id = (SELECT min(id) FROM voices_support)")'
SUPERVISED = 'while :; do "{python}" -m pendopo.conf.cli run >> "{log}" 2>&1; sleep 0.5; done'


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="pendopo-upgrade-"))
    Running(home, free_port()).prepare()
    shutil.rmtree(home / "static", ignore_errors=True)       # collected when it is served, not before
    (home / "static").mkdir()
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest, furnished: Path, tmp_path: Path) -> Running:
    if request.param == "sqlite":
        shutil.copytree(furnished, tmp_path / "home")
        return Running(tmp_path / "home", free_port())
    made = Running(tmp_path / "home", free_port(), new_database())
    made.home.mkdir()
    made.prepare()
    return made


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path / "opt")


def seen(site: Running) -> list[object]:
    """Totals with the fingerprint of the ledger, steps that wait, tables, columns of records."""
    return list(json.loads(site.python("-c", LOOK).splitlines()[-1]))


def last_line(site: Running, name: str = "upgrade") -> dict[str, object]:
    return dict(json.loads((site.home / "logbook" / f"{name}.jsonl").read_text().splitlines()[-1]))


def test_a_broken_step_leads_back_and_nothing_is_lost(site: Running, versions: Versions) -> None:
    """The first step adds, the second takes away what people said, the third breaks."""
    old = versions.add("1")
    broken = versions.add("2", (f"{COLUMN}, {TABLE}", "pass"), (BY_CODE, LOSE), (BY_CODE, BREAK))
    link, before = versions.use(old), seen(site)
    (site.home / "files" / "ab").mkdir(exist_ok=True)
    (site.home / "files" / "ab" / "contoh").write_text("tetap")
    ended = versions.run(old, site.env, "upgrade", str(broken))
    assert ended.returncode == 1 and "9002_tried" in ended.stdout, ended.stdout + ended.stderr
    for said in ("langkah 1 dari 3", "RuntimeError: sengaja", "Tidak ada yang hilang"):
        assert said in ended.stdout, ended.stdout
    assert seen(site) == before and link.resolve() == old
    assert (site.home / "files" / "ab" / "contoh").read_text() == "tetap"
    told = last_line(site)
    assert told["good"] is False and told["rolled_back"] is True and told["error"] == "RuntimeError"
    ended = versions.run(old, site.env, "upgrade", str(versions.add("3", (COLUMN, "pass"))))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "hue" in str(seen(site)[3]) and link.resolve().name == "3"
    assert "9000_tried" in (site.home / "release.txt").read_text(), "the new version listed its own files"


@pytest.mark.slow
def test_a_step_that_quietly_loses_a_row_is_found_out(site: Running, versions: Versions) -> None:
    old = versions.add("1")
    before = seen(site)
    ended = versions.run(old, site.env, "upgrade", str(versions.add("2", (BY_CODE, QUIETLY))))
    assert ended.returncode == 1 and "voices_support" in ended.stdout, ended.stdout + ended.stderr
    assert seen(site) == before


@pytest.mark.slow
def test_after_a_power_cut_whoever_starts_next_goes_back(site: Running, versions: Versions) -> None:
    old = versions.add("1")
    slow = versions.add("2", (COLUMN, "pass"), (BY_CODE, "import time; time.sleep(60)"))
    before = seen(site)
    cut = subprocess.Popen([str(old / ".venv" / "bin" / "python"), "-m", "pendopo.conf.cli", "upgrade", str(slow)],
                           env=site.env, start_new_session=True, stdout=subprocess.PIPE, text=True)
    assert cut.stdout is not None
    for line in cut.stdout:
        if "9000_tried" in line:
            break
    os.killpg(cut.pid, signal.SIGKILL)
    cut.wait()
    cut.stdout.close()
    assert (site.home / "shutters.json").exists()
    versions.run(old, site.env, "prepare", "--quiet")
    assert seen(site) == before and not (site.home / "shutters.json").exists()
    assert last_line(site)["error"] == "Cut"


@pytest.mark.slow
def test_a_version_that_is_older_than_the_data_is_not_begun(site: Running, versions: Versions) -> None:
    new, older = versions.add("2", (COLUMN, "pass")), versions.add("1")
    assert versions.run(new, site.env, "upgrade").returncode == 0
    ended = versions.run(new, site.env, "upgrade", str(older))
    assert ended.returncode == 1 and "9000_tried" in ended.stderr and not (site.home / "shutters.json").exists()


def test_a_city_is_not_moved_without_a_way_back(site: Running, versions: Versions) -> None:
    """New code over old data: every command says what to do, and a backup of the data as it is can still be made."""
    new = versions.add("2", (COLUMN, "pass"))
    env = site.env | {"PENDOPO_DEMO": "0"}
    ended = versions.run(new, env, "check")
    assert ended.returncode == 1 and "pendopo upgrade" in ended.stderr, ended.stderr
    assert versions.run(new, env, "backup", str(site.home / "dulu.tar.gz")).returncode == 0
    assert "hue" not in str(seen(site)[3])


@pytest.fixture
def served(site: Running, versions: Versions) -> Iterator[tuple[Running, Path]]:
    """The site as a service manager keeps it: begun again through the link whenever it ends."""
    old = versions.add("1")
    link = versions.use(old)
    minded = subprocess.Popen(["sh", "-c", SUPERVISED.format(
        python=link / ".venv" / "bin" / "python", log=site.home / "run.log")], env=site.env, cwd=versions.folder,
        start_new_session=True)
    try:
        answered(site, "1")
        yield site, old
    finally:
        os.killpg(minded.pid, signal.SIGTERM)
        minded.wait()


def answered(site: Running, version: str, seconds: float = 120) -> None:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        try:
            if site.get("/")[0] == 200 and json.loads((site.home / "run.json").read_text())["root"].endswith(version):
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.2)
    raise TimeoutError((site.home / "run.log").read_text()[-3000:])


@pytest.mark.slow
def test_the_running_site_becomes_the_new_version_and_back_if_it_is_silent(
        served: tuple[Running, Path], versions: Versions) -> None:
    """People read on while it moves; a version that moves the tables and then does not answer is sent away."""
    site, old = served
    before = seen(site)
    dumb = versions.add("2", (COLUMN, "pass"), conf__wsgi="raise SystemExit('rusak')\n")
    ended = versions.run(old, site.env, "upgrade", str(dumb))
    assert ended.returncode == 1 and "Tidak ada yang hilang" in ended.stdout, ended.stdout + ended.stderr
    answered(site, "1")
    assert seen(site)[1:] == before[1:]
    good = versions.add("3", (COLUMN, "pass"))
    ended = versions.run(old, site.env, "upgrade", str(good))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    answered(site, "3", 5)
    assert "hue" in str(seen(site)[3])
