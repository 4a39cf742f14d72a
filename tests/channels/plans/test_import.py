"""Files come in whole or not at all, twice without harm, and go out as they came.

The five defects of a peer's importer (spec/participation.md 3, end) are tests here and in tests/analysis/test_ogp.py.
"""
import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from pendopo.analysis import ogp_database
from pendopo.analysis.commitments import Problem
from pendopo.channels.plans import imports, packs
from pendopo.channels.plans.models import Assessment, Commitment, Evidence, Milestone, Plan, PlanStatement, Report
from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation
from pendopo.core.places.models import City
from pendopo.core.records.models import Event
from tests.analysis.test_gsa import HEAD, PART
from tests.channels.plans.conftest import sheet

pytestmark = pytest.mark.django_db
TABLES = (Plan, Commitment, Milestone, Assessment, PlanStatement, Report, Organisation, Event, Line)


def counts():
    return {model.__name__: model.objects.count() for model in TABLES}


@pytest.mark.database
def test_the_real_plans_come_in(real):
    assert real.seen == Commitment.objects.count() == 59
    assert Plan.objects.count() == 9 and Commitment.objects.filter(level="national").count() == 44
    semarang = Commitment.objects.get(ogp_id="ID0083")
    assert semarang.plan.code == "NAP4" and semarang.place.region_id == "33.74" and semarang.state == "ended"
    assert [part.organisation.name for part in semarang.parts.all()] == [
        "Inspektorat", "Bagian Organisasi", "Diskominfo"]
    assert semarang.office == semarang.lead and "Open Government Indonesia" in semarang.plan.owner.name
    assert all(one.office == (one.lead or one.plan.owner)
               for one in Commitment.objects.select_related("office", "lead", "plan__owner"))
    boj = Plan.objects.get(code="BOJ1")
    assert boj.region_id == "35.22" and boj.owner.slug == "pemerintah-kabupaten-bojonegoro-35-22"


@pytest.mark.database
def test_each_commitment_has_a_row_and_a_line_that_names_its_source(real):
    one = Commitment.objects.get(ogp_id="ID0041")
    (event,) = Event.objects.filter(record=one.pk)
    assert event.verb == "plans.add" and one.source in event.line.facts and '"substantial"' in event.line.facts


@pytest.mark.database
def test_a_second_run_changes_nothing_and_says_so(real, capsys):
    before = counts()
    call_command("import_plans", packs.COMMITMENTS, totals=[packs.TOTALS])
    assert counts() == before
    assert "59" in (said := capsys.readouterr().out) and "Tidak ada yang berubah" in said


@pytest.mark.database
def test_a_dry_run_writes_nothing_and_tells_what_would_change(areas, capsys):
    before = counts()
    call_command("import_plans", packs.COMMITMENTS, totals=[packs.TOTALS], dry_run=True)
    assert counts() == before
    said = capsys.readouterr().out
    assert "9 rencana" in said and "59 komitmen" in said and "tidak ada yang ditulis" in said


def test_what_an_assessor_counted_is_known_by_its_header(real, capsys):
    """`pendopo import plans plan_totals.csv` is enough, as for every other file."""
    PlanStatement.objects.all().delete()
    call_command("import_plans", packs.TOTALS)
    four = PlanStatement.objects.filter(plan__code="NAP4").order_by("moment")
    assert len(four) == 2 and "Baru: 0 rencana, 0 komitmen" in capsys.readouterr().out


@pytest.mark.database
def test_one_bad_row_refuses_everything_and_names_line_and_column(town, tmp_path, capsys):
    path = tmp_path / "rencana.csv"
    path.write_bytes(sheet({}, {"number": "2", "start": "28 Mei 2026"}, {"number": "3", "area_code": "88.01"}))
    before = counts()
    with pytest.raises(CommandError) as refused:
        call_command("import_plans", path)
    assert counts() == before
    assert 'rencana.csv, baris 3, kolom start: "28 Mei 2026" bukan tanggal' in str(refused.value)
    assert 'rencana.csv, baris 4, kolom area_code: Wilayah "88.01"' in str(refused.value)
    path.write_bytes(sheet({}, {"number": "3", "area_code": "88.01"}))
    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("import_plans", path)
    assert 'line 3, column area_code: The area "88.01" is not known here' in str(refused.value)


def test_all_that_is_wrong_is_told_at_once_and_each_cell_once(town, tmp_path):
    path, counted = tmp_path / "rencana.csv", tmp_path / "hitungan.csv"
    path.write_bytes(sheet({}, {"number": "2", "end": "kapan-kapan"}, {"number": "3", "area_code": "Bandung"},
                           {"number": "4", "area_code": "88.01"}) + b"CTH1,2026-2027,5\r\n")
    counted.write_bytes(b"plan,moment,method,status,count,assessor,source\nNAP9,end,IRM,complete,x,IRM,y\n"
                        b"NAP8,end,IRM,complete,1,IRM,y\n")
    told = [(one.file, one.line, one.column, one.code) for one in imports.read([path, counted]).errors]
    rows = [(3, "end", "date"), (4, "area_code", "area_code"), (5, "area_code", "area_unknown"), (6, "", "cells")]
    assert told == [*(("rencana.csv", *row) for row in rows), ("hitungan.csv", 2, "count", "number")]
    path.write_bytes(sheet({}, {"number": "2", "end": "kapan-kapan"}))
    told = [(one.line, one.column, one.code) for one in imports.read([path, counted]).errors]
    assert told == [(3, "end", "date"), (2, "count", "number"), (3, "plan", "plan_unknown")]


ORPHAN = {"id": "c.md, kolom commitment_id: Tidak ada komitmen \"US9999\"",
          "en": "c.md, column commitment_id: There is no commitment \"US9999\""}
ALONE = {"id": "baris 3, kolom number: Sel ini", "en": "line 3, column number: This cell must not be empty"}
SHORT = {"id": "baris 3: ", "en": "line 3: "}


@pytest.mark.database
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_orphan_milestone_and_a_broken_row_are_named_and_nothing_is_half_written(areas, tmp_path, language):
    """A part of a plan kept in folders, a row of milestones without a commitment, a row with too few cells."""
    folder = tmp_path / "plan"
    (folder / "_subcommitments").mkdir(parents=True)
    (folder / "_subcommitments" / "a.md").write_text(HEAD)
    (folder / "_subcommitments" / "c.md").write_text(PART.replace("US0001\n", "US9999\n"))
    alone, short = tmp_path / "a.csv", tmp_path / "b.csv"
    alone.write_bytes(sheet({}, {"number": "", "title_id": "", "title_en": ""}))
    short.write_bytes(sheet({}) + b"CTH1,2026-2027,2\r\n")
    before = counts()
    for path, said in ((folder, ORPHAN), (alone, ALONE), (short, SHORT)):
        with translation.override(language), pytest.raises(CommandError) as refused:
            call_command("import_plans", path)
        assert said[language] in str(refused.value) and counts() == before


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_problem_has_its_sentence_in_both_languages(language):
    with translation.override(language):
        told = {code: imports.sentence(Problem(3, "start", code, "x / y", "a.csv")) for code in imports.SENTENCES}
    assert len(set(told.values())) == len(told)
    assert all(line.startswith("a.csv, baris 3" if language == "id" else "a.csv, line 3") for line in told.values())


def test_totals_are_the_assessors_and_no_column_of_the_plan(real):
    found = {row.moment: row for row in PlanStatement.objects.filter(plan__code="NAP4")}
    assert found["midterm"].counts == {"complete": 9, "substantial": 16, "limited": 19, "not_started": 1}
    assert found["end"].counts == {"complete": 16, "substantial": 20, "limited": 8, "not_started": 1}
    assert found["end"].assessor == "Independent Reporting Mechanism" and found["end"].line.facts


def test_totals_of_a_plan_that_is_not_here_are_refused(areas):
    with pytest.raises(imports.Unreadable, match="NAP4"):
        imports.take(imports.read([], [packs.TOTALS]))


def test_assessments_are_statements_with_scale_moment_assessor_and_method(real):
    found = Assessment.objects.filter(commitment__ogp_id="ID0083", indicator="completion").order_by("pk")
    assert [(one.moment, one.value, one.method) for one in found] == [
        ("midterm", "substantial", "IRM 2016-2017"), ("end", "complete", "IRM 2016-2017")]
    assert Assessment.objects.get(commitment__ogp_id="ID0120", indicator="design").value == ""      # not in the source


def test_partial_dates_stay_partial(real):
    kept = dict(Commitment.objects.values_list("ogp_id", "start"))
    assert (kept["ID0041"], kept["ID0047"], kept["ID0092"]) == ("2014-05-28", "2016", "2019-01")


def test_what_was_promised_elsewhere_comes_in_where_the_channel_is_closed(town, tmp_path):
    """A closed channel takes nothing new; an import brings what was said already (docs/decisions/0019)."""
    City.objects.update(closed=["plans"])
    town.load(tmp_path)
    assert Plan.objects.get().cycle is not None and town.commitment()


def test_a_correction_changes_one_commitment_and_stands_on_its_timeline(contoh, tmp_path):
    contoh.load(tmp_path, {"title_id": "Kontrak sangat terbuka",
                           "milestones": "draft (2026-04); published (2026-09); used"})
    one = contoh.commitment()
    assert one.title == "Kontrak sangat terbuka"
    assert [(step.title, step.due) for step in one.milestones.all()] == [
        ("draft", "2026-04"), ("published", "2026-09"), ("used", "")]
    event = Event.objects.filter(record=one.pk).latest("pk")
    assert event.verb == "plans.edit" and "Kontrak sangat terbuka" in event.line.facts and "2026-04" in event.line.facts


def test_what_an_assessor_says_newly_stands_beside_what_was_said(contoh, tmp_path):
    contoh.load(tmp_path, {"completion_midterm": "limited"})
    contoh.load(tmp_path, {"completion_midterm": "substantial"})
    one = contoh.commitment()
    assert [said.value for said in one.assessments.order_by("pk")] == ["limited", "substantial"]
    assert one.marks["completion"] == {"midterm": "substantial"}


def test_nothing_is_deleted_neither_of_this_plan_nor_of_another(contoh, tmp_path):
    """Defect 2: the peer destroyed every result in the database whose parent was not in the file."""
    contoh.load(tmp_path, {"plan": "CTH2", "plan_years": "2028"}, {"number": "2", "title_id": "Anggaran terbuka"})
    contoh.load(tmp_path, {"number": "2", "title_id": "Anggaran terbuka", "milestones": ""})
    assert {(one.plan.code, one.number) for one in Commitment.objects.all()} == {
        ("CTH1", "1"), ("CTH1", "2"), ("CTH2", "1")}
    assert contoh.commitment("2").milestones.count() == 2


def test_ids_meet_whole(contoh, tmp_path):
    """Defect 1: number 10 is not number 1, and an id is matched to its last sign."""
    contoh.load(tmp_path, {"number": "10", "ogp_id": "ID0144", "title_id": "Sepuluh"},
                {"number": "14", "ogp_id": "ID0014", "title_id": "Empat belas"})
    assert contoh.commitment("1").title == "Kontrak terbuka" and contoh.commitment("1").ogp_id == ""
    contoh.load(tmp_path, {"number": "14", "ogp_id": "ID0014", "title_id": "Baru"})
    assert [contoh.commitment(number).title for number in ("1", "10", "14")] == ["Kontrak terbuka", "Sepuluh", "Baru"]


def test_an_id_of_another_plan_is_refused(contoh, tmp_path):
    contoh.load(tmp_path, {"ogp_id": "ID0001"})
    with pytest.raises(imports.Unreadable, match="ID0001 / CTH1"):
        contoh.load(tmp_path, {"plan": "CTH2", "ogp_id": "ID0001"})


def test_the_same_office_name_in_two_areas_is_two_offices(real):
    names = Organisation.objects.filter(name="Dishubkominfo").values_list("slug", flat=True)
    assert set(names) == {"dishubkominfo-11-71", "dishubkominfo-11"}
    assert Organisation.objects.get(slug="tii").parts.count() == 3                   # one, also where Semarang names it


@pytest.mark.database
def test_a_second_countrys_plan_comes_in(areas):
    done = imports.take(imports.read([packs.UNITED_STATES]))
    assert done.seen == Commitment.objects.filter(plan__code="US5").count() == 36
    assert Milestone.objects.count() == 70 and Report.objects.filter(level="complete").count() == 33
    plan = Plan.objects.get()
    assert plan.country == "United States" and plan.region is None
    assert not Commitment.objects.exclude(place=None).exists()
    one = Commitment.objects.get(ogp_id="US0113")
    assert one.language == one.spoken == "en" and "Science and Technology Policy" in one.lead.name
    first = one.milestones.first().reports.first()
    assert first.stated == "2023-08" and Evidence.objects.filter(report=first).exists()
    assert imports.take(imports.read([packs.UNITED_STATES])).changes == []


def test_a_folder_and_an_archive_are_read_alike(shared):
    folder, packed = imports.read([shared / "data" / "gsa"]), imports.read([packs.UNITED_STATES])
    assert [one.title_en for one in folder.commitments] == [one.title_en for one in packed.commitments]


@pytest.mark.database
def test_what_goes_out_is_what_came_in(real, tmp_path):
    call_command("export_plans", tmp_path / "out.csv", totals=tmp_path / "totals.csv", verbosity=0)
    assert (tmp_path / "out.csv").read_bytes() == packs.COMMITMENTS.read_bytes()
    assert (tmp_path / "totals.csv").read_text().splitlines() == packs.TOTALS.read_text().splitlines()


def test_an_export_read_again_changes_nothing(contoh, tmp_path):
    """Defects 3 and 5: columns, weights and milestones make the round."""
    contoh.load(tmp_path, {"number": "2", "title_id": "Dua", "weights": "1; 3", "deliverables": "a text; -",
                           "language": "id", "problem": "Tidak ada; sama sekali", "method": "Uji 1",
                           "assessor": "Lembaga Pemantau Contoh",
                           "completion_midterm": "NR", "completion_final": "ND", "verifiable": "NA"})
    call_command("export_plans", tmp_path / "out.csv", plan="CTH1", verbosity=0)
    assert imports.take(imports.read([tmp_path / "out.csv"])).changes == []
    row = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))[1]
    assert (row["completion_midterm"], row["completion_final"], row["verifiable"]) == ("NR", "ND", "NA")
    assert (row["weights"], row["owner"], row["monitor"]) == ("1; 3", "Bappeda Contoh", "Lembaga Pemantau Contoh")


@pytest.mark.database
def test_the_sixteen_rows_of_the_ogp_database_keep_every_code(areas, shared, tmp_path):
    raw = (shared / "data" / "ogp" / "open_parliament_0703.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(raw, newline="")) if row["Country/Locality"] == "Indonesia"]
    path = tmp_path / "ogp.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert imports.take(imports.read([path])).seen == 16
    call_command("export_plans", tmp_path / "out.csv", format="ogp", verbosity=0)
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        written = {row[ogp_database.KEY]: row for row in csv.DictReader(file)}
    for row in rows:
        again = written[row[ogp_database.KEY]]
        assert [name for name in row if row[name] != again[name]] == []
    kept = {one.value for one in Assessment.objects.all()}
    assert {"ND", "NR", "substantial", "limited", "not_started", "moderate"} <= kept
    assert imports.take(imports.read([path])).changes == []


@pytest.mark.slow
def test_five_hundred_rows_of_many_countries_come_in(areas, shared):
    done = imports.take(imports.read([shared / "data" / "ogp" / "open_parliament_0703.csv"]))
    assert done.seen == Commitment.objects.count() == 558 and Plan.objects.count() == 214


def test_a_file_that_is_not_there_is_named(areas, tmp_path):
    with pytest.raises(CommandError, match=r"tidak-ada\.csv"):
        call_command("import_plans", tmp_path / "tidak-ada.csv")
