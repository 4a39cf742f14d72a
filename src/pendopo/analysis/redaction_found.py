"""What the redactor says of a text, and the plain reading of a text in which it looks: letter for letter as long as
the text itself, so that every place in the one is the same place in the other."""
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

PHONE, EMAIL, ACCOUNT, PLATE, NAME = "phone", "email", "account", "plate", "name"   # sorts besides numbers of identity
UNSEEN = "\u200b"           # in the plain text: a character that takes no room on the page
NEVER = "(?!)"              # a pattern that nothing fits
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХаеорсхуіІΑΒΕΗΙΚΜΝΟΡΤΧοı", "ABEKMHOPCTXaeopcxyiIABEHIKMNOPTXoi")


class Found(NamedTuple):
    """text[start:end] tells who somebody is. `why` is for the person who confirms, in plain English."""
    start: int
    end: int
    sort: str
    why: str


class _Plain(dict[int, str]):
    """Digits of every script, wide and dressed letters, Cyrillic or Greek twins of Latin letters, as ASCII."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain_character(chr(code))
        return plain


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    number = unicodedata.numeric(character, -1.0)
    if number in range(10):
        return str(int(number))
    kind = unicodedata.category(character)
    if kind in ("Cf", "Mn", "Me"):
        return UNSEEN
    if kind in ("Zs", "Zl", "Zp"):
        return "\n" if kind != "Zs" else " "
    same = unicodedata.normalize("NFKC", character).translate(_LOOKALIKES)
    return same if len(same) == 1 else character


_plain = _Plain()


def plain(text: str) -> str:
    """The text as a reader sees it, in the same number of characters."""
    return text if text.isascii() else text.translate(_plain)


def apart(found: Iterable[Found], order: Sequence[str]) -> list[Found]:
    """In their order and never overlapping: what overlaps becomes one, named by the sort that `order` has first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, order.index(one.sort))):
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            first = min(last, one, key=lambda one: order.index(one.sort))
            kept[-1] = Found(last.start, max(last.end, one.end), first.sort, first.why)
        else:
            kept.append(one)
    return kept


def any_of(*patterns: str) -> str:
    """One pattern that fits what one of these fits."""
    return "|".join(pattern for pattern in patterns if pattern) or NEVER


def compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern, re.IGNORECASE)
