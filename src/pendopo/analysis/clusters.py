"""Reports that lie together in topic, place and time: what a forum may take up as one problem.

Within one category and one place, reports are grouped where more of them come in a few weeks than this place and
category usually have. The expected number comes from the city itself: how many such reports there are in all, and which
share of all reports this place sends. Nothing is decided by it: a person makes the cluster a record, or does not.
"""
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, log

from pendopo.analysis.stem import forms

PAUSE = 14                 # days without a report that end a group
RARE = 0.001               # chance at which a group is no chance any more
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A public report: `place` is a village or district code, whichever the grouping is to be by."""
    key: int
    text: str
    day: date
    category: str
    place: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """`words`: what these reports say more often than others. `expected`: how many there would be in these days if
    nothing were the matter. `keys` in order of time."""
    words: tuple[str, ...]
    category: str
    place: str
    first: date
    last: date
    keys: tuple[int, ...]
    expected: float


def clusters(items: Iterable[Item], *, least: int = 5) -> list[Cluster]:
    """Groups of `least` or more, the most surprising first. Items without place or category belong to none."""
    known = sorted((item for item in items if item.place and item.category), key=lambda item: (item.day, item.key))
    if not known:
        return []
    days = (known[-1].day - known[0].day).days + 1
    topics, places = Counter(item.category for item in known), Counter(item.place for item in known)
    together: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in known:
        together[item.category, item.place].append(item)
    found: list[tuple[float, list[Item], float]] = []
    for (category, place), members in together.items():
        rate = topics[category] * places[place] / len(known) / days
        for group in _groups(members):
            expected = rate * ((group[-1].day - group[0].day).days + PAUSE)
            if len(group) >= least and (chance := _chance(len(group), expected)) < RARE:
                found.append((chance, group, expected))
    background = Counter(word for item in known for word in _words(item.text)) if found else Counter()
    found.sort(key=lambda one: (one[0], one[1][0].day, one[1][0].key))
    return [_cluster(group, expected, background, len(known)) for _, group, expected in found]


def _groups(members: list[Item]) -> list[list[Item]]:
    groups = [[members[0]]]
    for before, item in pairwise(members):
        if (item.day - before.day).days > PAUSE:
            groups.append([])
        groups[-1].append(item)
    return groups


def _chance(count: int, expected: float) -> float:
    """That `count` or more come where `expected` do on average (Poisson)."""
    term = below = exp(-expected)
    for number in range(1, count):
        term *= expected / number
        below += term
    return max(1.0 - below, 0.0) if count * 2 > expected else 1.0


def _words(text: str) -> set[str]:
    return {stem for stem in forms(text[:4_000]).values() if stem.isalpha()}


def _cluster(group: list[Item], expected: float, background: Counter[str], many: int) -> Cluster:
    inside = Counter(stem for item in group for stem in _words(item.text))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for item in group:
        for word, stem in forms(item.text[:4_000]).items():
            written[stem][word] += 1
    telling = {stem: count * log(count / len(group) * many / background[stem]) for stem, count in inside.items()
               if count >= max(2, len(group) / 4)}
    best = sorted(telling, key=lambda stem: (-telling[stem], stem))[:MOST_WORDS]
    return Cluster(tuple(max(sorted(written[stem]), key=written[stem].__getitem__) for stem in best),
                   group[0].category, group[0].place, group[0].day, group[-1].day,
                   tuple(item.key for item in group), round(expected, 2))
