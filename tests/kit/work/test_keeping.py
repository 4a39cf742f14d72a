"""Which copies stay: none that is older than the rule allows, never none at all."""
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from pendopo.kit.work.keeping import Keep, rule, rules

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_a_year_of_nights() -> None:
    """Every night of the last week, then one of each week, up to a month."""
    nights = [NOW - timedelta(days=number) for number in range(365)]
    stay = sorted(rule("copies").kept(nights, NOW), reverse=True)
    assert stay[:8] == nights[:8] and len(stay) <= 8 + 4
    assert NOW - stay[-1] <= timedelta(days=30)
    assert len({moment.isocalendar()[:2] for moment in stay[8:]}) == len(stay[8:])


@given(some.lists(some.integers(0, 690 * 24 * 3600), min_size=1), some.integers(1, 60), some.integers(0, 60))
def test_the_newest_stays_and_nothing_else_is_too_old(ages: list[int], days: int, daily: int) -> None:
    """Ages in seconds, up to almost two years."""
    moments = [NOW - timedelta(seconds=age) for age in ages]
    keep = Keep("x", days, daily, "unsourced", "2026-11-22", {}, {})
    stay = keep.kept(moments, NOW)
    assert max(moments) in stay <= set(moments)
    assert all(NOW - moment <= timedelta(days=days) for moment in stay - {max(moments)})
    assert keep.kept(stay, NOW) == stay, "a second sweep takes nothing more away"


def test_every_rule_says_where_it_comes_from() -> None:
    assert all(one.source and one.since for one in rules().values())
    assert all(words.keys() == {"id", "en"} and all(words.values()) for one in rules().values()
               for words in (one.why, one.what))
