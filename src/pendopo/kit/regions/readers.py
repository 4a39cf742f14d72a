"""Reads points and outlines of places from a file, told apart by what is in it, not by its name:

- CSV with the columns code, name, lat, lng;
- GeoJSON whose features have the property code;
- the SQL of github.com/cahyadsn/wilayah_boundaries (kode, nama, lat, lng, path).

Each may be packed with gzip. What is wrong is said in sentences that name the place; nothing is repaired silently.
"""
import csv
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.kit.country import country
from pendopo.kit.regions.kinds import BOX, level_of
from pendopo.kit.regions.shapes import Ring, Shape

LARGEST = 400_000_000                       # bytes when unpacked; the whole repository of boundaries has fewer
MOST_SAID = 10
SQL_ROW = re.compile(r"\('([0-9.]+)','((?:[^'\\]|''|\\.)*)',([^,()]+),([^,()]+),(NULL|'[^']*')")


class Unreadable(ValueError):
    """The file cannot be taken as it is. `sentences` say why, in the reader's language."""

    def __init__(self, *sentences: Promise | str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class Spot(NamedTuple):
    code: str
    lat: float
    lng: float


class Outline(NamedTuple):
    code: str
    shape: Shape


class Found(NamedTuple):
    spots: list[Spot]
    outlines: list[Outline]


def read(path: Path) -> Found:
    """Everything in the file, checked. Raises Unreadable with up to ten sentences."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise Unreadable(format_lazy(_("The file {file} cannot be opened."), file=str(path))) from None
    text = _text(raw)
    if text.lstrip()[:1] == "{":
        found = Found([], outlines(text))
    elif "INSERT INTO wilayah_boundaries" in text:
        found = _sql(text)
    else:
        found = Found(_spots(text), [])
    _check(found)
    return found


def outlines(text: str) -> list[Outline]:
    """The features of a GeoJSON text as (code, MultiPolygon)."""
    try:
        features = json.loads(text)["features"]
        return [Outline(str(feature["properties"]["code"]), _shape(feature["geometry"])) for feature in features]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise Unreadable(_("This is not GeoJSON with a code and a Polygon or MultiPolygon in each feature.")) from None


def _text(raw: bytes) -> str:
    if raw[:2] == b"\x1f\x8b":
        try:
            unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
            raw = unpacker.decompress(raw, LARGEST)
        except zlib.error:
            raise Unreadable(_("The packed file is broken.")) from None
        if not unpacker.eof:
            raise Unreadable(_("The packed file is broken or too large."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not text in UTF-8.")) from None


def _spots(text: str) -> list[Spot]:
    table = csv.DictReader(text.splitlines())
    if not {"code", "lat", "lng"} <= set(table.fieldnames or ()):
        raise Unreadable(_("This is neither GeoJSON, nor a table with the columns code, lat and lng."))
    spots, wrong = [], []
    for row in table:
        try:
            spots.append(Spot(row["code"] or "", float(row["lat"]), float(row["lng"])))
        except (ValueError, TypeError):
            wrong.append(format_lazy(_("Line {line}: the coordinates are not numbers."), line=table.line_num))
    if wrong:
        raise Unreadable(*wrong[:MOST_SAID])
    return spots


def _sql(text: str) -> Found:
    spots, drawn = [], []
    for code, _name, lat, lng, path in SQL_ROW.findall(text):
        try:
            if "NULL" not in (lat.strip(), lng.strip()):
                spots.append(Spot(code, float(lat), float(lng)))
            if len(path) > 4:
                drawn.append(Outline(code, _turned(json.loads(path.strip("'")))))
        except (ValueError, TypeError, IndexError):
            raise Unreadable(format_lazy(_("{code}: its row cannot be read."), code=code)) from None
    return Found(spots, drawn)


def _turned(path: list[Any]) -> Shape:
    """Their path has latitude first, and one polygon lies less deep than several."""
    polygons = path if isinstance(path[0][0][0], list) else [path]
    return [[[(float(point[1]), float(point[0])) for point in ring] for ring in polygon] for polygon in polygons]


def _shape(geometry: dict[str, Any]) -> Shape:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[_ring(ring) for ring in polygon] for polygon in polygons]


def _ring(points: list[list[float]]) -> Ring:
    return [(float(point[0]), float(point[1])) for point in points]


def _check(found: Found) -> None:
    wrong = list(_wrong(found))
    if not found.spots and not found.outlines:
        wrong.append(_("There is no place in the file."))
    if wrong:
        raise Unreadable(*wrong[:MOST_SAID])


def _wrong(found: Found) -> Iterator[Promise | str]:
    for rows in (found.spots, found.outlines):
        seen: set[str] = set()
        for row in rows:
            try:
                level_of(row.code)
            except ValueError:
                yield format_lazy(_("“{code}” is not a region code."), code=row.code[:20])
            if row.code in seen:
                yield format_lazy(_("{code} stands in the file twice."), code=row.code)
            seen.add(row.code)
    for spot in found.spots:
        if not _inside(spot.lng, spot.lat):
            yield format_lazy(_("{code}: the point {lat}, {lng} is not in {country}."), code=spot.code, lat=spot.lat,
                              lng=spot.lng, country=country().name)
    for outline in found.outlines:
        rings = [ring for polygon in outline.shape for ring in polygon]
        if not rings or any(len(ring) < 4 for ring in rings) or not all(outline.shape):
            yield format_lazy(_("{code}: a ring of its outline has fewer than four points."), code=outline.code)
        elif not all(_inside(*point) for ring in rings for point in ring):
            yield format_lazy(_("{code}: its outline leaves {country}."), code=outline.code, country=country().name)


def _inside(lng: float, lat: float) -> bool:
    return BOX.west <= lng <= BOX.east and BOX.south <= lat <= BOX.north
