"""The numbers of the statistics page, measured from the records: each question is one pass over one table.

What concerns persons (how many took part) is not shown below five: a small number next to a small place is a name.
"""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from pendopo.core.people.models import Organisation
from pendopo.core.records.models import Record

FEWEST = 5                      # persons in a cell before it is shown
MONTHS = 12                     # of the line: this one and those before it
SAMPLE = 20_000                 # newest finished records from which the days to finish are taken


@dataclass(frozen=True)
class Group:
    """Records of one kind, state and office."""
    kind: str
    state: str
    office: str
    office_name: str
    office_name_en: str
    count: int
    open: int
    late: int


@dataclass(frozen=True)
class Pace:
    """How long finished records of a kind took, in whole days; `count` of them were looked at."""
    count: int
    middle: float
    longest: int


def groups(found: QuerySet[Record]) -> list[Group]:
    """One row for each kind, state and office that has records; the offices' names come in a second, small query."""
    rows = list(found.order_by().values_list("kind", "state", "office").annotate(
        count=Count("pk"), open=Count("pk", filter=Q(closed=None)),
        late=Count("pk", filter=Q(closed=None, due__lt=timezone.localdate()))))
    offices = Organisation.objects.in_bulk({office for _, _, office, *_ in rows if office is not None})
    return [Group(kind, state, *told(offices.get(office or 0)), *rest) for kind, state, office, *rest in rows]


def told(office: Organisation | None) -> tuple[str, str, str]:
    return (office.slug, office.name, office.name_en) if office else ("", "", "")


def months(found: QuerySet[Record], today: date) -> tuple[list[date], dict[str, list[tuple[int, int]]]]:
    """The first days of the last twelve months, and for each kind how many records came and were finished in each."""
    starts = [_month(today, back) for back in range(MONTHS - 1, -2, -1)]
    edges = [datetime.combine(start, time(), timezone.get_current_timezone()) for start in starts]
    counted: dict[str, Count] = {}
    for at in range(MONTHS):
        counted[f"new{at}"] = Count("pk", filter=Q(created__gte=edges[at], created__lt=edges[at + 1]))
        counted[f"done{at}"] = Count("pk", filter=Q(closed__gte=edges[at], closed__lt=edges[at + 1]))
    recent = found.filter(Q(created__gte=edges[0]) | Q(closed__gte=edges[0]))
    rows: list[Any] = list(recent.order_by().values("kind").annotate(**counted))
    return starts[:-1], {row["kind"]: [(row[f"new{at}"], row[f"done{at}"]) for at in range(MONTHS)] for row in rows}


def paces(found: QuerySet[Record]) -> dict[str, Pace]:
    """By kind, from entry to end, over the newest finished records."""
    rows = found.filter(closed__isnull=False, closed__gte=F("created")).order_by("-closed").values_list(
        "kind", "created", "closed")[:SAMPLE]
    taken: dict[str, list[int]] = {}
    for kind, created, closed in rows.iterator(chunk_size=5000):
        if closed is not None:
            taken.setdefault(kind, []).append((closed - created).days)
    return {kind: Pace(len(days), median(days), max(days)) for kind, days in taken.items()}


def people(found: QuerySet[Record]) -> dict[str, int | None]:
    """By kind, how many different persons began a record; None where they are fewer than five."""
    rows = found.order_by().values_list("kind").annotate(
        count=Count("author", distinct=True, filter=~Q(author__sort="system")))
    return {kind: shown(count) for kind, count in rows}


def shown(persons: int) -> int | None:
    """None for a cell that is too small to be shown; nobody at all is no person."""
    return None if 0 < persons < FEWEST else persons


def added(found: Iterable[Group], by: str) -> dict[str, tuple[int, int, int]]:
    """(all, open, late) of every value of one column, the largest first."""
    sums: dict[str, tuple[int, int, int]] = {}
    for group in found:
        key = str(getattr(group, by))
        count, waiting, late = sums.get(key, (0, 0, 0))
        sums[key] = (count + group.count, waiting + group.open, late + group.late)
    return dict(sorted(sums.items(), key=lambda item: (-item[1][0], item[0])))


def _month(today: date, back: int) -> date:
    """The first day of the month that many months before; -1 is the next one."""
    at = today.year * 12 + today.month - 1 - back
    return date(at // 12, at % 12 + 1, 1)
