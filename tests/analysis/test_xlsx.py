"""XLSX against openpyxl, both ways, and files that mean harm."""
import io
import zipfile
from contextlib import suppress
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import xlsx
from pendopo.analysis.plain_xml import FORBIDDEN
from pendopo.analysis.xlsx_parts import Unreadable

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(lambda text: FORBIDDEN.sub("", text))
CELL = st.one_of(st.none(), st.booleans(), st.integers(-10**14, 10**14), TEXT,
                 st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: float(f"{n:.12g}")),
                 st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(lambda d: d.replace(microsecond=0)))


def read(data):
    with xlsx.Book(io.BytesIO(data)) as book:
        return [(number, row) for number, row in book.rows(0)]


def written(rows, title="Lembar"):
    file = io.BytesIO()
    assert xlsx.write(file, title, rows) == len(rows)
    return file.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, max_size=30), max_size=6))
def test_what_is_written_is_read_again(rows):
    kept = [(number, {column: cell for column, cell in enumerate(row) if cell not in (None, "")})
            for number, row in enumerate(rows, 1)]
    assert read(written(rows)) == [(number, row) for number, row in kept if row]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=4))
def test_openpyxl_reads_what_we_write(rows):
    sheet = openpyxl.load_workbook(io.BytesIO(written(rows))).active
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, str) and ("_x" in cell or "\r" in cell):
                continue                                # openpyxl leaves these two spellings as they are
            assert sheet.cell(number, column).value == (cell if cell != "" else None)


@pytest.mark.parametrize("write_only", [True, False])
def test_we_read_what_openpyxl_writes(write_only):
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("Kedua") if write_only else book.active
    rows = [["Laporan Ringkas"], [], ["Tracking ID", "a & b < c", "baris\nkedua"],
            [5282813, 3.5, True, datetime(2026, 1, 3, 14, 5), "panjang " * 40, "panjang " * 40]]
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    assert [list(row.values()) for _, row in read(file.getvalue())] == [row for row in rows if row]


def test_rich_text_reading_aids_and_cells_without_a_reference():
    shared = ("<sst><si><r><t>Jalan </t></r><r><t>rusak</t></r><rPh><t>xx</t></rPh></si><si><t>_x0041_</t></si></sst>")
    sheet = ('<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c r="D1" t="s"><x:v>1</x:v>'
             '</x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>rumus</x:v></x:c></x:row>'
             "</x:sheetData></x:worksheet>")
    assert read(changed(**{"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": sheet})) == [
        (1, {0: "Jalan rusak", 3: "A", 4: None, 5: "rumus"})]


def changed(**parts):
    """A good file with some members replaced or added."""
    old = zipfile.ZipFile(io.BytesIO(written([["satu"]])))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return file.getvalue()


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c '
          't="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>')
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'


@pytest.mark.parametrize("data, code", [
    (b"", "broken"), (b"PK\x03\x04 nothing", "broken"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old_office"),
    (changed(**{"xl/worksheets/sheet1.xml": LAUGHS}), "broken"),
    (changed(**{"xl/sharedStrings.xml": OUTSIDE}), "broken"),
    (changed(**{"xl/workbook.xml": OUTSIDE}), "broken"),
    (changed(**{"xl/worksheets/sheet1.xml": "<a><b></a>"}), "broken"),
    (changed(**{"xl/worksheets/sheet1.xml": "<s>" + " " * 40_000_000 + "</s>"}), "bomb"),
    (changed(**{"xl/worksheets/sheet1.xml": f"<s><row><c><v>{'9' * 300_000}</v></c></row></s>"}), "bomb"),
    (changed(**{"xl/worksheets/sheet1.xml": '<s><row><c r="ZZZ1"><v>1</v></c></row></s>'}), "broken"),
    (changed(**{"xl/worksheets/sheet1.xml": '<s><row><c t="s"><v>7</v></c></row></s>'}), "broken"),
    (changed(**{"xl/workbook.xml": "<workbook><sheets/></workbook>"}), "no_sheet"),
])
def test_broken_and_harmful_files_are_refused(data, code):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_is_unreadable_and_nothing_else(data):
    whole = bytearray(written([["a", 1, datetime(2026, 1, 3)], ["b" * 100]]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        read(bytes(whole))
