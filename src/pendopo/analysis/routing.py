"""Which office a report is for: rules first, then what the decisions of people have taught; a person always decides.

A city begins with its table of rules alone. Each decision trains: a sparse multinomial regression over words and pairs
of words with category and place, where how much the rules are worth is learned like everything else, and half of the
say lies with the most alike of the last reports, which catches a wave of a new topic after its first cases.
Every decision is learned together with a few recent ones again, so that yesterday counts more than last year.

A proposal is called sure only where the router's own record, in the order of time, says that such proposals are right
nine times in ten (routing_score). Pure Python on dictionaries: the state is one blob in one row of the database.
"""
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from pendopo.analysis.routing_memory import Features, Memory, features, hashed, words
from pendopo.analysis.routing_rules import Case, Rule, Table
from pendopo.analysis.routing_score import Month, Record
from pendopo.analysis.stem import forms, stems

RATE, CUT = 4.0, 0.05      # of learning; offices with less chance than CUT are not corrected
AGAIN, REACH = 3, 150      # recent decisions learned once more with each new one, and how far back on average
SIDE, BIAS = 0.2, 0.3      # weight of category and place, and of the office's own frequency, next to a text of length 1
LIKE, DOUBT = 0.5, 0.1     # say of the most alike reports, and how much likeness has to be there for that
PASSES = 2                 # over all that is remembered when it is fitted anew
MOST_WORDS = 5
_BIAS = hashed("=")


@dataclass(frozen=True, slots=True)
class Ranked:
    office: str
    confidence: float       # share of the say this office has, 0 to 1; all offices together 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """At most three offices, best first; the words that spoke most for the first; whether the record allows to call it
    sure; whether a rule or the model decided ("none": nothing is known, `ranked` is empty)."""
    ranked: tuple[Ranked, ...] = ()
    words: tuple[str, ...] = ()
    sure: bool = False
    by: Literal["rule", "model", "none"] = "none"
    signals: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A case as the model sees it."""
    stemmed: list[str]
    found: Features
    ruled: dict[str, tuple[float, tuple[str, ...]]]


class Router:
    """State of one city. `propose` writes nothing. Only the job that learns may hold one that is stored again."""

    def __init__(self, rules: Iterable[Rule] = (), parents: Mapping[str, str] | None = None) -> None:
        self.table = Table(rules, parents or {})
        self.memory, self.record = Memory(), Record()
        self.rows: dict[int, dict[str, float]] = {}
        self.offices: dict[str, None] = dict.fromkeys(rule.office for rule in self.table.rules)
        self.successors: dict[str, str] = {}
        self.trust_in_rules = 1.0
        self.learned = 0

    def propose(self, case: Case) -> Proposal:
        """What to show the person who decides. Works on sealed text too, and keeps nothing of it."""
        read = self._read(case)
        weighed = self._vector(read.found)
        scores = self._scores(weighed, read)
        if not scores or not (self.learned or read.ruled):
            return Proposal()
        chances, alike = _chances(scores), self._alike(weighed)
        mixed = self._mixed(chances, alike)
        order = sorted(mixed, key=lambda office: (-mixed[office], office))[:3]
        first, second = order[0], order[1] if len(order) > 1 else ""
        ranked = tuple(Ranked(office, round(mixed[office], 4)) for office in order)
        signals = self._signals(ranked, chances, alike, read)
        ruled = self.trust_in_rules * read.ruled.get(first, (0.0, ()))[0]
        by: Literal["rule", "model"] = "rule" if ruled and 2 * ruled >= scores[first] else "model"
        told = read.ruled[first][1] if by == "rule" else self._telling(case, read, weighed, first, second)
        return Proposal(ranked, told[:MOST_WORDS], self.record.sure(signals), by, signals)

    def learn(self, case: Case, office: str, *, key: str = "", shown: Proposal | None = None) -> None:
        """A person has decided: `office`. First the record is written, for the proposal that was `shown` (or what would
        be shown now), then the decision trains. `key` names the report for `forget`. ValueError for a sealed text."""
        if case.sealed:
            raise ValueError("a sealed text trains nothing")
        office = self.successors.get(office, office)
        self._judge(case, office, shown or self.propose(case))
        read = self._read(case)
        self._remember(key, office, read.found)
        self._step(self._vector(read.found), office, read.ruled)
        dice = random.Random(self.learned)      # noqa: S311 - which recent ones are learned again; no secret
        for _ in range(AGAIN):
            example = self.memory.newest(1 + int(dice.expovariate(1 / REACH)))
            if example:
                self._step(_sided(example.weights, example.features.sides), example.office, {})

    def fit(self, pairs: Iterable[tuple[Case, str]]) -> None:
        """Many decisions at once, oldest first, without a record: the cases a city brings along. Sealed ones and what
        lies further back than the memory reaches leave nothing."""
        for case, office in pairs:
            if not case.sealed:
                self._remember("", self.successors.get(office, office), self._read(case).found)
        self._refit()

    def forget(self, key: str) -> bool:
        """A report was erased: it leaves the memory, and all is learned anew without it. False when it was not."""
        serials = self.memory.of_key(key) if key else []
        for serial in serials:
            self.memory.drop(serial)
        if serials:
            self._refit()
        return bool(serials)

    def rename(self, old: str, new: str) -> None:
        """An office has a successor: what was known of the old one is known of the new one, in the rules as well."""
        self.successors = {one: new if to == old else to for one, to in self.successors.items()} | {old: new}
        self.offices = dict.fromkeys(self.successors.get(office, office) for office in (*self.offices, new))
        self.memory.rename(old, new)
        for row in self.rows.values():
            if old in row:
                row[new] = row.get(new, 0.0) + row.pop(old)
        if old in self.record.offices:
            self.record.offices[new] = self.record.offices.pop(old)

    def score(self) -> list[Month]:
        """The record by month, for staff."""
        return [self.record.months[month] for month in sorted(self.record.months)]

    def _read(self, case: Case) -> _Read:
        stemmed = stems(case.text[:4_000])
        branch = self.table.parents.get(case.category, case.category.partition("/")[0])
        told = self.table.votes(case, stemmed)
        ruled = {self.successors.get(office, office): vote for office, vote in told.items()}
        return _Read(stemmed, features(case, stemmed, branch), ruled)

    def _vector(self, found: Features) -> dict[int, float]:
        return _sided(self.memory.weigh(found), found.sides)

    def _scores(self, weighed: dict[int, float], read: _Read) -> dict[str, float]:
        scores = dict.fromkeys(self.offices, 0.0)
        self._sum(weighed, scores)
        for office, (vote, _) in read.ruled.items():
            scores[office] = scores.get(office, 0.0) + self.trust_in_rules * vote
        return scores

    def _sum(self, weighed: dict[int, float], scores: dict[str, float]) -> None:
        rows = self.rows
        for feature, value in weighed.items():
            row = rows.get(feature)
            if row:
                for office, weight in row.items():
                    scores[office] = scores.get(office, 0.0) + value * weight

    def _alike(self, weighed: dict[int, float]) -> dict[str, float]:
        alike: dict[str, float] = {}
        for office, vote in self.memory.votes(weighed):
            alike[office] = alike.get(office, 0.0) + vote
        return alike

    @staticmethod
    def _mixed(chances: dict[str, float], alike: dict[str, float]) -> dict[str, float]:
        total = sum(alike.values())
        say = LIKE * total / (total + DOUBT)
        return {office: (1 - say) * chance + (say * alike.get(office, 0.0) / total if total else 0.0)
                for office, chance in chances.items()}

    def _signals(self, ranked: tuple[Ranked, ...], chances: dict[str, float], alike: dict[str, float],
                 read: _Read) -> tuple[float, ...]:
        """What the record learns to trust: constant, chance, lead, likeness, agreement of the rules, the office."""
        first = ranked[0].office
        lead = ranked[0].confidence - (ranked[1].confidence if len(ranked) > 1 else 0.0)
        total = sum(alike.values())
        best = max(read.ruled, key=lambda office: read.ruled[office][0], default="")
        agrees = 0.0 if not best else 1.0 if best == first else -1.0
        chance = min(max(ranked[0].confidence, 0.01), 0.99)
        return (1.0, log(chance / (1 - chance)) / 2, 2 * lead - 1, alike.get(first, 0.0) / (total + DOUBT), agrees,
                2 * self.record.reliable(first) - 1)

    def _telling(self, case: Case, read: _Read, weighed: dict[int, float], first: str, second: str) -> tuple[str, ...]:
        """Words as they were written that speak for the first office rather than the second."""
        spoken = {stem: word for word, stem in forms(case.text[:4_000]).items()}
        told: dict[str, float] = {}
        for word in words(read.stemmed):
            row = self.rows.get(hashed(word), {})
            speaks = weighed.get(hashed(word), 0.0) * (row.get(first, 0.0) - row.get(second, 0.0))
            if speaks > 0.01:
                told[" ".join(spoken.get(part, part) for part in word.split())] = speaks
        return tuple(sorted(told, key=lambda word: (-told[word], word))[:MOST_WORDS])

    def _judge(self, case: Case, office: str, shown: Proposal) -> None:
        named = [self.successors.get(ranked.office, ranked.office) for ranked in shown.ranked]
        self.record.outcome(f"{case.day:%Y-%m}", named[0] if named else "", shown.signals, first=named[:1] == [office],
                            third=office in named, sure=shown.sure, ruled=shown.by == "rule")

    def _remember(self, key: str, office: str, found: Features) -> None:
        self.learned += 1
        self.offices.setdefault(office)
        for feature in self.memory.add(key, office, found):
            self.rows.pop(feature, None)

    def _refit(self) -> None:
        self.rows = {}
        self.memory.reweigh()
        for _ in range(PASSES):
            for example in self.memory.examples.values():
                self._step(_sided(example.weights, example.features.sides), example.office, {})

    def _step(self, weighed: dict[int, float], office: str, ruled: dict[str, tuple[float, tuple[str, ...]]]) -> None:
        """One step of the regression towards `office`, and of the trust in rules where their votes are at hand."""
        scores = dict.fromkeys(self.offices, 0.0)
        self._sum(weighed, scores)
        for named, (vote, _) in ruled.items():
            scores[named] = scores.get(named, 0.0) + self.trust_in_rules * vote
        chances = _chances(scores)
        wrong = {named: -chance for named, chance in chances.items() if chance > CUT and named != office}
        wrong[office] = 1 - chances[office]
        rows = self.rows
        for feature, value in weighed.items():
            row, by = rows.setdefault(feature, {}), RATE * value
            for named, amount in wrong.items():
                row[named] = row.get(named, 0.0) + by * amount
        pull = sum(vote * wrong.get(named, 0.0) for named, (vote, _) in ruled.items())
        self.trust_in_rules = min(max(self.trust_in_rules + 0.02 * pull, 0.0), 2.0)


def _sided(weights: dict[int, float], sides: tuple[int, ...]) -> dict[int, float]:
    """Words with category, place and the office's own frequency beside them."""
    weighed = dict.fromkeys(sides, SIDE)
    weighed.update(weights)
    weighed[_BIAS] = BIAS
    return weighed


def _chances(scores: dict[str, float]) -> dict[str, float]:
    highest = max(scores.values())
    raised = {office: exp(score - highest) for office, score in scores.items()}
    total = sum(raised.values())
    return {office: value / total for office, value in raised.items()}
