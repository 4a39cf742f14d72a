"""Which category and which office a text is about: proposed, with the words that decided. A person decides.

Rules first: the words of the categories, and which office answers for which (Duty); then what people decided about
published reports (analysis/routing). A sealed text is read for a proposal and leaves nothing behind.
"""
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from pendopo.analysis.stem import forms, stems
from pendopo.channels.reports.models import Category
from pendopo.channels.reports.queries.learned import case, router
from pendopo.channels.reports.queries.lists import categories
from pendopo.core.people.models import Organisation
from pendopo.kit.regions.models import Region

MOST = 3
LEAST = 0.25                        # of the first office's share: without any reason, every office has a little


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


def propose(text: str, region: Region | None = None, category: Category | None = None,
            without: Collection[int] = ()) -> Proposal:
    """At most three of each, the best first. Four queries: categories, duties, the router's version, offices.

    without: offices to which it must not go, because it complains about them; what is left is not sure of itself."""
    spoken = stems(text, settings.LANGUAGE_CODE)
    votes = [(one, *heard(one, spoken)) for one in categories() if one.words and one.parent_id is not None]
    best = sorted((vote for vote in votes if vote[1]), key=lambda vote: -vote[1])[:MOST]
    found = [(one, words) for one, _weight, words in best]
    if category is not None:
        found = [(category, ()), *((one, words) for one, words in found if one.pk != category.pk)][:MOST]
    guessed = category or (found[0][0] if found else None)
    guesses, sure, by = routed(text, region, guessed)
    free = [one for one in guesses if one.office.pk not in without]
    return Proposal(found, free, sure and len(free) == len(guesses), by)


def heard(category: Category, spoken: list[str]) -> tuple[float, tuple[str, ...]]:
    """How much the text speaks for a category, and by which of its words: a phrase of two counts twice."""
    hits = [(word, len(cut)) for word, cut in phrases(category.words) if any(
        spoken[at:at + len(cut)] == cut for at in range(len(spoken) - len(cut) + 1))]
    return float(sum(length for _word, length in hits)), tuple(word for word, _length in hits)


@lru_cache(maxsize=1_000)
def phrases(words: str) -> list[tuple[str, list[str]]]:
    """Each with its stems: cut once, and not anew for everybody who reports."""
    return [(word, cut) for word in words.split("\n") if (cut := stems(word, settings.LANGUAGE_CODE))]


def routed(text: str, region: Region | None, category: Category | None) -> tuple[list[Guess], bool, str]:
    """Offices as rules and what was learned propose them, whether that may be called sure, and who spoke."""
    found = router().propose(case(text, region, category, sealed=True))
    first = found.ranked[0].confidence if found.ranked else 0.0
    ranked = [one for one in found.ranked if one.confidence >= LEAST * first]
    office = {one.slug: one for one in Organisation.objects.filter(slug__in=[one.office for one in ranked])}
    why = said(text, found.words, category)
    return ([Guess(office[one.office], one.confidence, why) for one in ranked if one.office in office],
            found.sure, found.by)


def said(text: str, words: tuple[str, ...], category: Category | None) -> tuple[str, ...]:
    """The words that decided, as they stand in the text: a rule names them by their stems. Where the category alone
    decided there are none."""
    written = {stem: word for word, stem in forms(text).items()}
    return tuple(" ".join(written.get(part, part) for part in one.split()) for one in words
                 if category is None or one != category.code)
