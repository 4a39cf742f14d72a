"""The five defects of a peer's importer (spec/participation.md 3, end) are tests here and in channels/plans."""
import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import ogp, ogp_database, ogp_dates
from pendopo.analysis.commitments import MISSING, SCALES, CommitmentFacts, Home, JudgementFacts, PlanFacts

ROW = {"plan": "CTH1", "plan_years": "2026-2027", "number": "1", "ogp_id": "", "level": "local", "area_code": "99.01",
       "title_en": "Open contracts", "title_id": "Kontrak terbuka", "lead": "Dinas Contoh; Bagian Contoh",
       "partners": "Forum Contoh", "start": "2026", "end": "2027-06", "milestones": "draft; published (2026)",
       "verifiable": "", "design_score": "", "design_scale": "", "completion_midterm": "", "completion_final": "",
       "early_result": "", "source": "invented for a test"}
INDONESIA = Home("Indonesia", "IDN", "Asia and the Pacific")


def sheet(*changes: dict[str, str]) -> bytes:
    rows = [ROW | change for change in changes or ({},)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(column for row in rows for column in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def said(reading) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.code) for problem in reading.problems]


def test_the_real_file_reads_whole(shared):
    found = ogp.read((shared / "data" / "ogp" / "indonesia_commitments_facts.csv").read_bytes())
    assert not found.problems
    assert len(found.plans) == 9 and len(found.commitments) == 59
    assert sum(one.level == "national" for one in found.commitments) == 44


def test_the_real_file_is_written_back_byte_for_byte(shared):
    raw = (shared / "data" / "ogp" / "indonesia_commitments_facts.csv").read_bytes()
    assert ogp.write(ogp.read(raw).plans).encode() == raw


def test_totals_are_read_and_written_back(shared):
    raw = (shared / "data" / "ogp" / "plan_totals.csv").read_bytes()
    found = ogp.read_totals(raw)
    assert [(one.moment, one.counts) for one in found.totals] == [
        ("midterm", {"complete": 9, "substantial": 16, "limited": 19, "not_started": 1}),
        ("end", {"complete": 16, "substantial": 20, "limited": 8, "not_started": 1})]
    assert ogp.write_totals(found.totals).splitlines() == raw.decode().splitlines()


def test_every_code_of_the_database_comes_back(shared):
    """558 rows, 171 columns: ND, NR and NA are three things and stay three things."""
    raw = (shared / "data" / "ogp" / "open_parliament_0703.csv").read_bytes()
    found = ogp.read(raw, home=INDONESIA)
    assert len(found.commitments) == 558 and not found.errors
    before = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    kept = [ogp_database.spelling(one.coded.said, ogp_database.facts_row(plan, one))
            for plan in found.plans for one in plan.commitments]
    assert sum(map(len, kept)) < 0.005 * 558 * 171             # cells that are more than their fact
    assert {column for cells in kept for column in cells} == {
        "Commitment Number", "Short Title", "Start Date", "End Date", "Lead Institution", "Supporting Institution(s)",
        "Verifiable", "_DIOGATI", "_DIOGCP", "_DIOGPA"}
    spelt = [replace(plan, commitments=tuple(
        replace(one, coded=replace(one.coded, spelt=ogp_database.spelling(
            one.coded.said, ogp_database.facts_row(plan, one)))) for one in plan.commitments)) for plan in found.plans]
    after = list(csv.DictReader(io.StringIO(ogp_database.write(spelt), newline="")))
    assert ogp_database.unlike(before, after) == []


def test_the_sixteen_indonesian_rows_keep_three_kinds_of_missing(shared):
    found = ogp.read((shared / "data" / "ogp" / "open_parliament_0703.csv").read_bytes(), home=INDONESIA)
    ours = [one for plan in found.plans if not plan.country for one in plan.commitments]
    assert len(ours) == 16 and {one.plan for one in ours} == {"NAP3", "NAP4", "NAP5", "NAP6", "NAP7"}
    codes = {value for one in ours for value in (*one.coded.codes.values(), *one.coded.missing.values())}
    assert set(MISSING) <= codes
    judged = {said.value for one in ours for said in one.judgements}
    assert {"ND", "NR", "substantial", "no_early_results"} <= judged


def test_every_judgement_of_the_database_is_on_its_scale(shared):
    found = ogp.read((shared / "data" / "ogp" / "open_parliament_0703.csv").read_bytes(), home=INDONESIA)
    for one in found.commitments:
        for judgement in one.judgements:
            assert judgement.value in (*SCALES[judgement.scale], *MISSING), (one.ogp_id, judgement)


@pytest.mark.parametrize(("written", "order", "read"), [
    ("28/5/2014", "", "2014-05-28"), ("9/30/2018", "", "2018-09-30"), ("2016", "", "2016"), ("2016-05", "", "2016-05"),
    ("1/1/2016", "", "2016-01-01"), ("3/4/2016", "dm", "2016-04-03"), ("3/4/2016", "md", "2016-03-04"),
    ("January 2021", "", "2021-01"), ("8/21/20", "", "2020-08-21"), ("NA", "", ""), ("ND", "", "")])
def test_dates_in_every_form_that_is_certain(written, order, read):
    assert ogp_dates.partial(written, order) == (read, True)


@pytest.mark.parametrize(("written", "read"), [
    ("3/4/2016", "2016"), ("IV quarter of 2021", "2021"), ("Underway", ""), ("43525", "2019-03-01"),
    ("31/2/2016", "2016")])
def test_an_uncertain_date_keeps_only_what_is_certain_and_says_so(written, read):
    assert ogp_dates.partial(written) == (read, False)


def test_a_row_becomes_facts():
    (one,) = ogp.read(sheet()).commitments
    assert one.lead == ("Dinas Contoh", "Bagian Contoh") and one.partners == ("Forum Contoh",)
    assert (one.start, one.end) == ("2026", "2027-06")
    assert [(step.title, step.due) for step in one.milestones] == [("draft", ""), ("published", "2026")]


@pytest.mark.parametrize(("change", "column", "code"), [
    ({"start": "28 May 2026"}, "start", "date"), ({"start": "2028"}, "end", "order"),
    ({"number": ""}, "number", "needed"),
    ({"area_code": "Semarang"}, "area_code", "area_code"), ({"level": "village"}, "level", "not_one_of"),
    ({"language": "pt"}, "language", "not_one_of"),
    ({"design_score": "high", "design_scale": ""}, "design_scale", "not_one_of"),
    ({"design_score": "huge", "design_scale": "ambition"}, "design_score", "not_one_of"),
    ({"completion_final": "done"}, "completion_final", "not_one_of"), ({"plan": "rencana"}, "plan", "plan"),
    ({"title_id": "", "title_en": ""}, "title_id", "needed"), ({"title_id": "k" * 301}, "title_id", "too_long"),
    ({"lead": "k" * 201}, "lead", "too_long"), ({"plan_years": "26-27"}, "plan_years", "plan_years")])
def test_a_cell_that_cannot_be_taken_over_names_line_column_and_reason(change, column, code):
    found = ogp.read(sheet({}, {"number": "2"} | change))
    assert (3, column, code) in said(found) and found.errors


def test_lines_are_counted_as_an_editor_counts_them():
    """A cell may hold line breaks; the next row's number is still that of the file."""
    found = ogp.read(sheet({"title_en": "two\nlines"}, {"number": "2", "start": "soon"}))
    assert said(found) == [(4, "start", "date")]


def test_a_number_or_an_id_that_stands_twice_is_named_with_its_first_line():
    found = ogp.read(sheet({"ogp_id": "ID0001"}, {"ogp_id": "ID0001"}))
    assert said(found) == [(3, "number", "twice"), (3, "ogp_id", "twice")]
    assert found.problems[0].value == "1 / 2"


def test_ids_are_whole_and_never_their_last_digit():
    """Defect 1: the peer linked proposal 1234 to proposal 4."""
    found = ogp.read(sheet({"number": "10", "ogp_id": "ID0144"}, {"number": "1", "ogp_id": "ID0135"},
                           {"number": "4", "ogp_id": "ID0138"}))
    assert [(one.number, one.ogp_id) for one in found.commitments] == [
        ("10", "ID0144"), ("1", "ID0135"), ("4", "ID0138")]
    assert not found.problems


def test_the_same_number_in_two_plans_is_two_commitments():
    """Defect 4: the peer linked parents again by integers that may collide."""
    found = ogp.read(sheet({}, {"plan": "CTH2", "plan_years": "2028"}))
    assert [(plan.code, len(plan.commitments)) for plan in found.plans] == [("CTH1", 1), ("CTH2", 1)]


def test_what_is_written_is_read_again_column_by_column():
    """Defects 3 and 5: a peer's export named columns its import did not know, and lost weights and milestones."""
    raw = sheet({"problem": "Nobody sees contracts; ever", "weights": "1; 3", "deliverables": "a text; -",
                 "theme": "Money", "plan_title_id": "Rencana Contoh", "design_scale": "ambition", "design_score": "ND",
                 "early_result": "significant", "verifiable": "NR"})
    first = ogp.read(raw)
    assert not first.problems
    again = ogp.read(ogp.write(first.plans).encode())
    assert again == first
    (one,) = again.commitments
    assert [(step.weight, step.deliverable) for step in one.milestones] == [(1, "a text"), (3, "")]
    assert JudgementFacts("design", "ambition", "ND") in one.judgements


def test_a_column_nobody_knows_is_refused_and_not_dropped():
    found = ogp.read(sheet({"taxonomies/id": "7"}))
    assert said(found) == [(1, "taxonomies/id", "column_unknown")] and not found.commitments


def test_a_missing_column_is_named():
    raw = sheet().replace(b"area_code", b"area")
    assert {(1, "area", "column_unknown"), (1, "area_code", "column_missing")} == set(said(ogp.read(raw)))


@pytest.mark.parametrize(("raw", "line", "code"), [
    (b"", 0, "empty"), (b"plan,number\n", 0, "empty"), ("plan\nBlitar \xe9".encode("latin-1"), 2, "not_utf8"),
    (b"plan,number\nA,\0\n", 2, "control_character"), (b"plan,number\nA\n", 2, "cells")])
def test_a_file_that_is_no_table_is_refused_in_words(raw, line, code):
    found = ogp.read(raw)
    assert (line, code) in [(problem.line, problem.code) for problem in found.problems] and not found.plans


def test_a_table_that_breaks_in_the_middle_names_the_line():
    (problem,) = ogp.read(b"plan,number\nA,\"" + b"k" * 200_000 + b"\"\n").problems
    assert (problem.line, problem.code) == (2, "broken")


@settings(max_examples=300, deadline=None)
@given(st.one_of(
    st.binary(), st.text().map(str.encode),
    st.lists(st.dictionaries(st.sampled_from(ogp.COLUMNS), st.one_of(st.text(max_size=12), st.sampled_from(
        ["2016", "2016-13", "35.22", "a; b (2016)", "high", "ambition", "ND", "NAP4", "\\;", ";;", "\n"]))), min_size=1)
    .map(lambda rows: sheet(*rows))))
def test_no_file_makes_the_reader_fall(raw):
    found = ogp.read(raw)
    assert all(problem.code for problem in found.problems)
    if not found.errors:
        assert ogp.read(ogp.write(found.plans).encode()).plans == found.plans or not found.plans


@pytest.mark.parametrize("change", [b"\xef\xbb\xbf", b""])
def test_a_mark_before_the_text_and_semicolons_are_fine(change):
    plain = sheet({"lead": "", "milestones": ""})
    assert ogp.read(change + plain.replace(b",", b";")).plans == ogp.read(plain).plans


def test_weights_need_one_for_each_milestone():
    assert said(ogp.read(sheet({"weights": "1"}))) == [(2, "weights", "not_one_each")]


@pytest.mark.parametrize(("change", "column", "code"), [
    ("sometime", "moment", "not_one_of"), ("nine", "count", "number"), ("great", "status", "not_one_of")])
def test_totals_that_cannot_be_read_are_named(change, column, code):
    row = {"moment": "end", "count": "9", "status": "complete"} | {column: change}
    cells = f"NAP4,{row['moment']},IRM,{row['status']},{row['count']},IRM,x"
    raw = f"plan,moment,method,status,count,assessor,source\n{cells}\n".encode()
    assert said(ogp.read_totals(raw)) == [(2, column, code)]


def test_an_empty_plan_writes_a_header_only():
    assert ogp.write([PlanFacts("CTH1")]).strip() == ",".join(ogp.COLUMNS)


def test_a_long_table_begins_before_its_last_row_is_known():
    rows = (number for number in range(5_000))
    told = ((PlanFacts("CTH1"), CommitmentFacts(0, "CTH1", str(number), title_en="Open" * 20)) for number in rows)
    head = next(ogp.lines(told)).splitlines()[0]
    assert head.split(",") == [*ogp.COLUMNS, *ogp.MORE] and next(rows) < 4_999
