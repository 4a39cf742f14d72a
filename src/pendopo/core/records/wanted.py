"""What a reader wants to see of all records, as the address says it: words, kind, place, office, state, year.

The same words stand in the address of the search page, the map, the calendar, their downloads and their feeds, so a
list that somebody has narrowed down can be sent, followed and downloaded as it is.
"""
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.core.records.paging import with_words
from pendopo.core.records.queries import filtered
from pendopo.kit.fulltext.terms import asked as stemmed

WORDS, KIND, PLACE, OFFICE, STATE, YEAR = "q", "jenis", "wilayah", "lembaga", "status", "tahun"   # of the address
TOPIC = "topik"
OPEN, CLOSED, LATE = "berjalan", "tutup", "lewat"     # states that every kind has
NATIONAL = "nasional"                                   # what belongs to the whole country and to no region of it
COUNTRY = "00"
LONGEST = 200                                           # characters of a query that are read


@dataclass(frozen=True)
class Wanted:
    words: str = ""
    kind: str = ""
    place: str = ""
    office: str = ""
    state: str = ""
    year: int | None = None
    topic: str = ""                  # of the kind, if that has any; a branch means all its parts

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """What cannot be meant (a kind that is not there, a year of letters) is left out: a longer list, no error."""
        kind, year = asked.get(KIND, ""), asked.get(YEAR, "")
        dated = len(year) == 4 and year.isascii() and year.isdigit() and "1900" <= year <= "2999"
        return cls(
            words=" ".join(asked.get(WORDS, "").replace("\0", " ")[:LONGEST].split()),
            kind=kind if kind in {one.name for one in kinds.all()} else "",
            place=asked.get(PLACE, "").replace("\0", "")[:20],
            office=asked.get(OFFICE, "").replace("\0", "")[:60],
            state=asked.get(STATE, "").replace("\0", "")[:20],
            year=int(year) if dated else None,
            topic=asked.get(TOPIC, "").replace("\0", "")[:40] if kind in topical() else "")

    @property
    def active(self) -> int:
        """How many filters are set; the words are no filter."""
        return sum(bool(value) for value in (self.kind, self.place, self.office, self.state, self.year, self.topic))

    def pairs(self) -> list[tuple[str, str]]:
        """The address' words, empty ones left out."""
        found = [(WORDS, self.words), (KIND, self.kind), (PLACE, self.place), (OFFICE, self.office),
                 (STATE, self.state), (YEAR, str(self.year or "")), (TOPIC, self.topic)]
        return [(name, value) for name, value in found if value]

    def address(self, base: str, **changed: Any) -> str:
        """`base` with these words, some of them changed."""
        return with_words(base, replace(self, **changed).pairs())

    def among(self, found: QuerySet[Record]) -> QuerySet[Record]:
        """The filters without the words."""
        general = self.state in (OPEN, CLOSED, LATE)
        found = filtered(found, kind=self.kind, office=self.office, state="" if general else self.state,
                         year=self.year).filter(inside(self.place))
        if self.topic:
            found = found.filter(Q(topic=self.topic) | Q(topic__startswith=f"{self.topic}/"))
        return found.filter(standing(self.state)) if general else found

    def found(self, found: QuerySet[Record]) -> QuerySet[Record]:
        """The filters and the words, in the order of `found`: for maps, calendars and feeds. Search itself ranks."""
        words = stemmed(self.words) if self.words else []
        found = self.among(found)
        if not self.words:
            return found
        return found.filter(search_text__words__match=words) if words else found.none()


def topical() -> set[str]:
    """The kinds that can be narrowed down by topic."""
    return {one.name for one in kinds.all() if one.topics is not None}


def inside(place: str) -> Q:
    """A place and everything in it; the country holds whatever has a place at all."""
    if place == NATIONAL:
        return Q(place__region=COUNTRY)
    if place == COUNTRY:
        return Q(place__isnull=False)
    return Q(place__region=place) | Q(place__region__code__startswith=f"{place}.") if place else Q()


def standing(state: str) -> Q:
    """Open, closed, or open past its day."""
    if state == CLOSED:
        return Q(closed__isnull=False)
    late = Q(due__lt=timezone.localdate()) if state == LATE else Q()
    return Q(closed=None) & late
