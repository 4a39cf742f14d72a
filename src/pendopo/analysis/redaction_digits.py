"""Digits however they are written: glued to letters, spaced, dotted, in words, with O for 0, in other scripts.

A text becomes runs: digits that a reader would read one after the other, each with its place in the text and the gap
before the next. Words of Indonesian, English, Javanese and Sundanese are known; "tiga puluh dua" is read as 32.
"""
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from pendopo.analysis.redaction_found import UNSEEN

_WORDS = {
    "nol": "0", "enol": "0", "kosong": "0", "zero": "0", "sanga": "9", "siji": "1", "loro": "2", "telu": "3",
    "papat": "4", "pitu": "7", "wolu": "8", "hiji": "1", "tilu": "3", "opat": "4", "genep": "6", "dalapan": "8",
    "salapan": "9", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "enem": "6",
    "tujuh": "7", "tuju": "7", "delapan": "8", "lapan": "8", "sembilan": "9", "smbilan": "9", "one": "1", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}
_TENS = {"sepuluh": "10", "sebelas": "11"}
_SPOKEN = (*_WORDS, *_TENS, "seratus", "puluh", "belas", "ratus", "dobel", "double", "tripel", "triple")


def _tree(words: Collection[str]) -> str:
    """A pattern of the words, branching letter by letter: many times faster than one after the other."""
    heads = sorted({word[:1] for word in words})
    if heads == [""]:
        return ""
    rest = [(head, _tree([word[1:] for word in words if word[:1] == head])) for head in heads if head]
    branches = [head + tail for head, tail in rest]
    whole = branches[0] if len(branches) == 1 and "" not in words else "(?:" + "|".join(branches) + ")"
    return whole + "?" if "" in words else whole


_word = _tree(_SPOKEN)
_LOOKALIKE = str.maketrans("OoQDlIiZzSsBbGgq", "0000111225588699")
_ALIKE = frozenset("OoQDlIiZzSsBbGgq")
_written = re.compile("[0-9][0-9OoQDlIiZzSsBbGgq" + UNSEEN + "]*"          # digits, with letters that stand for some
                      r"|(?<![^\W_])(?:O{1,4}|[OQolI]{2,4})(?![^\W_])")  # "OOO1" written in groups: "OOO"
_said = re.compile(rf"(?<![^\W\d_])(?:nik|ktp|kk|no|nomor|hp|wa)?({_word}+)(?![^\W\d_])"
                   rf"|(?<![^\W\d_])(?:nik|ktp|kk|no|nomor|hp|wa)?({_word}{{4,}})")
_words = re.compile(_word)
_gap = re.compile(r"(?:[\W_]|%2[0dDeEfF]|&nbsp;|[xX](?=[\W_]*[0-9])|(?<![^\W\d_])(?:titik|strip|spasi|koma|garis|miring"
                  r"|dash|dot|min|space|bawah|datar)(?![^\W\d_])){1,10}", re.IGNORECASE)
LONGEST_GAP = 24            # characters


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


def runs(text: str, least: int) -> list[Run]:
    """The runs of at least so many digits in a plain text (see redaction_found.plain)."""
    found: list[Run] = []
    run, words = Run(), list[tuple[str, int, int]]()
    before = -1
    for start, end, spoken in _chunks(text):
        if before >= 0:
            gap = text[before:start]
            if gap != " " and gap and (len(gap) > LONGEST_GAP or not _gap.fullmatch(gap)):
                _spell(run, words)
                found.append(run)
                run = Run()
        if spoken:
            low = text[start:end].lower()
            words += [(one.group(), start + one.start(), start + one.end()) for one in _words.finditer(low)]
        else:
            _spell(run, words)
            _read(run, text, start, end)
        before = end
    _spell(run, words)
    found = [run for run in [*found, run] if len(run) >= least]
    for run in found:
        run.gaps = [_seen(text[end:start]) if start > end else ""
                    for end, start in zip(run.ends, run.starts[1:], strict=False)]
    return found


def _chunks(text: str) -> Iterator[tuple[int, int, bool]]:
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
    said = [(*match.span(1 if match[1] else 2), True) for match in _said.finditer(low)]
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


def _spell(run: Run, words: list[tuple[str, int, int]]) -> None:
    """Puts spoken digits into the run and forgets the words."""
    at = 0
    while at < len(words):
        digits, used = _number([word for word, _, _ in words[at:at + 6]])
        start, end = words[at][1], words[at + used - 1][2]
        if used == len(digits):
            for digit, (_, first, last) in zip(digits, words[at:at + used], strict=True):
                run.add(digit, first, last, True, 0)
        else:
            run.add(digits, start, end, True, 0)
        at += used
    words.clear()


def _number(words: list[str]) -> tuple[str, int]:
    """The digits that the first words say, and how many words that took: "tiga puluh dua" 32, 3; "nol" 0, 1."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in ("dobel", "double", "tripel", "triple"):
        times = 2 if first.startswith("do") else 3
        return (_WORDS[second] * times, 2) if second in _WORDS else ("", 1)
    if first == "seratus" or (first in _WORDS and second == "ratus"):
        used = 1 if first == "seratus" else 2
        rest, more = _tens(words[used:])
        return _WORDS.get(first, "1") + rest.rjust(2, "0"), used + more
    rest, used = _tens(words[:4])
    return (rest, used) if used else ("", 1)


def _tens(words: list[str]) -> tuple[str, int]:
    if not words:
        return "", 0
    first, second, third, fourth = [*words, "", "", ""][:4]
    if first in _TENS:
        return _TENS[first], 1
    if second == "belas" and first in _WORDS:
        return "1" + _WORDS[first], 2
    if second == "puluh" and first in _WORDS:
        unit = _WORDS.get(third, "0") if fourth not in ("puluh", "belas", "ratus") else "0"
        return _WORDS[first] + unit, 3 if unit != "0" else 2
    return (_WORDS[first], 1) if first in _WORDS else ("", 0)
