"""CSV as it comes from offices: comma, semicolon or tab; UTF-8, UTF-16 with its mark, or what Windows wrote before."""
import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from pendopo.analysis.xlsx_parts import Unreadable

PART = 60_000                        # characters
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def rows(file: BinaryIO) -> Iterator[tuple[int, dict[int, str]]]:
    """(row as a spreadsheet counts it, {column from 0: text}); empty cells are left out. Raises Unreadable."""
    text = io.TextIOWrapper(file, encoding(file), errors="replace", newline="")
    try:
        first = text.read(64 * 1024)
        text.seek(0)
        for number, row in enumerate(csv.reader(text, delimiter=max(",;\t", key=first.count)), 1):
            yield number, {column: _without(cell) for column, cell in enumerate(row) if cell}
    except csv.Error:
        raise Unreadable("broken") from None
    finally:
        if not file.closed:              # a reader that was given up is collected when the file is shut already
            text.detach()


def encoding(file: BinaryIO) -> str:
    """Told by the mark at the head, or by reading all of it once."""
    file.seek(0)
    mark = file.read(3)
    file.seek(0)
    if mark[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table as CSV (RFC 4180), a few hundred lines at a time, so that a big one is never in memory."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(row)
        if out.tell() > PART:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def safe(cell: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; a number is no formula."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _without(cell: str) -> str:
    return cell[1:] if cell[0] == "'" and FORMULA.match(cell) else cell
