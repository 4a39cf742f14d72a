"""Names of people, told by what stands before them and by what they look like; not streets, places, schools or posts.

In a text with capitals these help; in one without, or in one all of capitals, only known names and unknown words after
a title or "nama saya" count. A word list alone would hide half of a city's streets, so places come first.
"""
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pendopo.analysis.redaction_found import NAME, UNSEEN, Found, any_of, compiled
from pendopo.analysis.redaction_words import Lexicon, everyday, kind, village

MOST = 5                     # words of a name
_token = re.compile(r"[^\W\d_]+(?:['’`ʼ-][^\W\d_]{2,})*")
_joined = re.compile(r"\.?[ \t_" + UNSEEN + r"]{0,3}|[ \t]?\n[ \t]?")


@dataclass(frozen=True, eq=False)
class Names:
    """The words of a country, and what announces a name ("nama saya"); `weak`: a label after which only a capital or a
    known name begins one."""
    words: Lexicon
    label: "re.Pattern[str]"
    weak: frozenset[str]


def names(words: Lexicon, label: str = "", weak: Collection[str] = ()) -> Names:
    return Names(words, compiled(any_of(label)), frozenset(weak))


class Word(NamedTuple):
    start: int
    end: int
    low: str
    upper: bool               # begins with a capital
    shout: bool               # several capitals and nothing else


class Words:
    """The words of one plain text, and which of them belong to a place."""

    def __init__(self, text: str, known: Lexicon) -> None:
        self.text, self.known = text, known
        self.all = [Word(match.start(), match.end(), word.lower(), word[0].isupper(), len(word) > 1 and word.isupper())
                    for match in _token.finditer(text) for word in (match.group(),)]
        self.kinds = [kind(word.low, known) for word in self.all]
        letters = [word for word in self.all if len(word.low) > 1]
        shouts = len([word for word in letters if word.shout])
        capitals = any(word.upper for word in letters)
        self.cased = capitals and shouts <= 0.6 * len(letters)          # capitals say something
        self.of_place = [False] * len(self.all)
        self._mark_places()

    def joined(self, left: int) -> bool:
        """Whether word left + 1 follows word `left` with nothing but a space or a dot between."""
        if left + 1 >= len(self.all):
            return False
        gap = self.text[self.all[left].end:self.all[left + 1].start]
        return gap == " " or (_joined.fullmatch(gap) is not None and (gap[0] != "." or self._short(self.all[left])))

    def _short(self, word: "Word") -> bool:
        """Whether a dot after a word only shortens it: elsewhere it ends a sentence."""
        return len(word.low) < 3 or any(word.low in self.known[each] for each in ("title", "place", "rank"))

    def name_like(self, at: int, announced: bool = False) -> bool:
        """Whether a word may be part of a name: in a cased text it has a capital, unless the name was announced."""
        word = self.all[at]
        if self.of_place[at]:
            return False
        if len(word.low) == 1:
            return word.upper
        if word.low in self.known["particle"]:
            return True
        what = self.kinds[at]
        if what in ("name", "perhaps"):
            return word.upper or not self.cased or what == "name" or announced
        if self.cased and not (announced and not word.upper):
            return word.upper and not word.shout and (what == "unknown" or not _never(word.low, self.known))
        return what == "unknown"

    def _mark_places(self) -> None:
        """What follows "Jalan", "Desa", "SDN" is the name of a place, as far as its capitals (or, without capitals, its
        unusual words) reach."""
        at = 0
        while at < len(self.all):
            word = self.all[at]
            at += 1
            if word.low not in self.known["place"] or (
                    self.cased and not word.upper and word.low in self.known["lower_place"]):
                continue
            taken, titled = 0, word.low in self.known["called_after"]
            while at < len(self.all) and taken < (MOST if self.cased else 3) and (
                    self.joined(at - 1) or (taken == 0 and self._near(at))):
                if not self._part_of_place(at, titled, taken):
                    break
                self.of_place[at] = True
                taken += 1
                at += 1

    def _near(self, at: int) -> bool:
        """A number may stand between: "SDN 2 Sukamaju"; so may a colon."""
        gap = self.text[self.all[at - 1].end:self.all[at].start]
        return len(gap) < 8 and not any(sign in gap for sign in ",;()\n")

    def _part_of_place(self, at: int, titled: bool, taken: int) -> bool:
        word = self.all[at]
        if word.low in self.known["title"] and len(word.low) > 1:
            return titled and taken <= 2 and (word.upper or not self.cased)
        if word.low in self.known["place"]:
            return False
        if self.cased:
            return word.upper
        return self.kinds[at] in ("name", "perhaps", "unknown") or (
            taken == 0 and word.low in self.known["hero"])


def _never(word: str, known: Lexicon) -> bool:
    """Words that are no part of a name even with a capital after "nama saya"."""
    return any(word in known[each] for each in ("post", "place", "title", "common")) or (
        everyday(word, known) and word not in known["mild"])


def find(text: str, country: Names, known: Collection[str] = ()) -> Iterator[Found]:
    """In a plain text. Spans may overlap."""
    yield from _known(text, country.words, known)
    words, lexicon = Words(text, country.words), country.words
    yield from _labelled(words, country)
    for at, word in enumerate(words.all):
        listed = words.kinds[at] in ("name", "perhaps")
        if (not listed and word.low not in lexicon.announcing) or words.of_place[at]:
            continue
        if word.low in lexicon["title"]:
            yield from _titled(words, at)
        elif word.low in lexicon["between"] and 0 < at < len(words.all) - 1:
            yield from _sides(words, at)
        elif word.low in lexicon["kin"] or word.low in lexicon["by"]:
            yield from _introduced(words, at)
        if listed:
            yield from _known_by_list(words, at)


def _known(text: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[Found]:
    for name in known:
        parts = [re.escape(part) for part in _token.findall(name)]
        if not parts or len("".join(parts)) < 3:
            continue
        for match in re.finditer(r"(?<![^\W_])" + r"[\W_]{0,3}".join(parts) + r"(?![^\W_])", text, re.IGNORECASE):
            yield Found(*match.span(), NAME, "a name of this case")
        strong = [part for part in parts if len(part) > 3 and kind(part.lower(), lexicon) in ("name", "unknown")]
        if strong:
            for match in re.finditer(rf"(?<![^\W_])(?:{'|'.join(strong)})(?![^\W_])", text, re.IGNORECASE):
                yield Found(*match.span(), NAME, "part of a name of this case")


def _take(words: Words, at: int, most: int = MOST, announced: bool = False) -> int:
    """The number of words from `at` that make a name. An announced one may be in small letters, all of it."""
    taken = 0
    announced = announced and at < len(words.all) and not words.all[at].upper
    while at + taken < len(words.all) and taken < most and words.name_like(at + taken, announced):
        if announced and words.all[at + taken].upper:
            break
        if taken and not words.joined(at + taken - 1):
            break
        if taken and not words.cased and words.kinds[at + taken] == "unknown" and taken >= 3:
            break
        taken += 1
    while taken and (words.all[at + taken - 1].low in words.known["particle"]):
        taken -= 1
    return taken


def _span(words: Words, first: int, taken: int, why: str) -> Iterator[Found]:
    if taken and sum(len(word.low) for word in words.all[first:first + taken]) > 2:
        yield Found(words.all[first].start, words.all[first + taken - 1].end, NAME, why)


def _labelled(words: Words, country: Names) -> Iterator[Found]:
    """After "nama saya", "bernama", "a.n.", "ttd"."""
    at = 0
    for label in country.label.finditer(words.text):
        while at < len(words.all) and words.all[at].start < label.end():
            at += 1
        if at == len(words.all) or words.text[label.end():words.all[at].start].strip(" \t\"'“(" + UNSEEN):
            continue
        if label.group().strip().lower() in country.weak and not words.all[at].upper and words.kinds[at] != "name":
            continue                                      # "nama siluman", "nama yang sama": nobody is introduced
        first = _past_titles(words, at)
        if first < len(words.all) and (first == at or words.joined(first - 1)):
            why = " ".join(label.group().split()).strip(" :=")
            yield from _span(words, first, _take(words, first, announced=True), f"after “{why}”")


def _past_titles(words: Words, at: int) -> int:
    """Titles and posts that stand before the name itself: "Bapak Camat H."."""
    while at < len(words.all) - 1 and words.joined(at) and any(
            words.all[at].low in words.known[each] for each in ("title", "post")):
        at += 1
    return at


def _titled(words: Words, at: int) -> Iterator[Found]:
    """After Pak, Bu, Sdr., H., dr.: the name; a post between ("Pak Lurah Budi") stays."""
    title = words.all[at]
    dotted = words.text[title.end:title.end + 1] == "."
    if len(title.low) < 3 and title.low not in words.known["short_title"] and not dotted and not title.upper:
        return                                            # "dr" is short for "dari" when it is small and has no dot
    if not words.joined(at):
        return
    first = at + 1
    posted = words.all[first].low in words.known["post"]
    first = _past_titles(words, first)
    if posted and (first >= len(words.all) or not words.joined(first - 1)):
        return
    if first < len(words.all) and _begins(words, first, posted):
        yield from _span(words, first, _take(words, first, announced=not posted), f"after “{title.low}”")


def _begins(words: Words, at: int, careful: bool) -> bool:
    """Whether a name begins here, after a word that often goes before one."""
    word = words.all[at]
    what = words.kinds[at]
    if words.of_place[at] or (word.shout and words.cased and what not in ("name", "perhaps")):
        return False
    if what == "name" or (what == "perhaps" and (word.upper or not careful)):
        return True
    if len(word.low) == 1:
        return word.upper and words.joined(at) and words.name_like(at + 1)
    return what == "unknown" and ((words.cased and word.upper) or not careful)


def _sides(words: Words, at: int) -> Iterator[Found]:
    """Both sides of "bin" and "binti"."""
    first, end = at, at + 1
    while first and at - first < 3 and words.joined(first - 1) and words.name_like(first - 1):
        first -= 1
    if first < at and words.joined(at):
        end += _take(words, end, 3)
    if first < at < end - 1:
        yield from _span(words, first, end - first, "around “bin” or “binti”")


def _introduced(words: Words, at: int) -> Iterator[Found]:
    """After "tetangga saya", "oleh", "ketua RT": with a capital, or a known name."""
    first, owners, kin = at + 1, words.known["owner"], words.known["kin"]
    while first < len(words.all) and words.joined(first - 1) and (
            words.all[first].low in owners or words.all[first].low in kin) and first - at < 4:
        first += 1
    if first >= len(words.all) or (not words.joined(first - 1) and not _number_between(words, first)):
        return
    word = words.all[first]
    what = words.kinds[first]
    clear = what == "name" or (what == "perhaps" and word.upper and words.cased) or (
        what == "unknown" and words.cased and word.upper and not word.shout and not village(word.low, words.known))
    if clear and not words.of_place[first]:
        yield from _span(words, first, _take(words, first), f"after “{words.all[at].low}”")


def _number_between(words: Words, at: int) -> bool:
    """"Ketua RT 03 Budi"."""
    gap = words.text[words.all[at - 1].end:words.all[at].start]
    return len(gap) < 7 and gap.strip(" /").replace("/", "").isdecimal()


def _known_by_list(words: Words, at: int) -> Iterator[Found]:
    """A name of the list. An everyday word among the names needs a second name beside it; a hero's name alone is a
    street's."""
    word = words.all[at]
    if at and words.joined(at - 1) and not words.of_place[at - 1] and words.name_like(at - 1) and (
            words.kinds[at - 1] in ("name", "perhaps")):
        return                                            # told with the word before
    first = at
    while words.cased and first and at - first < 2 and words.joined(first - 1) and _leads(words, first - 1):
        first -= 1
    taken = at - first + _take(words, at)
    if not taken or (words.cased and not word.upper and words.kinds[at] != "name"):
        return
    parts, kinds = [one.low for one in words.all[first:first + taken]], words.kinds[first:first + taken]
    sure, perhaps = kinds.count("name"), kinds.count("perhaps")
    beside = sum(what == "unknown" and len(part) > 2 and not village(part, words.known)
                 for part, what in zip(parts, kinds, strict=True)) if words.cased else 0
    hero = words.known["hero"]
    if all(part in hero or len(part) < 2 for part in parts) or sure + perhaps / 2 + beside / 2 < 1:
        return
    if not sure and not words.cased and perhaps < 2:
        return
    yield from _span(words, first, taken, "a known name")


def _leads(words: Words, at: int) -> bool:
    """An unknown word with a capital, or an initial, before a known name."""
    word = words.all[at]
    if words.of_place[at] or not word.upper or (word.shout and len(word.low) > 1):
        return False
    return len(word.low) == 1 or (
        words.kinds[at] == "unknown" and not village(word.low, words.known) and not _opens(words, at))


def _opens(words: Words, at: int) -> bool:
    """Whether a sentence begins with this word: then its capital says nothing."""
    before = words.text[:words.all[at].start].rstrip()
    return not before or before[-1] in ".!?:\n\"“"
