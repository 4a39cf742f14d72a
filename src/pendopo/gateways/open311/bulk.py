"""All public reports as one sheet of CSV, row by row, without the window of ninety days."""
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from pendopo.analysis.open311_bulk import BulkRow, write
from pendopo.channels.reports.queries.lists import listed
from pendopo.gateways.open311.queries import COLUMNS, Written, dated
from pendopo.kit.streamed import in_language

AT_ONCE = 500
NAMES = tuple(name for name in COLUMNS if name != "photo")


def rows(start: datetime | None, end: datetime | None, codes: tuple[str, ...], language: str) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    lines = write(told(chosen(start, end, codes)))
    for part in in_language(iter(lambda: "".join(islice(lines, AT_ONCE)), ""), language):
        yield part.encode()


def chosen(start: datetime | None, end: datetime | None, codes: tuple[str, ...]) -> QuerySet[Any]:
    found = listed()
    if start:
        found = found.filter(created__gte=start)
    if end:
        found = found.filter(created__lte=end)
    return found.filter(category__code__in=codes) if codes else found


def told(found: QuerySet[Any]) -> Iterator[BulkRow]:
    written, zone = Written(), timezone.get_current_timezone()
    for row in dated(found).values_list(*NAMES, "category__parent__name").iterator(chunk_size=2_000):
        *values, group = row
        one = written.request([*values, ""])
        closed = dict(zip(NAMES, values, strict=True))["closed"]
        yield BulkRow(
            one.service_request_id, one.requested_datetime or timezone.now(), one.updated_datetime,
            closed.astimezone(zone) if closed else None, one.status_notes or one.status, "", one.extended["channel"],
            group or one.service_name, one.service_name if group else "", one.description, one.agency_responsible,
            one.address, one.lat, one.long)
