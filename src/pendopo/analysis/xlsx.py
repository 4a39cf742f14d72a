"""XLSX sheets, read row by row and written row by row (ECMA-376), without keeping a sheet in memory.

Openpyxl needs 0.31 ms for a row of 25 columns, and a Python object for every shared text of the book; 100,000 rows are
half a minute before anything is imported. This keeps long texts on the disk and refuses a document type (no entities)
and an archive that unpacks to more than an honest sheet does. The tests hold it against openpyxl, both ways.
"""
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import BinaryIO

from pendopo.analysis import plain_xml
from pendopo.analysis.xlsx_parts import ESCAPED, Cell, Row, Sheet, Texts, Unreadable, read_texts

MB = 1024 * 1024
MOST_MEMBERS = 5_000
MOST_UNPACKED = 1_500 * MB
MOST_RATIO = 200                # honest sheets stay below 50
SMALL = 20 * MB                 # unpacked; below this no ratio is asked
EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 # the days of a sheet know no zone
BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}          # formats that show dates
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]', re.I)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FAULTS = (KeyError, plain_xml.Broken, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError,
          ValueError, zlib.error)
LONGEST = 32_767                # characters in a cell
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/styles" '
    'Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{SPREADSHEET}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
    '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
    '</cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class Book:
    """An opened XLSX file. Raises Unreadable, at once or while rows are read. Close it, or use it in a `with`."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        if file.read(8) == OLD_OFFICE:
            raise Unreadable("old_office")
        self.texts = Texts()
        try:
            self.archive = zipfile.ZipFile(file)
            self.members = set(self.archive.namelist())
            self._measure()
            self._open()
        except FAULTS as error:
            self.texts.close()
            if isinstance(error, Unreadable):
                raise
            raise Unreadable("broken") from None

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.texts.close()
        self.archive.close()

    def rows(self, sheet: int) -> Iterator[Row]:
        """(row as a spreadsheet counts it, {column from 0: what stands there}); empty rows and cells are left out."""
        try:
            with self.archive.open(self.paths[sheet]) as source:
                yield from Sheet(self.texts, self.dates, self.epoch).rows(source)
        except FAULTS as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable("broken") from None

    def _measure(self) -> None:
        members = self.archive.infolist()
        unpacked, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or (unpacked > SMALL
                                                                       and unpacked > MOST_RATIO * max(packed, 1)):
            raise Unreadable("bomb")

    def _open(self) -> None:
        relations = {node.attributes.get("Id", ""): node.attributes.get("Target", "")
                     for node in self._small("xl/_rels/workbook.xml.rels").children}
        book = self._small("xl/workbook.xml")
        settings = book.child("workbookPr")
        self.epoch = EPOCHS[settings is not None and settings.attributes.get("date1904") in ("1", "true")]
        tabs = book.child("sheets")
        sheets = tabs.children if tabs else []
        self.names = [node.attributes.get("name", "") for node in sheets]
        self.paths = [_path(relations.get(node.attributes.get("id", ""), "")) for node in sheets]
        if not sheets or not self.members.issuperset(self.paths):
            raise Unreadable("no_sheet")
        self.dates = self._date_styles()
        if "xl/sharedStrings.xml" in self.members:
            with self.archive.open("xl/sharedStrings.xml") as source:
                read_texts(source, self.texts)

    def _small(self, path: str) -> plain_xml.Node:
        if self.archive.getinfo(path).file_size > plain_xml.LARGEST:
            raise Unreadable("bomb")
        return plain_xml.read(self.archive.read(path))

    def _date_styles(self) -> frozenset[int]:
        """Numbers of the cell styles that show a date."""
        if "xl/styles.xml" not in self.members:
            return frozenset()
        styles = self._small("xl/styles.xml")
        own = {_number(node, "numFmtId") for node in styles.walk() if node.name == "numFmt"
               and re.search("[dmyhs]", NOT_FORMAT.sub("", node.attributes.get("formatCode", "")), re.I)}
        cells = styles.child("cellXfs")
        formats = [_number(node, "numFmtId") for node in cells.children] if cells else []
        return frozenset(number for number, one in enumerate(formats) if one in BUILT_IN or one in own)


def _path(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _number(node: plain_xml.Node, name: str) -> int:
    said = node.attributes.get(name, "0")
    return int(said) if said.isdigit() else 0


def write(file: BinaryIO, title: str, rows: Iterable[Sequence[Cell]]) -> int:
    """One sheet. Texts are written as texts, so no spreadsheet runs one as a formula. Returns the number of rows."""
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        for name, body in PARTS.items():
            archive.writestr(name, HEAD + body)
        name = plain_xml.quoted(re.sub(r"[\[\]:*?/\\]", " ", plain_xml.clean(title))[:31] or "1")
        archive.writestr("xl/workbook.xml", f'{HEAD}<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>'
                                            f'<sheet name={name} sheetId="1" r:id="rId1"/></sheets></workbook>')
        with closing(archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode())
            for count, row in enumerate(rows, 1):
                cells = "".join(f'<c r="{letters(column)}{count}"{_cell(value)}</c>'
                                for column, value in enumerate(row) if value is not None and value != "")
                sheet.write(f'<row r="{count}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return count


def letters(column: int) -> str:
    """27 is AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _cell(value: Cell) -> str:
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v>'
    if isinstance(value, datetime):
        days = (value.replace(tzinfo=None) - EPOCHS[0]).total_seconds() / 86_400
        return f' s="1"><v>{days!r}</v>'
    if isinstance(value, int | float):
        return f"><v>{value!r}</v>"
    text = ESCAPED.sub(lambda found: f"_x005F{found[0]}", plain_xml.clean(str(value))[:LONGEST])
    return f' t="inlineStr"><is><t xml:space="preserve">{plain_xml.escape(text)}</t></is>'
