"""Which earlier reports may be the same matter as a new one: suggestions with reasons, for a person to judge.

Nothing is ever merged by this. Three things read alike (spec "Reports", E): the same person sends again; many persons
send one text about one matter (a campaign); one text is used for different persons' cases. Joining the third kind would
harm people: services for one person are left out altogether, and two texts with different identities in them are never
suggested to each other. Otherwise place and category speak first, text adds.

A sketch is what the database keeps of a report for this: never of a sealed one, never of a person-bound service. At
entry only "nearby" and "campaign" may be shown; "again" says that a contact has reported before, which is for staff or
for a contact that was confirmed.
"""
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians
from typing import Literal
from zlib import crc32

from pendopo.analysis.stem import stems

SPAN = 90                  # days back that are looked at
NEAR = 300                 # metres beyond which nothing is the same place
CELL = 1 / 300             # degrees: about 370 m, so that a circle of NEAR lies within nine cells
ALIKE = 0.6                # share of words in common from which one text is the other's copy
FEW = 6                    # a text with fewer different words is like too many others
BANDS, ROWS = 4, 2
SUGGESTED = 0.5            # score from which a suggestion is shown
_PRIME, _WIDE = (1 << 61) - 1, 1 << 32
_MIX = tuple((crc32(b"a%d" % n) | 1, crc32(b"b%d" % n)) for n in range(BANDS * ROWS))


@dataclass(frozen=True, slots=True)
class Sketch:
    """`cell`, `lat`, `lng` are None without a point; `words` the sorted hashes of different stems, four bytes each;
    `bands` four numbers below 2^63, of which alike texts share one (a text too short to say
    has its own key below zero); `contact` and `identities` are the
    caller's keyed hashes."""
    key: int
    day: int
    category: str
    group: str
    village: str
    cell: int | None
    lat: float | None
    lng: float | None
    contact: str
    identities: frozenset[str]
    words: bytes
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score` 0 to 1. `metres` None when one of them has no point. `likeness` is the share of words in common.
    `reasons` are codes in the order of their weight: again, text, place, village, category, branch, days."""
    key: int
    kind: Literal["again", "campaign", "nearby"]
    score: float
    metres: int | None
    days: int
    likeness: float
    reasons: tuple[str, ...]


def cell_of(lat: float, lng: float) -> int:
    """The number of the square that a point lies in, for an index; its neighbours are in `near`."""
    return int((lat + 90) / CELL) * 1_000_000 + int((lng + 180) / CELL)


def near(cell: int) -> list[int]:
    """The cell and the eight around it: everything within NEAR of any point of it."""
    return [cell + row * 1_000_000 + column for row in (-1, 0, 1) for column in (-1, 0, 1)]


def sketch(key: int, text: str, *, day: date, category: str = "", group: str = "", village: str = "",
           lat: float | None = None, lng: float | None = None, contact: str = "",
           identities: Collection[str] = ()) -> Sketch:
    """What is kept of a report. `text` is title and body; `group` the branch that the category hangs on. Figures are
    left out of `words`: an identity number cannot be guessed from them."""
    row = [stem for stem in stems(text[:4_000]) if not any(map(str.isdigit, stem))]
    different = sorted({crc32(stem.encode()) for stem in row})
    return Sketch(key, day.toordinal(), category, group or category.partition("/")[0], village,
                  cell_of(lat, lng) if lat is not None and lng is not None else None, lat, lng, contact,
                  frozenset(identities), array("I", different).tobytes(),
                  _bands(different) if len(different) >= FEW else (-key,) * BANDS)


def _bands(different: list[int]) -> tuple[int, ...]:
    """Min-hashes (Broder 1997) of the words, two to a band: texts with 60 % in common share a band nine times in
    ten, with 10 % in common four times in a hundred."""
    least = [min((one * word + two) % _PRIME % _WIDE for word in different) for one, two in _MIX]
    return tuple(least[2 * band] << 31 ^ least[2 * band + 1] for band in range(BANDS))


def likeness(one: bytes, two: bytes) -> float:
    """Share of different words that both have among all that either has: 0.0 to 1.0."""
    left, right = _words(one), _words(two)
    return len(left & right) / len(left | right) if left or right else 0.0


def _words(packed: bytes) -> frozenset[int]:
    found: array[int] = array("I")
    found.frombytes(packed)
    return frozenset(found)


def metres(one: Sketch, two: Sketch) -> int | None:
    """Between two points that lie near each other, on a flat map; exact to a metre within a kilometre."""
    if one.lat is None or one.lng is None or two.lat is None or two.lng is None:
        return None
    return round(hypot(one.lat - two.lat, (one.lng - two.lng) * cos(radians(one.lat))) * 111_195)


def suggest(new: Sketch, candidates: Iterable[Sketch], *, most: int = 5,
            person_bound: Collection[str] = ()) -> list[Suggestion]:
    """The likeliest first, at most `most`. `candidates` as the database finds them, a few hundred, each once.
    `person_bound`: categories in which nothing is suggested."""
    if new.category in person_bound:
        return []
    mine, found = _words(new.words), []
    for other in candidates:
        days = abs(new.day - other.day)
        if other.key == new.key or days > SPAN or other.category in person_bound:
            continue
        theirs = _words(other.words)
        shared = len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0
        if one := _suggestion(new, other, days, shared, len(mine | theirs)):
            found.append(one)
    return sorted(found, key=lambda one: (-one.score, one.days, -one.key))[:most]


def _suggestion(new: Sketch, other: Sketch, days: int, shared: float, words: int) -> Suggestion | None:
    far = metres(new, other)
    same_person = bool(new.contact) and new.contact == other.contact
    if not same_person and new.identities and other.identities and not new.identities & other.identities:
        return None                                     # one text, two persons' cases
    if same_person and days <= 30 and shared >= ALIKE:
        return Suggestion(other.key, "again", round(0.8 + 0.2 * shared, 3), far, days, round(shared, 3),
                          ("again", "text", "days"))
    near = _nearby(new, other, far, days, shared)
    one_sided = bool(new.identities) != bool(other.identities)     # a person's case beside a text without a person
    if shared >= ALIKE and days <= 60 and words >= FEW and not one_sided:
        copy = Suggestion(other.key, "campaign", round(0.3 + 0.6 * shared, 3), far, days, round(shared, 3),
                          ("text", *_where(new, other, far), "days"))
        return near if near and near.score > copy.score else copy  # the same words at the same place say more
    return near


def _nearby(new: Sketch, other: Sketch, far: int | None, days: int, shared: float) -> Suggestion | None:
    """The same matter in other words: the same place, about the same thing, within some weeks."""
    if far is not None and far > NEAR:
        return None
    if far is None and not (new.village and new.village == other.village):
        return None
    place = 1 - far / NEAR if far is not None else -0.1     # the same village alone says little: the text has to
    about = 1.0 if new.category and new.category == other.category else 0.45 if new.group == other.group else 0.0
    if not about and shared < 0.2:
        return None
    score = 0.45 * place + 0.25 * about + 0.15 * (1 - days / SPAN) + 0.6 * min(shared, 0.4)
    if score < SUGGESTED:
        return None
    return Suggestion(other.key, "nearby", round(min(score, 0.99), 3), far, days, round(shared, 3),
                      (*_where(new, other, far), *(("text",) if shared >= 0.2 else ()), "days"))


def _where(new: Sketch, other: Sketch, far: int | None) -> tuple[str, ...]:
    place = "place" if far is not None and far <= NEAR else "village" if new.village == other.village != "" else ""
    about = ("category" if new.category == other.category != "" else "branch" if new.group == other.group != "" else "")
    return tuple(reason for reason in (place, about) if reason)
