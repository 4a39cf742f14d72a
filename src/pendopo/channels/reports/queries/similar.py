"""Earlier reports that may be the same matter: suggested with reasons, never joined by itself. Published ones only, and
none of services for one person."""
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from pendopo.analysis import similarity
from pendopo.channels.reports.models import Category, Report, Sketch
from pendopo.core.places.models import Place
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
    """The likeliest first. Four small questions to indexes, then sums over a few hundred rows at most."""
    if category is not None and category.person_bound:
        return []
    new = sketched(key, text, day, category, region, lat, lng)
    found = {one.key: one for one in map(read, candidates(new))}
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


def candidates(new: similarity.Sketch) -> list[Sketch]:
    """By square and its neighbours, by village, and by bands of the text; the newest first."""
    young = Sketch.objects.filter(day__gte=new.day - similarity.SPAN).order_by("-day", "-pk")
    tests: list[Q] = []
    if new.cell is not None:
        tests.append(Q(cell__in=similarity.near(new.cell)))
    elif new.village:
        tests.append(Q(village=new.village, grp=new.group))
    tests += [Q(**{f"band{number}": band}) for number, band in enumerate(new.bands, 1)]
    return [row for test in tests for row in young.filter(test)[:EACH]]


def read(row: Any) -> similarity.Sketch:
    return similarity.Sketch(row.pk, row.day, row.category, row.grp, row.village, row.cell, row.lat, row.lng,
                             row.contact, frozenset(row.identities.split()), bytes(row.words),
                             (row.band1, row.band2, row.band3, row.band4))
