"""How far the answers of two groups lie apart, worked out from what was published of them and from nothing else.

A difference worked out from the single answers would betray them: between a group whose answers are all known and one
of ten people, one decimal of Cliff's delta tells how many of the ten chose the highest answer. So both are put into
the same groups of answers first; whoever reads the page can count it again.
"""
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import sqrt
from statistics import NormalDist

from pendopo.analysis.suppression import Cell

CLEAR = 0.44             # of Cliff's delta: about one step of a scale of five
POWER, SURE = 0.8, 0.975  # the chance of seeing a clear difference that is there; two-sided 5 per cent
Counts = tuple[int, ...]


@dataclass(frozen=True)
class Difference:
    """`delta`: how much more often the second of two people, one of each group, gives the higher answer than the first
    (-1 to 1), to one decimal. `verdict`: too_few (no test would tell), differs, alike."""
    delta: float
    low: float           # the bounds of its 95 per cent interval
    high: float
    verdict: str


def difference(before: Cell, after: Cell, points: int) -> Difference | None:
    """None where one of the two does not show its answers."""
    pair = together(before, after, points)
    if pair is None:
        return None
    exact, low, high = interval(*pair)
    few = power(sum(pair[0]), sum(pair[1])) < POWER
    verdict = "too_few" if few else "differs" if low > 0 or high < 0 else "alike"
    return Difference(round(float(exact), 1) + 0.0, round(low, 1) + 0.0, round(high, 1) + 0.0, verdict)


def together(one: Cell, other: Cell, points: int) -> tuple[Counts, Counts] | None:
    """Both in the finest groups of answers that both show, without those who do not know where they stand apart."""
    if not one.shown or not other.shown:
        return None
    joined = [False] * points                    # this answer is counted with the one before
    for cell in (one, other):
        for block in cell.blocks:
            for place in block:
                if place < points and place - 1 in block:
                    joined[place] = True
    group = list(accumulate(0 if tied or not place else 1 for place, tied in enumerate(joined)))
    if group[-1] == 0:
        return None

    def sums(cell: Cell) -> Counts:
        found = [0] * (group[-1] + 1)
        for block, count in cell.shown:
            if block != (points,):
                found[group[block[0]]] += count
        return tuple(found)

    pair = sums(one), sums(other)
    return pair if all(sum(side) > 1 for side in pair) else None


def cliff(one: Counts, other: Counts) -> Fraction:
    """Cliff (1993): the share of pairs where the second is higher, less that where it is lower."""
    won = sum(a * b * ((j > i) - (j < i)) for i, a in enumerate(one) for j, b in enumerate(other))
    return Fraction(won, sum(one) * sum(other))


def interval(one: Counts, other: Counts) -> tuple[Fraction, float, float]:
    """Delta with its interval: unbiased variance of Cliff (1993), asymmetric bounds of Feng and Cliff (2004)."""
    n, m, exact = sum(one), sum(other), cliff(one, other)
    d = float(exact)
    rows = [float(sum(b * ((j > i) - (j < i)) for j, b in enumerate(other))) / m for i in range(len(one))]
    columns = [float(sum(a * ((j > i) - (j < i)) for i, a in enumerate(one))) / n for j in range(len(other))]
    across = m * m * sum(a * (row - d) ** 2 for a, row in zip(one, rows, strict=True))
    down = n * n * sum(b * (column - d) ** 2 for b, column in zip(other, columns, strict=True))
    single = sum(a * b * (((j > i) - (j < i)) - d) ** 2 for i, a in enumerate(one) for j, b in enumerate(other))
    variance = max((across + down - single) / (n * m * (n - 1) * (m - 1)), (1 - d * d) / (n * m - 1))
    z = NormalDist().inv_cdf(SURE)
    spread = z * sqrt(variance) * sqrt((1 - d * d) ** 2 + z * z * variance)
    scale = 1 - d * d + z * z * variance
    if scale == 0:
        return exact, d, d
    return exact, max(-1.0, (d - d ** 3 - spread) / scale), min(1.0, (d - d ** 3 + spread) / scale)


def power(n: int, m: int) -> float:
    """The chance that a test between so many and so many sees a clear difference: Noether (1987) for Mann-Whitney."""
    if not n or not m:
        return 0.0
    share = n / (n + m)
    normal = NormalDist()
    return normal.cdf(sqrt(12 * share * (1 - share) * (n + m)) * CLEAR / 2 - normal.inv_cdf(SURE))
