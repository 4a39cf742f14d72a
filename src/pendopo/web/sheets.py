"""Records as rows of CSV: what everybody may download. Columns have English names that never change."""
import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from django.http import StreamingHttpResponse

from pendopo.analysis.sheet_text import safe
from pendopo.core.records.cards import absolute
from pendopo.core.records.models import Record
from pendopo.kit.streamed import in_language

HEAD = ("code", "kind", "title", "summary", "language", "state", "office", "office_name", "region", "region_name",
        "lat", "lng", "created", "published", "due", "closed", "address")


def rows_of(records: Iterable[Record]) -> Iterator[Sequence[Any]]:
    yield HEAD
    for record in records:
        office, place = record.office, record.place
        yield (record.code, record.kind, record.title, record.summary, record.language, record.state,
               office.slug if office else "", office.name if office else "",
               place.region_id if place else "", place.region.full_name if place else "",
               place.lat if place else None, place.lng if place else None,
               record.created.isoformat(timespec="seconds"),
               record.published.isoformat(timespec="seconds") if record.published else "",
               record.due.isoformat() if record.due else "",
               record.closed.isoformat(timespec="seconds") if record.closed else "",
               absolute(record))


def sheet(rows: Iterable[Sequence[Any]], language: str) -> Iterator[bytes]:
    """UTF-8 with a mark at the head, because spreadsheets guess otherwise; lines end with CR LF (RFC 4180)."""
    yield b"\xef\xbb\xbf"
    for row in in_language(rows, language):
        line = StringIO()
        csv.writer(line).writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
        yield line.getvalue().encode()


def answer(rows: Iterable[Sequence[Any]], name: str, language: str) -> StreamingHttpResponse:
    """The sheet as a file to keep."""
    return StreamingHttpResponse(sheet(rows, language), content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{name}.csv"'})
