"""Keeps tallies and marks true: follows the lines of the ledger, which have no gaps, and counts the days they touch
anew. Every night all of it is counted from the beginning."""
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from pendopo.channels.reports.queries.lists import listed
from pendopo.core.ledger.models import Line
from pendopo.core.records.models import Event
from pendopo.gateways.open311.models import Followed, Mark, Tally
from pendopo.gateways.open311.queries import KIND
from pendopo.kit.whole import whole

BATCH = 5_000                   # lines at a time
ROWS = 2_000                    # written in one statement


def follow() -> int:
    """What was done since the last time. Returns how many days were counted."""
    place = Followed.objects.filter(pk=1).values_list("place", flat=True).first()
    if place is None:
        return recount()
    rows = list(Event.objects.filter(line__seq__gt=place).order_by("line__seq").values_list(
        "line__seq", "pk", "at", "record__kind", "record__created")[:BATCH])
    if not rows:
        return 0
    ours = [row for row in rows if row[3] == KIND]
    days = {timezone.localtime(row[4]).date() for row in ours}
    with whole():
        for day in sorted(days):
            count(day)
        mark((row[1], row[2]) for row in ours)
        Followed.objects.filter(pk=1).update(place=rows[-1][0])
    return len(days)


def recount() -> int:
    """Everything anew, a transaction for each month of reports."""
    place = Line.objects.aggregate(last=Max("seq"))["last"]
    counts = tally(listed())
    with whole():
        Tally.objects.all().delete()
        write(counts)
        Mark.objects.all().delete()
        mark(Event.objects.filter(record__kind=KIND).order_by("pk").values_list("pk", "at").iterator(chunk_size=BATCH))
        Followed.objects.update_or_create(pk=1, defaults={"place": -1 if place is None else place})
    return len(counts)


def count(day: date) -> None:
    """This day anew."""
    begins = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    ends = begins + timedelta(days=1)
    Tally.objects.filter(begins__gte=begins, begins__lt=ends).delete()
    write(tally(listed().filter(created__gte=begins, created__lt=ends)))


Counts = Counter[tuple[str, str, datetime, str]]


def tally(found: QuerySet[Any]) -> Counts:
    counts: Counts = Counter()
    for created, code, closed in found.order_by().values_list("created", "category__code", "closed").iterator(
            chunk_size=BATCH):
        hour = timezone.localtime(created).replace(minute=0, second=0, microsecond=0)
        day, status = hour.replace(hour=0), "closed" if closed else "open"
        counts["h", "", hour, status] += 1
        counts["d", "", day, status] += 1
        if code:
            counts["d", code, day, status] += 1
    return counts


def write(counts: Counts) -> None:
    Tally.objects.bulk_create((Tally(span=span, code=code, begins=begins, status=status, count=many)
                               for (span, code, begins, status), many in counts.items()), batch_size=ROWS)


def mark(rows: Iterable[tuple[int, datetime]]) -> None:
    """The lowest row of each day."""
    lowest: dict[date, int] = {}
    for key, at in rows:
        day = timezone.localtime(at).date()
        lowest[day] = min(key, lowest.get(day, key))
    known = dict(Mark.objects.filter(day__in=lowest).values_list("day", "event")) if len(lowest) < ROWS else {}
    fresh = [Mark(day=day, event=key) for day, key in lowest.items() if key < known.get(day, key + 1)]
    Mark.objects.bulk_create(fresh, batch_size=ROWS, update_conflicts=True, unique_fields=["day"],
                             update_fields=["event"])
