"""Reads and writes the national sheet "Laporan Ringkas" (XLSX or CSV): the way reports come in and the daily way out.

The header is not the first row; columns are found by name; a row that cannot be read is named with its reason and left
out. Half of all real reports are secret: an unknown type of report, or a sheet that lost that column, counts as secret
and anonymous. What is written for others leaves secret rows out and never holds a reporter's name.
"""
import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from itertools import chain, islice
from typing import BinaryIO

from pendopo.analysis import dates_id, sheet_text, xlsx
from pendopo.analysis.loss import Loss
from pendopo.analysis.ringkas_columns import (
    COLUMNS,
    DATED,
    EMPTY,
    KINDS,
    NAMES,
    NEEDED,
    STATES,
    WANTED,
    flags,
    plain,
)
from pendopo.analysis.xlsx_parts import Cell, Unreadable
from pendopo.analysis.xlsx_parts import Row as Cells

LOOKED_AT = 60                  # rows in which the header must lie
MOST = 20_000                   # characters of a report's text


@dataclass(frozen=True)
class Row:
    """One report as the sheet has it. Whoever takes it in seals reporter, title and texts where `secret` says so."""
    line: int                      # as a spreadsheet counts rows
    tracking_id: str
    received: datetime             # aware
    only_day: bool = False         # the hour is not told
    reporter: str = ""
    classification: str = ""
    category_id: str = ""
    category: str = ""
    title: str = ""
    first_text: str = ""
    last_text: str = ""
    anonymous: bool = False
    secret: bool = False
    source: str = ""
    parent_agency: str = ""
    agency_id: str = ""
    agency: str = ""
    status: str = ""
    reason: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    village: str = ""
    decree_number: str = ""
    decree_url: str = ""
    yearly_report_url: str = ""
    vp_channel: str = ""
    rating: str = ""
    extra: dict[str, str] = field(default_factory=dict)        # columns nobody knows, by their own names

    @property
    def kind(self) -> str:
        """complaint supervisory aspiration information, or "" for words nobody knows."""
        return KINDS.get(plain(self.classification), "")

    @property
    def state(self) -> str:
        return STATES.get(plain(self.status), "")


def public(row: Row) -> Row | None:
    """What others may hold of it: nothing of a secret report, no name of any."""
    return None if row.secret else replace(row, reporter="")


class Sheet:
    """An opened sheet. Iterate it once: that closes it; `loss` grows meanwhile. Raises Unreadable."""

    def __init__(self, rows: Iterator[Cells], zone: tzinfo, close: Callable[[], object]) -> None:
        self.zone, self.close = zone, close
        self.loss = Loss()
        first = list(islice(rows, LOOKED_AT))
        at = next((number for number, (_, cells) in enumerate(first) if _is_header(cells)), None)
        if at is None:
            raise Unreadable("no_header")
        self.head = tuple(" ".join(said(cell) for cell in cells.values()) for _, cells in first[:at])
        self.columns: dict[int, str] = {}
        self.unknown: dict[int, str] = {}
        self._name(first[at])
        self.rows = chain(first[at + 1:], rows)
        self.seen: set[str] = set()

    def _name(self, header: Cells) -> None:
        line, cells = header
        for column, cell in cells.items():
            name = " ".join(said(cell).split())
            word = NAMES.get(plain(name), "")
            if word and word not in self.columns.values():
                self.columns[column] = word
            elif name:
                same = name in self.unknown.values() or name in COLUMNS
                self.unknown[column] = f"{name} ({column + 1})" if same else name
                self.loss.add(line, name, "column_twice" if word else "column_unknown")
        self.missing = tuple(word for word in WANTED if word not in self.columns.values())
        for word in self.missing:
            self.loss.add(0, COLUMNS[word][0], "type_column_missing" if word == "type" else "column_missing")

    def __iter__(self) -> Iterator[Row]:
        try:
            for line, cells in self.rows:
                if any(said(cell) for cell in cells.values()):
                    self.loss.rows += 1
                    row = self._row(line, cells)
                    if row is not None:
                        self.loss.taken += 1
                        yield row
        finally:
            self.close()

    def _row(self, line: int, cells: dict[int, Cell]) -> Row | None:
        raw = {word: cells.get(column) for column, word in self.columns.items()}
        texts = {word: _filled(said(cell)) for word, cell in raw.items() if word not in ("received", "hour", "type")}
        number = texts.pop("tracking_id")
        moment = dates_id.moment(raw.get("received"), self.zone, raw.get("hour"))
        wrong = self._grave(number, moment is None, said(raw.get("received")), texts)
        if wrong or moment is None:
            column, code, value = wrong or (DATED, "row_unreadable", "")
            self.loss.add(line, column, code, value, grave=True)
            return None
        self.seen.add(number)
        for word in ("title", "first_text", "last_text"):
            if len(texts.get(word, "")) > MOST:
                self.loss.add(line, COLUMNS[word][0], "cut", str(MOST))
                texts[word] = texts[word][:MOST]
        anonymous, secret = self._flags(line, said(raw.get("type")))
        row = Row(line, number, moment.at, moment.only_day, anonymous=anonymous, secret=secret,
                  extra={name: said(cells[column]) for column, name in self.unknown.items() if column in cells},
                  **texts)
        self._known(row)
        return row

    def _grave(self, number: str, undated: bool, date: str, texts: dict[str, str]) -> tuple[str, str, str] | None:
        """(column, code, value) of what makes a row useless."""
        if not number:
            return COLUMNS["tracking_id"][0], "id_missing", ""
        if number in self.seen:
            return COLUMNS["tracking_id"][0], "twice", number
        if undated:
            return DATED, "date_unreadable" if _filled(date) else "date_missing", date
        if not any(texts.get(word) for word in ("title", "first_text", "last_text")):
            return COLUMNS["first_text"][0], "text_missing", ""
        return None

    def _flags(self, line: int, type_: str) -> tuple[bool, bool]:
        if "type" in self.missing:
            return True, True
        known = flags(type_)
        if known is not None:
            return known
        self.loss.add(line, COLUMNS["type"][0], "type_unknown", type_)
        return True, True

    def _known(self, row: Row) -> None:
        if row.classification and not row.kind:
            self.loss.add(row.line, COLUMNS["classification"][0], "kind_unknown", row.classification)
        if row.status and not row.state:
            self.loss.add(row.line, COLUMNS["status"][0], "status_unknown", row.status)


def said(cell: Cell) -> str:
    """A cell as text; a number without the .0 that a spreadsheet puts behind it."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return dates_id.short(cell)
    return "" if cell is None else str(cell).strip()


def _filled(text: str) -> str:
    return "" if text.lower() in EMPTY else text


def _is_header(cells: dict[int, Cell]) -> bool:
    words = {NAMES.get(plain(said(cell)), "") for cell in cells.values()}
    return words.issuperset(NEEDED) and len(words - {""}) >= 4


def open_sheet(file: BinaryIO, *, zone: tzinfo) -> Sheet:
    """XLSX or CSV, told by its first bytes. `zone` is the city's. Raises Unreadable."""
    file.seek(0)
    first = file.read(1024)
    if first[:4] == b"PK\x03\x04" or first[:8] == xlsx.OLD_OFFICE:
        return _from_book(xlsx.Book(file), zone)
    if re.match(rb"\s*(<!doctype|<html|<table|<\?xml)", first.removeprefix(codecs.BOM_UTF8), re.I):
        raise Unreadable("page")
    if not first:
        raise Unreadable("no_header")
    return Sheet(_texts(file), zone, lambda: None)


def _from_book(book: xlsx.Book, zone: tzinfo) -> Sheet:
    """The first sheet of the book that has the header."""
    for number in range(len(book.names)):
        try:
            return Sheet(book.rows(number), zone, book.close)
        except Unreadable as error:
            if error.code != "no_header" or number + 1 == len(book.names):
                book.close()
                raise
    raise Unreadable("no_sheet")


def _texts(file: BinaryIO) -> Iterator[Cells]:
    for number, cells in sheet_text.rows(file):
        yield number, dict(cells)


def write_xlsx(file: BinaryIO, rows: Iterable[Row], *, head: Sequence[str] = (), whole: bool = False) -> int:
    """Returns how many reports were written. `whole`: with secret rows and names, for one who may see them all."""
    lines = iter(_lines(rows, head, whole))
    return xlsx.write(file, "Laporan Ringkas", lines) - len(head) - 1


def write_csv(file: BinaryIO, rows: Iterable[Row], *, head: Sequence[str] = (), whole: bool = False) -> int:
    """UTF-8 with a mark at the head, CR LF; a text that a spreadsheet would run gets an apostrophe before it."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer, count = csv.writer(text), 0
    for line in _lines(rows, head, whole):
        writer.writerow([sheet_text.safe(cell) for cell in line])
        count += 1
    text.flush()
    text.detach()
    return count - len(head) - 1


def _lines(rows: Iterable[Row], head: Sequence[str], whole: bool) -> Iterator[list[str]]:
    yield from ([line] for line in head)
    yield [names[0] for names in COLUMNS.values()]
    for row in rows:
        shown = row if whole else public(row)
        if shown is not None:
            yield [_told(shown, word) for word in COLUMNS]


def _told(row: Row, word: str) -> str:
    if word == "received":
        return dates_id.short(row.received).rpartition(" ")[0]
    if word == "hour":
        return "" if row.only_day else f"{row.received:%H:%M:%S}"
    if word == "type":
        return ", ".join(name for name, yes in (("Anonim", row.anonymous), ("Rahasia", row.secret)) if yes)
    return str(getattr(row, word))

