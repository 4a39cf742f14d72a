"""What a citizen's own program says of a log: whole, or which row was touched and how, in both languages."""
import ast
import gzip
import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.held import peak

from pendopo.analysis import leaves, merkle, notes, tiles, verifier

PROGRAM = Path(verifier.__file__)
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


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return small(tmp_path / "log")


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


def test_a_whole_log_is_whole_and_says_what_a_first_look_cannot_know(log: Log):
    report = check(log)
    assert (report.ok, report.size, report.origin, report.root) == (True, 20, ORIGIN, log.root.hex())
    assert report.findings == [] and [note.kind for note in report.notes] == ["first"]
    assert (report.counts["open"], report.counts["closed"]) == (19, 1)
    assert "penulisan ulang" in report.notes[0].text and KEY in report.notes[0].text
    assert report.lines()[-1].startswith("UTUH")
    english = check(log, language="en")
    assert "a complete rewrite cannot be excluded" in english.notes[0].text and english.lines()[-1].startswith("WHOLE")


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 513, 4097])
def test_logs_of_every_shape_are_whole(tmp_path: Path, size: int):
    log = Log(tmp_path)
    for number in range(size):
        log.add("plans.add", record=f"REN-{number}", at=DAWN + timedelta(seconds=number))
    report = check(log.publish())
    assert report.ok and report.size == size, report.lines()


@pytest.mark.parametrize("change", [
    lambda row: row["f"].update(after="state-99"),
    lambda row: row["f"].update(at="2026-11-22T02:33:26.123456Z"),
    lambda row: row["f"].update(by="orang lain"),
    lambda row: row["f"].pop("before"),
    lambda row: row["p"].update(text="Jalan mulus"),
    lambda row: row.update(s="00" * 16),
    lambda row: row.update(t="00" * 16),
    lambda row: row.update(h="00" * 32, p=None),
    lambda row: row.pop("p"),
])
def test_an_altered_row_is_named(log: Log, change: Any):
    change(log.rows[9])
    log.write_rows()
    assert ("altered", 9) in kinds(check(log))
    said(log, "altered", "9", "LAP-2026-0000", "reports.answer", "2026-11-22")


def test_a_removed_row_is_named(log: Log):
    del log.rows[5], log.rows[11]
    log.write_rows()
    assert kinds(check(log)) == [("missing", 5), ("missing", 11)]
    said(log, "missing", "5")


def test_the_last_row_removed_is_named(log: Log):
    del log.rows[19]
    log.write_rows()
    assert kinds(check(log))[-1] == ("missing", 19)


def test_a_private_row_removed_is_named(log: Log):
    del log.rows[7]
    assert kinds(check(log.write_rows())) == [("missing", 7)]


def test_reordered_rows_are_named_with_where_they_belong(log: Log):
    log.rows[3], log.rows[12] = log.rows[12] | {"i": 3}, log.rows[3] | {"i": 12}
    log.write_rows()
    assert kinds(check(log)) == [("reordered", 3), ("reordered", 12)]
    assert "12" in check(log).findings[0].text and "3" in check(log).findings[1].text
    said(log, "reordered", "LAP-2026-0000")


def test_lines_out_of_order_in_the_file_are_named(log: Log):
    path = log.folder / "rows/0.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    path.write_text("".join(lines))
    assert [kind for kind, _ in kinds(check(log))] == ["unreadable", "missing"]
    said(log, "unreadable", "rows/0.jsonl")


def test_a_back_dated_row_is_named(log: Log):
    back = log.add("reports.answer", record="LAP-2026-0009", at=DAWN - timedelta(days=30))
    log.add("reports.answer", record="LAP-2026-0010", at=DAWN + timedelta(minutes=12))  # nine minutes early: clocks
    log.publish()
    assert kinds(check(log)) == [("backdated", back)]
    said(log, "backdated", "20", "LAP-2026-0009", "2026-10-23", "2026-11-22T02:43")


def test_a_row_back_dated_behind_an_earlier_piece_is_named(tmp_path: Path):
    log = Log(tmp_path)
    for number in range(4200):
        log.add("plans.add", at=DAWN + timedelta(seconds=number) - timedelta(days=number == 4150))
    assert kinds(check(log.publish())) == [("backdated", 4150)]


def test_an_honest_erasure_reads_as_such(log: Log):
    log.add("ledger.erase", indexes=[4, 9], ground="UU 27/2022 Pasal 8", at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    log.publish()
    del log.rows[4]
    words = log.rows[9]
    log.rows[9] = {key: words[key] for key in ("i", "f", "s")} | {
        "h": leaves.commit(bytes.fromhex(words["t"]), words["p"]).hex()}
    log.write_rows()
    report = check(log)
    assert report.ok and [(note.kind, note.index) for note in report.notes[1:]] == [("erased", 4), ("words", 9)]
    said(log, "erased", "4", "2026-11-23", "UU 27/2022 Pasal 8")
    said(log, "words", "9", "LAP-2026-0000", "2026-11-23", "UU 27/2022 Pasal 8")


def test_an_erasure_excuses_only_rows_before_it_and_only_if_it_is_itself_true(log: Log):
    early = log.add("ledger.erase", indexes=[22, 4], ground="x")
    log.add("reports.answer")
    late = log.add("reports.answer")
    log.publish()
    del log.rows[late], log.rows[4]
    assert kinds(check(log.write_rows())) == [("missing", late)]
    log.rows[early]["f"]["indexes"] = [late, 4, 5]
    del log.rows[5]
    assert kinds(check(log.write_rows())) == [("altered", early), ("missing", 4), ("missing", 5), ("missing", late)]


def test_withheld_words_need_a_reason(log: Log):
    words = log.rows[9]
    log.rows[9] = {key: words[key] for key in ("i", "f", "s")} | {
        "h": leaves.commit(bytes.fromhex(words["t"]), words["p"]).hex()}
    log.write_rows()
    assert kinds(check(log)) == [("withheld", 9)]
    said(log, "withheld", "9", "LAP-2026-0000")
    log.rows[9]["private_words"] = True
    assert check(log.write_rows()).ok


def test_shown_text_that_differs_is_named(log: Log):
    log.rows[9]["shown"] = {"record": "LAP-2026-0000", "text": log.rows[9]["p"]["text"], "state": "state-9"}
    log.rows[10]["shown"] = {"after": "state-10", "record": "LAP-2026-9999"}
    log.rows[11]["shown"] = {"after": True}
    log.write_rows()
    assert kinds(check(log)) == [("shown", 10), ("shown", 11)]
    said(log, "shown", "10", "LAP-2026-0001", "LAP-2026-9999", "record")


def test_a_shown_yes_is_not_a_one(log: Log):
    index = log.add("plans.add", official=1)
    log.rows[index]["shown"] = {"official": True}
    assert kinds(check(log.publish())) == [("shown", index)]


@pytest.mark.parametrize("page", [
    {"record": "LAP-2026-0001", "now": {"state": "open"}, "i": 19},
    {"record": "LAP-2026-0002", "now": {"state": "state-19"}, "i": 19},
    {"record": "LAP-2026-0001", "now": {"title": "Jalan"}, "i": 19},
    {"record": "LAP-2026-0001", "now": {"state": "state-7"}, "i": 7},
])
def test_a_page_that_says_something_else_is_named(log: Log, page: dict[str, Any]):
    log.pages = [page]
    log.write_rows()
    assert kinds(check(log)) == [("page", page["i"])]
    said(log, "page", page["record"], str(page["i"]), str(next(iter(page["now"].values()))))


@pytest.mark.parametrize("line", ["{", "[]", '{"i": -1, "record": "a", "now": {"b": 1}}', '{"i": 1.0, "now": {}}',
                                  '{"i": 3, "record": "a", "now": []}', '{"i": 3, "now": {"a": "b"}}', "\xff"])
def test_a_broken_claim_of_a_page_is_named(log: Log, line: str):
    log.write("rows/records.jsonl", line.encode("latin-1") + b"\n")
    assert kinds(check(log)) == [("page", 0)]
    said(log, "page", "rows/records.jsonl")


def test_rows_and_pages_newer_than_the_checkpoint_are_left_for_the_next_one(log: Log):
    newer = log.add("reports.answer", record="LAP-2026-0001", after="closed")
    log.pages.append({"record": "LAP-2026-0001", "now": {"state": "closed"}, "i": newer})
    log.write_rows()
    assert check(log).ok
    (log.folder / "rows/0.jsonl").write_text("".join(json.dumps(row) + "\n" for row in log.rows.values()))
    assert check(log).ok and check(log.publish()).size == 21


def test_a_shrunk_log_is_a_loud_failure(log: Log, tmp_path: Path):
    state = tmp_path / "state.json"
    assert check(log, state).ok
    for _ in range(2):
        shorter = small(tmp_path / "shorter", 15)
        report = verifier.verify(str(shorter.folder), state=str(state))
        assert ("shrunk", None) in kinds(report)
    said(shorter, "shrunk", "20", "15", state=state)


@pytest.mark.parametrize("size", [20, 21, 40, 300, 600])
def test_a_forked_log_is_a_loud_failure(log: Log, tmp_path: Path, size: int):
    state = tmp_path / "state.json"
    assert check(log, state).ok
    fork = Log(tmp_path / "fork")
    for number in range(size):
        fork.add("plans.add", at=DAWN + timedelta(seconds=number))
    fork.publish()
    report = check(fork, state)
    assert kinds(report) == [("forked", None)]
    said(fork, "forked", "20", state=state)
    assert check(log, state).ok  # the fork was not learned


@pytest.mark.parametrize(("first", "then"), [(1, 2), (20, 20), (20, 21), (255, 256), (256, 257), (256, 512),
                                             (300, 4500), (4096, 4097)])
def test_a_grown_log_continues_the_one_that_is_remembered(tmp_path: Path, first: int, then: int):
    log, state = Log(tmp_path / "log"), tmp_path / "state.json"
    for size, told in ((first, ["first"]), (then, [])):
        for number in range(len(log.entries), size):
            log.add("plans.add", at=DAWN + timedelta(seconds=number))
        report = check(log.publish(), state)
        assert report.ok and [note.kind for note in report.notes] == told, report.lines()
    assert json.loads(state.read_text())["logs"][ORIGIN]["size"] == then


def test_a_public_row_that_became_private_is_named_until_a_reason_is_on_record(log: Log, tmp_path: Path):
    state = tmp_path / "state.json"
    assert check(log, state).ok
    log.close(5)
    log.rows[9] = {key: log.rows[9][key] for key in ("i", "f", "s")} | {"private_words": True, "h": leaves.commit(
        bytes.fromhex(log.rows[9]["t"]), log.rows[9]["p"]).hex()}
    log.write_rows()
    for _ in range(2):
        assert kinds(check(log, state)) == [("vanished", 5), ("vanished", 9)]
    said(log, "vanished", "5", state=state)
    assert "LAP-2026-0000" in check(log, state).findings[1].text
    log.add("voices.hide", index=5)
    log.add("records.seal", indexes=[9])
    assert check(log.publish(), state).ok
    assert check(log, state).ok
    assert check(log).ok  # whoever comes later never saw them open


def test_a_public_row_that_went_away_is_named_even_after_it_was_seen(log: Log, tmp_path: Path):
    state = tmp_path / "state.json"
    assert check(log, state).ok
    kept = log.rows.pop(5)
    log.write_rows()
    assert kinds(check(log, state)) == kinds(check(log, state)) == [("missing", 5)]
    log.rows[5] = kept
    assert check(log.write_rows(), state).ok


def test_another_key_is_a_loud_failure(log: Log, tmp_path: Path):
    state = tmp_path / "state.json"
    assert check(log, state).ok
    log.signer = notes.parse_signer(notes.generate_key(ORIGIN)[0])
    log.publish()
    assert ("key", None) in kinds(check(log, state))
    said(log, "key", KEY, log.signer.verifier_key, state=state)
    assert kinds(check(log, key=KEY)) == [("signature", None)]
    assert check(log, state, key=log.signer.verifier_key).ok  # whoever asked for this key has it from elsewhere
    assert check(log, state).ok


@pytest.mark.parametrize("tampering", [
    lambda note: note.replace("\n20\n", "\n21\n"), lambda note: note.replace("kota", "desa", 1),
    lambda note: note[:-20], lambda note: "", lambda note: note.partition("\n\n")[0], lambda note: "\xff" + note,
])
def test_a_checkpoint_that_is_not_signed_is_refused(log: Log, tampering: Any):
    log.write("checkpoint", tampering((log.folder / "checkpoint").read_text()))
    assert kinds(check(log)) == [("signature", None)]
    said(log, "signature")


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000",
                                  "tile/entries/001.p/44"])
def test_a_damaged_or_lost_tile_is_named(tmp_path: Path, path: str):
    log = small(tmp_path, 300)
    data = (tmp_path / path).read_bytes()
    for damaged in (data[:20] + bytes([data[20] ^ 1]) + data[21:], data[:-1], None):
        if damaged is None:
            (tmp_path / path).unlink()
        else:
            log.write(path, damaged)
        report = check(log)
        assert not report.ok and any(path in finding.text for finding in report.findings), report.lines()
    said(log, "tile", path)


def test_tiles_of_another_tree_do_not_fit_the_root(log: Log):
    other = small(log.folder.parent / "other")
    other.rows[0]["f"]["by"] = "x"
    other.entries[0] = leaves.entry_of(other.rows[0])
    other.size = 0
    other.publish()
    for path in ("tile/0/000.p/20", "tile/entries/000.p/20", "rows/0.jsonl"):
        log.write(path, (other.folder / path).read_bytes())
    assert kinds(check(log)) == [("root", None)]
    said(log, "root")


def test_a_partial_tile_that_gave_way_to_a_full_one_is_cut(tmp_path: Path):
    log = small(tmp_path, 200)
    checkpoint = (tmp_path / "checkpoint").read_bytes()
    for _ in range(200):
        log.add("plans.add")
    log.publish()
    log.write("checkpoint", checkpoint)
    for path in ("tile/0/000.p/200", "tile/entries/000.p/200"):
        (tmp_path / path).unlink()
    assert check(log).ok and check(log).size == 200


def test_a_new_log_that_names_the_old_one_is_a_public_break(log: Log, tmp_path: Path):
    state, old = tmp_path / "state.json", (log.folder / "checkpoint").read_text()
    assert check(log, state).ok
    new = Log(log.folder, "kota.example/ledger-2", notes.generate_key("kota.example/ledger-2")[0])
    new.add("ledger.continues", old_checkpoint=old, at=datetime(2027, 1, 3, tzinfo=UTC))
    report = check(new.publish(), state)
    assert report.ok and [note.kind for note in report.notes] == ["first", "break"]
    said(new, "break", "2027-01-03", ORIGIN, "20")
    assert "the break is public" in check(new, language="en").notes[-1].text


def test_a_new_log_that_hides_its_past_is_named(log: Log, tmp_path: Path):
    state, early = tmp_path / "state.json", small(tmp_path / "early", 15)
    assert check(log, state).ok
    name = "kota.example/ledger-2"
    for facts in ({}, {"old_checkpoint": (early.folder / "checkpoint").read_text()}, {"old_checkpoint": "x"}):
        new = Log(log.folder, name, notes.generate_key(name)[0])
        new.add("ledger.continues" if facts else "plans.add", **facts)
        assert ("replaced", None) in kinds(check(new.publish(), state))
        said(new, "replaced", ORIGIN, state=state)


def test_a_broken_line_is_named_and_the_rest_is_still_checked(log: Log):
    lines = (log.folder / "rows/0.jsonl").read_text().splitlines()
    for broken in ("{", "[1]", "null", '{"i": 3}', '{"i": "3"}', '{"i": 3, "f": {"verb": 1}, "s": ""}', "[" * 100_000,
                   '{"i": 3, "private": false}', lines[3].replace("reports", "rep\\ud800orts"),
                   lines[3].replace('"state-3"', "1.5"), lines[3].replace("Z", "")):
        log.write("rows/0.jsonl", "\n".join([*lines[:3], broken, *lines[4:]]) + "\n")
        assert kinds(check(log)) == [("unreadable", None), ("missing", 3)], broken[:60]


def test_a_hundred_of_a_kind_are_told_and_all_are_counted(tmp_path: Path):
    log = small(tmp_path, 400)
    for index in range(20, 220):
        del log.rows[index]
    report = check(log.write_rows())
    assert len(report.findings) == 100 and report.counts["missing"] == 200
    assert "200" in report.lines()[-1]


def test_a_row_cannot_steer_the_terminal_of_whoever_checks_it(log: Log):
    index = log.add("plans.add", record="\x1b[2J\x9bUTUH\nUTUH")
    log.rows[index]["shown"] = {"record": "\x1b]0;" + "x" * 100_000}
    lines = check(log.publish()).lines()
    assert len(lines) == 4 and all(line.isprintable() and len(line) < 1500 for line in lines)


def test_two_processes_and_packed_rows_say_the_same(tmp_path: Path):
    log = Log(tmp_path)
    for number in range(9000):
        log.add("plans.add", {"text": "a"} if number % 5 == 0 else None, at=DAWN + timedelta(seconds=number))
    log.publish()
    log.rows[8200]["f"]["by"], log.rows[4100]["f"]["by"] = "x", "y"
    del log.rows[5000]
    log.write_rows()
    for number in range(3):
        plain = tmp_path / f"rows/{number}.jsonl"
        (tmp_path / f"rows/{number}.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    reports = [check(log, processes=processes) for processes in (1, 2)]
    assert reports[0] == reports[1]
    assert kinds(reports[0]) == [("altered", 4100), ("altered", 8200), ("missing", 5000)]


@pytest.fixture
def address(log: Log) -> Iterator[str]:
    """The log on a web server of its own."""
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(log.folder.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/log/"
        server.shutdown()


def test_a_log_at_an_address(log: Log, address: str):
    assert verifier.verify(address).ok
    log.rows[9]["f"]["by"] = "x"
    log.write_rows()
    assert kinds(verifier.verify(address)) == [("altered", 9)]
    with pytest.raises(OSError):
        verifier.verify(address + "none")


def test_a_log_that_grows_while_it_is_read_is_read_again(log: Log, monkeypatch: pytest.MonkeyPatch):
    """The erasure came after the checkpoint that we hold: only the next one proves it."""
    fetch, seen = verifier.fetch, []

    def busy(place: str, path: str) -> bytes | None:
        found = fetch(place, path)
        if path == "checkpoint" and not seen:
            seen.append(path)
            log.add("ledger.erase", indexes=[5], ground="UU 27/2022")
            log.publish()
            del log.rows[5]
            log.write_rows()
        return found

    monkeypatch.setattr(verifier, "fetch", busy)
    report = check(log)
    assert report.ok and report.size == 21


def test_a_receipt_alone_is_enough(log: Log, tmp_path: Path):
    receipt = log.receipt(9)
    report = verifier.verify_receipt(receipt)
    assert report.ok and (report.origin, report.size) == (ORIGIN, 20) and KEY in report.notes[0].text
    assert verifier.verify_receipt(receipt, key=KEY, language="en").notes[0].text.startswith("It is in row 9")
    for change in ({"index": 8}, {"origin": "desa.example"}, {"proof": receipt["proof"][1:]}, {"proof": ["zz"]},
                   {"opening": receipt["opening"] | {"p": {"text": "lain"}}}, {"opening": {}}):
        for language in ("id", "en"):
            report = verifier.verify_receipt(receipt | change, language=language)
            assert not report.ok and report.findings[0].kind == "place"
    other = notes.generate_key(ORIGIN)[1]
    assert verifier.verify_receipt(receipt, key=other).findings[0].kind == "signature"


def test_a_receipt_is_held_against_what_is_remembered(log: Log, tmp_path: Path):
    state = tmp_path / "state.json"
    assert check(log, state).ok
    assert verifier.verify_receipt(log.receipt(9), state=str(state)).ok
    fork = small(tmp_path / "fork", 19)
    fork.add("plans.add")
    report = verifier.verify_receipt(fork.publish().receipt(19), state=str(state))
    assert [finding.kind for finding in report.findings] == ["forked"]
    stranger = Log(tmp_path / "stranger", secret=notes.generate_key(ORIGIN)[0])
    stranger.add("plans.add")
    report = verifier.verify_receipt(stranger.publish().receipt(0), state=str(state))
    assert report.findings[0].kind == "signature"


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", "-S", str(PROGRAM), *words], capture_output=True, text=True, cwd=home,
                          env={"HOME": str(home)}, timeout=120)


def test_it_runs_alone_as_a_script(log: Log, tmp_path: Path):
    done = run(str(log.folder), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "UTUH" in done.stdout and (tmp_path / ".pendopo-verify.json").exists()
    del log.rows[5]
    log.write_rows()
    done = run(str(log.folder), "--language", "en", home=tmp_path)
    assert done.returncode == 1 and "Row 5 is MISSING" in done.stdout and "BROKEN" in done.stdout
    done = run(str(log.folder), "--json", "--state", str(tmp_path / "other.json"), home=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == 1 and report["ok"] is False
    assert report["findings"] == [{"kind": "missing", "index": 5, "text": report["findings"][0]["text"]}]


def test_it_uses_two_processes_as_a_script(tmp_path: Path):
    log = Log(tmp_path / "log")
    for number in range(9000):
        log.add("plans.add", at=DAWN + timedelta(seconds=number))
    log.publish()
    done = run(str(log.folder), "--processes", "2", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_cannot_be_read_is_said(log: Log, tmp_path: Path):
    receipt = tmp_path / "tanda-terima.json"
    receipt.write_text(json.dumps(log.receipt(9)))
    assert run("receipt", str(receipt), home=tmp_path).returncode == 0
    receipt.write_text("{")
    for words in (["receipt", str(receipt)], [str(tmp_path / "nowhere")], ["http://127.0.0.1:1/ledger"],
                  ["receipt", str(tmp_path / "nothing.json")]):
        for language, word in (("id", "TIDAK TERBACA"), ("en", "COULD NOT BE READ")):
            done = run(*words, "--language", language, home=tmp_path)
            assert (done.returncode, done.stderr) == (2, "") and word in done.stdout
    (tmp_path / ".pendopo-verify.json").write_text("{")
    assert run(str(log.folder), home=tmp_path).returncode == 2


def test_what_many_pages_show_is_not_held_in_memory(tmp_path: Path):
    """Whoever checks a copy needs no more memory for a city with twice as many records."""
    def first_piece(count: int) -> int:
        log = Log(tmp_path / str(count))
        log.pages = [{"record": f"LAP-2026-{n:04}", "now": {"state": "open"}, "i": verifier.ROWS + n}
                     for n in range(count)]
        log.write_rows()
        return peak(lambda: next(verifier.pieces(str(log.folder), 16 * verifier.ROWS, 0, 1, True)))

    assert first_piece(8_000) - first_piece(4_000) < 100_000


def test_it_is_one_short_file_of_the_standard_library():
    text = PROGRAM.read_text()
    assert len(text.splitlines()) <= 500
    assert "CC0" in text[:1500]
    imported = set()
    for part in ast.walk(ast.parse(text)):
        if isinstance(part, ast.Import):
            imported |= {name.name.partition(".")[0] for name in part.names}
        elif isinstance(part, ast.ImportFrom):
            assert part.level == 0
            imported.add((part.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names


def test_every_sentence_has_both_languages():
    for kind, pair in verifier.TEXTS.items():
        assert len(pair) == 2 and pair[0] != pair[1] and all(pair), kind
        fields = [{part for _, part, _, _ in Formatter().parse(text) if part} for text in pair]
        assert fields[0] == fields[1], kind


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Log:
    return small(tmp_path_factory.mktemp("large"), 300)


@given(st.integers(0, 2**31), st.integers(0, 2**31), st.integers(0, 7))
@settings(deadline=None, max_examples=60)
def test_any_flipped_bit_of_any_file_is_noticed(large: Log, which: int, place: int, bit: int):
    """Except in what a signature cannot hold: the pages' own claims are held against the rows instead."""
    files = sorted(path for path in large.folder.rglob("*") if path.is_file() and path.name != "records.jsonl")
    path = files[which % len(files)]
    data = path.read_bytes()
    place %= len(data)
    path.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1:])
    try:
        spared = path.name == "key" and path.read_text(errors="replace").strip() == KEY
        assert check(large).ok is spared, (path, place, bit)
    finally:
        path.write_bytes(data)
