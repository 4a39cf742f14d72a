"""The map and, beside it, the same records as a list. Without script the list alone does everything.

Without a setting the map draws points over plain outlines. A city may name tiles at /pengaturan/, best under its own
address (City.tiles); the page's policy lets no other host be asked.
"""
import json
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from pendopo.core.people.sessions import visitor
from pendopo.core.places.models import City
from pendopo.core.places.standing import city_of
from pendopo.core.records import queries
from pendopo.core.records.cards import card, titled
from pendopo.core.records.models import Record
from pendopo.core.records.paging import Turn, page
from pendopo.core.records.wanted import Wanted
from pendopo.kit.regions.models import Region
from pendopo.web.choices import choices, spec
from pendopo.web.points import COUNTRY, FEW, NAMED, Dot, Spot, spots

NEWEST = 1_000                  # records whose places are drawn; the page says so when there are more
MOST_OUTLINES = 40
OTHER = "other_title"           # what records.cards.titled puts beside the title on an English page
BOX = "kotak"                   # of the address: west,south,east,north of what the reader looks at
FILE = "application/geo+json"


def show(request: HttpRequest) -> HttpResponse:
    """A page of the list, newest first; every place narrows it. The first view of the map comes along."""
    asked, address, whose = Wanted.read(request.GET), reverse("web:map"), city_of(request)
    every = asked.found(queries.feed(visitor(request)))
    found = page(titled(every), Turn.read(request.GET))
    listed = [{"card": card(record), "place": place_of(record, asked, address)} for record in found.rows]
    hidden = [("q", asked.words)] if asked.words else []
    return render(request, "web/map.html", {
        "listed": listed, "filters": spec(asked, address, choices(asked), hidden=hidden), "asked": asked,
        "pager": found.pager(address, asked.pairs()), "points": asked.address(reverse("web:points")),
        "first": json.dumps(collection(every, asked), ensure_ascii=False, separators=(",", ":")),
        "tiles": whose.tiles if whose else "", "credit": whose.credit if whose else "",
        "list": asked.address(reverse("web:search")), "newest": NEWEST})


def place_of(record: Record, asked: Wanted, address: str) -> dict[str, str] | None:
    """The way from a record to everything in its place."""
    if record.place is None:
        return None
    if record.place.region_id == COUNTRY:
        return {"text": gettext("National: belongs to no place on the map"), "address": ""}
    return {"text": record.place.region.full_name,
            "address": asked.address(address, place=record.place.region_id, words="")}


def points(request: HttpRequest) -> HttpResponse:
    """The spots as GeoJSON, never more than a map can show; with `kotak` only those inside, and finer."""
    asked = Wanted.read(request.GET)
    found = within(asked.found(queries.feed(visitor(request))), box(request.GET.get(BOX, "")))
    return JsonResponse(collection(found, asked), content_type=FILE)


def collection(found: QuerySet[Record], asked: Wanted) -> dict[str, Any]:
    """Spots, and below them the plain outlines of the city and of the regencies that have spots, as far as loaded."""
    drawn = spots(dots(found))
    codes = {spot.region for spot in drawn} | {".".join(spot.region.split(".")[:2]) for spot in drawn}
    regions = list(Region.objects.filter(Q(code__in=codes) | Q(pk__in=City.objects.values("region_id")))
                   .select_related("shape").order_by("code"))
    names = {region.code: region.full_name for region in regions}
    shapes = [region.shape.outline for region in regions if hasattr(region, "shape")]
    most = NAMED[len(drawn) <= FEW]
    return {"type": "FeatureCollection", "features": [feature(spot, names, asked, most) for spot in drawn],
            "outlines": [json.loads(outline) for outline in shapes[:MOST_OUTLINES]]}


def dots(found: QuerySet[Record]) -> list[Dot]:
    """The newest records that have a place, with their own point or the middle of their region: one light query.

    Where a region's middle is not known yet (no areas imported) there is nothing to draw; asking for it in SQL would
    read every record to find that out.
    """
    rows = titled(found.filter(place__isnull=False)).annotate(
        lat=Coalesce(F("place__lat"), F("place__region__lat")), lng=Coalesce(F("place__lng"), F("place__region__lng")))
    columns = ["title", "code", "kind", "language", "place__region_id", "lat", "lng"]
    if OTHER not in rows.query.annotations:
        return [Dot(*row) for row in rows.values_list(*columns)[:NEWEST] if row[-1] is not None]
    both = rows.values_list(OTHER, *columns)[:NEWEST]
    return [Dot(other or own, code, kind, "en" if other else language, *where)
            for other, own, code, kind, language, *where in both if where[-1] is not None]


def box(text: str) -> tuple[float, float, float, float] | None:
    """None where there is none, or no sensible one."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None


def within(found: QuerySet[Record], inside: tuple[float, float, float, float] | None) -> QuerySet[Record]:
    if inside is None:
        return found
    west, south, east, north = inside
    own = Q(place__lat__range=(south, north), place__lng__range=(west, east))
    region = Q(place__lat=None, place__region__lat__range=(south, north), place__region__lng__range=(west, east))
    return found.filter(own | region)


def feature(spot: Spot, names: dict[str, str], asked: Wanted, most: int) -> dict[str, Any]:
    """One sign of the map: where, how many, the first few by name, and the list of all."""
    first = spot.dots[:most]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [spot.lng, spot.lat]}, "properties": {
        "count": spot.count, "place": names.get(spot.region, ""), "address": asked.address(
            reverse("web:map"), place=spot.region),
        "records": [{"title": dot.title, "code": dot.code, "address": reverse(f"{dot.kind}:detail", args=[dot.code]),
                     "language": "" if dot.language == get_language() else dot.language} for dot in first]}}
