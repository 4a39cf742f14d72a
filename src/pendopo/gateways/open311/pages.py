"""Which rows stand on page N. For common filters the tallies say near which moment it begins, so page 900 costs what
page 1 costs; for the others the rows before it are counted, and the answer says so."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from pendopo.analysis.open311_in import Question
from pendopo.gateways.open311.models import Tally
from pendopo.gateways.open311.queries import chosen, dated, near, ordering

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TALLIED, COUNTED = "tallies", "counting"


@dataclass(frozen=True)
class Cut:
    """The keys of one page, how many there are in all, and how it was found."""
    keys: QuerySet[Any]
    total: int | None               # None: nobody asked for pages
    by: str = ""


def cut(question: Question) -> Cut:
    rows = near(chosen(question), question)
    skip = (question.page - 1) * question.size
    if not question.paged:
        return Cut(ordered(rows, question)[:question.size], None)
    spans = tallied(question)
    if spans is None:
        total = rows.count()
        here = rows if skip < total else rows.none()
        return Cut(ordered(here, question)[skip:skip + question.size], total, COUNTED)
    total, before = sum(count for _begins, _ends, count in spans), 0
    for _begins, ends, count in spans:
        if before + count > skip:
            first = skip - before
            return Cut(ordered(rows.filter(created__lt=ends), question)[first:first + question.size], total, TALLIED)
        before += count
    return Cut(ordered(rows.none(), question), total, TALLIED)


def ordered(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    found = dated(rows) if "updated" in question.order else rows
    return found.order_by(*ordering(question.order)).values("pk")


def tallied(question: Question) -> list[tuple[datetime, datetime, int]] | None:
    """(begin, end, how many) of days and hours of the window, the latest first; None where tallies do not know."""
    plain = not (question.ids or question.box or question.near or question.agency or question.search
                 or question.updated_after or question.updated_before or len(question.codes) > 1)
    if not plain or question.start is None or question.order != "-requested_datetime":
        return None
    edges = _edges(question.start, question.end)
    if edges is None or (edges.hours and question.codes):
        return None
    wanted = Q(span="d", begins__gte=edges.first, begins__lt=edges.last)
    for begins, ends in edges.hours:
        wanted |= Q(span="h", begins__gte=begins, begins__lt=ends)
    found = Tally.objects.filter(wanted, code=question.codes[0] if question.codes else "")
    if question.status:
        found = found.filter(status__in=question.status)
    rows = found.values("span", "begins").annotate(sum=Sum("count")).order_by("-begins")
    spans = [(row["begins"], row["begins"] + (DAY if row["span"] == "d" else HOUR), row["sum"]) for row in rows]
    return spans or None            # nothing counted, or not counted yet: the reports themselves know


@dataclass(frozen=True)
class Edges:
    first: datetime                 # of the whole days
    last: datetime
    hours: list[tuple[datetime, datetime]]


def _edges(start: datetime, end: datetime | None) -> Edges | None:
    """The whole days of the city inside the window, and the hours at its ends; None where it cuts an hour."""
    now = timezone.localtime()
    last = min(end, now + DAY) if end else now + DAY
    begin, finish = timezone.localtime(start), timezone.localtime(last)
    if _cut(begin) or (end is not None and end <= now and _cut(finish)):
        return None
    finish = finish if end is not None and end <= now else _midnight(now) + DAY
    first = begin if begin == _midnight(begin) else _midnight(begin) + DAY
    final = _midnight(finish)
    if first > final:
        return Edges(first, first, [(begin, finish)])
    return Edges(first, final, [pair for pair in ((begin, first), (final, finish)) if pair[0] < pair[1]])


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _cut(at: datetime) -> bool:
    return bool(at.minute or at.second or at.microsecond)
