"""What the router would have been worth to a city: its own decisions replayed in the order of time. Each case is
proposed before it is learned, so nothing is judged by what it had been told already."""
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pendopo.analysis.routing import Router
from pendopo.analysis.routing_rules import Case
from pendopo.analysis.routing_score import surety

STEPS = tuple(tenth / 10 for tenth in range(1, 11))      # shares of all cases, the surest first
LOWEST = float("-inf")


class Decision(NamedTuple):
    """A case, and the office that a person decided on and that took it up."""
    case: Case
    office: str
    category: str                        # under which it is counted


@dataclass
class Tally:
    """How many; first was right; among the first three; nothing was proposed; called sure, and right when it was."""
    n: int = 0
    right: int = 0
    third: int = 0
    silent: int = 0
    sure: int = 0
    sure_right: int = 0


@dataclass
class Score:
    """`curve`: (share of all cases, the surest first; how often the first office was right among them)."""
    whole: Tally = field(default_factory=Tally)
    months: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    categories: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    curve: list[tuple[float, float]] = field(default_factory=list)

    def packed(self) -> dict[str, Any]:
        """For JSON."""
        return {"whole": vars(self.whole), "months": {key: vars(one) for key, one in sorted(self.months.items())},
                "categories": {key: vars(one) for key, one in sorted(self.categories.items())}, "curve": self.curve}


def replay(router: Router, decisions: Iterable[Decision]) -> Score:
    """`router` comes with its rules and nothing learned. Oldest decision first."""
    score, told = Score(), list[tuple[float, bool]]()
    for one in decisions:
        shown = router.propose(one.case)
        ranked = [guess.office for guess in shown.ranked]
        right = ranked[:1] == [one.office]
        for tally in (score.whole, score.months[f"{one.case.day:%Y-%m}"], score.categories[one.category]):
            tally.n += 1
            tally.right += right
            tally.third += one.office in ranked
            tally.silent += not ranked
            tally.sure += shown.sure
            tally.sure_right += shown.sure and right
        told.append((surety(shown.signals) if shown.signals else LOWEST, right))
        router.learn(one.case, one.office, shown=shown)
    score.curve = [(share, among(told, share)) for share in STEPS] if told else []
    return score


def among(told: list[tuple[float, bool]], share: float) -> float:
    """How often the surest part of all was right."""
    count = max(1, round(len(told) * share))
    return sum(right for _surely, right in sorted(told, key=lambda one: -one[0])[:count]) / count
