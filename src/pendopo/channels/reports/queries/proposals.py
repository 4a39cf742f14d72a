"""Which category and which office a text is about: proposed, with the words that decided. A person decides.

Rules first: the words of the categories, and which office answers for which (Duty). What the router has learned joins
when there is something to learn from.
"""
from dataclasses import dataclass

from pendopo.analysis.stem import stems
from pendopo.channels.reports.models import Category, Duty
from pendopo.core.people.models import Organisation
from pendopo.core.places.queries import above
from pendopo.kit.regions.models import Region

MOST = 3


@dataclass(frozen=True)
class Guess:
    """An office with how much speaks for it (0 to 1) and why, in words of the text."""
    office: Organisation
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    categories: list[tuple[Category, tuple[str, ...]]]
    offices: list[Guess]
    sure: bool = False
    by: str = "rule"                 # rule model none


def propose(text: str, region: Region | None = None, category: Category | None = None) -> Proposal:
    """At most three of each, the best first. Two queries."""
    leaves = list(Category.objects.filter(open=True).exclude(parent=None).order_by("position"))
    spoken = stems(text)
    votes = [(one, *heard(one, spoken)) for one in leaves if one.words]
    best = sorted((vote for vote in votes if vote[1]), key=lambda vote: -vote[1])[:MOST]
    found = [(one, words) for one, _weight, words in best]
    if category is not None:
        found = [(category, ()), *((one, words) for one, words in found if one.pk != category.pk)][:MOST]
    weights = [2.0] if category is not None else []
    weights += [weight for _one, weight, _words in best]
    return Proposal(found, offices(found, weights, region), by="rule" if found else "none")


def heard(category: Category, spoken: list[str]) -> tuple[float, tuple[str, ...]]:
    """How much the text speaks for a category, and by which of its words: a phrase of two counts twice."""
    hits = [(word, len(cut)) for word in category.words.split("\n") if (cut := stems(word)) and any(
        spoken[at:at + len(cut)] == cut for at in range(len(spoken) - len(cut) + 1))]
    return float(sum(length for _word, length in hits)), tuple(word for word, _length in hits)


def offices(found: list[tuple[Category, tuple[str, ...]]], weights: list[float],
            region: Region | None) -> list[Guess]:
    """The offices on duty for these categories; one for exactly this region goes before one for the whole city."""
    rows = Duty.objects.filter(category__in=[one.pk for one, _words in found]).select_related("office")
    here = set(above(region.code)) if region else set()
    duties: dict[int, list[Duty]] = {}
    for row in rows:
        if row.region_id is None or row.region_id in here:
            duties.setdefault(row.category_id, []).append(row)
    guesses: dict[int, Guess] = {}
    total = sum(weights[:len(found)]) or 1.0
    for (category, words), weight in zip(found, weights, strict=False):
        near = sorted(duties.get(category.pk, []), key=lambda row: -len(row.region_id or ""))
        for row in near[:1]:
            before = guesses.get(row.office_id)
            guesses[row.office_id] = Guess(row.office, (before.confidence if before else 0) + weight / total,
                                           (*(before.words if before else ()), *words))
    return sorted(guesses.values(), key=lambda one: -one.confidence)[:MOST]
