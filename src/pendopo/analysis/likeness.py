"""Whether two photos are one picture, though one was saved again, made smaller, brightened or cropped.

A fingerprint is the picture as SIDE x SIDE grey cells (kit/files/likeness.py makes it), whatever its shape was. A crop
that takes up to a fifth from each side still holds the middle three fifths of the original. So the middle of one
fingerprint is looked for in those windows of the other where it can lie, by the slopes of grey between cells: these do
not mind how bright a picture is. The best windows then move until they fit.

For many pictures: store `bands` of each (rows picture, band, with an index on band), ask with a Question's `probes`,
`sift` the pictures of which at least VOTES bands answer, and compare the few that are left. bench/likeness.py measures
what holds and what does not.
"""
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from math import sqrt
from typing import NamedTuple, TypeVar
from zlib import crc32

SIDE = 32
LENGTH = SIDE * SIDE        # bytes of a fingerprint
CELLS, FINE = 8, 14         # of a window on each side: while looking, and when it is judged
ALIKE = 0.2                 # distance up to which two are one picture
CUTS = (0.0, 0.05, 0.1, 0.15, 0.2)                          # of a side that a crop may take
BANDS, BITS, VOTES = 12, 32, 2
BLOCK = 2                   # cells on each side that are taken together: what moves a little stays the same
NEAR = 0.25                 # share of bits in which the same picture may differ
FLAT = 6.0                  # slopes weaker than this, in sum of squares: a wall, a sky, nothing to compare

Line = list[float]
Key = TypeVar("Key")


class Window(NamedTuple):
    """Part of a picture, in shares of its sides."""
    left: float
    top: float
    right: float
    bottom: float


MIDDLE = Window(CUTS[-1], CUTS[-1], 1 - CUTS[-1], 1 - CUTS[-1])


class Picture:
    """A fingerprint with its sums, so that the mean of any window costs four look-ups."""

    def __init__(self, fingerprint: bytes) -> None:
        if len(fingerprint) != LENGTH:
            raise ValueError("no fingerprint")
        self.rows: list[Line] = [[0.0] * (SIDE + 1)]
        for at in range(0, LENGTH, SIDE):
            total, row = 0, [0.0]
            for value, above in zip(fingerprint[at:at + SIDE], self.rows[-1][1:], strict=True):
                total += value
                row.append(above + total)
            self.rows.append(row)

    def strips(self, left: float, right: float, cells: int) -> list[Line]:
        """For each row of sums its values at the edges of the columns between left and right."""
        places = [_place(left + (right - left) * at / cells) for at in range(cells + 1)]
        return [[row[at] + (row[at + 1] - row[at]) * part for at, part in places] for row in self.rows]

    def cells(self, window: Window, count: int) -> list[Line]:
        return _cells(self.strips(window.left, window.right, count), window.top, window.bottom, count)


def _place(share: float) -> tuple[int, float]:
    spot = min(max(share, 0.0), 1.0) * SIDE
    at = min(int(spot), SIDE - 1)
    return at, spot - at


def _cells(strips: list[Line], top: float, bottom: float, count: int) -> list[Line]:
    """The mean grey of each cell of a window (but for one factor), its rows from top to bottom."""
    sums = []
    for at, part in [_place(top + (bottom - top) * at / count) for at in range(count + 1)]:
        sums.append([one + (two - one) * part for one, two in zip(strips[at], strips[at + 1], strict=True)])
    columns = [[two - one for one, two in zip(above, below, strict=True)] for above, below in pairwise(sums)]
    return [[two - one for one, two in pairwise(row)] for row in columns]


def _slopes(cells: list[Line]) -> Line:
    """The steps from cell to cell, without the slope of the whole, of length 1. Empty where there is nothing to see."""
    across = [two - one for row in cells for one, two in pairwise(row)]
    down = [two - one for above, below in pairwise(cells) for one, two in zip(above, below, strict=True)]
    mean, sink = sum(across) / len(across), sum(down) / len(down)
    steps = [step - mean for step in across] + [step - sink for step in down]
    length = sqrt(sum(step * step for step in steps))
    return [step / length for step in steps] if length > FLAT else []


def _unlike(one: Line, two: Line) -> float:
    if not one or not two:
        return 1.0
    return 1.0 - min(max(sum(a * b for a, b in zip(one, two, strict=True)), 0.0), 1.0)


def _spans(cuts: Sequence[float]) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Along one side: where the middle of the other lies if this is a crop of it, and if it is a crop of this."""
    edge = CUTS[-1]
    inside = [((edge - left) / (1 - left - right), (1 - edge - left) / (1 - left - right))
              for left, right in product(cuts, cuts)]
    outside = [(left + edge * (1 - left - right), left + (1 - edge) * (1 - left - right))
               for left, right in product(cuts, cuts)]
    return inside, outside


@cache
def _windows(cuts: Sequence[float]) -> list[tuple[tuple[float, float], list[tuple[float, float]]]]:
    """Columns, and for each the rows to try."""
    inside, outside = _spans(cuts)
    return [(columns, list(dict.fromkeys(spans))) for spans in (inside, outside) for columns in dict.fromkeys(spans)]


def _looks(picture: Picture, cuts: Sequence[float]) -> Iterator[tuple[Window, list[Line]]]:
    """The windows in which the middle of another picture may lie, with their cells."""
    for (left, right), spans in _windows(tuple(cuts)):
        strips = picture.strips(left, right, CELLS)
        for top, bottom in spans:
            yield Window(left, top, right, bottom), _cells(strips, top, bottom, CELLS)


def distance(one: bytes, two: bytes) -> float:
    """0.0 the same picture, 1.0 nothing in common. ValueError when one is no fingerprint."""
    first, second = Picture(one), Picture(two)
    return min(_one_way(first, second), _one_way(second, first))


def alike(one: bytes, two: bytes) -> bool:
    """Whether they are likely one picture. A person looks before anybody is told so."""
    first, second = Picture(one), Picture(two)
    return _one_way(first, second) <= ALIKE or _one_way(second, first) <= ALIKE


def _one_way(one: Picture, two: Picture) -> float:
    """The middle of `two`, looked for in `one`."""
    middle, fine = _slopes(two.cells(MIDDLE, CELLS)), _slopes(two.cells(MIDDLE, FINE))
    looks = sorted((_unlike(_slopes(cells), middle), window) for window, cells in _looks(one, CUTS[::2]))
    return min(_settle(one, window, fine) for _, window in looks[:3])


def _settle(picture: Picture, window: Window, wanted: Line) -> float:
    """Moves the edges of a window until nothing gets better; the distance there."""
    best = _unlike(_slopes(picture.cells(window, FINE)), wanted)
    for step in (0.03, 0.012, 0.005):
        for _ in range(4):
            before = best
            for move in _moves(step):
                tried = Window(*(edge + by for edge, by in zip(window, move, strict=True)))
                if (far := _unlike(_slopes(picture.cells(tried, FINE)), wanted)) < best:
                    best, window = far, tried
            if best > before - 0.002:
                break
    return best


@cache
def _moves(step: float) -> list[tuple[float, float, float, float]]:
    """To each side, and each edge alone."""
    return [(by * a, by * b, by * c, by * d) for by in (step, -step) for a, b, c, d in (
        (1, 0, 1, 0), (0, 1, 0, 1), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 1, -1, -1))]


@cache
def _pairs() -> list[list[tuple[int, int]]]:
    """For each band the cells that are compared, far enough from each other that the answer is firm."""
    side = CELLS - BLOCK + 1
    places = [(x, y) for y in range(side) for x in range(side)]
    far = [(ax + side * ay, bx + side * by) for ax, ay in places for bx, by in places
           if (ax, ay) < (bx, by) and BLOCK <= max(abs(ax - bx), abs(ay - by)) <= 4]
    far.sort(key=lambda pair: crc32(bytes(pair)))             # shuffled, and the same for ever: bands are stored
    return [far[band * BITS:(band + 1) * BITS] for band in range(BANDS)]


def _keys(cells: list[Line]) -> tuple[int, ...]:
    """One number for each band: which of two cells is the brighter one, after the slope of the whole was taken off."""
    across = sum(row[-1] - row[0] for row in cells) / CELLS / (CELLS - 1)
    down = sum(map(float.__sub__, cells[-1], cells[0])) / CELLS / (CELLS - 1)
    wide = [[one + two for one, two in pairwise(row)] for row in cells]
    flat = [one + two - BLOCK * BLOCK * (across * x + down * y) for y, (above, below) in enumerate(pairwise(wide))
            for x, (one, two) in enumerate(zip(above, below, strict=True))]
    keys = []
    for band, pairs in enumerate(_pairs()):
        key = band
        for one, two in pairs:
            key = 2 * key + (flat[one] > flat[two])
        keys.append(key)
    return tuple(keys)


def _code(keys: Sequence[int]) -> int:
    code = 0
    for key in keys:
        code = code << BITS | key & (1 << BITS) - 1
    return code


class Question:
    """A picture that is looked for among many."""

    def __init__(self, fingerprint: bytes) -> None:
        self._codes: list[int] = []
        self._places: dict[int, list[int]] = {}               # band -> numbers of the windows that have it
        for number, (_, cells) in enumerate(_looks(Picture(fingerprint), CUTS)):
            keys = _keys(cells)
            self._codes.append(_code(keys))
            for key in keys:
                self._places.setdefault(key, []).append(number)

    @property
    def probes(self) -> list[int]:
        """Some thousands of bands, one of which the same picture has stored: candidates are the pictures with at
        least VOTES of them."""
        return sorted(self._places)

    def sift(self, candidates: Iterable[tuple[Key, Sequence[int]]], most: int = 10) -> list[Key]:
        """Of (key, its stored bands) those whose other bands agree as well, the nearest first: to be compared."""
        near: list[tuple[int, int, Key]] = []
        for key, stored in candidates:
            code, windows = _code(stored), {place for band in stored for place in self._places.get(band, ())}
            bits = min(((code ^ self._codes[place]).bit_count() for place in windows), default=BANDS * BITS)
            if bits <= NEAR * BANDS * BITS:
                near.append((bits, len(near), key))
        return [key for _, _, key in sorted(near)[:most]]


def bands(fingerprint: bytes) -> tuple[int, ...]:
    """BANDS numbers below 2 ** 36 to store for a picture; empty where there is nothing to see."""
    cells = Picture(fingerprint).cells(MIDDLE, CELLS)
    return _keys(cells) if _slopes(cells) else ()
