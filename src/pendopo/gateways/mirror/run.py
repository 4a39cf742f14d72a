"""A copy of a city's public side from beginning to end: the log first, then the pages, then one rename. What a reader
sees is always a whole copy that was verified; a run that is stopped goes on from where it was."""
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from pendopo.analysis.mirror_paths import OWN
from pendopo.gateways.mirror import log, own_pages
from pendopo.gateways.mirror.asking import Asker
from pendopo.gateways.mirror.copying import copy_all
from pendopo.gateways.mirror.files import clear, link, within
from pendopo.gateways.mirror.memory import Memory
from pendopo.gateways.mirror.own_pages import Keeper
from pendopo.gateways.mirror.underway import Run
from pendopo.kit.country import spoken

SITE, DRAFT, VERSIONS, PROOF, STATE = "www", ".draft", ".versions", "proof", "mirror.sqlite"


class Busy(Exception):
    """Another run is at work in this folder."""


@dataclass(frozen=True)
class Done:
    """What a run did."""
    size: int
    pages: int
    fresh: int
    records: int
    lines: list[str]
    warnings: list[str]


@dataclass(frozen=True)
class Wish:
    """What somebody wants: a copy of this city, in this folder, under this name."""
    city: str
    folder: Path
    by: str
    key: str | None = None
    whole: bool = False          # ask for every page and every row again


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(str(folder)) from error
        yield


def clean(address: str) -> str:
    """https://kota.example, however it was typed."""
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def mirror(wish: Wish, asker: Asker, tell: Callable[[int, int], None] = lambda done, left: None) -> Done:
    """One run. Raises log.Refused (the old copy stays), asking.Silent (go on later), Busy."""
    with alone(wish.folder):
        memory = Memory(wish.folder / STATE)
        try:
            return one_run(wish, asker, memory, tell)
        finally:
            memory.close()


def one_run(wish: Wish, asker: Asker, memory: Memory, tell: Callable[[int, int], None]) -> Done:
    folder = wish.folder
    if memory.get("city", wish.city) != wish.city:
        raise ValueError(f"{folder} holds a copy of {memory.get('city')}")
    memory.put("city", wish.city)
    memory.put("run", int(memory.get("run", 0)) + 1)
    draft = folder / DRAFT / SITE
    resumed = draft.exists()
    if not resumed:              # what a run fetched that was refused is thrown away, and not believed to be here
        memory.do("DELETE FROM page WHERE at > ?", memory.get("published_at", ""))
    if wish.whole and not resumed:
        memory.do("UPDATE page SET seen=-1, etag=''")
    proof = folder / PROOF
    proof.mkdir(exist_ok=True)
    places = log.Places(folder / SITE / "ledger", draft / "ledger", proof / "memory.json", spoken())
    point, report = log.renew(asker, places, memory, wish.key, wish.whole)
    keeper = Keeper(wish.city, wish.by, timezone.now(), point)
    run = Run(asker, memory, wish.city, draft, point.size, int(memory.get("run")), keeper.checked,
              partial(own_pages.dress, keeper), own_pages.bridge, own_pages.note, own_pages.top, tell)
    copy_all(run)
    if (draft / OWN).exists():
        clear(draft / OWN)
    count = own_pages.write_all(run, keeper, report.lines())
    warnings = list(strangers(run))
    pages, fresh = gather(run, folder / SITE)
    if resumed:
        sweep(run)
    keep(proof, draft / "ledger", keeper)
    publish(folder)
    memory.put("published_at", keeper.checked.isoformat())
    return Done(point.size, pages, fresh, count, report.lines(), warnings)


def strangers(run: Run) -> Iterator[str]:
    """Records whose page carries another title than the ledger: the page and the record do not say the same."""
    for code, title in log.titles(run.fresh / "ledger"):
        shown = run.memory.one("SELECT title FROM doc WHERE code=? AND language=?", code, settings.LANGUAGE_CODE)
        if shown and " ".join(title.split()) not in (shown, ""):
            yield code


def sweep(run: Run) -> None:
    """What a stopped run had fetched and the city no longer shows does not come into the copy."""
    run.memory.do("CREATE INDEX IF NOT EXISTS page_file ON page (file)")
    for file in within(run.fresh):
        name = file.relative_to(run.fresh).as_posix()
        if not name.startswith((f"{OWN}/", "ledger/", "cari/", "en/cari/")) and not run.memory.one(
                "SELECT 1 FROM page WHERE file=? AND run=?", name, run.number):
            file.unlink()


def gather(run: Run, published: Path) -> tuple[int, int]:
    """What did not change comes over from the published copy, without a second copy of its bytes."""
    pages = fresh = 0
    for (file,) in run.memory.tables.execute("SELECT file FROM page WHERE run=?", (run.number,)):
        pages += 1
        if (run.fresh / file).exists():
            fresh += 1
        elif (published / file).exists():
            link(published / file, run.fresh / file)
    return pages, fresh


def keep(proof: Path, ledger: Path, keeper: Keeper) -> None:
    """Every checkpoint that was seen, in the order of days: what a later rewriting is shown by."""
    note = (ledger / "checkpoint").read_text("utf-8")
    with (proof / "checkpoints.txt").open("a", encoding="utf-8") as file:
        file.write(f"# {keeper.checked.isoformat(timespec='seconds')}\n{note}\n")
    (proof / "key").write_bytes((ledger / "key").read_bytes())


def publish(folder: Path) -> None:
    """One rename: before it everybody reads the old copy, after it the new one."""
    os.sync()
    versions = folder / VERSIONS
    versions.mkdir(exist_ok=True)
    stamp = timezone.now().strftime("%Y%m%dT%H%M%S%f")
    (folder / DRAFT / SITE).rename(versions / stamp)
    arrow = folder / ".www"
    arrow.unlink(missing_ok=True)
    try:
        arrow.symlink_to(Path(VERSIONS) / stamp)
        arrow.replace(folder / SITE)
    except OSError:                                  # a disk without links: two renames, a moment between them
        if (folder / SITE).exists():
            (folder / SITE).rename(versions / f"{stamp}-old")
        (versions / stamp).rename(folder / SITE)
    shutil.rmtree(folder / DRAFT, ignore_errors=True)
    for old in versions.iterdir():
        if old.name != stamp:
            with suppress(OSError):                  # the new one is out: what cannot be removed now goes next time
                clear(old)
