"""A log that shrank, forked, went on or changed its key, and tiles that do not fit: said by a citizen's own program."""
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.logs import DAWN, KEY, ORIGIN, Log, check, kinds, said, small

from pendopo.analysis import leaves, notes, verifier


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
