"""What the router is asked about, and the table of rules that a city writes before the first report has come.

A rule is data: words, a category and a district, all of which must hold, and the office that then has to act. The more
a rule asks, the more it says. Words are compared by stem, a phrase by the stems of its words in one row.
"""
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pendopo.analysis.stem import stems

ANY_WORD, CATEGORY, BRANCH, DISTRICT = 1.0, 1.5, 0.5, 1.0    # how much each condition that holds speaks for the office
MOST_HITS = 3                                              # words of one rule that are counted


@dataclass(frozen=True, slots=True)
class Case:
    """A report as far as routing reads it. `text` is title and body; `category`, `district` and `village` are what the
    reporter chose, "" when nothing. Of a sealed text nothing is ever learned."""
    text: str
    day: date
    category: str = ""
    district: str = ""
    village: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`words`: any of them. `category`: a leaf, or a branch when it ends in "/". `district`: a code or its start."""
    office: str
    words: tuple[str, ...] = ()
    category: str = ""
    district: str = ""


class Table:
    """Rules, ready to be asked: each rule lies under its words, or under its category when it has none."""

    def __init__(self, rules: Iterable[Rule], parents: Mapping[str, str]) -> None:
        self.rules, self.parents = tuple(rules), dict(parents)
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        self._bare: dict[str, list[int]] = defaultdict(list)
        for place, rule in enumerate(self.rules):
            for word in rule.words:
                if cut := tuple(stems(word)):
                    self._phrases[cut[0]].append((cut, place))
            if not rule.words:
                self._bare[rule.category].append(place)

    def votes(self, case: Case, found: list[str] | None = None) -> dict[str, tuple[float, tuple[str, ...]]]:
        """For each office that a rule names: how much speaks for it, and the words or the category that do."""
        hits = self._hits(stems(case.text) if found is None else found)
        branch = self.parents.get(case.category, case.category.partition("/")[0])
        for key in {case.category, f"{branch}/", ""}:
            for place in self._bare.get(key, ()):
                hits.setdefault(place, set())
        told: dict[str, tuple[float, tuple[str, ...]]] = {}
        for place, words in hits.items():
            weight = self._weight(self.rules[place], case, branch, len(words))
            office = self.rules[place].office
            if weight > told.get(office, (0.0, ()))[0]:
                told[office] = weight, tuple(sorted(words)) or (case.category,)
        return told

    def _hits(self, found: list[str]) -> dict[int, set[str]]:
        hits: dict[int, set[str]] = {}
        for at, stem in enumerate(found):
            for phrase, place in self._phrases.get(stem, ()):
                if len(phrase) == 1 or tuple(found[at:at + len(phrase)]) == phrase:
                    hits.setdefault(place, set()).add(" ".join(phrase))
        return hits

    @staticmethod
    def _weight(rule: Rule, case: Case, branch: str, words: int) -> float:
        """0.0 when a condition of the rule does not hold."""
        weight = ANY_WORD * min(words, MOST_HITS) if rule.words else 0.0
        if rule.category:
            if rule.category.endswith("/"):
                if branch + "/" != rule.category:
                    return 0.0
                weight += BRANCH
            elif case.category != rule.category:
                return 0.0
            else:
                weight += CATEGORY
        if rule.district:
            if not case.district.startswith(rule.district):
                return 0.0
            weight += DISTRICT
        return weight
