"""Questions about places, each one or two statements. A place that ended is not found, but it can be read."""
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from pendopo.kit.regions import shapes
from pendopo.kit.regions.kinds import (
    BOX,
    CODE,
    COUNTRY_CODE,
    ENDS,
    FINEST,
    GOVERNMENT,
    KINDS,
    LEVELS,
    RESERVED,
    line_of,
)
from pendopo.kit.regions.models import Region, Shape
from pendopo.kit.regions.words import Typed, plain, typed

BARE = {one.kind for one in KINDS.values() if one.bare}
REACHES = (2.0, 8.0, 30.0, 120.0)           # km around a point, until a village is surely the nearest
OFF_SHORE = 5.0                             # km beyond the drawn coast at which a point still belongs to a village
UNDRAWN = 30.0                              # km, where no outlines are loaded to tell land from sea

LOOKED_AT = 4000                            # rows of one level that begin as typed, when more words must fit
LOOKED_AT_SHORT = 250                       # the same when only one or two letters were typed of the word

# For one level and one word typed: the regions with a word that begins so, whole words first, in the order of the
# index, so that the database stops after LIMIT rows however short the word is.
PART = """SELECT * FROM (SELECT * FROM (SELECT region_id, level, word, place, size FROM regions_word WHERE level = %s
 AND word >= %s AND word < %s ORDER BY word, place, size, region_id LIMIT %s) w {more}
 ORDER BY w.word, w.place, w.size, w.region_id LIMIT %s) part"""
ALSO = "EXISTS (SELECT 1 FROM regions_word o WHERE o.word >= %s AND o.word < %s AND o.region_id IN ({line}))"
LINE = ", ".join(["w.region_id", *(f"substr(w.region_id, 1, {end})" for end in reversed(ENDS[:-1]))])
OF_KIND = "EXISTS (SELECT 1 FROM regions_region r WHERE r.code = w.region_id AND r.kind IN ({kinds}))"
WITHIN = "substr(w.region_id, 1, %s) = %s"


class Found(NamedTuple):
    """A place with the places above it: "Kota Semarang", "Jawa Tengah"."""
    region: Region
    path: str

    @property
    def label(self) -> str:
        return f"{self.region.full_name}, {self.path}" if self.path else self.region.full_name


class Row(NamedTuple):
    """A word that was met."""
    code: str
    level: int
    word: str
    place: int
    size: int


class Near(NamedTuple):
    region: Region
    km: float


def find(text: str, limit: int = 10, levels: Collection[int] = LEVELS, within: str = "") -> list[Found]:
    """Places by typing: every word typed begins a word of the name or of a place above it. Larger places first, then
    whole names, then beginnings. "kota semarang" asks for the city; `within` is a code to stay inside."""
    if CODE.fullmatch(text.strip()):
        return with_paths(inside(within or COUNTRY_CODE).filter(code=text.strip(), level__in=levels))
    understood, bare = typed(text), plain(text)
    met = _met(understood, limit, levels, within)
    if understood != bare and len(met) < limit and not any(met.values()):      # "kota" may be a part of the name
        met = {**met, **_met(bare, limit, levels, within)}
    if not met and len(understood.own) > 1:                        # "banyu wangi" is Banyuwangi
        met = _met(understood._replace(own=("".join(understood.own),)), limit, levels, within)
    return _found(list(met)[:limit])


def with_paths(regions: Iterable[Region]) -> list[Found]:
    """The same places with their paths, in one more query."""
    return _found([region.code for region in regions])


def path_name(region: Region) -> str:
    """"Kelurahan Sendangmulyo, Kecamatan Tembalang, Kota Semarang, Jawa Tengah"."""
    return with_paths([region])[0].label


def children(code: str) -> QuerySet[Region]:
    """The places right below, by code; those that ended are left out."""
    return Region.objects.filter(parent=code, ended=None)


def ancestors(code: str) -> QuerySet[Region]:
    """The places above, the country first."""
    return Region.objects.filter(code__in=line_of(code)).order_by("level")


def inside(code: str) -> QuerySet[Region]:
    """The place itself and everything below it that has not ended."""
    every = Region.objects.filter(ended=None)
    return every if code == COUNTRY_CODE else (every.filter(code=code) | every.filter(code__startswith=f"{code}."))


def containing(lat: float, lng: float, level: int = GOVERNMENT) -> Region | None:
    """The place whose outline holds the point, if outlines are loaded."""
    boxes = Shape.objects.filter(south__lte=lat, north__gte=lat, west__lte=lng, east__gte=lng, region__level=level,
                                 region__ended=None).select_related("region")
    for shape in boxes:
        if shapes.holds(shapes.parsed(shape.geojson), lat, lng):
            return shape.region
    return None


def nearest(lat: float, lng: float) -> Near | None:
    """The village (the smallest place) whose middle lies nearest, with the distance in km, for the person to confirm.
    None outside the country: farther than OFF_SHORE from drawn land, or than UNDRAWN where nothing is drawn."""
    if not inside_box(lat, lng):
        return None
    near = _nearest(lat, lng)
    if near is None or near.km <= OFF_SHORE:
        return near
    if containing(lat, lng):
        return near
    return near if near.km <= UNDRAWN and not Shape.objects.filter(region__level=GOVERNMENT).exists() else None


def inside_box(lat: float, lng: float) -> bool:
    """Whether the point can lie in the country at all."""
    return BOX.south <= lat <= BOX.north and BOX.west <= lng <= BOX.east


def has_points() -> bool:
    """Whether it is known where villages lie, beyond the invented place: not before `pendopo import areas FILE`."""
    known = Region.objects.filter(level=FINEST, ended=None, lat__isnull=False)
    return known.exclude(code__startswith=RESERVED).exists()


def _nearest(lat: float, lng: float) -> Near | None:
    """Boxes that grow until the best village lies within the reach that the box surely covers."""
    for reach in REACHES:
        box = shapes.around(lat, lng, reach)
        rows = Region.objects.filter(level=FINEST, lat__range=(box.south, box.north), lng__range=(box.west, box.east),
                                     ended=None).values_list("code", "lat", "lng")
        best = min(((shapes.distance(lat, lng, row[1] or 0.0, row[2] or 0.0), row[0]) for row in rows), default=None)
        if best and best[0] <= reach:
            return Near(Region.objects.get(pk=best[1]), best[0])
    return None


def _found(codes: Sequence[str]) -> list[Found]:
    lines = {code: [above for above in line_of(code) if above != COUNTRY_CODE] for code in codes}
    known = Region.objects.in_bulk({*lines, *(above for line in lines.values() for above in line)})
    return [Found(known[code], _path(known[above] for above in line if above in known))
            for code, line in lines.items()]


def _met(wanted: Typed, limit: int, levels: Collection[int], within: str) -> dict[str, bool]:
    """Codes, best first, and whether the whole name was typed. One statement, however many words: for each level the
    first word and the longest one are looked up, the others must be words of the place or of one above it."""
    parts: list[str] = []
    values: list[str | int] = []
    for level in sorted(levels):
        for word in dict.fromkeys([*wanted.own[:1], *sorted(wanted.own, key=len)[-1:]]):
            others = [other for other in (*wanted.own, *wanted.above) if other != word]
            where = [ALSO.format(line=LINE)] * len(others) + [WITHIN] * bool(within)
            where += [OF_KIND.format(kinds=", ".join(["%s"] * len(wanted.kinds)))] * bool(wanted.kinds)
            parts.append(PART.format(more=" AND ".join(["WHERE true", *where])))
            looked = LOOKED_AT if len(word) > 2 else LOOKED_AT_SHORT
            values += [level, *_range(word), looked, *(end for other in others for end in _range(other))]
            values += (len(within), within) if within else ()
            values += [*sorted(wanted.kinds), 2 * limit]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = [Row(*row) for row in cursor.fetchall()]
    rows.sort(key=lambda row: (row.level, row.size != len(wanted.own), row.word not in wanted.own, row.place, row.word,
                               row.size, row.code))
    whole = {row.code for row in rows if row.size == len(wanted.own) and row.word in wanted.own}
    return {row.code: row.code in whole for row in rows}


def _range(word: str) -> tuple[str, str]:
    """From the word itself up to, but not with, the first that does not begin with it."""
    return word, word[:-1] + chr(ord(word[-1]) + 1)


def _path(above: Iterable[Region]) -> str:
    return ", ".join(place.name if place.kind in BARE else place.full_name for place in reversed(list(above)))
