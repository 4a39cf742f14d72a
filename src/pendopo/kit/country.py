"""The country this house stands in: one folder of data, named by PENDOPO_PACK (docs/decisions/0018-country-pack.md).

Holidays, limits, zones, telephones, money and the country's own language are asked for here; what only one room
understands (areas, categories, plans) lies in the same folder and is read by that room. Nothing is guessed: a pack that
cannot be meant raises Malformed, which says in plain words which file is wrong and why.
"""
import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, gettext


def N_(text: str) -> str:
    """Marks a msgid. Not Django's: that one asks for the settings, and the settings ask for this module."""
    return text


T = TypeVar("T")
FORMAT = 1
ENGLISH = "en"                      # the language of the program's own messages: every pack has it as its second
MANIFEST, LIMITS = "pack.json", "limits.csv"
MISSING, NO_FILE = N_("%(what)s is missing."), N_("This file is missing.")
SHAPE = N_("A value has the wrong shape; compare it with packs/indonesia.")
ROW = N_("Line %(line)s: a value has the wrong shape; compare it with packs/indonesia.")
ORDER = "{weekday}, {day} {month} {year}", "{month} {year}"       # of a day and of a month
LIMIT_COLUMNS = ["room", "name", "days", "working", "valid_from", "valid_until", "law"]
NEEDED = (MANIFEST, LIMITS, "calendar.json", "areas/levels.json", "areas/edition.json", "areas/NOTICE.md",
          "redaction/shapes.txt", "redaction/names.txt")


class Malformed(ValueError):
    """A file of the pack cannot be meant. `words` is an English msgid, so that it can be said in either language."""

    def __init__(self, file: Path | str, words: str, **values: object) -> None:
        super().__init__(f"{file}: {words % values}")
        self.file, self.words, self.values = str(file), words, values

    def said(self) -> str:
        return f"{self.file}: {gettext(self.words) % self.values}"


class Identity(NamedTuple):
    """The number of a person in this state: never asked for, never a way in. `digits`: how many it has."""
    name: str
    digits: int


class Demo(NamedTuple):
    """Invented people: all have one surname, and addresses that end in .example."""
    domain: str
    surname: str
    rooms: tuple[str, ...]          # those whose invented content is written for this country


class Country(NamedTuple):
    """What the manifest says. `languages`: (code, its own name), the country's own first, English second."""
    code: str                       # ISO 3166-1, or XA to XZ for an invented one
    name: str                       # in its own language
    name_en: str
    edition: str
    licence: str
    languages: tuple[tuple[str, str], ...]
    wording: str                    # how much of the house speaks the country's own language, said in it
    wording_en: str
    zones: dict[str, str]           # IANA name -> what people call it; the first is that of a new city
    point_example: str              # how a point is written
    phone_region: str               # numbers without a country are read as numbers of this region
    phone_example: str
    money: tuple[str, str]          # ISO 4217, and the sign before the figure
    group: str                      # 1.234.567,8 has "." between thousands
    decimal: str
    hour: str                       # 19.00 has "." between hours and minutes
    dates: dict[str, tuple[str, str]]   # language -> how a day and how a month is written, where it is not as in ORDER
    identity: Identity | None
    ogp: tuple[str, str]            # its code (ISO 3166-1, three letters) and its region in OGP's database
    left_out: tuple[str, ...]       # rooms that another country has no use for: "gateways.lapor"
    demo: Demo


class Legal(NamedTuple):
    """One limit with the rule that sets it; `law` is "unsourced" where no source was found."""
    days: int
    working: bool
    valid_from: date | None
    valid_until: date | None
    law: str


def country() -> Country:
    return read(settings.PACK)


def own() -> str:
    """The country's own language: pages without a prefix, and what people write unless they say otherwise."""
    return country().languages[0][0]


def spoken() -> str:
    """The language of the page, or of the country where there is no page."""
    return get_language() or own()


def said(words: str, english: str) -> str:
    """Whichever fits the page; the country's own words where there are no English ones."""
    return english if english and get_language() == ENGLISH else words


def in_words(told: Mapping[str, str]) -> str:
    """A text of the pack that stands there by language: in that of the page, or in English."""
    return told.get(spoken(), told[ENGLISH])


def folder(*parts: str) -> Path:
    return Path(settings.PACK).joinpath(*parts)


def limit(room: str, name: str) -> Legal:
    """How long the law of this country gives. Malformed where the pack says nothing: a clock without a limit would be
    a promise of nobody's."""
    try:
        return limits(folder(LIMITS))[room, name]
    except KeyError:
        raise Malformed(folder(LIMITS), N_("No row says %(room)s, %(name)s."), room=room, name=name) from None


@cache
def limits(path: Path) -> dict[tuple[str, str], Legal]:
    found: dict[tuple[str, str], Legal] = {}
    if text(path).split("\n", 1)[0].strip().split(",") != LIMIT_COLUMNS:
        raise Malformed(path, N_("The columns must be %(columns)s."), columns=", ".join(LIMIT_COLUMNS))
    for line, row in table(path):
        key = row["room"], row["name"]
        told: dict[str, object] = {"line": line, "what": ", ".join(key)}
        if key in found:
            raise Malformed(path, N_("Line %(line)s: %(what)s stands there twice."), **told)
        try:
            found[key] = Legal(int(row["days"]), {"yes": True, "no": False}[row["working"]],
                               _day(row["valid_from"]), _day(row["valid_until"]), row["law"])
        except (KeyError, ValueError):
            raise Malformed(path, N_("Line %(line)s (%(what)s): days are a whole number, working is yes or no, days of "
                                     "the calendar are written 2026-11-22."), **told) from None
        if not row["law"]:
            raise Malformed(path, N_("Line %(line)s (%(what)s) names no law. Where no source was found, write "
                                     "unsourced."), **told)
    return found


@cache
def read(path: Path) -> Country:
    """The manifest, checked. Raises Malformed."""
    file = path / MANIFEST
    told = data(file)
    if told.get("format") != FORMAT:
        raise Malformed(file, N_("This program reads packs of format %(format)s."), format=FORMAT)
    try:
        identity = told.get("identity")
        made = Country(
            told["code"], told["name"], told["name_en"], told["edition"], told["licence"],
            tuple((code, name) for code, name in told["languages"]), told["wording"], told["wording_en"],
            dict(told["zones"]), told["point"],
            told["phone"]["region"], told["phone"]["example"], (told["money"]["code"], told["money"]["sign"]),
            told["figures"]["group"], told["figures"]["decimal"], told["figures"]["hour"],
            {code: (one["day"], one["month"]) for code, one in told.get("dates", {}).items()},
            Identity(identity["name"], int(identity["digits"])) if identity else None,
            (told["ogp"]["code"], told["ogp"]["region"]), tuple(told["left_out"]),
            Demo(told["demo"]["domain"], told["demo"]["surname"], tuple(told["demo"]["rooms"])))
    except KeyError as missing:
        raise Malformed(file, MISSING, what=missing.args[0]) from None
    except (TypeError, ValueError):
        raise Malformed(file, SHAPE) from None
    for wrong in _doubts(made):
        raise Malformed(file, wrong[0], **wrong[1])
    return made


def faults(path: Path) -> list[Malformed]:
    """All that is missing or cannot be meant in the files that everybody reads."""
    found = [Malformed(path / name, NO_FILE) for name in NEEDED if not (path / name).is_file()]
    for reader, name in ((read, ""), (limits, LIMITS)):
        try:
            reader(path / name if name else path)
        except Malformed as wrong:
            if wrong.file not in {one.file for one in found}:
                found.append(wrong)
    return found


def data(path: Path, *needed: str) -> dict[str, Any]:
    """A JSON file of the pack with names at its top, these among them."""
    told = parsed(path)
    if not isinstance(told, dict):
        raise Malformed(path, SHAPE)
    for name in needed:
        if name not in told:
            raise Malformed(path, MISSING, what=name)
    return told


def parsed(path: Path) -> Any:
    """A JSON file of the pack."""
    try:
        return json.loads(text(path))
    except json.JSONDecodeError as wrong:
        raise Malformed(path, N_("Line %(line)s, character %(column)s: this is not JSON. Something before it is "
                                 "missing or too much, often a comma, a quotation mark or a bracket."),
                        line=wrong.lineno, column=wrong.colno) from None


def table(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """A CSV file of the pack: (line, cells by the name of their column), these columns among them."""
    rows = csv.DictReader(io.StringIO(text(path), newline=""), strict=True)
    try:
        for name in needed:
            if name not in (rows.fieldnames or ()):
                raise Malformed(path, MISSING, what=name)
        for row in rows:
            if None in row or None in row.values():
                raise Malformed(path, N_("Line %(line)s has another number of cells than the header."),
                                line=rows.line_num)
            yield rows.line_num, row
    except csv.Error:
        raise Malformed(path, N_("Line %(line)s: from here on this is no table; look for a quotation mark."),
                        line=rows.line_num) from None


def made_of(path: Path, make: Callable[[dict[str, str]], T]) -> Iterator[T]:
    """Each row of a CSV file of the pack, made into what a room wants of it."""
    for line, row in table(path):
        try:
            yield make(row)
        except KeyError as missing:
            raise Malformed(path, MISSING, what=missing.args[0]) from None
        except ValueError:
            raise Malformed(path, ROW, line=line) from None


def text(path: Path) -> str:
    """What a file of the pack says."""
    raw = there(path).read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise Malformed(path, N_("Line %(line)s is not in UTF-8."), line=raw[:broken.start].count(b"\n") + 1) from None


def there(path: Path) -> Path:
    """The same, if such a file is there."""
    if not path.is_file():
        raise Malformed(path, NO_FILE)
    return path


def _doubts(made: Country) -> list[tuple[str, dict[str, object]]]:
    """What is written there but cannot be meant."""
    found: list[tuple[str, dict[str, object]]] = []
    codes = [code for code, _name in made.languages]
    if len(codes) != 2 or codes[1] != ENGLISH or codes[0] == ENGLISH:
        found.append((N_("languages must be two: the country's own, then English."), {}))
    found += [(N_("%(what)s is not a language that Django knows."), {"what": code})
              for code in codes if code not in LANG_INFO]
    if not made.zones:
        found.append((MISSING, {"what": "zones"}))
    found += [(N_("%(what)s is not a time zone."), {"what": zone})
              for zone in made.zones if not _is_zone(zone)]
    found += [(N_("In %(what)s a date must have {day}, {month} and {year}, and may have {weekday}; a month must have "
                  "{month} and {year}."), {"what": code})
              for code, order in made.dates.items() if not _is_order(*order)]
    if made.phone_region not in phonenumbers.SUPPORTED_REGIONS:
        found.append((N_("%(what)s is not a region of telephone numbers."), {"what": made.phone_region}))
    return found


def _is_order(day: str, month: str) -> bool:
    """Whether each names what it must and can be written."""
    try:
        fields = [{name for _text, name, _form, _turned in Formatter().parse(order) if name is not None}
                  for order in (day, month)]
        written = day.format(weekday="", day=1, month="", year=2000) + month.format(month="", year=2000)
    except (IndexError, KeyError, ValueError):
        return False
    return fields[0] - {"weekday"} == {"day", "month", "year"} and fields[1] == {"month", "year"} and bool(written)


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
