"""From what a person typed, or chose, to one place: never a guess, always a code."""
from collections.abc import Collection
from typing import NamedTuple

from pendopo.kit.regions.kinds import LEVELS, SHORT
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.queries import Found, ancestors, find, inside, path_name
from pendopo.kit.regions.words import typed, words_of

OFFERED = 12                                # places to choose from; with more, the person adds a word
LONGEST = 200                               # characters; the longest path of names has 130


class Answer(NamedTuple):
    """What came with the form: the text; the code that the script put; the code of the radio button that was chosen."""
    text: str
    code: str = ""
    choice: str = ""


class Asked(NamedTuple):
    """What the form asks for: places of some levels (1 the largest, FINEST the smallest) in one."""
    levels: Collection[int] = LEVELS
    within: str = "00"

    def resolve(self, answer: Answer) -> Region | list[Found]:
        """The place meant, or the places to choose from: an empty list when nobody knows such a place."""
        if len(answer.text) > LONGEST:
            return []
        for code, fits in ((answer.code, _labels), (answer.choice, _fits)):
            region = self._known(code)
            if region and fits(region, answer.text):
                return region
        found = find(answer.text, OFFERED + 1, self.levels, "" if self.within == "00" else self.within)
        exact = [place.region for place in found if _labels(place.region, answer.text)]
        if not exact and len(found) == 1 and _whole(found[0].region, answer.text):
            exact = [found[0].region]
        return exact[0] if len(exact) == 1 else found

    def _known(self, code: str) -> Region | None:
        return inside(self.within).filter(code=code, level__in=self.levels).first() if code else None


def _labels(region: Region, text: str) -> bool:
    """Whether the text names the place in full: with its kind, or with the whole path, or by its code."""
    said = words_of(text)
    return said in (words_of(region.full_name), words_of(path_name(region)), words_of(region.code))


def _whole(region: Region, text: str) -> bool:
    """Whether the text has the whole name, or the short form of a province."""
    own = list(typed(text).own)
    return own == words_of(region.name) or own in [[short] for short in SHORT.get(region.code, "").split()]


def _fits(region: Region, text: str) -> bool:
    """Whether each word typed begins a word of the place or of one above it, so that the button belongs to the text."""
    wanted = typed(text)
    words = {word for place in [region, *ancestors(region.code)]
             for word in [*words_of(place.full_name), *words_of(place.name), *SHORT.get(place.code, "").split()]}
    words.add("".join(words_of(region.name)))
    said = [*wanted.own, *wanted.above]
    return all(any(word.startswith(part) for word in words) for part in said) or "".join(said) in words
