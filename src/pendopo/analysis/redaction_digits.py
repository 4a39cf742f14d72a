"""Digits however they are written: glued to letters, spaced, dotted, in words, with O for 0, in other scripts.

A text becomes runs: digits that a reader would read one after the other, each with its place in the text and the gap
before the next. Which words say digits is the country's to tell; "tiga puluh dua" and "trinta e dois" are read as 32.
"""
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pendopo.analysis.redaction_found import NEVER, UNSEEN, any_of


def tree(words: Collection[str]) -> str:
    """A pattern of the words, branching letter by letter: many times faster than one after the other."""
    heads = sorted({word[:1] for word in words})
    if heads == [""]:
        return ""
    rest = [(head, tree([word[1:] for word in words if word[:1] == head])) for head in heads if head]
    branches = [head + tail for head, tail in rest]
    whole = branches[0] if len(branches) == 1 and "" not in words else "(?:" + "|".join(branches) + ")"
    return whole + "?" if "" in words else whole


_LOOKALIKE = str.maketrans("OoQDlIiZzSsBbGgq", "0000111225588699")
_ALIKE = frozenset("OoQDlIiZzSsBbGgq")
_written = re.compile("[0-9][0-9OoQDlIiZzSsBbGgq" + UNSEEN + "]*"          # digits, with letters that stand for some
                      r"|(?<![^\W_])(?:O{1,4}|[OQolI]{2,4})(?![^\W_])")  # "OOO1" written in groups: "OOO"
LONGEST_GAP = 24            # characters
TEEN, TEN, HUNDRED, DOUBLE, TRIPLE = "teen", "ten", "hundred", "double", "triple"


@dataclass(frozen=True, eq=False)
class Spoken:
    """Words that say digits. `digit`: "tiga" 3; `pair`: "sebelas" 11; `tens`: "trinta" 3, a digit may follow;
    `hundreds`: "seratus" 1, two digits follow; `turns`: what a word makes of the digit before it (TEEN, TEN, HUNDRED)
    or after it (DOUBLE, TRIPLE)."""
    digit: Mapping[str, str]
    pair: Mapping[str, str]
    tens: Mapping[str, str]
    hundreds: Mapping[str, str]
    turns: Mapping[str, str]
    one: "re.Pattern[str]"
    said: "re.Pattern[str]"
    gap: "re.Pattern[str]"


def spoken(numbers: Mapping[int, Collection[str]], turns: Mapping[str, Collection[str]], glued: str = "",
           signs: str = "") -> Spoken:
    """`numbers`: the words for 0 to 99 and for whole hundreds; `glued`: labels that stand before a digit without a
    space; `signs`: words that people write for the sign between two digits. Both are patterns."""
    each = [(number, word) for number, words in numbers.items() for word in words]
    turned = {word: turn for turn, words in turns.items() for word in words}
    some = tree({*turned, *(word for _, word in each)}) or NEVER
    glue = rf"(?<![^\W\d_])(?:{glued})?" if glued else r"(?<![^\W\d_])"
    return Spoken(
        digit={word: str(number) for number, word in each if number < 10},
        pair={word: str(number) for number, word in each if 10 <= number < 100 and not _is_ten(number)},
        tens={word: str(number // 10) for number, word in each if _is_ten(number)},
        hundreds={word: str(number // 100) for number, word in each if number >= 100}, turns=turned,
        one=re.compile(some),
        said=re.compile(rf"{glue}({some}+)(?![^\W\d_])|{glue}({some}{{4,}})"),
        gap=re.compile(r"(?:[\W_]|%2[0dDeEfF]|&nbsp;|[xX](?=[\W_]*[0-9])|(?<![^\W\d_])(?:" + any_of(signs)
                       + r")(?![^\W\d_])){1,10}", re.IGNORECASE))


def _is_ten(number: int) -> bool:
    """Whether a word for it goes on with a digit: "trinta e dois"; nothing follows the word for ten."""
    return 20 <= number < 100 and number % 10 == 0


@dataclass(slots=True)
class Run:
    """Digits in reading order. Digit i stands at text[starts[i]:ends[i]]; gaps[i] is what lies between it and the
    next one, "" where they touch. `true` marks those written as digits or words, not as letters that look like one."""
    digits: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    true: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.digits)

    def said(self, at: int) -> bool:
        """Whether a digit is written as a word."""
        return self.ends[at] > self.starts[at] + 1

    def add(self, digits: str, start: int, end: int, true: bool, step: int) -> None:
        """Digits that share one place (step 0: a word) or stand one after the other (step 1)."""
        for number, digit in enumerate(digits):
            at = start + number * step
            self.digits += digit
            self.starts.append(at)
            self.ends.append(at + 1 if step else end)
            self.true.append(true)


def runs(text: str, least: int, words: Spoken) -> list[Run]:
    """The runs of at least so many digits in a plain text (see redaction_found.plain)."""
    found: list[Run] = []
    run, told = Run(), list[tuple[str, int, int]]()
    before = -1
    for start, end, spoken in _chunks(text, words):
        if before >= 0:
            gap = text[before:start]
            if gap != " " and gap and (len(gap) > LONGEST_GAP or not words.gap.fullmatch(gap)):
                _spell(run, told, words)
                found.append(run)
                run = Run()
        if spoken:
            low = text[start:end].lower()
            told += [(one.group(), start + one.start(), start + one.end()) for one in words.one.finditer(low)]
        else:
            _spell(run, told, words)
            _read(run, text, start, end)
        before = end
    _spell(run, told, words)
    found = [run for run in [*found, run] if len(run) >= least]
    for run in found:
        run.gaps = [_seen(text[end:start]) if start > end else ""
                    for end, start in zip(run.ends, run.starts[1:], strict=False)]
    return found


def _chunks(text: str, words: Spoken) -> Iterator[tuple[int, int, bool]]:
    """Where digits stand (False) and words that say some (True), in order and never overlapping."""
    written = []
    for match in _written.finditer(text):
        start = match.start()
        while start and text[start - 1] in _ALIKE:
            start -= 1
        written.append((start, match.end(), False))
    low = text.lower()
    if len(low) != len(text):
        low = "".join(letter.lower()[0] for letter in text)
    said = [(*match.span(1 if match[1] else 2), True) for match in words.said.finditer(low)]
    if not said:
        yield from written
        return
    end = 0
    for chunk in sorted([*written, *said], key=lambda one: (one[0], not one[2])):
        if chunk[1] > end and (chunk[0] >= end or not chunk[2]):
            yield max(chunk[0], end), chunk[1], chunk[2]      # the l of "nol" is no 1 of the number after it
            end = chunk[1]


def _seen(gap: str) -> str:
    return gap.replace(UNSEEN, "").replace("\u20e3", "")


def _read(run: Run, text: str, start: int, end: int) -> None:
    chunk = text[start:end]
    if chunk.isdecimal():
        run.add(chunk, start, 0, True, 1)
        return
    for at, letter in enumerate(chunk, start):
        if letter != UNSEEN:
            run.add(letter.translate(_LOOKALIKE), at, 0, letter.isdecimal(), 1)


def _spell(run: Run, told: list[tuple[str, int, int]], words: Spoken) -> None:
    """Puts spoken digits into the run and forgets the words."""
    at = 0
    while at < len(told):
        digits, used = _number([word for word, _, _ in told[at:at + 6]], words)
        start, end = told[at][1], told[at + used - 1][2]
        if used == len(digits):
            for digit, (_, first, last) in zip(digits, told[at:at + used], strict=True):
                run.add(digit, first, last, True, 0)
        else:
            run.add(digits, start, end, True, 0)
        at += used
    told.clear()


def _number(told: list[str], words: Spoken) -> tuple[str, int]:
    """The digits that the first words say, and how many words that took: "tiga puluh dua" 32, 3; "nol" 0, 1."""
    first, second = told[0], told[1] if len(told) > 1 else ""
    turn = words.turns.get(first)
    if turn in (DOUBLE, TRIPLE):
        times = 2 if turn == DOUBLE else 3
        return (words.digit[second] * times, 2) if second in words.digit else ("", 1)
    if first in words.hundreds or (first in words.digit and words.turns.get(second) == HUNDRED):
        used = 1 if first in words.hundreds else 2
        rest, more = _tens(told[used:], words)
        return (words.hundreds.get(first) or words.digit[first]) + rest.rjust(2, "0"), used + more
    rest, used = _tens(told[:4], words)
    return (rest, used) if used else ("", 1)


def _tens(told: list[str], words: Spoken) -> tuple[str, int]:
    if not told:
        return "", 0
    first, second, third, fourth = [*told, "", "", ""][:4]
    if first in words.pair:
        return words.pair[first], 1
    if first in words.tens:
        return _with_unit(words.tens[first], second, third, words, 1)
    turn = words.turns.get(second)
    if turn == TEEN and first in words.digit:
        return "1" + words.digit[first], 2
    if turn == TEN and first in words.digit:
        return _with_unit(words.digit[first], third, fourth, words, 2)
    return (words.digit[first], 1) if first in words.digit else ("", 0)


def _with_unit(ten: str, unit: str, after: str, words: Spoken, used: int) -> tuple[str, int]:
    """A ten and the digit that belongs to it, unless that one begins a number of its own: "tiga puluh dua puluh"."""
    digit = words.digit.get(unit, "0") if words.turns.get(after) not in (TEN, TEEN, HUNDRED) else "0"
    return ten + digit, used + (digit != "0")
