"""Differences between two groups, from published numbers alone."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.ordinal import cliff, difference, interval, power, together
from pendopo.analysis.suppression import ordered

counts = st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(sum).map(tuple)


@given(counts, counts)
def test_delta_is_what_counting_every_pair_gives(one, other):
    first = [place for place, many in enumerate(one) for _ in range(many)]
    second = [place for place, many in enumerate(other) for _ in range(many)]
    pairs = [(b > a) - (b < a) for a in first for b in second]
    assert cliff(one, other) * len(pairs) == sum(pairs)
    assert cliff(one, other) == -cliff(other, one)


@given(counts, counts)
def test_the_interval_holds_delta_and_stays_on_its_scale(one, other):
    if min(sum(one), sum(other)) < 2:
        return
    exact, low, high = interval(one, other)
    assert -1 <= low <= float(exact) + 1e-9 and float(exact) - 1e-9 <= high <= 1


def test_two_groups_of_twelve_as_worked_by_hand():
    """Pairs won 18 of 24 less 6: (0, 4, 8) against (8, 4, 0) is -(8*8 + 8*4 + 4*8)/144 = -128/144."""
    exact, low, high = interval((0, 4, 8), (8, 4, 0))
    assert (exact.numerator, exact.denominator) == (-8, 9) and low < -0.95 and -0.75 < high < -0.5


@pytest.mark.parametrize(("people", "measured"), [(5, .14), (8, .34), (12, .46), (20, .71), (30, .86)])
def test_power_lies_near_what_was_simulated(people, measured):
    assert abs(power(people, people) - measured) < .1
    assert power(people, 0) == 0.0


def test_two_few_to_tell_instead_of_a_test():
    told = difference(ordered((5, 1, 0, 1, 5)), ordered((0, 0, 0, 7, 8)), 5)
    assert told is None, "nearly all: nothing to compare"
    told = difference(ordered((6, 4, 0, 2, 4)), ordered((3, 2, 0, 5, 6)), 5)
    assert told is not None and told.verdict == "too_few" and told.delta == 0.3
    clear = difference(ordered((12, 10, 8, 6, 5)), ordered((5, 6, 8, 12, 14)), 5)
    assert clear is not None and clear.verdict == "differs" and clear.low > 0
    same = difference(ordered((8, 8, 8, 8, 8)), ordered((8, 8, 8, 8, 8)), 5)
    assert same is not None and (same.verdict, same.delta) == ("alike", 0.0)


def test_both_are_put_into_groups_that_both_show():
    few, many = ordered((3, 3, 5, 4, 3)), ordered((5, 6, 7, 8, 9), 5)
    assert together(few, many, 5) == ((6, 5, 7), (11, 7, 17))
    assert together(few, ordered((1, 1, 1, 1, 1)), 5) is None
    assert difference(few, ordered((0, 0, 0, 0, 3)), 5) is None
