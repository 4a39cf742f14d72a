"""The national sheet: how it really looks, what must be said when it looks otherwise, and what it never gives away."""
import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import ringkas
from pendopo.analysis.loss import explain
from pendopo.analysis.plain_xml import FORBIDDEN
from pendopo.analysis.ringkas_columns import COLUMNS, EMPTY
from pendopo.analysis.xlsx_parts import Unreadable

WIB = ZoneInfo("Asia/Jakarta")
OLDER = ["Tracking ID", "Tanggal Laporan Masuk", "Nama Pelapor", "Klasifikasi Laporan", "ID Kategori", "Kategori",
         "Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir", "Tipe Laporan (Anonim/Rahasia)", "Sumber Laporan",
         "Instansi Induk", "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Status Laporan", "Alasan Tunda/Arsip",
         "Provinsi", "Kota/Kabupaten", "Kecamatan", "Kelurahan"]
NEWER = [*OLDER, "Nomor SK", "Url SK", "Url Dokumen Laporan Tahunan", "Kanal Setwapres", "Rating"]
FIRST = [5282813, "3 Jan 2026", "Sari Contoh", "Pengaduan Tidak Berkadar Pengawasan", 12, "Jalan", "Jalan berlubang",
         "JALAN BERLUBANG DI DEPAN PASAR", "Jalan berlubang di depan pasar", "Anonim", "SMS",
         "Pemerintah Kabupaten Contoh", 77, "Dinas Pekerjaan Umum", "Ditutup oleh Sistem", "", "Provinsi Contoh",
         "Kabupaten Contoh", "Contoh Kota", "Contoh"]
TOP = [["Laporan Ringkas"], ["Instansi", "Pemerintah Kabupaten Contoh"], ["Dibuat", "4 Jan 2026"],
       ["Periode", "1 Jan 2026 - 31 Jan 2026"], []]


def book(rows, top=TOP):
    made = openpyxl.Workbook()
    for row in [*top, *rows]:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return file


def text(rows, sign=",", encoding="utf-8", top=TOP):
    lines = [sign.join(f'"{cell}"' for cell in row) for row in [*top, *rows]]
    return io.BytesIO("\r\n".join(lines).encode(encoding))


def test_an_older_sheet_header_in_the_sixth_row():
    sheet = ringkas.open_sheet(book([OLDER, FIRST]), zone=WIB)
    [row] = sheet
    assert sheet.head[0] == "Laporan Ringkas" and sheet.head[3] == "Periode 1 Jan 2026 - 31 Jan 2026"
    assert (row.line, row.tracking_id, row.received, row.only_day) == (
        7, "5282813", datetime(2026, 1, 3, tzinfo=WIB), True)
    assert (row.anonymous, row.secret, row.kind, row.state) == (True, False, "complaint", "closed_by_system")
    assert (row.category_id, row.agency_id, row.village) == ("12", "77", "Contoh")
    assert sheet.loss.summary() == ["1 dari 1 baris diambil."]


def test_a_newer_sheet_in_any_order_of_columns():
    shuffled = sorted(zip(NEWER, [*FIRST, "SK-1", "https://contoh.invalid/sk", "", "Ya", 4], strict=True))
    sheet = ringkas.open_sheet(book([[name for name, _ in shuffled], [cell for _, cell in shuffled]], top=[]), zone=WIB)
    [row] = sheet
    assert (row.decree_number, row.vp_channel, row.rating, row.title) == ("SK-1", "Ya", "4", "Jalan berlubang")
    assert not sheet.unknown and not sheet.missing


@pytest.mark.parametrize("sign, encoding", [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252")])
def test_csv_as_it_comes(sign, encoding):
    rows = [OLDER, [*FIRST[:6], "Jalan – rusak", *FIRST[7:]]]
    [row] = ringkas.open_sheet(text(rows, sign, encoding), zone=WIB)
    assert row.title == "Jalan – rusak" and row.line == 7


@pytest.mark.parametrize("said, flags", [
    ("", (False, False)), ("-", (False, False)), ("Normal", (False, False)), ("Anonim", (True, False)),
    ("RAHASIA", (False, True)), ("Anonim, Rahasia", (True, True)), ("Anonim & Rahasia", (True, True)),
    ("Anonim/Rahasia", (True, True)), ("rahasia dan anonim", (True, True))])
def test_the_two_flags(said, flags):
    [row] = ringkas.open_sheet(book([OLDER, [*FIRST[:9], said, *FIRST[10:]]]), zone=WIB)
    assert (row.anonymous, row.secret) == flags


def test_an_unknown_type_or_none_at_all_counts_as_secret():
    sheet = ringkas.open_sheet(book([OLDER, [*FIRST[:9], "Tertutup", *FIRST[10:]]]), zone=WIB)
    [row] = sheet
    assert row.anonymous and row.secret and sheet.loss.problems[0].code == "type_unknown"
    without = ringkas.open_sheet(book([[*OLDER[:9], *OLDER[10:]], [*FIRST[:9], *FIRST[10:]]]), zone=WIB)
    [row] = without
    assert row.anonymous and row.secret
    assert "semua baris dianggap rahasia" in explain(without.loss.problems[0])


def test_each_row_that_is_left_out_is_named_in_plain_words():
    bad = [["", *FIRST[1:]], [1, "31 Feb 2026", *FIRST[2:]], [2, "", *FIRST[2:]], [3, "3 Jan 2026", *[""] * 18],
           FIRST, FIRST, [], [4, *FIRST[1:3], "Keluhan", *FIRST[4:14], "Hilang", *FIRST[15:]]]
    sheet = ringkas.open_sheet(book([OLDER, *bad]), zone=WIB)
    assert [row.tracking_id for row in sheet] == ["5282813", "4"]
    assert [explain(problem) for problem in sheet.loss.problems] == [
        "Baris 7, kolom Tracking ID: tidak ada nomor laporan, baris dilewati.",
        "Baris 8, kolom Tanggal Laporan Masuk: tanggal tidak terbaca (31 Feb 2026), baris dilewati.",
        "Baris 9, kolom Tanggal Laporan Masuk: tanggal kosong, baris dilewati.",
        "Baris 10, kolom Isi Laporan Awal: isi laporan kosong, baris dilewati.",
        "Baris 12, kolom Tracking ID: nomor 5282813 sudah ada di baris sebelumnya, baris dilewati.",
        "Baris 14, kolom Klasifikasi Laporan: klasifikasi tidak dikenal (Keluhan), disimpan apa adanya.",
        "Baris 14, kolom Status Laporan: status tidak dikenal (Hilang), disimpan apa adanya."]
    assert (sheet.loss.rows, sheet.loss.taken, sheet.loss.left_out) == (7, 2, 5)
    assert explain(sheet.loss.problems[0], "en") == (
        "Row 7, column Tracking ID: there is no tracking number, the row is left out.")
    assert sheet.loss.summary("en")[0] == "2 of 7 rows were taken."


def test_unknown_columns_are_kept_and_named():
    sheet = ringkas.open_sheet(book([[*OLDER, "Kolom Baru", "Kategori"], [*FIRST, "isi baru", "kedua"]]), zone=WIB)
    [row] = sheet
    assert row.extra == {"Kolom Baru": "isi baru", "Kategori": "kedua"} and row.category == "Jalan"
    assert [explain(problem) for problem in sheet.loss.problems] == [
        "Baris 6, kolom Kolom Baru: kolom tidak dikenal, isinya disimpan tanpa diolah.",
        "Baris 6, kolom Kategori: kolom ini ada dua kali, yang kedua disimpan tanpa diolah."]


def test_a_loss_report_never_quotes_a_person():
    rows = [["", "3 Jan 2026", *FIRST[2:]], [9, "x", *FIRST[2:]]]
    sheet = ringkas.open_sheet(book([OLDER, *rows]), zone=WIB)
    assert list(sheet) == []
    told = " ".join(explain(problem) for problem in sheet.loss.problems)
    assert "Sari" not in told and "pasar" not in told.lower()


@pytest.mark.parametrize("file, code", [
    (io.BytesIO(b""), "no_header"), (io.BytesIO(b"a,b,c\n1,2,3\n"), "no_header"), (book([["a", "b"]]), "no_header"),
    (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600), "old_office"),
    (io.BytesIO(b"<html><table><tr><td>Tracking ID"), "page")])
def test_what_is_no_such_sheet(file, code):
    with pytest.raises(Unreadable) as refused:
        ringkas.open_sheet(file, zone=WIB)
    assert refused.value.code == code


def test_the_header_may_lie_on_the_second_sheet():
    made = openpyxl.Workbook()
    made.active.append(["Petunjuk"])
    second = made.create_sheet("Data")
    second.append(OLDER)
    second.append(FIRST)
    file = io.BytesIO()
    made.save(file)
    assert [row.tracking_id for row in ringkas.open_sheet(file, zone=WIB)] == ["5282813"]


TEXTS = [name for name in COLUMNS if name not in ("tracking_id", "received", "hour", "type")]
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60).map(
    lambda text: FORBIDDEN.sub("", text).strip()).filter(lambda text: text.lower() not in EMPTY - {""})
REPORTS = st.lists(st.builds(
    lambda number, at, texts, anonymous, secret: ringkas.Row(
        0, str(number), at.replace(tzinfo=WIB, microsecond=0), anonymous=anonymous, secret=secret,
        **{**texts, "first_text": texts["first_text"] or "isi"}),
    st.integers(1, 10**9), st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1)),
    st.fixed_dictionaries(dict.fromkeys(TEXTS, WORDS)), st.booleans(), st.booleans()),
    max_size=5, unique_by=lambda row: row.tracking_id)


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.sampled_from([ringkas.write_xlsx, ringkas.write_csv]))
def test_what_is_written_is_read_again(rows, write):
    file = io.BytesIO()
    assert write(file, rows, head=["Laporan Ringkas", "Kabupaten Contoh"], whole=True) == len(rows)
    again = list(ringkas.open_sheet(file, zone=WIB))
    assert [replace(row, line=0, only_day=False) for row in again] == rows


@settings(max_examples=20, deadline=None)
@given(REPORTS, st.sampled_from([ringkas.write_xlsx, ringkas.write_csv]))
def test_a_sheet_for_others_holds_no_secret_row_and_no_name(rows, write):
    file = io.BytesIO()
    write(file, rows)
    again = list(ringkas.open_sheet(file, zone=WIB))
    assert [row.tracking_id for row in again] == [row.tracking_id for row in rows if not row.secret]
    assert not any(row.reporter or row.secret for row in again)


def test_a_spreadsheet_runs_nothing_of_it():
    file = io.BytesIO()
    row = ringkas.Row(0, "1", datetime(2026, 1, 3, tzinfo=WIB), title="=cmd|' /C calc'!A0", first_text="@SUM(1)")
    ringkas.write_csv(file, [row])
    assert "'=cmd" in file.getvalue().decode() and "'@SUM" in file.getvalue().decode()
    [again] = ringkas.open_sheet(file, zone=WIB)
    assert again.title == row.title
