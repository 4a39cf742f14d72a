"""A mistyped word of a query to the word that was meant, out of the words that the index holds.

Candidates share letter pairs with what was typed (one list of word numbers a pair); among these the smallest
Damerau-Levenshtein distance wins (a letter too many, too few, wrong, or two swapped), then the more frequent word.
One slip is allowed in four or five letters, two from six on; the first letter may be the wrong one. The old spelling
(dj, tj, oe, sj, nj, ch: before 1972) is read as today's. Pure: 60,000 words take about 4 MB and 0.3 s to make.
"""
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.analysis.stem import FAMILIES, stems

OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("ch", "kh"))
CANDIDATES = 250          # words that are looked at closely
FEW = 65_000              # words a lexicon holds at most: their numbers fit in two bytes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known words, the most frequent first: word i is text[starts[i]:starts[i + 1] - 1]; shown the same way."""
    text: str
    starts: "array[int]"
    shown: str
    shown_starts: "array[int]"
    numbers: dict[str, "array[int]"]        # letter pair -> numbers of the words that have it


@dataclass(frozen=True, slots=True)
class Guess:
    """How far a known word is from what was typed, and its number (a smaller one is more frequent)."""
    distance: int
    number: int


def lexicon(rows: Iterable[tuple[str, int, str]]) -> Lexicon:
    """From (stem, rows that hold it, how people write it). Irregular forms of known stems are added to them."""
    known = {stem: (count, form) for stem, count, form in rows if stem.isalpha()}
    words = {stem: (count, form or stem) for stem, (count, form) in known.items()}
    for form, parts in FAMILIES.items():
        if form not in words and form.isalpha() and all(part in known for part in parts):
            words[form] = min(known[part][0] for part in parts), form
    ordered = sorted(words, key=lambda word: -words[word][0])[:FEW]
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))
    for number, word in enumerate(ordered):
        for pair in pairs(word):
            found[pair].append(number)
    text, starts = _joined(ordered)
    shown, shown_starts = _joined([words[word][1] for word in ordered])
    return Lexicon(text, starts, shown, shown_starts, dict(found))


def _joined(words: list[str]) -> tuple[str, "array[int]"]:
    starts, at = array("I", [0]), 0
    for word in words:
        at += len(word) + 1
        starts.append(at)
    return "\n".join(words), starts


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
    one, two = one[start:], two[start:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
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
    """The nearest known word within `most` slips; of equally near ones the most frequent."""
    shared: Counter[int] = Counter()
    asked = pairs(word)
    for pair in asked:
        shared.update(known.numbers.get(pair, ()))
    needed = max(len(asked) - 2 * most - 1, 2)
    size, starts, best = len(word), known.starts, Guess(most + 1, -1)
    near = [(-count, number) for number, count in shared.items()
            if count >= needed and abs(starts[number + 1] - 1 - starts[number] - size) <= most]
    for _, number in sorted(near)[:CANDIDATES]:
        far = distance(word, known.text[starts[number]:starts[number + 1] - 1], min(best.distance, most))
        if far < best.distance or (far == best.distance <= most and number < best.number):
            best = Guess(far, number)
    return best if best.distance <= most else None


def propose(known: Lexicon, typed: str) -> str | None:
    """What was meant by a word that nothing answers to, as people here write it; None if nothing is near enough.

    The word is tried whole and cut to its stem, since a slip may sit in either: "pelyanan" is pe- l(a)yan -an.
    """
    modern = typed
    for old, new in OLD:
        modern = modern.replace(old, new)
    tried: dict[str, None] = {}
    for word in dict.fromkeys((typed, modern)):
        tried |= dict.fromkeys((word, *stems(word)[:1], *stems(word, "en")[:1]))
    best: tuple[int, int, int] | None = None
    for word in tried:
        guess = closest(known, word, slips(word))
        if guess and (best is None or (guess.distance, -len(word), guess.number) < best):
            best = guess.distance, -len(word), guess.number
    if best is None:
        return None
    start, end = known.shown_starts[best[2]], known.shown_starts[best[2] + 1] - 1
    return known.shown[start:end]
