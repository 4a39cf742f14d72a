"""Hides who somebody is: before a text, a file name or an export is published, and a person confirms.

NIK and KK in any disguise, telephone, mail, bank account, number plate, names. Numbers of documents, amounts, dates,
streets and posts stay. The text itself is never changed here: the original stays sealed where it lies.
UU 27/2022 (personal data protection) and UU 14/2008 art. 17 h ask for it. bench/redaction.py measures.
"""
from collections.abc import Collection, Iterable, Mapping

from pendopo.analysis import (
    redaction_accounts,
    redaction_contact,
    redaction_digits,
    redaction_found,
    redaction_identity,
    redaction_names,
)
from pendopo.analysis.redaction_found import MARKS, Found, Sort

LEAST = 7                    # digits of the shortest number that may be somebody's
IN_A_FILE_NAME = "disamarkan"


def find(text: str, known: Collection[str] = ()) -> list[Found]:
    """What tells who somebody is, in order and never overlapping. `known`: names to hide wherever they stand, those of
    the reporter and of the people of the case."""
    plain = redaction_found.plain(text)
    runs = redaction_digits.runs(plain, LEAST)
    found = [*redaction_identity.find(plain, runs)]
    found += redaction_contact.phones(plain, runs)
    found += redaction_accounts.accounts(plain, runs)
    found += redaction_accounts.plates(plain)
    found += redaction_contact.mails(plain)
    found += redaction_names.find(plain, known)
    return redaction_found.apart(found)


def masked(text: str, found: Iterable[Found], marks: Mapping[Sort, str] = MARKS) -> str:
    """The text with a mark in place of each. Found by hand may be among them."""
    parts, at = [], 0
    for one in redaction_found.apart(found):
        parts += [text[at:one.start], marks[one.sort]]
        at = one.end
    return "".join([*parts, text[at:]])


def redacted(text: str, known: Collection[str] = ()) -> str:
    """The text as it may be proposed for publishing. What comes to light only once its surroundings are hidden is
    hidden too, so that redacting twice changes nothing."""
    for _ in range(5):
        before, text = text, masked(text, find(text, known))
        if text == before:
            break
    return text


def file_name(name: str, known: Collection[str] = ()) -> str:
    """A file name without what tells who somebody is; the ending stays: "KTP_Sari_Contoh.jpg", "KTP_disamarkan.jpg"."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 5:
        stem, dot, ending = name, "", ""
    spaced = stem.replace("_", " ").replace("-", " ").replace("+", " ")
    found = [*find(stem, known), *find(spaced, known)]
    return masked(stem, found, dict.fromkeys(MARKS, IN_A_FILE_NAME)) + dot + ending
