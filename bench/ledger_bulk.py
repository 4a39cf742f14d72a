"""How fast the ledger seals in bulk, and how fast anybody verifies all of it: generated data, printed beside the bars.

    python -m bench.ledger_bulk [COUNT]       (1,000,000 rows if none is given; kept in build/bench between runs)
"""
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pendopo.analysis import leaves, merkle, notes, tiles, verifier

ROOT = Path(__file__).resolve().parent.parent
ORIGIN, DAWN, BATCH, RECORDS = "contoh.example/ledger", datetime(2026, 1, 1, tzinfo=UTC), 65_536, 5
WORDS = ["jalan", "lampu", "saluran", "pasar", "sekolah", "taman", "jembatan", "warga", "anggaran", "usulan", "rapat"]


def deeds(count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """The life of a city: each record is added and moved; three lines in ten carry a citizen's words."""
    chance = random.Random(2026)
    for index in range(count):
        at = (DAWN + timedelta(seconds=20 * index)).isoformat(timespec="microseconds")
        facts = {"verb": "voices.add" if index % 10 < 3 else "reports.answer", "at": at.replace("+00:00", "Z"),
                 "record": f"LAP-2026-{index // RECORDS:06}", "by": f"Dinas Contoh {index % 40}",
                 "before": "open", "after": f"step-{index % 7}"}
        yield facts, {"text": " ".join(chance.choices(WORDS, k=22))} if index % 10 < 3 else None


def line(index: int, facts: dict[str, Any], words: dict[str, Any] | None, salts: random.Random) -> tuple[bytes, str]:
    """The entry of a row and the row as it is served."""
    salt = salts.randbytes(16)
    row: dict[str, Any] = {"i": index, "f": facts, "s": salt.hex()}
    words_hash = None
    if words:
        words_salt = salts.randbytes(16)
        words_hash = leaves.commit(words_salt, words)
        row |= {"p": words, "t": words_salt.hex(), "shown": {"text": words["text"], "record": facts["record"]}}
    return leaves.entry(leaves.commit(salt, facts), words_hash), json.dumps(row, ensure_ascii=False) + "\n"


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def generate(folder: Path, count: int) -> list[bytes]:
    """Rows and pages of the whole log; the entries are kept for sealing."""
    salts, entries, piece = random.Random(7), list[bytes](), list[str]()
    pages = (folder / "rows" / "records.jsonl")
    pages.parent.mkdir(parents=True, exist_ok=True)
    with pages.open("w") as shown:
        for index, (facts, words) in enumerate(deeds(count)):
            entry, row = line(index, facts, words, salts)
            entries.append(entry)
            piece.append(row)
            if index % RECORDS == RECORDS - 1:
                now = {"record": facts["record"], "now": {"state": facts["after"], "by": facts["by"]}, "i": index}
                shown.write(json.dumps(now) + "\n")
            if len(piece) == verifier.ROWS or index == count - 1:
                write(folder / "rows" / f"{index // verifier.ROWS}.jsonl", "".join(piece).encode())
                piece.clear()
    return entries


def seal(folder: Path, entries: list[bytes]) -> None:
    """The bulk path: leaves, tiles, bundles, root, signature, all written to disk."""
    secret, key = notes.generate_key(ORIGIN)
    size, root = 0, merkle.EMPTY
    while size < len(entries):
        growth = tiles.grow(size, entries[size:size + BATCH], lambda path: (folder / path).read_bytes())
        for path, data in growth.files.items():
            write(folder / path, data)
        size, root = growth.size, growth.root
    note = notes.sign(notes.checkpoint_text(ORIGIN, size, root), notes.parse_signer(secret))
    write(folder / "key", key.encode())
    write(folder / "checkpoint", note.encode())


def entries_in(folder: Path, count: int) -> list[bytes]:
    bundles = [path for path in tiles.paths_of(count) if "entries" in path]
    return [entry for path in bundles for entry in tiles.entries_of((folder / path).read_bytes())]


def timed(what: str, bar: str, count: int, work: Any) -> Any:
    start, began = time.perf_counter(), sum(os.times()[:4])
    result = work()
    took, spent = time.perf_counter() - start, sum(os.times()[:4]) - began
    print(f"   {what:<50} {took:7.2f} s {spent:7.2f} s {count / took:10,.0f} /s   bar: {bar}", flush=True)
    return result


def verify(folder: Path, openings: bool, processes: int) -> None:
    report = verifier.verify(str(folder), openings=openings, processes=processes)
    assert report.ok, report.lines()


def alone(folder: Path) -> None:
    """As a citizen runs it: one file, an interpreter without any package, and the memory of the largest process."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run([sys.executable, "-I", "-S", verifier.__file__, str(folder), "--language", "en"],
                              check=True, capture_output=True, text=True, env={"HOME": home})
    assert "WHOLE" in done.stdout, done.stdout


def main(count: int = 1_000_000) -> None:
    folder = ROOT / "build" / "bench" / f"ledger-{count}"
    print(f"   ledger of {count:,} rows (bars: 1,000,000), {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"   {'':<50} {'took':>9} {'CPU':>9}")
    if (folder / "checkpoint").exists():
        entries = entries_in(folder, count)
    else:
        entries = timed("canonical bytes, commitments, rows on disk", "-", count, lambda: generate(folder, count))
        seal(folder, entries)
    with tempfile.TemporaryDirectory() as spare:
        timed("sealing: leaves, tiles, root, signature, on disk", ">= 50,000 /s", count,
              lambda: seal(Path(spare), entries))
    entries.clear()
    timed("verify signature, tiles, root; one process", "-", count, lambda: verify(folder, False, 1))
    timed("verify signature, tiles, root; two processes", "<= 5 s", count, lambda: verify(folder, False, 2))
    timed("verify with all openings; one process", "-", count, lambda: verify(folder, True, 1))
    timed("verify with all openings; two processes", "<= 20 s", count, lambda: verify(folder, True, 2))
    timed("the same, as a script of its own", "<= 20 s", count, lambda: alone(folder))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"   {'memory of the largest process of those':<50} {peak:7.0f} MB{'':>23}   bar: < 400 MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
