"""What a place is, told by its code and its official name, as the country pack says it (areas/levels.json).

A code is made of parts with dots between: one for each level, so that the code of a place begins with that of the place
above it. How many levels there are, how long a code is on each and what its places are called is the country's; that 00
is the whole country is the house's.
"""
import re
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from pendopo.kit.country import MISSING, SHAPE, Malformed, data, folder, said
from pendopo.kit.regions.shapes import Box

COUNTRY_CODE, COUNTRY = "00", "country"


class Kind(NamedTuple):
    """One kind of place. `name` and `title` in the country's language and in English; a title has %(name)s in it."""
    kind: str
    level: int
    name: tuple[str, str]
    title: tuple[str, str]
    elsewhere: dict[str, tuple[str, str]]   # first part of the code -> title: a district of Papua is a Distrik
    prefix: str                             # how the official name begins where it tells the kind: "Kota "
    digit: str                              # how the last part of the code begins where that tells it: "2"
    bare: bool                              # in a path it stands without its title: "Kota Semarang, Jawa Tengah"
    typed: tuple[str, ...]                  # words by which people mean this kind, before the name
    typed_after: tuple[str, ...]            # and after it

    def called(self, name: str, code: str) -> str:
        """As people say it in the language of the page: "Kota Semarang", "Semarang City"."""
        return said(*self.elsewhere.get(code[:ENDS[0]], self.title)) % {"name": name}


class Table(NamedTuple):
    """areas/levels.json as read."""
    reserved: str                           # first part of the codes that no place of the country has: the demo's
    government: int                         # the level of cities and regencies: it has a government of its own
    box: Box                                # the country lies inside it
    code: re.Pattern[str]
    ends: tuple[int, ...]                   # how long a code is on level 1, 2, ...
    kinds: dict[str, Kind]
    between: frozenset[str]
    short: dict[str, str]                   # code -> what people type for it


def table() -> Table:
    """Raises country.Malformed."""
    file = folder("areas", "levels.json")
    told = data(file)
    try:
        levels = told["levels"]
        ends = tuple(int(one["length"]) for one in levels)
        pattern = ""
        for one in reversed(levels):
            pattern = one["part"] + (rf"(?:\.{pattern})?" if pattern else "")
        kinds = {one["kind"]: _kind(one, number) for number, level in enumerate(levels, 1) for one in level["kinds"]}
        made = Table(told["reserved"], int(told["government"]), Box(**told["box"]), re.compile(pattern, re.ASCII), ends,
                     kinds, frozenset(told.get("between", ())), told.get("short", {}))
    except KeyError as missing:
        raise Malformed(file, MISSING, what=missing.args[0]) from None
    except (TypeError, ValueError, re.error):
        raise Malformed(file, SHAPE) from None
    if not 0 < made.government <= len(ends):
        raise Malformed(file, N_("government must be the number of one of the levels."))
    return made


def _kind(one: dict[str, Any], level: int) -> Kind:
    own, english = one["title"]
    for title in (own, english):
        title % {"name": ""}
    return Kind(one["kind"], level, (one["name"][0], one["name"][1]), (own, english),
                {code: (pair[0], pair[1]) for code, pair in one.get("elsewhere", {}).items()}, one.get("prefix", ""),
                one.get("digit", ""), bool(one.get("bare")), tuple(one["typed"]), tuple(one["typed_after"]))


RESERVED, GOVERNMENT, BOX, CODE, ENDS, KINDS, BETWEEN, SHORT = table()
LEVELS = tuple(range(len(ENDS) + 1))
FINEST = len(ENDS)
IN_A_CITY = LEVELS[GOVERNMENT + 1:]
CHOICES = [(COUNTRY, _("country")), *((one.kind, one.name[1]) for one in KINDS.values())]


def level_of(code: str) -> int:
    """0 the country, 1 the largest places in it, FINEST the smallest. ValueError: not a code."""
    if code == COUNTRY_CODE:
        return 0
    if not CODE.fullmatch(code):
        raise ValueError(f"{code!r} is not a region code")
    return ENDS.index(len(code)) + 1


def line_of(code: str) -> list[str]:
    """The codes above this one, the country first."""
    return [COUNTRY_CODE, *(code[:end] for end in ENDS[:level_of(code) - 1])] if code != COUNTRY_CODE else []


class Told(NamedTuple):
    """What code and official name tell of a place."""
    kind: str
    name: str                               # bare
    level: int
    parent: str


def told_by(code: str, name: str) -> Told:
    """("33.74", "Kota Semarang") is a city called "Semarang" on level 2 in "33". ValueError: what it must be."""
    level = level_of(code)
    parent = COUNTRY_CODE if level == 1 else code[:ENDS[level - 2]]
    last = code.rpartition(".")[2]
    for one in sorted(KINDS.values(), key=lambda kind: -len(kind.prefix)):      # the longest prefix tells the most
        if one.level == level and name.startswith(one.prefix) and last.startswith(one.digit):
            return Told(one.kind, name.removeprefix(one.prefix), level, parent)
    raise ValueError(", ".join(one.prefix.strip() or one.digit or one.kind for one in KINDS.values()
                               if one.level == level))
