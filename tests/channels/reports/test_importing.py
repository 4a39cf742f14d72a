"""A city brings what it has: the national sheet and bulk Open311. What was secret there stays secret here."""
import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import translation

from pendopo.analysis import ringkas
from pendopo.channels.reports.actions import reading, routing, timing, verifying
from pendopo.channels.reports.actions.importing import undo_import
from pendopo.channels.reports.models import Batch, Escalation, Foreign, Identity, Reader, Report
from pendopo.channels.reports.queries.opening import reporter
from pendopo.core.ledger.models import Line
from pendopo.core.people.queries import system
from pendopo.core.records import queries as records
from pendopo.core.records.models import Clock
from pendopo.kit.rules import Refused
from pendopo.kit.seal.models import DataKey
from tests.channels.reports.test_secrecy import stolen
from tests.channels.reports.town import again
from tests.core.hall import person
from tests.web.town import enter as sign_in

ZONE = ZoneInfo("Asia/Jakarta")
NAME, WORDS = "Melati Contohwati", "kabel putus di gardu belakang"


def row(number="7001", **more):
    return ringkas.Row(**{
        "line": 0, "tracking_id": number, "received": datetime(2024, 1, 3, 9, 30, tzinfo=ZONE), "reporter": NAME,
        "classification": "Pengaduan Tidak Berkadar Pengawasan", "category": "Jalan rusak", "title": "Kabel putus",
        "first_text": WORDS, "status": "Ditutup oleh Sistem", "agency": "Dinas PU Contoh", "rating": "4"} | more)


ROWS = [row(), row("7002", secret=True), row("7003", anonymous=True), row("7004", secret=True, anonymous=True),
        row("7005", status="Proses", first_text="Telepon saya 0812-0000-1111, tiang miring"),
        row("7006", status="Belum Terverifikasi"), row("7007", agency="Dinas Antah Contoh", status="Proses")]


@pytest.fixture
def sheet(tmp_path):
    def made(rows=ROWS, ending="xlsx"):
        path = tmp_path / f"ringkas.{ending}"
        with path.open("wb") as file:
            (ringkas.write_xlsx if ending == "xlsx" else ringkas.write_csv)(file, rows, head=["Laporan"], whole=True)
        return path
    return made


def bring(path, *more):
    out, told = io.StringIO(), io.StringIO()
    with translation.override("id"):
        call_command("import_reports", str(path), *more, stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


def named(number):
    return Report.objects.get(foreign__number=number)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_sheet_comes_in_once(town, sheet, ending):
    path = sheet(ending=ending)
    said, _told = bring(path)
    assert "7 laporan baru" in said
    assert Report.objects.count() == 7
    bring(path)
    assert Report.objects.count() == 7 and Batch.objects.get(rows=7)
    one = named("7001")
    assert (one.state, one.category, one.office, one.score) == ("closed_system", town.road, town.pu, 4)
    assert one.created == datetime(2024, 1, 3, 9, 30, tzinfo=ZONE) and one.channel == "import"
    assert named("7005").state == "working" and named("7006").state == "unverified"
    lost = named("7007")
    assert (lost.office, lost.state) == (town.setda, "verified")      # nobody here is called so: the desk sends it on


def test_a_dry_run_says_the_same_and_writes_nothing(town, sheet):
    lines, keys = Line.objects.count(), DataKey.objects.count()
    said, _told = bring(sheet(), "--dry-run")
    assert "7 laporan baru" in said and "tidak ada yang ditulis" in said
    assert not Report.objects.exists() and not Batch.objects.exists() and not Foreign.objects.exists()
    assert (Line.objects.count(), DataKey.objects.count()) == (lines, keys)


def test_nothing_of_a_sheet_lies_in_plain(town, sheet):
    bring(sheet())
    loot = stolen()
    for word in (NAME, "Melati", "gardu belakang", "0812-0000", "Kabel putus"):
        assert not [place for place, cell in loot if word.lower().encode() in cell.lower()], word


def test_secret_rows_are_for_the_coordinators_of_the_desk_alone(town, sheet):
    bring(sheet(), "--by", town.rina.email, "--publish")
    secret = named("7002")
    assert (secret.visibility, secret.office, secret.place.region) == ("secret", town.setda, town.region)
    assert {one.person for one in Reader.objects.filter(report=secret)} == {town.rina}
    assert WORDS in reading.look(actor=again(town.rina), report=secret).told.text
    for other in (town.hadi, town.tono, town.gita, town.citizen):
        with pytest.raises(Refused):
            reading.look(actor=again(other), report=secret)
    for code in ("7002", "7004"):
        found = named(code)
        assert Client().get(f"/laporan/{found.code}/").status_code == 404
        assert not records.timeline(found, None).filter(visibility="public", record__visibility="public").exists()
    assert not Report.objects.filter(visibility="public", secret=True).exists()


def test_without_a_coordinator_no_secret_row_comes_in(town, sheet):
    town.rina.memberships.all().delete()
    town.gita.memberships.all().delete()
    with pytest.raises(CommandError, match=r"koordinator|coordinator"):
        call_command("import_reports", str(sheet()))
    assert not Report.objects.exists()


def test_names_are_sealed_and_open_by_two(town, sheet):
    bring(sheet())
    assert reporter(named("7001")).name == NAME and reporter(named("7003")).name == NAME
    assert named("7003").anonymous and not named("7001").anonymous
    assert Identity.objects.count() == 7


def test_old_names_are_not_taken(town, sheet):
    said, _told = bring(sheet([row(received=datetime(2021, 1, 3, tzinfo=ZONE))]))
    assert not Identity.objects.exists() and "1 nama tidak diambil" in said


def test_without_a_person_nothing_is_published(town, sheet):
    bring(sheet())
    assert not Report.objects.filter(visibility="public").exists()
    with pytest.raises(CommandError):
        call_command("import_reports", str(sheet()), "--publish")


def test_published_is_what_was_public_there_and_names_nobody(town, sheet):
    bring(sheet(), "--by", town.rina.email, "--publish")
    shown = named("7001")
    assert (shown.visibility, shown.title, shown.confirmed_by) == ("public", "Kabel putus", town.rina)
    assert WORDS in Client().get(f"/laporan/{shown.code}/").content.decode()
    assert NAME not in Client().get(f"/laporan/{shown.code}/").content.decode()
    assert named("7005").visibility == "sealed"                  # a telephone number stands in it
    assert named("7006").visibility == "sealed"                  # nobody had verified it there
    assert {one.foreign.get().number for one in Report.objects.filter(visibility="public")} == {"7001", "7003", "7007"}


def test_a_broken_row_stops_the_file_and_says_where(town, sheet):
    broken = sheet([row(), row("")], ending="csv")
    with pytest.raises(CommandError) as wrong, translation.override("id"):
        call_command("import_reports", str(broken))
    assert "Baris 4, kolom Tracking ID" in str(wrong.value) and not Report.objects.exists()
    with pytest.raises(CommandError) as wrong, translation.override("en"):
        call_command("import_reports", str(broken))
    assert "Row 4, column Tracking ID" in str(wrong.value)
    bring(broken, "--leave-out")
    assert Report.objects.count() == 1


def test_the_same_number_twice_in_a_file_is_one_report(town, sheet):
    bring(sheet([row(), row()]))
    assert Report.objects.count() == 1


def test_an_unknown_type_counts_as_secret_and_unknown_columns_are_kept_sealed(town, tmp_path):
    path = tmp_path / "lembar.csv"
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Tracking ID", "Tanggal Laporan Masuk", "Isi Laporan Awal", "Tipe Laporan", "Warna Map"])
        out.writerow(["1", "3 Jan 2024", WORDS, "Khusus", "map jingga"])
    _said, told = bring(path, "--by", town.rina.email, "--publish")
    one = Report.objects.get()
    assert (one.secret, one.anonymous, one.visibility) == (True, True, "secret")
    assert "Warna Map" in told and "Khusus" in told
    assert not [place for place, cell in stolen() if b"map jingga" in cell.lower()]


def test_bulk_open311_comes_in(town, tmp_path):
    path = tmp_path / "bulk.csv"
    path.write_text("service_request_id,requested_datetime,closed_date,status_description,service_name,description,"
                    "agency_responsible,address,lat,long\n"
                    "A1,2024-01-02T10:00:00+07:00,2024-01-09T10:00:00+07:00,closed,Jalan rusak,Lubang di tikungan,"
                    "Dinas PU Contoh,Jalan Contoh,-7.1,111.9\n"
                    "A2,2024-01-02T10:00:00+07:00,,open,Jalan rusak,Trotoar retak,Dinas PU Contoh,,,\n")
    bring(path, "--by", town.rina.email, "--publish")
    done, still = named("A1"), named("A2")
    assert (done.state, done.closed.day, done.place.lat) == ("closed_admin", 9, -7.1)
    assert (still.state, still.office, done.title) == ("routed", town.pu, "Jalan rusak")


def test_an_import_is_undone_as_a_whole_and_comes_in_again(town, sheet):
    path = sheet()
    bring(path, "--by", town.rina.email, "--publish")
    code, keys = named("7001").code, DataKey.objects.count()
    batch = Batch.objects.get()
    call_command("undo_import", str(batch.pk), stdout=io.StringIO())
    assert not Report.objects.exclude(visibility="erased").exists() and keys and not DataKey.objects.exists()
    assert not Identity.objects.exists() and not Reader.objects.exists() and not Foreign.objects.exists()
    assert Client().get(f"/laporan/{code}/").status_code == 404
    assert not [place for place, cell in stolen() if b"kabel putus" in cell.lower()]
    with pytest.raises(CommandError), transaction.atomic():
        call_command("undo_import", str(batch.pk))
    bring(path)
    assert Report.objects.exclude(visibility="erased").count() == 7


def test_what_somebody_acted_on_is_not_undone(town, sheet):
    bring(sheet())
    verifying.verify(actor=again(town.rina), report=named("7006"), classification="complaint", category=town.road)
    with pytest.raises(CommandError, match="1"), transaction.atomic():
        call_command("undo_import", str(Batch.objects.get().pk))
    assert Report.objects.exclude(visibility="erased").count() == 7


def test_an_imported_report_goes_its_way(town, sheet):
    bring(sheet())
    one = verifying.verify(actor=again(town.rina), report=named("7006"), classification="complaint",
                           category=town.road)
    one = routing.route(actor=again(town.rina), report=one, office=town.pu)
    assert one.state == "routed" and one.due is not None and one.clocks.filter(stopped=None).count() == 2


def test_the_days_of_what_is_open_count_from_the_day_of_the_report(town, sheet):
    """Received on 3 January 2024, read in on 4 March: the office is late, says the page, and says why; nobody gets a
    heap of warnings for it, and what the reporter is given begins today."""
    bring(sheet())
    works = named("7005")
    clock = works.clocks.get()
    assert (clock.name, clock.started, clock.due) == ("answer_complaint", date(2024, 1, 3), date(2024, 1, 23))
    assert works.due == clock.due < date(2024, 3, 4)
    waits = named("7006").clocks.get()
    assert (waits.name, waits.started) == ("verify", date(2024, 1, 3))
    assert not Clock.objects.filter(record__in=Report.objects.exclude(closed=None)).exists()
    assert timing.warn(actor=system("timer")) == 0
    assert set(Escalation.objects.filter(clock=clock).values_list("step", flat=True)) >= {"warn75", "head"}
    client = Client()
    sign_in(client, town.rina)
    assert "dihitung sejak hari laporan" in client.get(f"/laporan/meja/{works.code}/").text
    undo_import(actor=again(town.rina), batch=Batch.objects.get())
    assert not Clock.objects.exists() and not Escalation.objects.exists()


def test_only_a_coordinator_of_the_desk_brings_data(town, sheet):
    stranger = person("Orang Lain Contoh", at=town.pu, role="liaison")
    for email in (stranger.email, "tidak-ada@contoh.example"):
        with pytest.raises(CommandError):
            call_command("import_reports", str(sheet()), "--by", email)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html>", b"a,b\n1,2\n"])
def test_what_is_no_sheet_is_said_so(town, tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_reports", str(path))
