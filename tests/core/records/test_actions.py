"""What may happen to any record: each act leaves a row, a line of the ledger, and words that search finds."""
import json

import pytest
from django.db import connection, transaction

from pendopo.analysis.stem import asked
from pendopo.channels.plans.models import Commitment
from pendopo.core.ledger.models import Line
from pendopo.core.ledger.queries import written
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.bulk import bulk_add
from pendopo.core.records.models import Event, Link, Number, Record, SearchText
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.codes import parse_record_code
from pendopo.kit.fulltext.models import Term
from pendopo.kit.fulltext.search import search
from pendopo.kit.fulltext.vocabulary import fold
from tests.web.town import finished, office, plan, promise

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def found(text: str) -> set[int]:
    return set(search(SearchText, asked(text), among=Record.objects.all()).pks)


def facts_of(event: Event) -> dict[str, object]:
    return json.loads(Line.objects.get(pk=event.line_id).facts)


def test_a_new_record_has_code_row_line_and_words():
    before = written()
    record = promise("Anggaran desa dipajang di balai")
    assert str(parse_record_code(record.code)) == record.code and record.code.startswith("RA-")
    assert (record.state, record.visibility) == ("adopted", "public") and record.published
    event = Event.objects.get(record=record)
    assert facts_of(event) | {"at": ""} == {
        "verb": "plans.add", "record": record.code, "at": "", "title": record.title, "state": "adopted",
        "office": "bappeda-contoh"}
    assert written() == before + 1
    assert found("menganggarkan") == {record.pk}, "search finds the stem, not only the word"


def test_codes_follow_each_other_without_gaps():
    first, second = promise("satu"), promise("dua")
    assert parse_record_code(second.code).number == parse_record_code(first.code).number + 1


def test_a_move_follows_the_table_and_stands_on_the_timeline():
    record = promise()
    event = records.move(record, "start", by=system("test"))
    assert record.state == "in_progress"
    assert {"before": "adopted", "after": "in_progress"}.items() <= facts_of(event).items()
    with pytest.raises(NotFromHere), transaction.atomic():
        records.move(record, "start", by=system("test"))
    assert Record.objects.get(pk=record.pk).state == "in_progress"


def test_an_end_closes_and_a_reopening_opens():
    record = finished(promise())
    assert record.closed is not None
    records.move(record, "carry_over", by=system("test"))
    assert Record.objects.get(pk=record.pk).closed is not None


def test_a_changed_title_is_said_and_found():
    record = promise("Data puskesmas")
    event = records.edit(record, by=system("test"), changes={"title": "Jadwal dokter"})
    assert facts_of(event)["title"] == "Jadwal dokter" and event.carries == "title"
    assert found("dokter") == {record.pk} and not found("puskesmas")


def test_a_link_stands_on_both_timelines_once():
    one, other = promise("satu"), promise("dua")
    for _twice in range(2):
        records.link(one, other, by=system("test"), sort="continues")
    assert Link.objects.count() == 1
    assert Event.objects.filter(record=one, verb="records.link").count() == 1
    assert Event.objects.filter(record=other, verb="records.link").count() == 1


def test_many_at_once_are_the_same_as_one_by_one():
    alone = promise("Satu per satu")
    batch = bulk_add([Commitment(title=f"Jembatan {n}", plan=plan(), number=f"b{n}", position=100 + n, level="local",
                                 office=office()) for n in range(3)], by=system("import"))
    together = Commitment.objects.get(pk=batch[1].pk)
    assert (together.title, together.number, together.state) == ("Jembatan 1", "b1", alone.state)
    assert parse_record_code(together.code).number == parse_record_code(alone.code).number + 2
    assert {"verb": "plans.add", "record": together.code, "title": together.title}.items() <= facts_of(
        Event.objects.get(record=together)).items()
    assert found("jembatan") == {record.pk for record in batch}
    assert Number.objects.get().last == 4


def test_many_at_once_cost_the_same_number_of_queries(django_assert_max_num_queries):
    known = plan()

    def some(start: int, count: int) -> list[Commitment]:
        return [Commitment(title="x", plan=known, number=str(start + n), position=start + n, level="local")
                for n in range(count)]

    bulk_add(some(0, 1), by=system("import"))
    with django_assert_max_num_queries(25):
        bulk_add(some(10, 300), by=system("import"))


def test_an_emptied_record_keeps_its_code_and_loses_its_words():
    record = promise("Kata yang harus hilang")
    assert records.empty([record.pk], ground="UU 27/2022") == 1
    left = Record.objects.get(pk=record.pk)
    assert (left.code, left.title, left.visibility) == (record.code, "", "erased")
    assert not found("hilang")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_line WHERE facts LIKE '%%harus hilang%%'")
        assert cursor.fetchone()[0] == 0


def test_a_bare_record_is_never_saved():
    with pytest.raises(TypeError):
        Record(title="x").save()


def test_what_is_public_no_longer_leaves_the_index_and_its_words():
    """Nor does a record that was never public come into it."""
    record = promise("Kandang cendrawasih dibuka")
    assert record.pk in found("cendrawasih")
    fold()
    assert Term.objects.filter(term__startswith="cendrawasih").exists()
    records.edit(record, by=system("test"), changes={"visibility": "members"})
    assert record.pk not in found("cendrawasih")
    assert not Term.objects.filter(term__startswith="cendrawasih").exists()
    assert not SearchText.objects.get(pk=record.pk).words
    records.edit(record, by=system("test"), changes={"visibility": "public"})
    assert record.pk in found("cendrawasih")


def test_a_record_that_was_published_meanwhile_moves_in_the_open():
    """Whoever holds an older copy of the record writes no closed row on a public timeline, nor an open one on a
    closed record: what the row may tell is decided by the record as it is now."""
    old = promise("Lampu jalan")
    Record.objects.filter(pk=old.pk).update(visibility="members")
    moved = records.move(old, "start", by=system("test"))
    assert Line.objects.get(pk=moved.line_id).visibility == "private"
    Record.objects.filter(pk=old.pk).update(visibility="public")
    finished = records.move(old, "end", by=system("test"))
    assert Line.objects.get(pk=finished.line_id).visibility == "public"
