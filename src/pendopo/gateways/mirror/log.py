"""The ledger of a city as a copy keeps it: what is new is fetched, what is here already is held against it, and nothing
is believed that does not verify. Two checkpoints under one key that contradict each other are kept as evidence."""
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pendopo.analysis import verifier
from pendopo.analysis.forks import Verdict, checkpoint_of, compare_logs, root_at
from pendopo.analysis.tiles import paths_of, range_of
from pendopo.analysis.verifier import ROWS, Checkpoint, Report, parse_checkpoint
from pendopo.gateways.mirror.asking import Asker, Silent
from pendopo.gateways.mirror.files import link, put
from pendopo.gateways.mirror.memory import Memory

FULL = 8192                      # bytes of a full tile of hashes; a bundle of entries has 34 * 256


class Refused(Exception):
    """The city's log is not the one that is kept here, or does not hold. The copy stays as it was."""

    def __init__(self, why: str, verdict: Verdict | None = None, report: Report | None = None) -> None:
        super().__init__(why)
        self.verdict, self.report = verdict, report


@dataclass(frozen=True)
class Places:
    """`kept`: the log of the copy as it is published (may not be there); `draft`: the one that is being made."""
    kept: Path
    draft: Path
    memory: Path                 # what the verifier remembers
    language: str


def renew(asker: Asker, places: Places, memory: Memory, key: str | None, whole: bool) -> tuple[Checkpoint, Report]:
    """The city's log in `draft`, verified. Raises Refused; Silent."""
    for last in (False, True):
        point = fetch_log(asker, places, memory, whole)
        if not last and now(asker) != (places.draft / "checkpoint").read_bytes() and not tree_holds(places, point):
            continue
        if not tree_holds(places, point):
            refuse_fork(asker, places, point)
        report = verifier.verify(str(places.draft), key=key, state=str(places.memory), language=places.language)
        if report.ok:
            break
        if last or now(asker) == (places.draft / "checkpoint").read_bytes():
            raise Refused("; ".join(report.lines()), report=report)
        whole = True             # the log grew while it was read: once more, from the start
    learn(memory, places.draft, point.size)
    return point, report


def now(asker: Asker) -> bytes:
    answer = asker.ask("/ledger/checkpoint")
    if answer.status != 200:
        raise Refused("no log")
    return answer.body


def fetch_log(asker: Asker, places: Places, memory: Memory, whole: bool) -> Checkpoint:
    """Checkpoint, new tiles, new rows and those on which something was erased or hidden since."""
    places.draft.mkdir(parents=True, exist_ok=True)
    note = now(asker)
    try:
        point = parse_checkpoint(note.decode().partition("\n\n")[0] + "\n")
    except ValueError as error:
        raise Refused("no log") from error
    put(places.draft / "checkpoint", note)
    put(places.draft / "key", asker.ask("/ledger/key").body)
    put(places.draft / "verifier.py", Path(verifier.__file__).read_bytes())     # ours: who checks the city by the copy
    old = checkpoint_of(str(places.kept)) if (places.kept / "checkpoint").exists() else Checkpoint("", 0, b"")
    if old.size > point.size and old.origin == point.origin:
        refuse_shrunk(asker, places, old, point)
    for path in paths_of(point.size):
        fetch_tile(asker, places, path)
    pieces = set(range(-(-point.size // ROWS)))
    if not whole and old.origin == point.origin:
        fresh = {number for number in pieces if number >= old.size // ROWS}
        for number in sorted(fresh):
            fetch_rows(asker, places, number)
        pieces = {number for number in touched_pieces(places.draft, fresh, old.size) if number in pieces - fresh}
        for number in set(range(-(-point.size // ROWS))) - fresh - pieces:
            link(places.kept / f"rows/{number}.jsonl", places.draft / f"rows/{number}.jsonl")
    for number in sorted(pieces):
        fetch_rows(asker, places, number)
    pages = asker.ask("/ledger/rows/records.jsonl")
    if pages.status != 200:
        raise Silent(f"/ledger/rows/records.jsonl: {pages.status}")
    pages.pour(places.draft / "rows/records.jsonl")
    return point


def fetch_tile(asker: Asker, places: Places, path: str) -> None:
    """A full tile never changes: what is kept is used, so a rewritten one shows."""
    if ".p/" not in path:
        if (places.draft / path).exists():
            return
        if (places.kept / path).exists():
            link(places.kept / path, places.draft / path)
            return
    answer = asker.ask(f"/ledger/{path}")
    if answer.status == 200:
        put(places.draft / path, answer.body)


def fetch_rows(asker: Asker, places: Places, number: int) -> None:
    answer = asker.ask(f"/ledger/rows/{number}.jsonl")
    if answer.status == 200:
        answer.pour(places.draft / f"rows/{number}.jsonl")


def touched_pieces(draft: Path, fresh: Iterable[int], since: int) -> set[int]:
    """Older rows of which a new row says that something happened to them: erased, hidden, shown again."""
    found: set[int] = set()
    for number in fresh:
        for row in rows(draft, number):
            if row["i"] >= since and "f" in row:
                named = [*(row["f"].get("indexes") or []), row["f"].get("index")]
                found |= {index // ROWS for index in named if type(index) is int}
    return found


def rows(folder: Path, number: int) -> Iterator[dict[str, Any]]:
    """The rows of a piece that can be read."""
    for row, _line in verifier.rows_in(str(folder), number):
        if isinstance(row, dict) and type(row.get("i")) is int:
            yield row


def tree_holds(places: Places, point: Checkpoint) -> bool:
    """Do the tiles that were kept, with the new ones at their edge, lead to the root that is signed now?"""
    try:
        return range_of(point.size, lambda path: (places.draft / path).read_bytes()).root() == point.root \
            and old_root_stands(places, point)
    except (OSError, ValueError):
        return False


def old_root_stands(places: Places, point: Checkpoint) -> bool:
    """Is the kept tree the beginning of the new one? Of a new log the verifier asks whether it is announced."""
    if not (places.kept / "checkpoint").exists():
        return True
    old = checkpoint_of(str(places.kept))
    return old.origin != point.origin or root_at(str(places.draft), point.size, old.size) == old.root


def refuse_fork(asker: Asker, places: Places, point: Checkpoint) -> None:
    """Everything that the city serves now is fetched anew, so that it can be said which row was changed."""
    theirs = places.draft.with_name("ledger-of-the-city")
    shutil.rmtree(theirs, ignore_errors=True)
    nowhere = Places(theirs / "nothing", theirs, places.memory, places.language)
    fetch_log(asker, nowhere, Memory(Path(":memory:")), True)
    if not (places.kept / "checkpoint").exists():
        raise Refused("broken", report=verifier.verify(str(theirs), language=places.language))
    raise Refused("forked", compare_logs(str(places.kept), str(theirs)))


def refuse_shrunk(asker: Asker, places: Places, old: Checkpoint, point: Checkpoint) -> None:
    """Rows that were signed are gone: the copy says which, as far as the city serves what it has left."""
    try:
        refuse_fork(asker, places, point)
    except (Silent, OSError, ValueError, KeyError):
        raise Refused("shrunk", Verdict(False, point.size, old, point)) from None


def learn(memory: Memory, draft: Path, size: int) -> None:
    """Which record the last row of each was about: what has changed since a page was copied."""
    since = int(memory.get("rows", 0))
    for number in range(since // ROWS, -(-size // ROWS)):
        memory.touch((str(row["f"]["record"]), row["i"]) for row in rows(draft, number)
                     if since <= row["i"] < size and "record" in row.get("f", {}))
    memory.put("rows", size)
    memory.commit()


def titles(draft: Path) -> Iterator[tuple[str, str]]:
    """What the ledger says each public record is called now."""
    with (draft / "rows/records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            if "title" in told["now"]:
                yield told["record"], told["now"]["title"]
