"""Loading areas. No person acts here: the operator does, before a city opens or when a new edition is out."""
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.kit.country import N_, Malformed, country, text
from pendopo.kit.regions import packs, readers, rows, shapes
from pendopo.kit.regions.kinds import CODE, COUNTRY, COUNTRY_CODE, GOVERNMENT, RESERVED, Told, told_by
from pendopo.kit.regions.models import Edition, Region, Shape, Word
from pendopo.kit.regions.words import indexed
from pendopo.kit.whole import whole

T = TypeVar("T")
REGION = ("code", "name", "kind", "level", "parent_id", "lat", "lng", "edition_id", "ended", "successor_id")
WORD = ("region_id", "word", "level", "place", "size")
CHUNK = 500                                 # keys in one IN (...): every database takes that many
RENAME = "UPDATE regions_region SET name = %s, kind = %s, ended = NULL, successor_id = NULL WHERE code = %s"
PUT = "UPDATE regions_region SET lat = %s, lng = %s WHERE code = %s"


class Loaded(NamedTuple):
    """What a load did. `fresh` False: this very edition was there already and nothing was read."""
    edition: Edition
    fresh: bool
    added: int = 0
    changed: int = 0
    ended: int = 0


class Imported(NamedTuple):
    """What an import did, or would do in a dry run; `unknown`: places of the file that we do not have."""
    spots: int
    outlines: int
    unknown: int


def load(*, pack: Path = packs.AREAS) -> Loaded:
    """The regions of a pack: new ones, new names, and those that ended. Safe to run twice. A place that vanished keeps
    its row and says since when, for the records that name it. The demo pack and the national one do not touch."""
    opened = packs.opened(pack)
    reserved = Q(code__startswith=RESERVED)
    ours = Region.objects.filter(reserved if opened.demo else ~reserved).exclude(code=COUNTRY_CODE)
    living = ours.filter(level=GOVERNMENT, ended=None).select_related("edition").first()
    if living and living.edition.digest == opened.digest:
        return Loaded(living.edition, fresh=False)
    wanted = {row.code: row for row in opened.rows()}
    told = {code: _told(opened, code, row.name) for code, row in wanted.items()}
    with whole():
        edition = Edition.objects.create(name=opened.name, source=opened.source, licence=opened.licence,
                                         digest=opened.digest, loaded=timezone.now())
        Region.objects.get_or_create(code=COUNTRY_CODE, defaults={
            "name": country().name, "kind": COUNTRY, "level": 0, "edition": edition})
        have = {code: (name, kind, ended) for code, name, kind, ended
                in ours.values_list("code", "name", "kind", "ended")}
        new = [row for code, row in wanted.items() if code not in have]
        changed = [code for code in have if code in told and have[code] != (told[code].name, told[code].kind, None)]
        gone = [code for code, (_name, _kind, ended) in have.items() if code not in told and not ended]
        _write(edition, new, told, changed, gone)
        ours.filter(ended=None).exclude(edition=edition).update(edition=edition)
        if opened.shapes:
            put_shapes(outlines=_outlines(opened.shapes))
    return Loaded(edition, True, len(new), len(changed), len(gone))


def _told(opened: packs.Pack, code: str, name: str) -> Told:
    if not CODE.fullmatch(code):
        raise Malformed(opened.file, N_("%(what)s is not the code of a place."), what=code)
    try:
        return told_by(code, name)
    except ValueError as known:
        raise Malformed(opened.file, N_("%(what)s is none of what areas/levels.json knows there: %(known)s."),
                        what=f"{code} {name}", known=known) from None


def _outlines(file: Path) -> list[readers.Outline]:
    try:
        return readers.outlines(text(file))
    except readers.Unreadable as wrong:
        raise Malformed(file, "%(what)s", what=" ".join(map(str, wrong.sentences))) from None


def country_wide() -> None:
    """Whether the areas of the pack can be loaded. Raises Malformed."""
    readable(packs.opened(packs.AREAS))


def invented() -> None:
    """The same of the invented place."""
    readable(packs.opened(packs.DEMO))


@lru_cache(maxsize=4)
def readable(opened: packs.Pack) -> None:
    """Read once for each state of the files. Raises Malformed."""
    for row in opened.rows():
        _told(opened, row.code, row.name)
    if opened.shapes:
        _outlines(opened.shapes)


def load_demo() -> Loaded:
    """The invented place of the demo with its districts, villages and outlines."""
    return load(pack=packs.DEMO)


def import_areas(*, file: Path, dry_run: bool = False, skip_unknown: bool = False) -> Imported:
    """Points and outlines from a file, all or nothing. Raises readers.Unreadable, which says what is wrong where."""
    found = readers.read(file)
    known = set(Region.objects.values_list("code", flat=True))
    named = {spot.code for spot in found.spots} | {outline.code for outline in found.outlines}
    unknown = sorted(named - known)
    if unknown and not skip_unknown:
        raise readers.Unreadable(*(format_lazy(_("{code} is not a region that we know."), code=code)
                                   for code in unknown[:readers.MOST_SAID]))
    spots = [spot for spot in found.spots if spot.code in known]
    outlines = [outline for outline in found.outlines if outline.code in known]
    if not dry_run:
        with whole():
            rows.run(PUT, [(spot.lat, spot.lng, spot.code) for spot in spots])
            put_shapes(outlines=outlines)
    return Imported(len(spots), len(outlines), len(unknown))


def put_shapes(*, outlines: Iterable[readers.Outline]) -> None:
    """The outlines of some places, instead of those they had."""
    with whole():
        for part in _parts(list(outlines)):
            Shape.objects.filter(region__in=[outline.code for outline in part]).delete()
            Shape.objects.bulk_create(_drawn(outline) for outline in part)


def _write(edition: Edition, new: Sequence[packs.Row], told: dict[str, Told], changed: Sequence[str],
           gone: Sequence[str]) -> None:
    rows.insert(Region._meta.db_table, REGION, [
        (code, told[code].name, told[code].kind, told[code].level, told[code].parent, lat, lng, edition.pk, None,
         None) for code, _name, lat, lng in new])
    rows.run(RENAME, [(told[code].name, told[code].kind, code) for code in changed])
    for part in _parts([*changed, *gone]):
        Word.objects.filter(region__in=part).delete()
    for part in _parts(gone):
        Region.objects.filter(code__in=part).update(ended=timezone.localdate(edition.loaded))
    rows.insert(Word._meta.db_table, WORD, [
        (code, word, told[code].level, place, size) for code in [*(row.code for row in new), *changed]
        for word, place, size in indexed(code, told[code].name, told[code].level)])
    rows.analyse(Region._meta.db_table, Word._meta.db_table)


def _drawn(outline: readers.Outline) -> Shape:
    return Shape(region_id=outline.code, geojson=_geojson(outline.shape),
                 outline=_geojson(shapes.coarse(outline.shape)), **shapes.box_of(outline.shape)._asdict())


def _geojson(shape: shapes.Shape) -> str:
    return json.dumps({"type": "MultiPolygon", "coordinates": shape}, separators=(",", ":"))


def _parts(things: Sequence[T]) -> Iterable[Sequence[T]]:
    return [things[at:at + CHUNK] for at in range(0, len(things), CHUNK)]
