"""How often something may be done: counted for everybody, without knowing anybody."""
import pytest

from pendopo.kit.limits.actions import Budget, TooOften, spend, sweep
from pendopo.kit.limits.models import Spent

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
