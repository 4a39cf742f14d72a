"""The OGP commitments database comes in and goes out cell by cell; what is edited here changes its own cell alone."""
import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from pendopo.analysis import ogp_columns, ogp_database
from pendopo.channels.plans import imports, rules
from pendopo.channels.plans.actions.assessing import Finding, assess
from pendopo.channels.plans.actions.coding import classify
from pendopo.channels.plans.actions.keeping import edit_commitment
from pendopo.channels.plans.models import Commitment, OgpEntry, Plan, PolicyArea
from pendopo.channels.plans.queries.database import rows as exported
from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event
from tests.core.hall import person, refused

pytestmark = pytest.mark.django_db


def cells(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture(scope="module")
def whole(shared):
    return (shared / "data" / "ogp" / "open_parliament_0703.csv").read_text(encoding="utf-8-sig")


@pytest.fixture
def some(whole):
    """Rows of every sort: Indonesia's sixteen, and every eleventh of the others."""
    every = cells(whole)
    return [row for at, row in enumerate(every) if row["Country/Locality"] == "Indonesia" or at % 11 == 0]


@pytest.fixture
def load(tmp_path, areas):
    def take(raw, name="ogp.csv", dry_run=False):
        path = tmp_path / name
        path.write_bytes(raw)
        return imports.take(imports.read([path]), dry_run)
    return take


def written(tmp_path, **more):
    call_command("export_plans", tmp_path / "out.csv", format="ogp", verbosity=0, **more)
    return {row[ogp_database.KEY]: row for row in cells((tmp_path / "out.csv").read_text(encoding="utf-8"))}


@pytest.mark.database
def test_every_cell_comes_back_and_the_loss_report_is_empty(load, some, tmp_path, capsys):
    done = load(sheet(some))
    assert done.loss == [] and done.seen == len(some) > 60
    out = written(tmp_path)
    assert "Laporan kehilangan: kosong" in capsys.readouterr().out
    assert ogp_database.unlike(some, out.values()) == [] and len(out) == len(some)
    assert load(sheet(some)).changes == []
    raw = (tmp_path / "out.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and raw.decode("utf-8").startswith(ogp_database.KEY)
    assert load(raw, "again.csv").changes == []


@pytest.mark.slow
def test_the_whole_file_comes_back_cell_by_cell(load, whole, tmp_path):
    done = load(whole.encode())
    every = cells(whole)
    assert done.loss == [] and done.seen == Commitment.objects.count() == 558 and Plan.objects.count() == 214
    assert ogp_database.unlike(every, written(tmp_path).values()) == []
    assert sum(done.spelt.values()) < 0.005 * 558 * 171
    assert load(whole.encode()).changes == []


def test_values_live_in_the_model_and_kinds_of_missing_stay_apart(load, some):
    load(sheet(some))
    by_id = {row[ogp_database.KEY]: row for row in some}
    for one in Commitment.objects.select_related("plan", "ogp"):
        row = by_id[one.ogp_id]
        assert one.action == row["Full Text"] and one.long_title == row["Commitment Title"]
        assert str(one.plan.ogp_number) == row["Action Plan Number"] and one.plan.country_code == row["Code"]
        assert one.ogp.carried_forward == row["Carried Forward"] and one.ogp.compound == row["Compound"]
        about = {ogp_columns.area_names()[area] for area in one.areas.filter(value="1").values_list("area", flat=True)}
        assert about == {name for name in ogp_columns.area_names().values() if row[name] == "1"}
    assert {"0", "1", "ND", "NR"} <= set(OgpEntry.objects.values_list("carried_forward", flat=True))
    assert set(PolicyArea.objects.values_list("value", flat=True)) >= {"1", "ND"}
    kept = {column for spelt in OgpEntry.objects.values_list("spelt", flat=True) for column in spelt}
    assert kept <= {"Commitment Number", "Short Title", "Start Date", "End Date", "Lead Institution",
                    "Supporting Institution(s)", "Verifiable", "_DIOGATI", "_DIOGCP", "_DIOGPA"}


def changed(before, after):
    return {(key, column) for key, column, *_ in ogp_database.unlike(before.values(), after.values())}


@pytest.mark.database
@pytest.mark.parametrize(("field", "value", "column"), [
    ("title_en", "A new short title", "Short Title"), ("start", "2019-02-03", "Start Date"),
    ("end", "2030", "End Date"), ("action", "Other words.\nTwo lines.", "Full Text"), ("theme", "Peatland", "Theme")])
def test_editing_one_field_changes_exactly_its_cell(load, some, field, value, column):
    load(sheet([row for row in some if row["Country/Locality"] == "Indonesia"]))
    before = {row[ogp_database.KEY]: row for row in exported(Commitment.objects.all())}
    one = Commitment.objects.select_related("plan__owner").get(ogp_id="ID0097")
    editor = person("Eko Contoh", at=one.plan.owner, role="editor")
    edit_commitment(actor=editor, commitment=one, changes={field: value})
    after = {row[ogp_database.KEY]: row for row in exported(Commitment.objects.all())}
    assert changed(before, after) == {("ID0097", column)}
    assert after["ID0097"][column].rstrip("/") == (value if field != "start" else after["ID0097"][column])
    if field == "start":
        assert after["ID0097"][column] in ("2/3/2019", "3/2/2019", "2019-02-03")


def test_a_new_judgement_changes_its_cell_and_the_number_behind_it(load, some):
    load(sheet([row for row in some if row["Country/Locality"] == "Indonesia"]))
    one = Commitment.objects.select_related("plan").get(ogp_id="ID0097")
    body = Organisation.objects.create(slug="pemantau", name="Lembaga Pemantau Contoh", side="cso")
    Plan.objects.filter(pk=one.plan_id).update(monitor=body)
    before = {row[ogp_database.KEY]: row for row in exported(Commitment.objects.all())}
    assess(actor=person("Putri Contoh", at=body, role="monitor"), commitment=one, finding=Finding(
        "completion", "completion", "complete", "end", "Metode uji", "2026", "Selesai."))
    after = {row[ogp_database.KEY]: row for row in exported(Commitment.objects.all())}
    assert changed(before, after) == {("ID0097", "Completion (End Of Term)"), ("ID0097", "_CompletionEndTerm")}
    assert (after["ID0097"]["Completion (End Of Term)"], after["ID0097"]["_CompletionEndTerm"]) == ("Complete", "5")


@pytest.mark.database
def test_a_commitment_made_here_exports_too_and_comes_back(contoh, tmp_path, load):
    plan = Plan.objects.get(code="CTH1")
    one = records.add(Commitment(plan=plan, number="7", position=7, title="Data gizi terbuka", level="local",
                                 title_en="Open nutrition data", office=contoh.bappeda, start="2026-09-01",
                                 action="Data gizi setiap puskesmas terbit tiap bulan."), by=system("test"))
    editor = contoh.editor()
    row = written(tmp_path)[one.code]
    assert (row["Audits"], row["Not reviewed"], row["Carried Forward"]) == ("ND", "1", "NR")
    classify(actor=editor, commitment=one, areas=["health-nutrition", "open-data"])
    row = written(tmp_path)[one.code]
    assert row["Country/Locality"].endswith(", Indonesia") and row["National Or Local"] == "Local"
    assert (row["Short Title"], row["Start Date"], row["Action Plan ID"]) == (
        "Open nutrition data", "2026-09-01", "AP_CTH1")
    assert {name for name in ogp_columns.area_names().values() if row[name] == "1"} == {"Health & Nutrition",
                                                                                       "Open Data"}
    assert row["Audits"] == "0" and row["Full Text"].startswith("Data gizi") and row["Commitment Number"] == "7"
    before = set(Commitment.objects.values_list("pk", flat=True))
    load((tmp_path / "out.csv").read_bytes())
    assert set(Commitment.objects.values_list("pk", flat=True)) == before
    assert Commitment.objects.get(pk=one.pk).start == "2026-09-01" and Commitment.objects.get(pk=one.pk).ogp_id == ""


def test_what_the_columns_cannot_carry_is_said(contoh, tmp_path, capsys):
    call_command("export_plans", tmp_path / "out.csv", format="ogp")
    assert "Tonggak: 2" in capsys.readouterr().out


def test_policy_areas_are_for_the_keepers_of_the_plan_and_stand_on_the_ledger(contoh):
    one = contoh.commitment()
    with refused():
        classify(actor=contoh.monitor(), commitment=one, areas=["open-data"])
    with refused(ValueError):
        classify(actor=contoh.editor(), commitment=one, areas=["open-everything"])
    classify(actor=contoh.editor(), commitment=one, areas=["open-data"])
    classify(actor=contoh.editor(), commitment=one, areas=["open-data"])
    (event,) = Event.objects.filter(record=one.pk, verb="plans.classify")
    assert '"areas":{"open-data":"1"}' in event.line.facts
    assert OgpEntry.objects.get(pk=one.pk).event == event and rules.classify.allows(contoh.editor(), one)


WRONG = [
    ("png.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
    ("lembar.csv", b"PK\x03\x04\x14\x00", "lembar kerja"),
    ("lain.csv", b"nama,alamat\nSari,Jalan Contoh\n", "bukan tabel rencana aksi"),
    ("kosong.csv", b"", "Tidak ada"),
]


@pytest.mark.parametrize(("name", "raw", "said"), WRONG)
def test_a_file_of_the_wrong_kind_is_told_apart(areas, tmp_path, name, raw, said):
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(CommandError, match=said) as refused:
        call_command("import_plans", tmp_path / name)
    assert name in str(refused.value)


def spoilt(some, **cell):
    rows = [dict(row) for row in some[:3]]
    rows[1] |= {column.replace("_", " "): value for column, value in cell.items()}
    return sheet(rows)


def line(rows, upto):
    """Where a row begins in the file: cells have lines of their own."""
    return 2 + sum(sheet([row]).decode().count("\n") - 1 for row in rows[:upto])


@pytest.mark.database
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_period_that_ends_before_it_starts_is_named_and_nothing_is_written(areas, some, tmp_path, language):
    (tmp_path / "ogp.csv").write_bytes(spoilt(some, Start_Date="12/31/2021", End_Date="1/31/2020"))
    before = Line.objects.count()
    with translation.override(language), pytest.raises(CommandError) as refused:
        call_command("import_plans", tmp_path / "ogp.csv")
    where = {"id": "baris {}, kolom End Date: Akhir", "en": "line {}, column End Date: The end"}[language]
    assert where.format(line(some, 1)) in str(refused.value)
    assert (Line.objects.count(), Commitment.objects.count()) == (before, 0)


def test_a_broken_row_and_a_wrong_encoding_are_named(areas, some, tmp_path):
    raw = sheet(some[:2])
    (tmp_path / "ogp.csv").write_bytes(raw + b"ID9999,Indonesia,7\r\n")
    with pytest.raises(CommandError, match=rf"baris {line(some, 2)}.*3 / 171"):
        call_command("import_plans", tmp_path / "ogp.csv")
    (tmp_path / "ogp.csv").write_bytes(raw.decode().encode("utf-16"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("import_plans", tmp_path / "ogp.csv")
    assert Commitment.objects.count() == 0


def test_an_unknown_code_is_kept_as_spelt_and_said(load, some, tmp_path):
    path = tmp_path / "ogp.csv"
    path.write_bytes(spoilt(some, Compound="perhaps", Verifiable="Very"))
    reading = imports.read([path])
    assert {(problem.column, problem.code) for problem in reading.problems if problem.value in ("perhaps", "Very")} == {
        ("Compound", "code_unknown"), ("Verifiable", "code_unknown")}
    assert imports.take(reading).loss == []
    one = Commitment.objects.select_related("ogp").get(ogp_id=some[1][ogp_database.KEY])
    assert one.ogp.compound == "" and one.ogp.spelt["Compound"] == ["perhaps", "NR"]
    assert written(tmp_path)[one.ogp_id]["Compound"] == "perhaps"


def test_a_dry_run_tells_the_loss_and_writes_nothing(load, some):
    done = load(sheet(some[:5]), dry_run=True)
    assert done.seen == 5 and done.loss == [] and Commitment.objects.count() == 0 and OgpEntry.objects.count() == 0
