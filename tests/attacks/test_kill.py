"""Power cuts and restored backups on a real site: nothing that was acknowledged is lost, and the ledger says so.

kill -9 takes all processes of the site at once, while eight people write. What the site had answered with "it stands
on the record" is there afterwards, once; and whoever remembers the checkpoint from before sees one log that goes on.
"""
import json
import re
import shutil
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pendopo.analysis.verifier import Report, verify
from tests.attacks.running import BOTH, Crowd, Running, copy_of, free_port, new_database


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    """A home with the demo city on SQLite, made once and copied."""
    home = Path(tempfile.mkdtemp(prefix="pendopo-kill-"))
    Running(home, free_port()).prepare()
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest, furnished: Path) -> Iterator[Running]:
    """A site of its own for each test, with twenty people signed in."""
    if request.param == "sqlite":
        running = Running(copy_of(furnished), free_port())
    else:
        running = Running(Path(tempfile.mkdtemp(prefix="pendopo-kill-")), free_port(), new_database())
        running.prepare()
    running.invite(20)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(running.home, ignore_errors=True)


@pytest.fixture
def memory() -> Iterator[str]:
    """What somebody far away remembers of the log."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"{folder}/seen.json"


def checked(site: Running, memory: str) -> Report:
    site.settled()
    report = verify(f"{site.url}/ledger", state=memory, language="en", processes=1)
    assert report.ok, "\n".join(report.lines())
    return report


def once_each(said: list[str], acknowledged: list[str], sent: list[str]) -> None:
    """Everything acknowledged is there exactly once; what else is there was at least sent, and stands once too."""
    there = Counter(text for text in said if text in set(sent))
    assert not set(acknowledged) - set(there), f"lost: {sorted(set(acknowledged) - set(there))[:5]}"
    assert set(there.values()) <= {1}, [text for text, times in there.items() if times > 1][:5]


def content(crowd: Crowd) -> None:
    """Nobody was sent away: who is not answered was cut off."""
    assert not crowd.refused, (crowd.refused[:3], (crowd.site.home / "run.log").read_text()[-4000:])


def texts(many: int, mark: str) -> list[str]:
    return [f"Komentar rekaan {mark} nomor {number}: jadwalnya belum cocok." for number in range(many)]


def cut(site: Running, memory: str, many: int, rounds: int) -> None:
    """So many comments, the power goes in the middle of them; then the rest, and again."""
    acknowledged: list[str] = []
    sent: list[str] = []
    before = checked(site, memory)
    assert before.counts["first"] == 1
    for number in range(rounds):
        batch = texts(many // rounds, f"{number}")
        crowd = Crowd(site, batch).start()
        crowd.until(len(batch) // 2)
        site.kill()
        crowd.join()
        content(crowd)
        assert len(batch) // 2 <= len(crowd.done) < len(batch)
        acknowledged, sent = [*acknowledged, *crowd.done], [*sent, *batch]
        site.start()
        after = checked(site, memory)
        assert after.origin == before.origin and after.size > before.size and not after.counts["first"]
        before = after
    once_each(site.rows(), acknowledged, sent)
    once_each(on_the_page(site), acknowledged, sent)


def on_the_page(site: Running) -> list[str]:
    """The comments as people read them, page after page."""
    found: list[str] = []
    address = f"/suara/{site.code}/"
    while address:
        status, body = site.get(address)
        assert status == 200
        text = body.decode()
        found += [part.partition("</p>")[0] for part in text.split("<p>") if part.startswith("Komentar rekaan")]
        pages = [key for key in re.findall(r"\?sebelum=([0-9.]+)", text) if f"={key}" not in address]
        address = f"/suara/{site.code}/?sebelum={pages[-1]}" if pages else ""
    return found


def test_nothing_acknowledged_is_lost(site: Running, memory: str) -> None:
    """The power goes in the middle of a hundred comments."""
    cut(site, memory, 100, 1)


@pytest.mark.slow
def test_a_backup_while_people_write_holds_what_was_acknowledged_before(
        site: Running, memory: str, furnished: Path) -> None:
    saved_and_brought_back(site, memory, furnished, 100)


@pytest.mark.slow
def test_nothing_is_lost_in_a_thousand_comments_and_four_power_cuts(site: Running, memory: str) -> None:
    cut(site, memory, 1_000, 4)


def secrets_of(home: Path) -> list[bytes]:
    """Every key of an installation, as bytes that must stand nowhere else."""
    found = [path.read_bytes().strip() for path in (home / "keys").iterdir()
             if path.name not in ("last-checkpoint", "demo.json")]
    passwords = json.loads((home / "keys" / "demo.json").read_text()).values()
    assert len(found) >= 4
    return [*found, *(word.encode() for word in passwords)]


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        for entry in opened:
            file = opened.extractfile(entry)
            yield entry.name, file.read() if file else b""


def saved(site: Running, many: int) -> tuple[Path, list[str], list[str]]:
    """A backup in the middle of the writing: the archive, what was acknowledged before it began, and everything."""
    archive = site.home / "backups" / "tengah.tar.gz"
    crowd = Crowd(site, texts(50_000, "cadangan")).start()
    crowd.until(many // 2)
    before = list(crowd.done)
    site.command("backup", str(archive))
    during = len(crowd.done)
    crowd.until(during + many // 2)
    crowd.enough()
    content(crowd)
    assert len(before) < during < len(crowd.done)
    return archive, before, crowd.done


def moved_out(site: Running, archive: Path, furnished: Path) -> Running:
    """Another machine: no key and no log of ours, and the archive."""
    if site.database:
        other = Running(Path(tempfile.mkdtemp(prefix="pendopo-kill-")), free_port(), new_database(), code=site.code)
        other.prepare()
    else:
        other = Running(copy_of(furnished), free_port(), code=site.code)
        for name in ("keys", "ledger"):
            shutil.rmtree(other.home / name)
    other.quiet()
    other.command("restore", str(archive), "--replace")
    return other


def saved_and_brought_back(site: Running, memory: str, furnished: Path, many: int) -> None:
    name = checked(site, memory).origin                      # of the place where the log began
    archive, before, everything = saved(site, many)
    names = [name for name, _ in members(archive)]
    assert not [name for name in names if "keys" in Path(name).parts], names
    held = b"".join(data for _, data in members(archive))
    assert not [key for key in secrets_of(site.home) if key in held]
    assert checked(site, memory).origin == name
    other = moved_out(site, archive, furnished)
    try:
        other.start()
        with tempfile.TemporaryDirectory() as folder:
            assert checked(other, f"{folder}/seen.json").origin == name
        once_each(other.rows(), before, everything)
        assert len(before) <= len(other.rows())
    finally:
        other.stop()
        shutil.rmtree(other.home, ignore_errors=True)
    behind(site, memory, name, archive, before, everything)


def behind(site: Running, memory: str, name: str, archive: Path, before: list[str], everything: list[str]) -> None:
    """The backup goes back over the site that went on: the published log is ahead of it, so a new one begins in the
    open, and whoever remembers the old one reads "break", not "all is well"."""
    old = site.size()
    site.stop()
    site.quiet()
    told = site.command("restore", str(archive), "--replace")
    assert f"{name}/2" in told
    site.start()
    report = checked(site, memory)
    assert report.origin == f"{name}/2" and report.counts["break"] == 1, report.lines()
    note = next(note for note in report.notes if note.kind == "break")
    assert note.index == 0 and f"{name}, {old}" in note.text
    once_each(site.rows(), before, everything)


@pytest.mark.slow
def test_a_backup_of_a_very_busy_site(site: Running, memory: str, furnished: Path) -> None:
    saved_and_brought_back(site, memory, furnished, 1_000)


@pytest.mark.slow
def test_a_city_that_is_killed_while_it_is_made_ends_up_whole(furnished: Path) -> None:
    """The first start is cut off again and again, each time a little later; the last one finds what is still to do."""
    home = Path(tempfile.mkdtemp(prefix="pendopo-kill-"))
    site, whole = Running(home, free_port()), Running(copy_of(furnished), free_port())
    try:
        for step in range(12):
            site.begin()
            time.sleep(0.8 + 0.7 * step)
            site.kill()
        site.start()
        whole.start()
        for address in ("/rencana-aksi/ekspor.json", "/umpan/records.json"):
            told, wanted = (json.loads(one.get(address)[1]) for one in (site, whole))
            assert len(next(iter(told.values()))) == len(next(iter(wanted.values()))), address
        assert len(json.loads((home / "keys" / "demo.json").read_text())) > 10
        site.settled()
        assert verify(f"{site.url}/ledger", state=None, language="en", processes=1).ok
    finally:
        for one in (site, whole):
            one.stop()
            shutil.rmtree(one.home, ignore_errors=True)
