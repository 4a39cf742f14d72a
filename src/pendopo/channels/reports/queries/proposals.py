"""Which category and which office a text is about: proposed, with the words that decided. A person decides.

Rules first: the words of the categories, and which office answers for which (Duty); then what people decided about
published reports (analysis/routing). A sealed text is read for a proposal and leaves nothing behind.
"""
from dataclasses import dataclass

from pendopo.analysis.stem import stems
from pendopo.channels.reports.models import Category
from pendopo.channels.reports.queries.learned import case, router
from pendopo.core.people.models import Organisation
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
    """At most three of each, the best first. Five queries."""
    leaves = list(Category.objects.filter(open=True).exclude(parent=None).order_by("position"))
    spoken = stems(text)
    votes = [(one, *heard(one, spoken)) for one in leaves if one.words]
    best = sorted((vote for vote in votes if vote[1]), key=lambda vote: -vote[1])[:MOST]
    found = [(one, words) for one, _weight, words in best]
    if category is not None:
        found = [(category, ()), *((one, words) for one, words in found if one.pk != category.pk)][:MOST]
    guessed = category or (found[0][0] if found else None)
    guesses, sure, by = routed(text, region, guessed)
    return Proposal(found, guesses, sure, by)


def heard(category: Category, spoken: list[str]) -> tuple[float, tuple[str, ...]]:
    """How much the text speaks for a category, and by which of its words: a phrase of two counts twice."""
    hits = [(word, len(cut)) for word in category.words.split("\n") if (cut := stems(word)) and any(
        spoken[at:at + len(cut)] == cut for at in range(len(spoken) - len(cut) + 1))]
    return float(sum(length for _word, length in hits)), tuple(word for word, _length in hits)


def routed(text: str, region: Region | None, category: Category | None) -> tuple[list[Guess], bool, str]:
    """Offices as rules and what was learned propose them, whether that may be called sure, and who spoke."""
    found = router().propose(case(text, region, category, sealed=True))
    office = {one.slug: one for one in Organisation.objects.filter(slug__in=[one.office for one in found.ranked])}
    return ([Guess(office[one.office], one.confidence, found.words) for one in found.ranked if one.office in office],
            found.sure, found.by)
