"""How often something may be done: counted for everybody, without knowing anybody."""
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.kit.limits.actions import Budget, TooOften, spend, sweep
from pendopo.kit.limits.models import Spent
from pendopo.kit.whole import brief

pytestmark = [pytest.mark.django_db, pytest.mark.database]
THRICE = Budget("test", 3, 3600)


def test_the_fourth_time_is_refused_with_the_time_to_wait():
    for _ in range(3):
        spend(THRICE, "198.51.100.7")
    with pytest.raises(TooOften) as refused:
        spend(THRICE, "198.51.100.7")
    assert 0 < refused.value.wait <= 3600


def test_one_does_not_spend_for_another():
    for _ in range(3):
        spend(THRICE, "198.51.100.7")
    spend(THRICE, "198.51.100.8")
    spend(Budget("other", 3, 3600), "198.51.100.7")


def test_the_table_names_nobody():
    spend(THRICE, "sari@contoh.example")
    assert "sari" not in str(list(Spent.objects.values()))


def test_old_counts_are_swept():
    spend(THRICE, "x")
    Spent.objects.update(ends=1)
    assert sweep() == 1


@pytest.mark.django_db(transaction=True)
def test_a_count_waits_for_no_disk_and_whatever_comes_after_it_does():
    """A power cut may take the last counts; a report that was acknowledged stays."""
    with CaptureQueriesContext(connection) as caught:
        spend(THRICE, "198.51.100.9")
    said = [one["sql"] for one in caught if "synchronous" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit" if connection.vendor == "postgresql" else "PRAGMA synchronous")
        now = cursor.fetchone()[0]
    assert said and now in ("on", 2)
    with pytest.raises(LookupError), brief():
        raise LookupError
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit" if connection.vendor == "postgresql" else "PRAGMA synchronous")
        assert cursor.fetchone()[0] == now
