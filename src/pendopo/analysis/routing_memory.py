"""The reports a router still remembers: as hashes of words, for likeness to the newest and for learning again.

Whatever has a digit is left out before anything is hashed: an identity number trains nothing, however it is spaced. The
hashes are no secret (whoever guesses a word can look for it), which is why a sealed text never comes here.
"""
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt
from zlib import crc32

from pendopo.analysis.routing_rules import Case

KEPT = 2_000              # reports remembered: what came before has no say any more
COMMON = 200              # a feature that more of them have says nothing about likeness
NEIGHBOURS, FADE = 10, 1_000   # nearest that vote; after that many reports a vote has lost two thirds
LONG = 4_000              # letters that are read
_digit = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Features:
    """Words and pairs of a text with how often they are there, and what else is known of the report."""
    words: dict[int, int]
    sides: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A report that was decided. `weights` as they were when it came, for likeness."""
    key: str
    office: str
    features: Features
    weights: dict[int, float]


def hashed(feature: str) -> int:
    return crc32(feature.encode())


def words(stemmed: list[str]) -> list[str]:
    """Stems and pairs of neighbours, without figures."""
    kept = [stem for stem in stemmed if stem.isalpha() or not _digit.search(stem)]
    return kept + [f"{one} {two}" for one, two in pairwise(kept)]


def features(case: Case, stemmed: list[str], branch: str) -> Features:
    sides = [f"c:{case.category}", f"g:{branch}", f"d:{case.district}", f"v:{case.village}",
             f"cd:{case.category}{case.district}"]
    return Features(dict(Counter(map(hashed, words(stemmed)))), tuple(hashed(side) for side in sides))


class Memory:
    """The last KEPT examples, in how many of them each feature is, and which are like a new one."""

    def __init__(self) -> None:
        self.serial = 0
        self.examples: dict[int, Example] = {}
        self.having: Counter[int] = Counter()
        self._index: dict[int, dict[int, float]] = {}

    def __len__(self) -> int:
        return len(self.examples)

    def weigh(self, found: Features) -> dict[int, float]:
        """Words by how rare they are among what is remembered, to length one."""
        many, having = log(len(self.examples) + 2) + 1, self.having
        weighed = {feature: (1 + log(times)) * (many - log(having[feature] + 1))
                   for feature, times in found.words.items()}
        length = sqrt(sum(value * value for value in weighed.values())) or 1.0
        return {feature: value / length for feature, value in weighed.items()}

    def add(self, key: str, office: str, found: Features) -> list[int]:
        """Remembers one more; the features that nobody has any more, because the oldest had to leave."""
        self.having.update(found.words.keys())
        self._put(Example(key, office, found, self.weigh(found)))
        return self.drop(next(iter(self.examples))) if len(self.examples) > KEPT else []

    def restore(self, example: Example) -> None:
        """One that was stored, as it was."""
        self.having.update(example.features.words.keys())
        self._put(example)

    def _put(self, example: Example) -> None:
        self.serial += 1
        self.examples[self.serial] = example
        for feature, value in example.weights.items():
            self._index.setdefault(feature, {})[self.serial] = value

    def reweigh(self) -> None:
        """Weighs all examples by what is remembered now: after many have come at once, or one has gone."""
        self._index = {}
        for serial, one in self.examples.items():
            weights = self.weigh(one.features)
            self.examples[serial] = Example(one.key, one.office, one.features, weights)
            for feature, value in weights.items():
                self._index.setdefault(feature, {})[serial] = value

    def drop(self, serial: int) -> list[int]:
        gone = []
        for feature in self.examples.pop(serial).features.words:
            self._index[feature].pop(serial, None)
            self.having[feature] -= 1
            if not self.having[feature]:
                del self.having[feature], self._index[feature]
                gone.append(feature)
        return gone

    def of_key(self, key: str) -> list[int]:
        return [serial for serial, example in self.examples.items() if example.key == key]

    def newest(self, back: int) -> Example | None:
        """The example that came `back` before the last one, None when there is none."""
        return self.examples.get(self.serial - back)

    def rename(self, old: str, new: str) -> None:
        for serial, example in self.examples.items():
            if example.office == old:
                self.examples[serial] = Example(example.key, new, example.features, example.weights)

    def votes(self, weighed: dict[int, float]) -> Iterator[tuple[str, float]]:
        """Offices of the reports most like this one, each with likeness squared, faded by age."""
        alike: dict[int, float] = {}
        for feature, value in weighed.items():
            having = self._index.get(feature)
            if having and len(having) <= COMMON:
                for serial, other in having.items():
                    alike[serial] = alike.get(serial, 0.0) + value * other
        for serial in sorted(alike, key=lambda one: -alike[one])[:NEIGHBOURS]:
            yield self.examples[serial].office, alike[serial] ** 2 * exp((serial - self.serial) / FADE)
