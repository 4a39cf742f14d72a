"""What may be shown of the answers of a few people: nobody reads out of our numbers what one of them said.

A cell is what one group of people answered to one question in one round. How much of it comes out depends on how many
they are:

    below 5      nothing, not even how many
    5 to 9       in which third of the scale the mean and the median lie, where both lie in the same; no count
    10 to 29     three groups of answers (low, middle, high) and those who do not know
    from 30      every answer; the three groups where one of the answers would be too small

A count that is shown is 0 or at least 5; groups that are smaller are put together with their neighbours until they
are. Groups that were put together make at least 6: a sum of 5 would betray that each of them is small. Where all gave
the same answer, or all but a few, "nearly all" is shown and no count.

A reader who solves everything published for the answers finds no sum of answers that must lie between 1 and 4. One who
knows these rules as well can find that something lies there, and never what: all four numbers stay possible
(tests/analysis/test_suppression.py plays both readers). Cell suppression as in Hundepool and others, Statistical
Disclosure Control (2012), chapter 4; the thresholds, the bands and the rule for unanimity are our own.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

LEAST, FEW, MANY = 5, 10, 30         # people: shown at all; in three groups; answer by answer
TOGETHER, BLURRED = LEAST + 1, 2 * LEAST - 1    # the smallest sum of what was put together: groups, other answers
LOW, HIGH = Fraction(3, 8), Fraction(5, 8)      # of the way along a scale: 2.5 and 3.5 of 1 to 5
Block = tuple[int, ...]              # places of answers that are counted together, from 0; the last is "don't know"
Partition = tuple[Block, ...]


@dataclass(frozen=True)
class Cell:
    """What comes out of one cell. Whoever has this has everything that is public.

    `level`: nothing; bands (`band` low, middle or high; empty where mean and median lie apart); nearly_all (`blocks`
    has the one group); count (how many people, no more); groups; answers. The place after the last answer is "don't
    know or no answer".
    """
    level: str
    people: int = 0                  # 0 where it is not told
    band: str = ""
    blocks: Partition = ()
    counts: tuple[int, ...] = ()

    @property
    def shown(self) -> list[tuple[Block, int]]:
        return list(zip(self.blocks, self.counts, strict=True)) if self.counts else []


NOTHING = Cell("nothing")


def ordered(counts: Sequence[int], unknown: int = 0) -> Cell:
    """A question whose answers have an order. `counts` by answer; `unknown`: those who do not know or said nothing."""
    people, points, whole = sum(counts) + unknown, len(counts), (*counts, unknown)
    if people < LEAST:
        return NOTHING
    if people < FEW:
        return Cell("bands", people, band=band(counts))
    groups = (*(group for group in thirds(points) if group), (points,))
    if one := nearly_all(whole, groups, people):
        return Cell("nearly_all", people, blocks=(one,))
    if people >= MANY and all(count == 0 or count >= LEAST for count in whole):
        return Cell("answers", people, blocks=tuple((place,) for place in range(points + 1)), counts=whole)
    for blocks in ladder(points):
        sums = tuple(sum(whole[place] for place in block) for block in blocks)
        if all(total == 0 or total >= (LEAST if block in groups else TOGETHER)
               for block, total in zip(blocks, sums, strict=True)):
            return Cell("groups", people, blocks=blocks, counts=sums)
    return Cell("count", people)


def unordered(counts: Sequence[int], unknown: int = 0) -> Cell:
    """A question whose answers have no order: small counts and one of the larger become "other answers".

    Without a larger one among them, two small counts with the sum 8 would be 4 each.
    """
    people, points, whole = sum(counts) + unknown, len(counts), (*counts, unknown)
    if people < LEAST:
        return NOTHING
    if people < FEW:
        return Cell("count", people)
    single = tuple((place,) for place in range(points + 1))
    if one := nearly_all(whole, single, people):
        return Cell("nearly_all", people, blocks=(one,))
    other = others(whole)
    if sum(whole[place] for place in other) == people:
        return Cell("count", people)
    blocks = tuple(block for block in single if block[0] not in other) + ((other,) if other else ())
    return Cell("answers", people, blocks=blocks, counts=tuple(sum(whole[place] for place in one) for one in blocks))


def others(whole: Sequence[int]) -> Block:
    """The small answers, with as many of the larger ones, in their order, as leave every small count open."""
    small = [place for place, count in enumerate(whole) if 0 < count < LEAST]
    needed, found = BLURRED + len(small) - 1, list(small)
    for place, count in enumerate(whole):
        if small and count >= LEAST and (found == small or sum(whole[one] for one in found) < needed):
            found.append(place)
    return tuple(sorted(found))


def ticks(counts: Sequence[int], people: int) -> tuple[Cell, ...]:
    """A question where several answers can be ticked: each by itself, as ticked or not.

    Fewer than 5 (nobody, too) is shown as `count`, all but one in ten as `nearly_all`. How many ticked nothing or do
    not know is not told: whoever ticks must tick something, and the sum would betray the small ones.
    """
    return tuple(ticked(count, people) for count in counts)


def ticked(count: int, people: int) -> Cell:
    if people < LEAST:
        return NOTHING
    if people < FEW or count < LEAST:
        return Cell("count", people)
    if people - count < LEAST:
        return Cell("nearly_all", people, blocks=((0,),))
    return Cell("answers", people, blocks=((0,), (1,)), counts=(count, people - count))


def thirds(points: int) -> tuple[Block, Block, Block]:
    """The low, middle and high answers of a scale: 1 2 | 3 | 4 5. A scale of two or four has no middle."""
    if points % 2:
        side = (points - 1) // 2 - (1 if points >= 9 else 0)
    else:
        side = points // 2 - (0 if points <= 4 else 1)
    places = tuple(range(points))
    return places[:side], places[side:points - side], places[points - side:]


def band(counts: Sequence[int]) -> str:
    """The third of the scale in which both mean and median lie. Empty where they lie apart, and where fewer than five
    have an opinion: the two cannot be told from each other. Only where the scale has a middle."""
    answers = [place for place, count in enumerate(counts) for _ in range(count)]
    if len(answers) < LEAST or len(counts) < 3 or not thirds(len(counts))[1]:
        return ""
    width, many = len(counts) - 1, len(answers)
    mean = Fraction(sum(answers), many * width)
    median = Fraction(answers[(many - 1) // 2] + answers[many // 2], 2 * width)
    return third(mean) if third(mean) == third(median) else ""


def third(share: Fraction) -> str:
    return "low" if share < LOW else "high" if share > HIGH else "middle"


def nearly_all(whole: Sequence[int], groups: Partition, people: int) -> Block | None:
    """The group that all have chosen, or all but a few. Whether it was all is not told.

    A few: one in ten below 30, else four: any other bound would tell, of a small count beside it, which it is.
    """
    spare = people // 10 if people < MANY else LEAST - 1
    return next((group for group in groups if people - sum(whole[place] for place in group) <= spare), None)


@lru_cache(maxsize=64)
def ladder(points: int) -> tuple[Partition, ...]:
    """Ways to put neighbouring groups together, the finest first; "don't know" alone, or with the middle."""
    units = [group for group in thirds(points) if group]
    steps: list[Partition] = []
    for cut in cuts(len(units)):
        blocks = [tuple(place for unit in units[start:end] for place in unit) for start, end in cut]
        middle = next(at for at, block in enumerate(blocks) if points // 2 in block)
        steps.append((*blocks, (points,)))
        steps.append((*blocks[:middle], (*blocks[middle], points), *blocks[middle + 1:]))
    return tuple(sorted((step for step in steps if len(step) > 1),
                        key=lambda step: (-len(step), sum(len(block) ** 2 for block in step), step)))


def cuts(many: int) -> Iterator[list[tuple[int, int]]]:
    """Every way to cut a row of so many into runs."""
    for pattern in range(1 << (many - 1)):
        ends = [at + 1 for at in range(many - 1) if pattern >> at & 1] + [many]
        yield list(zip([0, *ends[:-1]], ends, strict=True))
