"""What is asked again and again is read and planned once; what comes back is the same."""
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pendopo.core.people.models import Person
from pendopo.kit import steady
from pendopo.kit.limits.actions import Budget, take, taking
from pendopo.kit.prepared import Steady
from pendopo.kit.rows import insert

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="left out: SQLite plans by itself")


def called(name: str) -> list[str]:
    return [found.name for found in by_name(name=name)]


by_name = Steady(lambda name: Person.objects.filter(name=name).order_by("pk"), name=str)


def test_the_same_rows_however_often_it_was_asked():
    insert(Person(name="Sari Contoh", sort="guest"))
    for _turn in range(4):
        assert called("Sari Contoh") == ["Sari Contoh"] and called("Rudi Contoh") == []
    with CaptureQueriesContext(connection) as asked:
        called("Sari Contoh")
    assert len(asked) == 1 and "people_person" in asked[0]["sql"]


@ON_POSTGRESQL
def test_postgresql_keeps_it_ready():
    for turn in range(4):
        insert(Person(name=f"Warga {turn}", sort="guest"))
        called("Sari Contoh")
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        ready = [statement for (statement,) in cursor.fetchall()]
    assert sum("INSERT INTO" in one and "people_person" in one for one in ready) == 1
    assert sum("SELECT" in one and "people_person" in one for one in ready) == 1


@ON_POSTGRESQL
def test_a_count_alone_does_not_wait_for_the_disk():
    with transaction.atomic(), steady.cursor() as cursor:
        cursor.execute(taking(1, alone=True), ["steady", "a", 1])
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db(transaction=True)
def test_a_count_alone_counts_as_one_within_an_action(settings):
    settings.LIMITS_TIMES = 1
    twice, other = Budget("steady-twice", 2, 3600), Budget("steady-other", 2, 3600)
    with transaction.atomic():
        assert take((twice, "a"), (other, "a")) == []
    assert take((twice, "a")) == []
    assert [one.budget for one in take((twice, "a"), (other, "a"))] == [twice]
