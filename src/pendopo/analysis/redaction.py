"""Hides who somebody is: before a text, a file name or an export is published, and a person confirms.

Numbers of identity in any disguise, telephone, mail, bank account, number plate, names. Numbers of documents, amounts,
dates, streets and posts stay. The text itself is never changed here: the original stays sealed where it lies. What such
things look like is a country's own and is handed in (kit/shapes.py reads it from the pack, each with its law).
bench/redaction.py measures.
"""
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pendopo.analysis import (
    redaction_accounts,
    redaction_contact,
    redaction_digits,
    redaction_found,
    redaction_identity,
    redaction_names,
)
from pendopo.analysis.redaction_found import Found

LEAST = 7                    # digits of the shortest number that may be somebody's


@dataclass(frozen=True, eq=False)
class Shapes:
    """What tells who somebody is in one country. `marks`: what stands in the place of each sort; their order says what
    an overlap is called. `called`: each kind of number in words, by language. `hidden`: what stands in a file name."""
    marks: Mapping[str, str]
    called: Mapping[str, Mapping[str, str]]
    hidden: str
    spoken: redaction_digits.Spoken
    numbers: redaction_identity.Numbers
    phones: redaction_contact.Phones
    mails: redaction_contact.Mails
    accounts: redaction_accounts.Accounts
    plates: redaction_accounts.Plates
    names: redaction_names.Names


def find(text: str, shapes: Shapes, known: Collection[str] = ()) -> list[Found]:
    """What tells who somebody is, in order and never overlapping. `known`: names to hide wherever they stand, those of
    the reporter and of the people of the case."""
    plain = redaction_found.plain(text)
    runs = redaction_digits.runs(plain, LEAST, shapes.spoken)
    found = [*redaction_identity.find(plain, runs, shapes.numbers)]
    found += redaction_contact.phones(plain, runs, shapes.phones)
    found += redaction_accounts.accounts(plain, runs, shapes.accounts)
    found += redaction_accounts.plates(plain, shapes.plates)
    found += redaction_contact.mails(plain, shapes.mails)
    found += redaction_names.find(plain, shapes.names, known)
    return redaction_found.apart(found, [*shapes.marks])


def masked(text: str, found: Iterable[Found], marks: Mapping[str, str]) -> str:
    """The text with a mark in place of each. Found by hand may be among them."""
    parts, at = [], 0
    for one in redaction_found.apart(found, [*marks]):
        parts += [text[at:one.start], marks[one.sort]]
        at = one.end
    return "".join([*parts, text[at:]])


def redacted(text: str, shapes: Shapes, known: Collection[str] = ()) -> str:
    """The text as it may be proposed for publishing. What comes to light only once its surroundings are hidden is
    hidden too, so that redacting twice changes nothing."""
    for _ in range(5):
        before, text = text, masked(text, find(text, shapes, known), shapes.marks)
        if text == before:
            break
    return text


def file_name(name: str, shapes: Shapes, known: Collection[str] = ()) -> str:
    """A file name without what tells who somebody is; the ending stays: "KTP_Sari_Contoh.jpg", "KTP_disamarkan.jpg"."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 5:
        stem, dot, ending = name, "", ""
    spaced = stem.replace("_", " ").replace("-", " ").replace("+", " ")
    found = [*find(stem, shapes, known), *find(spaced, shapes, known)]
    return masked(stem, found, dict.fromkeys(shapes.marks, shapes.hidden)) + dot + ending
