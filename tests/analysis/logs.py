"""A city's published log in a folder, to be tampered with, and what the verifier says of it."""
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pendopo.analysis import leaves, merkle, notes, tiles, verifier

ORIGIN = "kota.example/ledger"
SECRET, KEY = notes.generate_key(ORIGIN)
DAWN = datetime(2026, 11, 22, 2, 24, 25, 123456, tzinfo=UTC)


class Log:
    """A city's published log in a folder, written with our own functions, so that it can then be tampered with."""

    def __init__(self, folder: Path, origin: str = ORIGIN, secret: str = SECRET) -> None:
        self.folder, self.origin, self.signer = folder, origin, notes.parse_signer(secret)
        self.entries: list[bytes] = []
        self.rows: dict[int, dict[str, Any]] = {}
        self.pages: list[dict[str, Any]] = []
        self.size, self.root, self.random = 0, merkle.EMPTY, random.Random(7)

    def add(self, verb: str, words: dict[str, Any] | None = None, at: datetime | None = None, **facts: Any) -> int:
        index, salt = len(self.entries), self.random.randbytes(16)
        facts |= {"verb": verb, "at": (at or DAWN + timedelta(minutes=index)).isoformat().replace("+00:00", "Z")}
        row: dict[str, Any] = {"i": index, "f": facts, "s": salt.hex()}
        if words is not None:
            row |= {"p": words, "t": self.random.randbytes(16).hex()}
        self.entries.append(leaves.entry_of(row))
        self.rows[index] = row
        return index

    def publish(self) -> "Log":
        growth = tiles.grow(self.size, self.entries[self.size:], lambda path: (self.folder / path).read_bytes())
        self.size, self.root = growth.size, growth.root
        for path, data in growth.files.items():
            self.write(path, data)
        self.write("checkpoint", notes.sign(notes.checkpoint_text(self.origin, self.size, self.root), self.signer))
        self.write("key", self.signer.verifier_key + "\n")
        return self.write_rows()

    def write_rows(self) -> "Log":
        for number in range(-(-max(self.size, 1) // 4096)):
            piece = [self.rows[index] for index in range(number * 4096, (number + 1) * 4096) if index in self.rows]
            self.write(f"rows/{number}.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in piece))
        self.write("rows/records.jsonl", "".join(json.dumps(page) + "\n" for page in self.pages))
        return self

    def write(self, path: str, data: bytes | str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data.encode() if isinstance(data, str) else data)

    def close(self, index: int) -> None:
        self.rows[index] = {"i": index, "private": True}

    def receipt(self, index: int) -> dict[str, Any]:
        read = tiles.hash_reader(self.size, lambda path: (self.folder / path).read_bytes())
        opening = {key: value for key, value in self.rows[index].items() if key in "fspth"}
        return {"format": "pendopo-receipt-v1", "origin": self.origin, "index": index, "opening": opening,
                "proof": [part.hex() for part in merkle.inclusion_proof(index, self.size, read)],
                "checkpoint": (self.folder / "checkpoint").read_text(), "key": self.signer.verifier_key}


def small(folder: Path, count: int = 20) -> Log:
    """Twenty rows of three records; every third with the words of a citizen; one private row."""
    log = Log(folder)
    for number in range(count):
        words = {"text": f"Jalan rusak nomor {number}, “gelap”"} if number % 3 == 0 else None
        log.add("reports.answer", words, record=f"LAP-2026-000{number % 3}", before="open", after=f"state-{number}")
    log.close(7)
    log.pages = [{"record": "LAP-2026-0001", "now": {"state": "state-19"}, "i": 19}]
    return log.publish()



def check(log: Log, state: Path | None = None, **words: Any) -> verifier.Report:
    return verifier.verify(str(log.folder), state=str(state) if state else None, **words)


def kinds(report: verifier.Report) -> list[tuple[str, int | None]]:
    return [(finding.kind, finding.index) for finding in report.findings]


def said(log: Log, kind: str, *parts: str, state: Path | None = None) -> None:
    """The finding is named in both languages, with these parts in it."""
    texts = []
    for language in ("id", "en"):
        report = check(log, state, language=language)
        texts.append(next(found.text for found in (*report.findings, *report.notes) if found.kind == kind))
        assert all(part in texts[-1] for part in parts), texts[-1]
    assert texts[0] != texts[1]
