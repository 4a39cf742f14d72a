"""A prepared question answers as the queryset it was made from, with every value it may be asked with."""
from datetime import date, timedelta
from functools import partial

import pytest
from django.db.models import Q
from django.utils import timezone

from pendopo.core.records.models import Record
from pendopo.kit.prepared import Prepared, PreparedFor, models_of
from tests.core.hall import office, record

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def chosen(code, day, least):
    return (Record.objects.filter(code=code, due__gte=day, pk__gt=least).select_related("office", "place__region")
            .order_by("-pk"))


def coded(key, **more):
    return Record.objects.filter(pk=key, **more)


one = Prepared(chosen, code=str, day=date, least=int)
today = timezone.localdate()


def test_it_answers_as_its_queryset_does(django_assert_num_queries):
    unit = office("Dinas Rekaan")
    due = [record(f"Janji {n}", at=unit) for n in range(3)]
    for number, made in enumerate(due):
        Record.objects.filter(pk=made.pk).update(due=today + timedelta(days=number))
    for made in due:
        for day in (today, today + timedelta(days=2)):
            for least in (0, made.pk):
                asked = {"code": made.code, "day": day, "least": least}
                with django_assert_num_queries(1):
                    found = one(**asked)
                    told = [(row.pk, row.title, row.due, row.office.name) for row in found]
                assert told == [(row.pk, row.title, row.due, row.office.name) for row in chosen(**asked)]
    assert one(code="'; DROP TABLE records_record; --", day=today, least=0) == []


def test_two_threads_or_turns_do_not_share_their_values():
    first, second = record("Satu"), record("Dua")
    by_code = Prepared(lambda code: Record.objects.filter(code=code), code=str)
    assert [row.pk for code in (first.code, second.code, first.code) for row in by_code(code=code)] == [
        first.pk, second.pk, first.pk]


def test_a_value_that_never_reaches_the_sql_is_refused():
    lost = Prepared(lambda code: Record.objects.filter(code=code + "x"), code=str)
    with pytest.raises(TypeError, match="code"):
        lost(code="RA-1")
    with pytest.raises(TypeError, match="prepared for"):
        one(code="RA-1")


def test_what_nothing_can_fulfil_finds_nothing():
    """Django sees that before it asks, and says so by an error of its own."""
    kept = record("Satu")
    none = Prepared(lambda code: Record.objects.filter(
        pk__in=Record.objects.filter(Q(pk__in=()), code=code).values("pk")), code=str)
    assert none(code=kept.code) == [] == none.late(code=kept.code)


def test_rows_stay_as_they_came_until_their_models_are_asked_for(django_assert_num_queries):
    made = [record(f"Janji {n}", at=office(f"Dinas {n}")) for n in range(3)]
    several = Prepared(lambda least: Record.objects.filter(pk__gte=least).select_related("office").order_by("pk"),
                       least=int)
    with django_assert_num_queries(1):
        rows = several.late(least=made[0].pk)
        assert [(one.pk, one.title, one.office.name, one.created) for one in models_of(rows)] == [
            (one.pk, one.title, one.office.name, one.created) for one in made]
        assert models_of(rows[1:]) == [rows[1].model, rows[2].model] and models_of(rows)[0] is rows[0].model
        assert rows[1].model.pk == made[1].pk and rows[1].model.office == made[1].office
    Record.objects.filter(pk=made[1].pk).update(due=today)
    with django_assert_num_queries(1):
        told = [(one.told("id"), one.told("title"), one.told("due"), one.told("office_id"), one.told("created"))
                for one in several.late(least=made[0].pk)]
    assert told == [(one.pk, one.title, today if one == made[1] else None, one.office_id, one.created) for one in made]
    Record.objects.filter(pk=made[1].pk).update(due=None)
    assert {one.row for one in several.late(least=made[0].pk)} == {one.row for one in rows}
    assert models_of(several.late(least=made[-1].pk + 1)) == []


def test_each_asks_for_their_own():
    """A question that lies ready for one is never asked for another."""
    mine, theirs = record("Satu"), record("Dua")
    by_one: PreparedFor = PreparedFor(most=2)
    for _turn in range(2):
        for own in (mine, theirs):
            assert [row.pk for row in by_one(own.pk, partial(coded, own.pk))] == [own.pk]
            assert by_one(own.pk, partial(coded, own.pk), code="RA-1") == []
    assert len(by_one.kept) == 2
