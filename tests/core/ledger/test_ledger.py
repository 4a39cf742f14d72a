"""The public record as an outsider meets it: through the addresses of the log and the single-file verifier."""
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from pendopo.analysis import verifier
from pendopo.core.ledger import queries, tlog
from pendopo.core.ledger.actions import (
    Deed,
    NotOurLog,
    erase,
    place_of,
    publish,
    resume,
    seal,
    withhold,
    write,
    write_many,
)
from pendopo.core.ledger.models import PRIVATE, Head, Line

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture(autouse=True)
def fresh_log():
    """Each test has a log of its own: the files of the one before would belong to lines that are gone."""
    for place in (settings.LEDGER_ROOT, settings.KEYS_ROOT):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    yield


def deed(number: int, words: dict[str, str] | None = None, **more: object) -> Deed:
    at = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=number)
    return Deed({"verb": "test.add", "record": f"RA-2026-{number:04d}-X", "at": at.isoformat(), **more}, words)


def verify(live_server, state: Path, language: str = "en") -> verifier.Report:
    return verifier.verify(f"{live_server.url}/ledger", state=str(state), language=language, processes=1)


def test_a_whole_log_is_whole(live_server, tmp_path):
    write_many([deed(number, {"text": "a word"}) for number in range(600)])
    assert seal() == 1200          # 600 placed, 600 published
    report = verify(live_server, tmp_path / "state")
    assert report.ok and report.size == 600, report.lines()
    assert any("rewr" in line for line in report.lines()), "a first look says what it cannot exclude"
    write(deed(601))
    seal()
    again = verify(live_server, tmp_path / "state")
    assert again.ok and again.size == 601
    assert not again.notes, "now it remembers"


def test_an_altered_row_is_named(live_server, tmp_path):
    lines = write_many([deed(number) for number in range(20)])
    seal()
    row = Line.objects.get(pk=lines[7].pk)
    Line.objects.filter(pk=row.pk).update(facts=row.facts.replace("RA-2026-0007-X", "RA-2026-9999-X"))
    report = verify(live_server, tmp_path / "state")
    assert [finding.index for finding in report.findings] == [7]
    assert "ALTERED" in report.findings[0].text
    assert "DIUBAH" in verify(live_server, tmp_path / "state", "id").findings[0].text


def test_a_removed_row_is_named(live_server, tmp_path):
    lines = write_many([deed(number) for number in range(20)])
    seal()
    Line.objects.filter(pk=lines[3].pk).update(facts="", salt=b"")
    report = verify(live_server, tmp_path / "state")
    assert [(finding.kind, finding.index) for finding in report.findings] == [("missing", 3)]


def test_rows_that_changed_places_are_named(live_server, tmp_path):
    lines = write_many([deed(number) for number in range(20)])
    seal()
    swap(lines[4].pk, lines[11].pk)
    report = verify(live_server, tmp_path / "state")
    assert {(finding.kind, finding.index) for finding in report.findings} == {("reordered", 4), ("reordered", 11)}


def swap(one: int, other: int) -> None:
    """What somebody with the database in hand would do: the rows change places, the signed tiles stay."""
    first, second = Line.objects.get(pk=one), Line.objects.get(pk=other)
    Line.objects.filter(pk=one).update(seq=-1)
    Line.objects.filter(pk=other).update(seq=first.seq)
    Line.objects.filter(pk=one).update(seq=second.seq)


def test_a_row_written_for_an_earlier_day_is_named(live_server, tmp_path):
    write_many([deed(number) for number in range(20)])
    write(Deed({"verb": "test.add", "at": "2026-10-01T00:00:00+00:00"}))
    seal()
    report = verify(live_server, tmp_path / "state")
    assert [(finding.kind, finding.index) for finding in report.findings] == [("backdated", 20)]


def test_an_honest_erasure_reads_as_one(live_server, tmp_path):
    lines = write_many([deed(number, {"text": "kata rahasia"}) for number in range(5)])
    seal()
    assert verify(live_server, tmp_path / "state").ok
    assert erase([lines[2].pk], ground="UU 27/2022") == 1
    seal()
    report = verify(live_server, tmp_path / "state")
    assert report.ok, report.lines()
    assert any("UU 27/2022" in note.text and note.index == 2 for note in report.notes)
    assert "kata rahasia" not in Line.objects.get(pk=lines[2].pk).words


def test_an_erasure_without_its_line_is_not_honest(live_server, tmp_path):
    lines = write_many([deed(number, {"text": "kata"}) for number in range(5)])
    seal()
    Line.objects.filter(pk=lines[2].pk).update(words="", words_salt=None)
    report = verify(live_server, tmp_path / "state")
    assert [(finding.kind, finding.index) for finding in report.findings] == [("withheld", 2)]


def test_private_lines_show_nothing(client):
    write(Deed({"verb": "test.add", "at": "2026-11-22T00:00:00+00:00", "secret": "nobody"}, {"text": "quiet"},
               PRIVATE, PRIVATE))
    seal()
    rows = client.get("/ledger/rows/0.jsonl").content
    assert json.loads(rows) == {"i": 0, "private": True}
    assert client.get("/ledger/proof/0.json").status_code == 404


def test_withheld_words_are_not_exported(client):
    line = write(deed(1, {"text": "insult"}))
    seal()
    withhold([line.pk])
    rows = client.get("/ledger/rows/0.jsonl").content
    assert b"insult" not in rows and json.loads(rows)["private_words"] is True


def test_what_a_table_shows_of_withheld_words_stays_inside():
    line = write(deed(1, {"text": "insult"}))
    seal()
    withhold([line.pk])
    line.refresh_from_db()
    told = queries.row(line, {"verb": "test.add", "text": "insult"})
    assert told and told["shown"] == {"verb": "test.add"}


def test_a_proof_stands_alone(client, live_server):
    write_many([deed(number, {"text": "x"}) for number in range(300)])
    seal()
    receipt = client.get("/ledger/proof/257.json").json()
    assert verifier.verify_receipt(receipt, language="en").ok
    receipt["opening"]["f"]["record"] = "RA-2026-0001-X"
    assert not verifier.verify_receipt(receipt, language="en").ok
    shown = client.post("/buku-besar/periksa/", {"text": json.dumps(receipt)}).content.decode()
    assert "Bukti ini tidak sah" in shown


def test_a_wrong_file_gets_a_clear_sentence(client):
    for text in ("", "nonsense", "[]", '{"format": "x"}', '{"format": "pendopo-receipt-v1"}'):
        answer = client.post("/en/buku-besar/periksa/", {"text": text})
        assert (answer.status_code == 200 and b"notice" in answer.content) or b"error" in answer.content, text


def test_a_tree_that_forgets_is_never_signed(tmp_path):
    write_many([deed(number) for number in range(10)])
    seal()
    Line.objects.filter(seq__gte=5).delete()
    Head.objects.filter(pk=1).update(size=5)
    with pytest.raises(NotOurLog):
        publish()


def test_a_restore_behind_the_log_begins_a_new_one_in_the_open(live_server, tmp_path):
    lines = write_many([deed(number, {"text": "kata"}) for number in range(10)])
    seal()
    erase([lines[2].pk], ground="UU 27/2022")
    seal()
    assert verify(live_server, tmp_path / "state").ok
    write(deed(12))
    seal()
    Line.objects.filter(seq=11).delete()                      # the backup did not have it
    Head.objects.filter(pk=1).update(size=11)
    assert resume().endswith("/2")
    report = verify(live_server, tmp_path / "state")
    assert report.ok, report.lines()
    assert any(note.kind == "break" for note in report.notes)
    assert any(note.kind == "words" and note.index == 3 for note in report.notes), "the erasure moved on by one place"


def test_a_restore_that_lost_nothing_goes_on():
    write_many([deed(number) for number in range(10)])
    seal()
    assert resume() == ""
    assert tlog.published(queries.origin()).size == 10


def test_a_city_that_moves_to_another_name_goes_on_in_the_same_log(live_server, tmp_path, settings):
    """Another host or port is no other log: who remembers the old checkpoints must not be told that it was replaced."""
    write_many([deed(number) for number in range(10)])
    seal()
    assert verify(live_server, tmp_path / "state").ok
    before, settings.ORIGIN = queries.origin(), "nama-baru.example"
    write(deed(11))
    seal()
    report = verify(live_server, tmp_path / "state")
    assert report.ok and report.size == 11, report.lines()
    assert queries.origin() == report.origin == before


def test_written_counts_every_committed_line():
    before = queries.written()
    line = write(deed(1))
    assert queries.written() == before + 1
    assert place_of(line) == 0
    assert queries.written() == before + 1
    assert connection.vendor in ("sqlite", "postgresql")
