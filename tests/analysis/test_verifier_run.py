"""The verifier as people run it: a script, against an address or a receipt, in one process or two, in little memory."""
import ast
import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.analysis.logs import DAWN, KEY, ORIGIN, Log, check, kinds, small
from tests.held import peak

from pendopo.analysis import notes, verifier

PROGRAM = Path(verifier.__file__)


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


def meant(rows: bytes) -> list[dict[str, Any]] | None:
    """What rows say, however the digits of salts and hashes are written; None where they are none."""
    try:
        return [{name: str(value).lower() if name in "sth" else value for name, value in json.loads(line).items()}
                for line in rows.splitlines()]
    except (ValueError, AttributeError):
        return None


@given(st.integers(0, 2**31), st.integers(0, 2**31), st.integers(0, 7))
@example(2, 253, 5)                      # a salt in capitals is the same salt
@settings(deadline=None, max_examples=60)
def test_any_flipped_bit_of_any_file_is_noticed(large: Log, which: int, place: int, bit: int):
    """Except where nothing else is said by it, and in what a signature cannot hold: the pages' own claims are held
    against the rows instead."""
    files = sorted(path for path in large.folder.rglob("*") if path.is_file() and path.name != "records.jsonl")
    path = files[which % len(files)]
    data = path.read_bytes()
    place %= len(data)
    path.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1:])
    try:
        spared = path.name == "key" and path.read_text(errors="replace").strip() == KEY
        same = path.suffix == ".jsonl" and meant(path.read_bytes()) == meant(data)
        assert check(large).ok is (spared or same), (path, place, bit)
    finally:
        path.write_bytes(data)
