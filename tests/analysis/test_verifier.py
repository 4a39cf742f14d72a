"""What a citizen's own program says of rows and pages: whole, or which was touched and how, in both languages."""
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.logs import DAWN, KEY, ORIGIN, Log, check, kinds, said

from pendopo.analysis import leaves


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
