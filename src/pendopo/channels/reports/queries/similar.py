"""Earlier reports that may be the same matter: suggested with reasons, never joined by itself. Published ones only, and
none of services for one person."""
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from pendopo.analysis import similarity
from pendopo.channels.reports.models import Category, Report, Sketch
from pendopo.core.places.models import Place
from pendopo.kit.prepared import Prepared
from pendopo.kit.regions.models import Region

MOST, EACH = 5, 200                  # suggestions; candidates of each sort
VILLAGE = 4


@dataclass(frozen=True)
class Alike:
    """An earlier report, with how sure this is and why (codes of analysis/similarity)."""
    report: Report
    score: float
    metres: int | None
    days: int
    reasons: tuple[str, ...]


def sketched(key: int, text: str, day: date, category: Category | None, region: Region | None, lat: float | None,
             lng: float | None) -> similarity.Sketch:
    """What the finder of likenesses reads of a report."""
    return similarity.sketch(key, text, day=day, category=category.code if category else "",
                             village=region.code if region and region.level == VILLAGE else "", lat=lat, lng=lng)


def alike(text: str, *, day: date, category: Category | None, region: Region | None = None, lat: float | None = None,
          lng: float | None = None, key: int = 0) -> list[Alike]:
    """The likeliest first. One question to four indexes, with a point or a village another for each, and one for what
    is shown; then sums over a few hundred rows at most. At entry and on the desk the same."""
    if category is not None and category.person_bound:
        return []
    new = sketched(key, text, day, category, region, lat, lng)
    found = {row[0]: read(row) for row in candidates(new)}
    hits = similarity.suggest(new, found.values(), most=MOST)
    rows = (Report.objects.filter(visibility="public").select_related("office", "place__region", "category")
            .defer("text", "html", "original").in_bulk([hit.key for hit in hits]))
    return [Alike(rows[hit.key], hit.score, hit.metres, hit.days, hit.reasons) for hit in hits if hit.key in rows]


def alike_to(report: Report, text: str) -> list[Alike]:
    """For somebody who works on it; nothing for a secret one."""
    if report.secret:
        return []
    place: Place | None = report.place
    return alike(text, day=report.created.date(), category=report.category, region=place.region if place else None,
                 lat=place.lat if place else None, lng=place.lng if place else None, key=report.pk)


def young(since: int) -> QuerySet[Sketch, tuple[Any, ...]]:
    """The newest first, as plain rows: some hundreds of them, of which five are shown."""
    return Sketch.objects.filter(day__gte=since).order_by("-day", "-pk").values_list(
        "pk", "day", "category", "grp", "village", "cell", "lat", "lng", "contact", "identities", "words",
        "band1", "band2", "band3", "band4")


banded = [Prepared(partial(lambda name, since, band: young(since).filter(**{name: band})[:EACH], f"band{number}"),
                   since=int, band=int) for number in range(1, similarity.BANDS + 1)]


def candidates(new: similarity.Sketch) -> list[tuple[Any, ...]]:
    """By square and its neighbours, by village where one of the two has no point, and by bands of the text; the newest
    first."""
    since, found = new.day - similarity.SPAN, list[tuple[Any, ...]]()
    if new.cell is not None:
        found += young(since).filter(cell__in=similarity.near(new.cell))[:EACH]
    if new.village:
        there = young(since).filter(village=new.village, grp=new.group)
        found += (there if new.cell is None else there.filter(cell=None))[:EACH]
    asked = [ask.sql(since=since, band=band) for ask, band in zip(banded, new.bands, strict=True)]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT * FROM ({sql}) part{place}"  # noqa: S608 - of prepared questions
                                          for place, (sql, _params) in enumerate(asked)),
                       [one for _sql, params in asked for one in params])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return found + rows


def read(row: tuple[Any, ...]) -> similarity.Sketch:
    key, day, category, group, village, cell, lat, lng, contact, identities, words, *bands = row
    return similarity.Sketch(key, day, category, group, village, cell, lat, lng, contact,
                             frozenset(identities.split()), bytes(words), tuple(bands))
