"""What a single word may be: a name, a title, a post, a kind of place, an everyday word. The lists are the country's; a
word that neither they nor a dictionary know is unknown, and unknown words are what rare names look like."""
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pendopo.analysis.redaction_found import any_of
from pendopo.analysis.stem import FAMILIES, NONE, ROOTS, STOP, stems

Class = Literal["name", "perhaps", "common", "unknown"]
DICTIONARIES = {"id": ROOTS}            # languages whose everyday words are known here
# given, family: names; doubtful: names that are everyday words as well; title: stands before a name; short: a title
# also without a dot and in small letters; post; place: a kind of place, its name follows; called_after: places called
# after a person with a title; lower_place: words that are a kind of place only with a capital; hero: streets are called
# after them; common: everyday words; mild: everyday words that stand in names; particle; between: inside a name (bin);
# kin, by: a name may follow; owner: may stand between; rank: shortened by a dot
LISTS = ("given", "family", "doubtful", "title", "short_title", "post", "place", "called_after", "lower_place", "hero",
         "common", "mild", "particle", "between", "kin", "by", "owner", "rank")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a country, by LISTS. `office`: words that by their form are an office; `village`: names that by
    their form are a village's."""
    language: str
    names: frozenset[str]
    doubtful: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    office: "re.Pattern[str]"
    village: "re.Pattern[str]"
    announcing: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


def lexicon(language: str, lists: Mapping[str, frozenset[str]], *, office: str = "", village: str = "") -> Lexicon:
    full = {name: lists.get(name, NONE) for name in LISTS}
    names = full["given"] | full["family"] | full["doubtful"]
    return Lexicon(language, names, full["doubtful"] | (names & DICTIONARIES.get(language, NONE)), full,
                   re.compile(any_of(office)), re.compile(any_of(village)),
                   full["kin"] | full["by"] | full["title"] | full["between"])


@lru_cache(maxsize=32_768)
def kind(word: str, known: Lexicon) -> Class:
    """Of a word in small letters. "perhaps": a name that is an everyday word as well."""
    if word in known.names:
        return "perhaps" if word in known.doubtful else "name"
    if word in known["post"] or word in known["place"] or word in known["title"] or everyday(word, known):
        return "common"
    return "unknown"


def village(word: str, known: Lexicon) -> bool:
    """Whether it is, by its form, the name of a village: "Sukamaju", "Karanganyar"."""
    return known.village.fullmatch(word) is not None


def everyday(word: str, known: Lexicon) -> bool:
    """Whether a dictionary of the country's language knows it, or it is the name of an office."""
    if word in known["common"] or word in STOP.get(known.language, NONE) or word in STOP["en"]:
        return True
    if len(word) < 3 or known.office.fullmatch(word):
        return True
    if known.language not in DICTIONARIES:
        return False
    if word in ROOTS or word in FAMILIES:
        return True
    return any(stem != word and (stem in ROOTS or stem in FAMILIES) for stem in stems(word)) or not stems(word)
