"""What the router's proposals were worth, in the order of time, and which of them it may call sure."""
from collections import deque
from dataclasses import dataclass

TARGET = 0.90             # what is shown as sure is to be right so often
MARGIN = 0.02             # asked for above the target, because tomorrow differs from the record
LOOKED_BACK, LEAST = 1_500, 40   # decisions that the bound is drawn from, and how many must lie above it
NEVER = 99.0              # a bound that nothing reaches
# Constant, chance, lead, likeness, agreement of the rules, the office's own record: what a logistic regression on the
# generator gave them. They are not learned further: a scale that moves makes yesterday's bound wrong.
SIGNALS = (-0.35, 1.05, 0.2, 1.4, 0.2, 0.6)
_DECAY = 0.97


@dataclass(frozen=True, slots=True)
class Month:
    """Decisions of one month ("2024-03"): how many, how often the office was first, among the first three; how many
    had been called sure, how many of these were right; how many were proposed by rules."""
    month: str
    n: int = 0
    top1: int = 0
    top3: int = 0
    sure: int = 0
    sure_right: int = 0
    ruled: int = 0

    def plus(self, first: bool, third: bool, sure: bool, ruled: bool) -> "Month":
        return Month(self.month, self.n + 1, self.top1 + first, self.top3 + third, self.sure + sure,
                     self.sure_right + (sure and first), self.ruled + ruled)


class Record:
    """Months, and the bound above which a proposal is sure: the lowest surety above which the last decisions were right
    as often as TARGET asks. Before LEAST such decisions there is no bound, and nothing is sure."""

    def __init__(self) -> None:
        self.months: dict[str, Month] = {}
        self.told: deque[tuple[float, bool]] = deque(maxlen=LOOKED_BACK)
        self.offices: dict[str, tuple[float, float]] = {}      # right and all, fading, when this office came first
        self.bound = NEVER

    def reliable(self, office: str) -> float:
        """How often this office was right when it was proposed first, lately; 0.6 assumed for five."""
        right, of_all = self.offices.get(office, (0.0, 0.0))
        return (right + 3.0) / (of_all + 5.0)

    def sure(self, signals: tuple[float, ...]) -> bool:
        return bool(signals) and surety(signals) >= self.bound

    def outcome(self, month: str, office: str, signals: tuple[float, ...], *, first: bool, third: bool, sure: bool,
                ruled: bool) -> None:
        """Writes down one decision. `office` is what had been proposed first, with the signals it had then."""
        self.months[month] = self.months.get(month, Month(month)).plus(first, third, sure, ruled)
        if not office:
            return
        self.told.append((surety(signals), first))
        right, of_all = self.offices.get(office, (0.0, 0.0))
        self.offices[office] = right * _DECAY + first, of_all * _DECAY + 1
        self.bound = self._bound()

    def _bound(self) -> float:
        right, bound = 0, NEVER
        for count, (surely, first) in enumerate(sorted(self.told, reverse=True), 1):
            right += first
            if count >= LEAST and (right + 0.5) / (count + 1) >= TARGET + MARGIN:
                bound = surely
        return bound


def surety(signals: tuple[float, ...]) -> float:
    """Higher is surer; only its order means something."""
    return sum(weight * signal for weight, signal in zip(SIGNALS, signals, strict=True))
