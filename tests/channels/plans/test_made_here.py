"""A plan that was drafted on this site goes out in the same shapes as those that were taken over, and comes back."""
import csv
import io
import json

import pytest
from django.core.management import call_command

from pendopo.analysis import ogp_columns
from pendopo.channels.plans import imports
from pendopo.channels.plans.actions import drafting
from pendopo.channels.plans.actions.coding import classify
from pendopo.channels.plans.actions.keeping import edit_commitment
from pendopo.channels.plans.models import Assessment, Commitment, Plan
from pendopo.channels.plans.queries.database import rows
from tests.channels.plans.making import adopted, asking, drafted
from tests.channels.plans.test_ogp_database import sheet
from tests.channels.plans.test_promises import asked as questioned
from tests.channels.plans.test_promises import opened, promised

pytestmark = pytest.mark.django_db
TEXTS = {"title_en": "Open schedules of health centres", "action": "Jadwal dokter terbit.\nDi situs dan di papan.",
         "contact": "Kepala Bidang Pelayanan"}


@pytest.fixture
def made(town):
    """Drafted, adopted and classified here; the plan runs from one month to another."""
    plan = adopted(town)
    Plan.objects.filter(pk=plan.pk).update(start="2027-02")
    one = Commitment.objects.get(plan=plan)
    one = edit_commitment(actor=town.editor(), commitment=one, changes=TEXTS)
    classify(actor=town.editor(), commitment=one, areas=["health-nutrition"])
    return Commitment.objects.select_related("plan").get(pk=one.pk)


def read_back(path):
    return imports.take(imports.read([path]))


def table(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.database
def test_it_goes_out_in_the_171_columns_and_comes_back_unchanged(made, tmp_path, capsys):
    call_command("export_plans", tmp_path / "ogp.csv", format="ogp", plan="CTH2")
    (row,) = table((tmp_path / "ogp.csv").read_text(encoding="utf-8"))
    assert tuple(row) == ogp_columns.names() and len(row) == 171
    assert (row["Short Title"], row["Full Text"]) == (TEXTS["title_en"], TEXTS["action"])
    assert (row["Lead Institution"], row["Supporting Institution(s)"]) == ("Diskominfo Contoh", "Forum Contoh")
    assert (row["Action Plan ID"], row["National Or Local"], row["Commitment Number"]) == ("AP_CTH2", "Local", "1")
    assert (row["Health & Nutrition"], row["Audits"], row["Not reviewed"]) == ("1", "0", "1")
    said = capsys.readouterr().out
    assert "Tonggak: 1" in said and "kosong" not in said           # what the columns cannot carry is counted
    done = read_back(tmp_path / "ogp.csv")                  # months, language and nobody's assessment: left as they are
    assert done.changes == [] and done.loss == [] and Plan.objects.get(code="CTH2").start == "2027-02"
    assert Commitment.objects.filter(plan__code="CTH2").count() == 1
    assert list(rows(Commitment.objects.filter(plan=made.plan))) == [row]


@pytest.mark.parametrize(("column", "value", "field", "stands"), [
    ("Full Text", "Jadwal terbit setiap hari.", "action", "Jadwal terbit setiap hari."),
    ("Short Title", "Other words", "title_en", "Other words"), ("End Date", "2028-09-30", "end", "2028-09-30")])
def test_what_was_changed_in_the_table_is_taken_over_and_nothing_else(made, tmp_path, column, value, field, stands):
    (row,) = rows(Commitment.objects.filter(pk=made.pk))
    (tmp_path / "ogp.csv").write_bytes(sheet([row | {column: value}]))
    before = Commitment.objects.values().get(pk=made.pk)
    (change,) = read_back(tmp_path / "ogp.csv").changes
    assert change.what == "commitment" and {*change.fields} - {"summary"} == {field}
    after = Commitment.objects.values().get(pk=made.pk)
    assert {name for name in after if after[name] != before[name]} <= {field, "summary", "face", "version"}
    assert after[field] == stands and not Assessment.objects.exists()


def test_the_page_gives_the_same_rows_beside_those_that_were_taken_over(made, town, tmp_path, client):
    town.load(tmp_path)
    wide = table(client.get("/rencana-aksi/ekspor.csv?bentuk=ogp").getvalue().decode())
    assert [one["Action Plan ID"] for one in wide] == ["AP_CTH2", "AP_CTH1"]
    assert wide[0].keys() == wide[1].keys() and len(wide[0]) == 171
    assert wide[:1] == list(rows(Commitment.objects.filter(plan=made.plan)))


def test_it_goes_out_as_our_own_table_with_its_milestones_and_comes_back_unchanged(made, tmp_path, client):
    path = tmp_path / "rencana.csv"
    path.write_bytes(client.get("/rencana-aksi/ekspor.csv?rencana=CTH2").getvalue())
    (row,) = table(path.read_text(encoding="utf-8"))
    assert row["title_id"] == made.title and row["milestones"]
    before = {name: value for name, value in Commitment.objects.values().get(pk=made.pk).items() if name != "face"}
    assert read_back(path).changes == []
    assert {name: value for name, value in Commitment.objects.values().get(pk=made.pk).items()
            if name != "face"} == before


def test_programs_read_its_texts_milestones_and_state(made, client):
    (told,) = json.loads(client.get("/rencana-aksi/ekspor.json?rencana=CTH2").getvalue())["commitments"]
    assert (told["code"], told["state"], told["texts"]["action"]) == (made.code, "adopted", TEXTS["action"])
    assert [step["start"] for step in told["milestones"]] == [one.start for one in made.milestones.all()]
    assert {(one["role"], one["name"]) for one in told["organisations"]} == {
        ("lead", "Diskominfo Contoh"), ("partner", "Forum Contoh")}


def test_drafts_and_promises_of_a_leader_stay_out_of_the_tables(town, client):
    plan = asking(town)
    one = drafted(town, plan)
    promised(town, questioned(opened(town)).commitment)
    drafting.set_parts(actor=town.editor(), commitment=one, lead=town.diskominfo, partners=[])
    for address in ("/rencana-aksi/ekspor.csv", "/rencana-aksi/ekspor.csv?bentuk=ogp"):
        assert table(client.get(address).getvalue().decode()) == []
    everything = json.loads(client.get("/rencana-aksi/ekspor.json").getvalue())
    assert {told["state"] for told in everything["commitments"]} == {"draft", "adopted"}
    assert Plan.objects.filter(sort="promises").exists()
