"""Which rows stand on page N. For common filters the tallies say near which moment it begins, so page 900 costs what
page 1 costs; for the others the rows before it are counted, and the answer says so."""
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from pendopo.analysis.open311_in import Question
from pendopo.gateways.open311.queries import chosen, dated, near, ordering

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TALLIED, COUNTED = "tallies", "counting"
STATUS = ("closed", "open")
PART = """SELECT span, begins, sum(count) FROM open311_tally WHERE code = %s AND span = %s AND begins >= %s
 AND begins < %s AND status IN (%s, %s) GROUP BY span, begins"""       # one walk along the index


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
    total, before = sum(one.many for one in spans), 0
    for one in spans:
        if before + one.many > skip:
            first, rows = skip - before, rows.filter(created__lt=one.ends())
            return Cut(ordered(rows, question)[first:first + question.size], total, TALLIED)
        before += one.many
    return Cut(ordered(rows.none(), question), total, TALLIED)


def ordered(rows: QuerySet[Any], question: Question) -> QuerySet[Any]:
    found = dated(rows) if "updated" in question.order else rows
    return found.order_by(*ordering(question.order)).values("pk")


class Span(NamedTuple):
    """A day or an hour of the window with its reports. `begins` as the database writes moments: one of them is read."""
    span: str
    begins: str | datetime
    many: int

    def ends(self) -> datetime:
        begins = datetime.fromisoformat(self.begins) if isinstance(self.begins, str) else self.begins
        aware = begins if begins.tzinfo else begins.replace(tzinfo=UTC)
        return aware + (DAY if self.span == "d" else HOUR)


def tallied(question: Question) -> list[Span] | None:
    """Days and hours of the window, the latest first; None where tallies do not know."""
    plain = not (question.ids or question.box or question.near or question.agency or question.search
                 or question.updated_after or question.updated_before or len(question.codes) > 1)
    if not plain or question.start is None or question.order != "-requested_datetime":
        return None
    edges = _edges(question.start, question.end)
    if edges is None or (edges.hours and question.codes):
        return None
    status, code = sorted(question.status or STATUS), question.codes[0] if question.codes else ""
    parts = [("d", edges.first, edges.last), *(("h", *pair) for pair in edges.hours)]
    adapted = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(PART for _part in parts)} ORDER BY 2 DESC", [
            value for span, begins, ends in parts
            for value in (code, span, adapted(begins), adapted(ends), status[0], status[-1])])
        spans = [Span(*row) for row in cursor.fetchall()]
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
