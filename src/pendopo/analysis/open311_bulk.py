"""GeoReport Bulk: requests as CSV (wiki.open311.org/GeoReport/bulk, proposed), read row by row and written so."""
import csv
import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import BinaryIO

from pendopo.analysis import dates_id, sheet_text
from pendopo.analysis.loss import Loss
from pendopo.analysis.open311 import moment
from pendopo.analysis.xlsx_parts import Unreadable

COLUMNS = ("service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description",
           "status_notes", "source", "service_name", "service_subtype", "description", "agency_responsible",
           "address", "lat", "long")
ALIASES = {"closed_datetime": "closed_date", "status": "status_description", "id": "service_request_id",
           "latitude": "lat", "longitude": "long", "lng": "long"}
NEEDED = ("service_request_id", "requested_datetime")
DATES = ("requested_datetime", "updated_datetime", "closed_date")
ZONED = re.compile(r"(?:z|[+-]\d\d:?\d\d)$", re.I)
MOST = 20_000                   # characters of a description


@dataclass(frozen=True)
class BulkRow:
    service_request_id: str
    requested_datetime: datetime
    updated_datetime: datetime | None = None
    closed_date: datetime | None = None
    status_description: str = ""                        # a word of the other system
    status_notes: str = ""
    source: str = ""
    service_name: str = ""
    service_subtype: str = ""
    description: str = ""
    agency_responsible: str = ""
    address: str = ""
    lat: float | None = None
    long: float | None = None
    line: int = 0                                       # as a spreadsheet counts rows
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        return self.closed_date is not None or self.status_description.strip().lower() in ("closed", "cancelled",
                                                                                           "canceled", "selesai")


class Bulk:
    """An opened file. Iterate it once; `loss` grows meanwhile. Raises Unreadable."""

    def __init__(self, file: BinaryIO, zone: tzinfo) -> None:
        self.zone, self.loss = zone, Loss()
        self.rows = sheet_text.rows(file)
        header = next(self.rows, (1, {}))[1]
        named = {column: _name(cell) for column, cell in header.items()}
        if not set(NEEDED).issubset(named.values()):
            raise Unreadable("no_header")
        self.columns: dict[int, str] = {}
        self.unknown: dict[int, str] = {}
        for column, name in named.items():
            if name in COLUMNS and name not in self.columns.values():
                self.columns[column] = name
            else:
                self.unknown[column] = f"{name} ({column + 1})" if name in self.columns.values() else name
                self.loss.add(1, name, "column_twice" if name in COLUMNS else "column_unknown")
        for name in COLUMNS:
            if name not in self.columns.values():
                self.loss.add(0, name, "column_missing")
        self.seen: set[str] = set()

    def __iter__(self) -> Iterator[BulkRow]:
        for line, cells in self.rows:
            if any(cell.strip() for cell in cells.values()):
                self.loss.rows += 1
                row = self._row(line, cells)
                if row is not None:
                    self.loss.taken += 1
                    yield row

    def _row(self, line: int, cells: dict[int, str]) -> BulkRow | None:
        texts = {name: cells.get(column, "").strip() for column, name in self.columns.items()}
        number, requested = texts.pop("service_request_id"), texts.pop("requested_datetime")
        at = self._moment(line, "requested_datetime", requested, grave=True)
        if not number or number in self.seen:
            self.loss.add(line, "service_request_id", "twice" if number else "id_missing", number, grave=True)
            return None
        if at is None:
            if not requested:
                self.loss.add(line, "requested_datetime", "date_missing", grave=True)
            return None
        self.seen.add(number)
        if len(texts.get("description", "")) > MOST:
            self.loss.add(line, "description", "cut", str(MOST))
            texts["description"] = texts["description"][:MOST]
        updated = self._moment(line, "updated_datetime", texts.pop("updated_datetime", ""))
        closed = self._moment(line, "closed_date", texts.pop("closed_date", ""))
        lat, long = self._place(line, texts.pop("lat", ""), texts.pop("long", ""))
        extra = {name: cells[column] for column, name in self.unknown.items() if cells.get(column)}
        return BulkRow(number, at, updated, closed, lat=lat, long=long, line=line, extra=extra, **texts)

    def _moment(self, line: int, column: str, said: str, *, grave: bool = False) -> datetime | None:
        found = dates_id.moment(said, self.zone)
        if found is None and said:
            self.loss.add(line, column, "date_unreadable" if grave else "date_dropped", said, grave)
        elif found is not None and not ZONED.search(said):
            self.loss.add(line, column, "date_without_zone", said)
        return found.at if found else None

    def _place(self, line: int, lat: str, long: str) -> tuple[float | None, float | None]:
        """Both or none; nothing at the zero point in the sea, where broken programs put what has no place."""
        north, east = self._degrees(line, "lat", lat, 90), self._degrees(line, "long", long, 180)
        if north is None or east is None or (north == 0 and east == 0):
            return None, None
        return north, east

    def _degrees(self, line: int, column: str, said: str, most: int) -> float | None:
        try:
            found = float(said.replace(",", ".")) if said else math.nan
        except ValueError:
            found = math.nan
        if -most <= found <= most:
            return found
        if said:
            self.loss.add(line, column, "number_dropped", said)
        return None


def _name(cell: str) -> str:
    name = "_".join(cell.strip().lower().split())
    return ALIASES.get(name, name)


def write(rows: Iterable[BulkRow]) -> Iterator[str]:
    """Header, then a line for each row (RFC 4180); a text that a spreadsheet would run gets an apostrophe before it."""
    yield _line(COLUMNS)
    for row in rows:
        yield _line([_cell(getattr(row, name)) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([sheet_text.safe(cell) for cell in cells])
    return out.getvalue()


def _cell(value: str | float | datetime | None) -> str:
    if isinstance(value, datetime):
        return moment(value) or ""
    return "" if value is None else str(value)
