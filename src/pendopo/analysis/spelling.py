"""A mistyped word of a query to the word that was meant, out of the words that people here have written.

Candidates share letter pairs with what was typed (for each pair a list of word numbers). Among these the
Damerau-Levenshtein distance counts (a letter too many, too few, wrong, or two swapped) and how often a word was
written: one slip more must be made up by three hundred times the use. One slip is allowed in four or five letters, two
from six on; the first letter may be the wrong one. The old spelling (dj, tj, oe, sj, nj, ch: before 1972) is read as
today's. Pure; bench/search_words.py measures: 60,000 words take about 2.5 MB.
"""
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from pendopo.analysis.stem import stems

OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("ch", "kh"))
SLIP = log(300)           # what a slip costs, against the logarithm of use
CANDIDATES = 120          # words that are looked at closely
FEW = 65_000              # words a lexicon holds at most: their numbers fit in two bytes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known words and stems; number i is text[starts[i]:starts[i + 1] - 1]."""
    text: str
    starts: "array[int]"
    uses: "array[int]"                      # how often it was written
    shown: "array[int]"                     # the number itself; of a mere stem that of its most used form
    numbers: dict[tuple[str, int], "array[int]"]        # letter pair, length of a word -> numbers of such words

    def word(self, number: int) -> str:
        return self.text[self.starts[number]:self.starts[number + 1] - 1]


@dataclass(frozen=True, slots=True)
class Guess:
    """A known word near to what was typed: how many slips away, and how likely that makes it."""
    word: str
    slips: int
    worth: float


def lexicon(rows: Iterable[tuple[str, str, int]]) -> Lexicon:
    """From (word, its stem, how often it was written), the most used first: only 65,000 words and stems are kept."""
    known: dict[str, tuple[int, int]] = {}                    # word -> uses, number of the word to show
    stem_of: dict[str, tuple[int, int]] = {}
    for word, stem, use in rows:
        uses, first = stem_of.get(stem, (0, len(known)))
        stem_of[stem] = uses + use, first
        known[word] = use, len(known)
    for stem, entry in stem_of.items():
        known.setdefault(stem, entry)
    words = list(known)[:FEW]
    starts, found = array("I", [0]), defaultdict[tuple[str, int], "array[int]"](lambda: array("H"))
    for number, word in enumerate(words):
        starts.append(starts[-1] + len(word) + 1)
        for pair in pairs(word):
            found[pair, len(word)].append(number)
    return Lexicon("\n".join(words), starts, array("I", (min(max(known[word][0], 1), 2**31) for word in words)),
                   array("H", (known[word][1] for word in words)), dict(found))


def pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[at:at + 2] for at in range(len(framed) - 1)}


def slips(word: str) -> int:
    """How many slips a word of this length may hide."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def distance(one: str, two: str, most: int) -> int:
    """Damerau-Levenshtein (restricted: no letter moves twice), or most + 1 when it is more than `most`."""
    start = 0
    while start < len(one) and start < len(two) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    one, two = one[start:len(one) - end], two[start:len(two) - end]
    if abs(len(one) - len(two)) > most:
        return most + 1
    if not one or not two:
        return len(one) + len(two)
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        last, row = row, [i]
        for j, other in enumerate(two, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before = last
    return min(row[-1], most + 1)


def closest(known: Lexicon, word: str, most: int) -> Guess | None:
    """The likeliest known word within `most` slips. A slip spoils two pairs, or three when two letters were swapped."""
    shared: Counter[int] = Counter()
    asked = pairs(word)
    for size in range(len(word) - most, len(word) + most + 1):
        for pair in asked:
            shared.update(known.numbers.get((pair, size), ()))
    needed = max(len(asked) - 2 * most - 1, 2)
    likely = [number for number, count in shared.items() if count >= needed]
    best: Guess | None = None
    for number in sorted(likely, key=shared.__getitem__, reverse=True)[:CANDIDATES]:
        if best and shared[number] < len(asked) - 2 * best.slips - 3:
            break                                # what shares so much less is further away
        other = known.word(number)
        far = distance(word, other, most)
        worth = log(known.uses[number]) - SLIP * far
        if far <= most and (best is None or worth > best.worth):
            best = Guess(known.word(known.shown[number]), far, worth)
    return best


def propose(known: Lexicon, typed: str) -> str | None:
    """What was meant by a word that nothing answers to; None if nothing is near enough.

    The word is tried as it is, in today's spelling, and cut to its stem: "mebersihkan" may be a form that nobody has
    written yet of a word that somebody has.
    """
    modern = typed
    for old, new in OLD:
        modern = modern.replace(old, new)
    whole = [guess for word in dict.fromkeys((typed, modern)) if (guess := closest(known, word, slips(word)))]
    if not whole:
        cut = {stem for word in (typed, modern) for language in ("id", "en") for stem in stems(word, language)[:1]}
        cut -= {typed, modern}
        whole = [guess for word in sorted(cut) if (guess := closest(known, word, min(slips(word), 1)))]
    return max(whole, key=lambda guess: guess.worth).word if whole else None
