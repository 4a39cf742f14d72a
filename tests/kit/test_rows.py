"""A row written by `insert` is the row that save() would have written."""
import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.channels.reports.models import Report
from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Person, Receipt
from pendopo.core.records.models import Clock, Record, SearchText
from pendopo.kit.rows import insert, insert_all

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def report(code: str) -> Report:
    return Report(code=code, kind="reports", title="Laporan", state="unverified", visibility="sealed",
                  created=timezone.now(), classification="complaint", original=b"\x00\xff sealed")


def test_the_row_of_a_child_is_the_row_that_save_writes() -> None:
    ours, theirs = insert(report("LAP-2026-7000001-A")), report("LAP-2026-7000002-B")
    theirs.save(force_insert=True)
    found = [Report.objects.get(pk=one.pk) for one in (ours, theirs)]
    apart = {"id", "record_ptr", "code", "created"}
    first, second = ({name: value for name, value in {**model_to_dict(one), **one.__dict__}.items()
                      if name not in apart | {"_state", "record_ptr_id"}} for one in found)
    assert {**first, "original": bytes(first["original"])} == {**second, "original": bytes(second["original"])}
    assert found[0].pk == found[0].record_ptr_id == Record.objects.get(code=ours.code).pk
    assert not ours._state.adding


def test_one_statement_a_table_and_the_key_comes_back() -> None:
    with CaptureQueriesContext(connection) as caught:
        line = insert(Line(entry=b"\x01" * 32, facts="{}", salt=b"\x02" * 16))
        one = insert(report("LAP-2026-7000003-C"))
    assert len(caught) == 3
    assert Line.objects.get(pk=line.pk).facts == "{}" and Report.objects.get(pk=one.pk).code == one.code
    clock = insert(Clock(record_id=one.pk, name="verify", started=timezone.localdate(), due=timezone.localdate(),
                         pauses=[["2026-01-02", "2026-01-03"]], calendar="x"))
    clock.due = clock.started
    clock.save()
    assert Clock.objects.get().pauses == [["2026-01-02", "2026-01-03"]]


def test_a_row_that_brings_its_key_keeps_it() -> None:
    person = insert(Person(name="Sari Contoh", sort="guest"))
    made = insert(Receipt(hash="0" * 64, person=person, record=1, address="/"))
    assert Receipt.objects.get(pk=made.pk).person_id == person.pk


def test_what_is_there_already_is_refused() -> None:
    insert(report("LAP-2026-7000004-D"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(report("LAP-2026-7000004-D"))
    assert Report.objects.filter(code="LAP-2026-7000004-D").count() == 1


def test_a_field_that_writes_its_own_sql_is_none_for_it() -> None:
    with pytest.raises(TypeError, match="save"):
        insert(SearchText(record_id=1, words="jalan"))


def test_many_rows_are_a_statement_a_table_and_each_has_its_own_key() -> None:
    with CaptureQueriesContext(connection) as caught:
        made = insert_all(report(f"LAP-2026-71{number:05}-E") for number in range(30))
    assert len(caught) == 2 and len({one.pk for one in made}) == 30
    assert {one.pk: one.code for one in made} == dict(Report.objects.values_list("pk", "code"))
    assert insert_all(iter(())) == []


def test_rows_with_and_without_a_key_are_not_mixed() -> None:
    with pytest.raises(TypeError, match="key"):
        insert_all([Person(pk=7, name="Sari Contoh"), Person(name="Budi Contoh")])
