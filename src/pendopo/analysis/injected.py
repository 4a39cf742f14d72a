"""Advertising for gambling that somebody planted: which words and hosts of a text give it away. Pure.

People may write about gambling (they report it); advertising names it with a phrase of the trade, or leads somewhere.
"""
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LINK = re.compile(r"(?:https?:)?//([a-z0-9][a-z0-9.-]*\.[a-z]{2,24})|"
                  r"\bwww\.([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24})", re.IGNORECASE)
APART = re.compile(r"[\W_]+")
SPELT = re.compile(r"\b(?:\w ){3,}\w\b")                     # s l o t: letters set apart to be overlooked
SWAPPED = str.maketrans("0134$@", "oieasa")                  # sl0t g4cor
ALONE, WITH_LINK, HOST = "alone", "with-link", "host"


@dataclass(frozen=True)
class Words:
    """Three regular expressions over plain text (see `plain`) or over the name of a host."""
    alone: re.Pattern[str]
    with_link: re.Pattern[str]
    host: re.Pattern[str]


def read(*tables: str) -> Words:
    """From tables with the columns word, where. Raises ValueError for a row that says no known place."""
    found: dict[str, set[str]] = {ALONE: set(), WITH_LINK: set(), HOST: set()}
    for table in tables:
        for row in csv.DictReader(io.StringIO(table)):
            where, word = placed(row)
            found[where].add(word)
    return Words(whole(found[ALONE]), whole(found[WITH_LINK]), among(found[HOST]))


def placed(row: Mapping[str, str]) -> tuple[str, str]:
    """Where a word counts, and the word. ValueError: no row of words."""
    if row.get("where") not in (ALONE, WITH_LINK, HOST) or not (row.get("word") or "").strip():
        raise ValueError(f"not a row of words: {row}")
    return row["where"], row["word"].strip().casefold()


def whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})\b")


def among(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words))) or "(?!)")


def plain(text: str) -> str:
    """Small letters with one blank between words; what cannot be seen is gone."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return APART.sub(" ", seen.casefold())


def disguises(text: str) -> list[str]:
    """The text, and as it reads when digits stand for letters, or when letters are set apart."""
    seen = plain(text)
    swapped = plain(text.translate(SWAPPED))
    return [seen, swapped, SPELT.sub(lambda run: run[0].replace(" ", ""), swapped)]


def hosts(text: str) -> set[str]:
    """Where its links lead, without www."""
    return {(one or two).casefold().removeprefix("www.") for one, two in LINK.findall(text)}


def given_away(text: str, words: Words, own: frozenset[str] = frozenset()) -> list[str]:
    """The words that make it advertising, none for an honest text. `own`: hosts that are no stranger here."""
    strange = hosts(text) - own
    found = {hit for host in strange if words.host.search(host) for hit in [host]}
    for guise in disguises(text):
        found |= set(words.alone.findall(guise))
        if strange:
            found |= set(words.with_link.findall(guise))
    return sorted(found)
