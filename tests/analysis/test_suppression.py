"""Small numbers, as two readers attack them: one who solves everything published, one who knows the rules as well."""
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import ordinal
from pendopo.analysis.suppression import FEW, LEAST, MANY, Cell, ladder, ordered, thirds, ticks, unordered

SMALL = range(1, LEAST)


def ways(people: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can have answered."""
    if places == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in ways(people - first, places - 1):
            yield (first, *rest)


# The reader who solves: an exact integer program over the counts of one cell.

@dataclass(frozen=True)
class Equation:
    """The counts at these places make this sum (or lie between two)."""
    places: tuple[int, ...]
    least: int
    most: int


def published(cell: Cell, places: int) -> list[Equation]:
    """Everything that a page says of a cell, as equations. What is not said gives none."""
    told = [Equation(tuple(range(places)), cell.people, cell.people)] if cell.people else []
    told += [Equation(block, count, count) for block, count in cell.shown]
    if cell.level == "nearly_all":
        told.append(Equation(cell.blocks[0], cell.people - LEAST + 1, cell.people))
    return told


def extreme(told: Sequence[Equation], places: int, wanted: Sequence[int], sign: int, top: int) -> int:
    """The largest (sign 1) or smallest (-1) sum of the wanted places over all whole solutions, by branch and bound;
    a value that is no longer small (0, or 5 and more) ends the search."""
    order = [*wanted, *(place for place in range(places) if place not in wanted)]
    found: list[int] = []

    def room(place: int, counts: dict[int, int]) -> range:
        """What this place may still be: at most what every equation leaves, at least what one that ends here needs."""
        most, least = top, 0
        for one in told:
            if place in one.places:
                done = sum(counts.get(other, 0) for other in one.places)
                most = min(most, one.most - done)
                if all(other in counts or other == place for other in one.places):
                    least = max(least, one.least - done)
        return range(least, most + 1)

    def completed(counts: dict[int, int]) -> bool:
        """Is there any solution that begins so?"""
        if len(counts) == places:
            return True
        place = order[len(counts)]
        return any(completed({**counts, place: count}) for count in room(place, counts))

    def go(counts: dict[int, int]) -> bool:
        if len(counts) == len(wanted):
            if not completed(counts):
                return False
            found.append(sum(counts.values()))
            return found[-1] == 0 if sign < 0 else found[-1] >= LEAST
        place = order[len(counts)]
        possible = room(place, counts)
        return any(go({**counts, place: count}) for count in (reversed(possible) if sign > 0 else possible))

    go({})
    return max(found) if sign > 0 else min(found)


def betrayed(cell: Cell, places: int) -> list[tuple[int, ...]]:
    """Sums of answers that must lie between 1 and 4, whatever fits all that was published."""
    told, top = published(cell, places), cell.people or LEAST
    found = []
    for size in range(1, places):
        for wanted in combinations(range(places), size):
            if extreme(told, places, wanted, 1, top) < LEAST and extreme(told, places, wanted, -1, top) >= 1:
                found.append(wanted)
    return found


counts5 = st.lists(st.integers(0, 14), min_size=6, max_size=6)


def test_the_solver_finds_what_a_careless_page_betrays():
    careless = Cell("groups", 12, blocks=((0, 1), (2,), (3, 4)), counts=(7, 3, 2))
    assert (2,) in betrayed(careless, 6) and (3, 4) in betrayed(careless, 6)
    by_subtraction = Cell("answers", 31, blocks=((0,), (1,), (2,), (3,), (4,)), counts=(5, 6, 7, 5, 5))
    assert betrayed(by_subtraction, 6) == [(5,)], "the total less all shown is three who do not know"


@settings(max_examples=60, deadline=None)
@given(counts5)
def test_no_sum_of_answers_under_five_can_be_solved_from_what_is_published(counts):
    assert betrayed(ordered(counts[:5], counts[5]), 6) == []
    assert betrayed(unordered(counts[:5], counts[5]), 6) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(counts5, min_size=4, max_size=4))
def test_nor_from_two_rounds_two_sides_their_differences_and_their_totals(answers):
    """A difference between rounds or sides is worked out from the published cells alone (its arguments are cells), and
    a total is a sum of published numbers: whoever has the cells learns nothing from either. So solving all four cells
    together is solving each."""
    cells = [ordered(one[:5], one[5]) for one in answers]
    for before, after in combinations(cells, 2):
        told = ordinal.difference(before, after, 5)
        again = ordinal.difference(Cell(**vars(before)), Cell(**vars(after)), 5)
        assert told == again
        total = before.people + after.people
        assert total == sum(cell.people for cell in (before, after))
    assert all(betrayed(cell, 6) == [] for cell in cells)


def test_a_difference_of_the_single_answers_would_betray_them():
    """Why Cliff's delta is worked out from the groups: against a side whose answers are all shown, one decimal of the
    exact delta leaves one number of people who chose the highest answer. Ours leaves every number open."""
    ours, theirs = (2, 3, 0, 3, 2), (0, 0, 0, 20, 20)
    exact = round(float(ordinal.cliff(ours, theirs)), 1)
    cell, open_cell = ordered(ours), ordered((5, 5, 0, 15, 15))
    fits = {split[1] for split in ways(5, 2) for low in ways(5, 2)
            if round(float(ordinal.cliff((*low, 0, *split), theirs)), 1) == exact}
    assert len(fits) == 1, "the raw delta leaves one solution"
    assert cell.level == "groups" and ordinal.difference(cell, open_cell, 5) is not None
    same = {ordinal.difference(ordered((*low, 0, *split)), open_cell, 5) for low in ways(5, 2) for split in ways(5, 2)}
    assert len(same) == 1, "ours is the same for all of them"


# The reader who knows the rules: everybody who could have led to the same page.

def classes(people: int, points: int, release) -> dict[Cell, list[tuple[int, ...]]]:
    found = defaultdict(list)
    for counts in ways(people, points + 1):
        found[release(counts[:-1], counts[-1])].append(counts)
    return found


def narrowest(people: int, points: int, release) -> int:
    """How many values the best-informed reader must leave open for a sum that they know to be small; 9: never small."""
    least = 9
    for members in classes(people, points, release).values():
        for size in range(1, points + 1):
            for wanted in combinations(range(points + 1), size):
                values = {sum(counts[place] for place in wanted) for counts in members}
                if min(values) >= 1 and max(values) < LEAST:
                    least = min(least, len(values))
    return least


@pytest.mark.parametrize("points", [3, 5])
@pytest.mark.parametrize("people", range(LEAST, FEW))
def test_below_ten_not_even_the_rules_help(people, points):
    assert narrowest(people, points, ordered) == 9


@pytest.mark.parametrize("people", range(FEW, MANY))
def test_in_three_groups_a_small_count_keeps_all_its_four_values(people):
    assert narrowest(people, 3, ordered) >= 4


@pytest.mark.parametrize("people", [30, 31, 35, 41])
def test_answer_by_answer_it_keeps_them_too(people):
    assert narrowest(people, 3, ordered) >= 4


@pytest.mark.parametrize(("people", "points"), [(10, 4), (14, 3), (17, 3), (18, 4), (23, 3), (30, 2)])
def test_without_an_order_it_keeps_them_too(people, points):
    assert narrowest(people, points, unordered) >= 4


@pytest.mark.slow
@pytest.mark.parametrize(("people", "points"), [(8, 7), (9, 6), (12, 5), (30, 4), (33, 4), (30, 5)])
def test_on_longer_scales_too(people, points):
    assert narrowest(people, points, ordered) >= 4


# What comes out, as people read it.

@given(counts5)
def test_every_count_shown_is_nothing_or_five(counts):
    for cell in (ordered(counts[:5], counts[5]), unordered(counts[:5], counts[5])):
        assert all(count == 0 or count >= LEAST for count in cell.counts)
        if cell.shown:
            assert sum(cell.counts) == cell.people == sum(counts)
            assert sorted(place for block in cell.blocks for place in block) == list(range(6))


@pytest.mark.parametrize(("counts", "unknown", "level", "told"), [
    ((1, 1, 1, 1, 0), 0, "nothing", ""),
    ((0, 0, 0, 0, 0), 0, "nothing", ""),
    ((0, 0, 1, 3, 2), 1, "bands", "high"),
    ((3, 0, 0, 1, 2), 0, "bands", ""),                  # half against, half in favour: mean and median lie apart
    ((0, 0, 0, 2, 2), 3, "bands", ""),                  # fewer than five have an opinion
    ((0, 0, 0, 6, 6), 0, "nearly_all", ((3, 4),)),
    ((0, 0, 1, 6, 5), 0, "nearly_all", ((3, 4),)),
    ((0, 0, 0, 0, 0), 11, "nearly_all", ((5,),)),
    ((3, 3, 0, 4, 2), 0, "groups", (6, 0, 6, 0)),
    ((2, 1, 1, 1, 1), 5, "groups", (6, 5)),
    ((4, 2, 3, 6, 9), 0, "groups", (6, 18, 0)),
    ((5, 6, 7, 8, 9), 0, "answers", (5, 6, 7, 8, 9, 0)),
    ((2, 7, 9, 8, 9), 0, "groups", (9, 9, 17, 0)),
    ((0, 0, 0, 1, 39), 0, "nearly_all", ((3, 4),)),
])
def test_what_comes_out(counts, unknown, level, told):
    cell = ordered(counts, unknown)
    assert cell.level == level
    if told:
        assert told == (cell.band or cell.counts or cell.blocks)


def test_whether_it_was_all_is_not_told():
    assert ordered((0, 0, 0, 0, 12)) == ordered((0, 0, 0, 12, 0)) == ordered((1, 0, 0, 5, 6))


def test_ticks_say_neither_nobody_nor_everybody():
    cells = ticks((0, 4, 12, 20, 24), 24)
    assert [cell.level for cell in cells] == ["count", "count", "answers", "nearly_all", "nearly_all"]
    assert cells[0] == cells[1] and cells[3].counts == ()
    assert {cell.level for cell in ticks((3, 4), 4)} == {"nothing"}


@pytest.mark.parametrize(("points", "low", "middle"), [(2, 1, 0), (3, 1, 1), (4, 2, 0), (5, 2, 1), (7, 3, 1),
                                                       (10, 4, 2), (11, 4, 3)])
def test_thirds_are_the_same_at_both_ends(points, low, middle):
    groups = thirds(points)
    assert [len(group) for group in groups] == [low, middle, low]
    assert ladder(points)[0] == (*(group for group in groups if group), (points,))
