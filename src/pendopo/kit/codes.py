"""Codes people copy by hand: the public code of a record and the secret receipt of a person without an account.

A record code reads LAP-2026-0001-Y: prefix of the kind, year, number within that year, check character.
A receipt reads 7KQ2-M0XD-…: five groups of four, 95 random bits and a check character. Each group has a letter, so
no part of it looks like a NIK (16 digits).

The check character is a sum over GF(32) with a power of a primitive element as weight of each place (x^5+x^2+1;
order 31). One wrong character or two exchanged ones always change the sum: the error of copying is named at once,
instead of showing a stranger's record or "not found".

The alphabet is Crockford's base 32: no I, L, O, U. Who types O for 0, or I or L for 1, small letters, spaces or
other dashes, is understood.
"""
import hashlib
import hmac
import re
import secrets
from itertools import product
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK = f"[{ALPHABET}]"
RECORD_PATTERN = rf"[A-Z]{{2,5}}-2[0-9]{{3}}-[0-9]{{4,9}}-{CHECK}"
RECEIPT_LENGTH = 20
GROUP = 4
LONGEST = 80                                # of what is typed, spaces included

AMBIGUOUS = str.maketrans("OIL", "011")
LETTERS = {"0": "O", "1": "IL"}             # what a digit typed inside a prefix may have meant
APART = re.compile(r"[\s._/\-\u2010-\u2015\u2212]+")
LOOSE = re.compile(r"([A-Z01]{2,5})(2[0-9OIL]{3})([0-9OIL]{4,9})([0-9A-Z])", re.ASCII)
IN_ADDRESS = re.compile(rf"({RECORD_PATTERN})(?:-.*)?", re.ASCII | re.DOTALL | re.IGNORECASE)

NOT_A_CODE = _("This does not look like a record code. A code reads like LAP-2026-0001-Y.")
MISTYPED_CODE = _("This code is mistyped: one of its characters is wrong. Please compare it once more.")
NOT_A_RECEIPT = _("A receipt has 20 letters and digits in five groups of four. Some are missing or too many.")
MISTYPED_RECEIPT = _("This receipt is mistyped: one of its characters is wrong. Please compare it once more.")


class Mistyped(ValueError):
    """The code cannot be right. `sentence` tells the person so, in their language."""

    def __init__(self, sentence: Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RecordCode(NamedTuple):
    prefix: str
    year: int
    number: int
    check: str

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year:04d}-{self.number:04d}-{self.check}"


def record_code(prefix: str, year: int, number: int) -> str:
    """The public code of the number-th record of a kind in a year, e.g. ("LAP", 2026, 1). ValueError: out of form."""
    if not re.fullmatch(r"[A-Z]{2,5}", prefix) or not 2000 <= year <= 2999 or not 0 < number <= 999_999_999:
        raise ValueError(f"no code can be made of {prefix!r}, {year!r}, {number!r}")
    return str(RecordCode(prefix, year, number, _record_check(prefix, f"{year:04d}{number:04d}")))


def parse_record_code(text: str) -> RecordCode:
    """The code a person meant, forgiving case, spaces, dashes, O for 0 and I or L for 1. Raises Mistyped."""
    found = LOOSE.fullmatch(APART.sub("", text).upper()) if len(text) <= LONGEST else None
    if not found:
        raise Mistyped(NOT_A_CODE)
    typed, digits, check = found[1], (found[2] + found[3]).translate(AMBIGUOUS), found[4].translate(AMBIGUOUS)
    if len(digits) > 8 and digits[4] == "0":                     # a five-figure number has no leading nought
        raise Mistyped(MISTYPED_CODE)
    for letters in product(*(LETTERS.get(letter, letter) for letter in typed)):
        prefix = "".join(letters)
        if check == _record_check(prefix, digits) and int(digits[4:]):
            return RecordCode(prefix, int(digits[:4]), int(digits[4:]), check)
    raise Mistyped(MISTYPED_CODE)


def in_address(part: str) -> RecordCode | None:
    """The code at the head of CODE[-slug]; the slug is for readers only. None: no code there, or a mistyped one."""
    found = IN_ADDRESS.fullmatch(part)
    try:
        return parse_record_code(found[1]) if found else None
    except Mistyped:
        return None


def new_receipt() -> str:
    """A secret only its holder has. A group of digits alone (1 draw in 20) is drawn again."""
    while True:
        drawn = [secrets.randbelow(32) for _place in range(RECEIPT_LENGTH - 1)]
        drawn.append(_sum([*drawn, 0]))
        groups = ["".join(ALPHABET[value] for value in drawn[at:at + GROUP]) for at in range(0, RECEIPT_LENGTH, GROUP)]
        if not any(group.isdigit() for group in groups):
            return "-".join(groups)


def parse_receipt(text: str) -> str:
    """The receipt as printed, forgiving the same slips as parse_record_code. Raises Mistyped."""
    letters = APART.sub("", text[:LONGEST + 1]).upper().translate(AMBIGUOUS)
    if len(text) > LONGEST or len(letters) != RECEIPT_LENGTH:
        raise Mistyped(NOT_A_RECEIPT)
    if any(letter not in ALPHABET for letter in letters) or _sum([ALPHABET.index(letter) for letter in letters]):
        raise Mistyped(MISTYPED_RECEIPT)
    return "-".join(letters[at:at + GROUP] for at in range(0, RECEIPT_LENGTH, GROUP))


def receipt_hash(key: bytes, receipt: str) -> str:
    """What is stored instead of the receipt: HMAC-SHA256 in 64 hex digits. Without the key a copy opens nothing."""
    if len(key) < 32:
        raise ValueError("the receipt key has fewer than 32 bytes")
    return hmac.new(key, parse_receipt(receipt).encode("ascii"), hashlib.sha256).hexdigest()


def _record_check(prefix: str, digits: str) -> str:
    """Letters count 1 to 26 and digits 0 to 9: within a place all values differ, so every substitution shows."""
    return ALPHABET[_sum([*(ord(letter) - 64 for letter in prefix), *map(int, digits), 0])]


def _sum(values: list[int]) -> int:
    """Horner's rule over GF(32) with base x. With 0 in the place of the check it gives the check, with the check 0."""
    total = 0
    for value in values:
        total = (total << 1 ^ (0b100101 if total & 16 else 0)) ^ value
    return total
