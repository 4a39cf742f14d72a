"""The page of the standards, and the pack of evidence that verifies without this server."""
import inspect
import io
import json
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.analysis import standards, verifier
from pendopo.analysis.standards import TESTS
from pendopo.channels.plans.actions import contributing, meeting
from pendopo.channels.plans.actions.planning import cover_plans
from pendopo.channels.plans.actions.reporting import Shown, report_milestone
from pendopo.channels.plans.actions.selfassessing import self_assess
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.cycles import Contribution
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.packing import pack
from pendopo.channels.plans.views.standards import REASONS
from pendopo.core.ledger.actions import publish, sequence_all
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import system
from pendopo.kit.files.actions import keep
from pendopo.kit.files.checks import accept
from tests.channels.plans.making import adopted
from tests.channels.plans.test_bodies import founded, met

pytestmark = pytest.mark.django_db
ADDRESS = "/rencana-aksi/rencana/CTH1/"


@pytest.fixture
def own_ledger(settings, tmp_path):
    settings.LEDGER_ROOT, settings.KEYS_ROOT = tmp_path / "ledger", tmp_path / "keys"
    settings.KEYS_ROOT.mkdir()


@pytest.fixture
def full(contoh, own_ledger):
    """A plan with a report, a file and a picture, published in a ledger of its own."""
    notes = keep(checked=accept(ContentFile(b"Catatan kunjungan, rekaan.\n", name="catatan kunjungan.txt")))
    report_milestone(actor=contoh.member(), milestone=contoh.milestone(), part=contoh.part(contoh.forum),
                     level="limited", text="Baru **separuh**.", shown=Shown("Catatan", kept=notes))
    take_snapshot(actor=contoh.editor(), plan=Plan.objects.get(code="CTH1"))
    cover_plans(actor=system("test"))
    sequence_all()
    publish()
    return contoh


def unpacked(tmp_path, data):
    folder = tmp_path / "bukti"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


def run(folder, *more):
    done = subprocess.run([sys.executable, "-I", "verifier.py", "--state", str(folder.parent / "state.json"), *more,
                           "pack", "."], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.database
def test_the_page_says_each_verdict_with_its_reason_and_source(full):
    page = Client().get(f"{ADDRESS}standar/")
    assert page.status_code == 200
    assert "Belum terpenuhi" in page.text and "Tidak ada forum untuk rencana ini." in page.text
    assert "opengovpartnership.org" in page.text and "sumber belum dicocokkan kata per kata" in page.text
    english = Client().get(f"/en{ADDRESS}standar/").text
    assert "Not met" in english and "No forum is named for this plan." in english
    told = Client().get(f"{ADDRESS}standar/data.json").json()
    assert {one["code"] for one in told["requirements"]} >= {"1.1", "5.1", "L6"}
    assert Client().get("/rencana-aksi/rencana/TIADA/standar/").status_code == 404


def test_every_reason_has_a_sentence():
    text = inspect.getsource(standards)
    assert all(f'"{reason}"' in text for reason in REASONS) and len(TESTS) == 15


@pytest.mark.database
def test_the_pack_verifies_offline_with_the_verifier_that_lies_in_it(full, tmp_path):
    answer = Client().get(f"{ADDRESS}bukti.zip")
    assert answer["Content-Type"] == "application/zip"
    folder = unpacked(tmp_path, b"".join(answer.streaming_content))
    code, said = run(folder)
    assert (code, "UTUH" in said) == (0, True), said
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"index.html", "standar.json", "rencana.json", "ogp.csv", "daftar.txt", "kunci.txt", "bukti.jsonl"} <= names
    (record,) = [name for name in names if name.startswith("catatan/") and name.endswith(".json")]
    told = json.loads((folder / record).read_text())
    assert told["milestones"][0]["reports"][0]["level"] == "limited"
    page = (folder / record.replace(".json", ".html")).read_text()
    (file,) = [name for name in names if name.startswith("berkas/")]
    assert f'href="../{file}"' in page and "Kontrak terbuka" in page and "<strong>separuh</strong>" in page
    receipts = [json.loads(line) for line in (folder / "bukti.jsonl").read_text().splitlines()]
    assert {one["opening"]["f"]["verb"] for one in receipts} >= {"plans.add", "plans.report_milestone",
                                                                "plans.snapshot"}


@pytest.mark.database
def test_whatever_is_altered_removed_or_added_is_named(full, tmp_path):
    with (tmp_path / "bukti.zip").open("wb") as file:
        file.write(b"".join(Client().get(f"{ADDRESS}bukti.zip").streaming_content))
    folder = unpacked(tmp_path, (tmp_path / "bukti.zip").read_bytes())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, before = path.relative_to(folder).as_posix(), path.read_bytes()
        path.write_bytes(before + b" ")
        report = verifier.verify_pack(str(folder), key=(folder / "kunci.txt").read_text().strip()
                                      if name != "kunci.txt" else None)
        kinds = [(one.kind, name in one.text) for one in report.findings]
        assert not report.ok and (kinds == [("signature", False)] if name == "daftar.txt" else
                                  kinds == [("file", True)]), (name, kinds)
        path.unlink()
        if name not in ("daftar.txt", "kunci.txt"):
            assert name in verifier.verify_pack(str(folder)).findings[0].text
        path.write_bytes(before)
    assert verifier.verify_pack(str(folder)).ok
    (folder / "catatan" / "tambahan.txt").write_text("Saya juga bukti.")
    report = verifier.verify_pack(str(folder), language="en")
    assert [one.text for one in report.findings] == ["File catatan/tambahan.txt: ALTERED, MISSING or NOT listed."]


def opened(tmp_path, name):
    """The pack of the plan that was made here, as it is now: its folder, and which deeds it proves."""
    sequence_all()
    publish()
    answer = Client().get("/rencana-aksi/rencana/CTH2/bukti.zip")
    folder = unpacked(tmp_path / name, b"".join(answer.streaming_content))
    report = verifier.verify_pack(str(folder))
    assert report.ok, report.findings
    proved = {json.loads(line)["opening"]["f"]["verb"] for line in (folder / "bukti.jsonl").read_text().splitlines()}
    return folder, proved


@pytest.mark.database
def test_what_the_verdicts_rest_on_lies_in_the_pack_with_its_files_and_proofs(town, own_ledger, tmp_path):
    """Timetable, contributions with their answers, decree, forum and minutes: whoever has the pack needs no site."""
    plan = adopted(town)
    self_assess(actor=town.editor(), commitment=town.commitment(plan="CTH2"), moment="end", level="limited",
                text="Separuh jalan.")
    forum = founded(town, [plan])
    meeting.set_rules(actor=town.editor(), forum=forum, text="Mufakat **berdua**.")
    notes = keep(checked=accept(ContentFile(b"Notulen rekaan.\n", name="notulen.txt")))
    met(town, forum, date(2026, 9, 1), minutes="")                              # called, not held yet
    last = met(town, forum, date(2026, 7, 1), minutes="")
    meeting.publish_minutes(actor=town.editor(), meeting=last, text="Sepakat.", kept=notes,
                            present=[town.bappeda, town.forum])
    folder, proved = opened(tmp_path, "satu")
    told = json.loads((folder / "pembuatan.json").read_text())
    assert len(told["timetable"]) == 8 and told["decree"]["number"] == "Keputusan Bupati 12 Tahun 2026"
    (heard,) = told["contributions"]
    assert heard["text"].startswith("Terbitkan jadwal") and heard["answers"][0]["text"] == "Masuk ke komitmen 1."
    (held,) = told["forum"]["meetings"]
    assert held["present"] == ["Bappeda Contoh", "Forum Contoh"] and held["minutes"] == "Sepakat."
    (file,) = (path.name for path in (folder / "berkas").iterdir())
    page = (folder / "pembuatan.html").read_text()
    assert f'href="berkas/{file}"' in page and held["minutes_file"]["sha256"].startswith(file[:16])
    for said in ("Terbitkan jadwal", "Masuk ke komitmen 1.", "<strong>berdua</strong>", "Semua 1 masukan sudah",
                 f'href="catatan/{heard["answers"][0]["commitments"][0]}.html"'):
        assert said in page, said
    assert proved >= {"cycles.set_timeline", "cycles.contribute", "cycles.answer_contribution", "cycles.adopt",
                      "forums.set_rules", "forums.seat", "forums.hold_meeting", "forums.publish_minutes"}
    (record,) = (folder / "catatan").glob("*.json")
    assert "Separuh jalan." in json.loads(record.read_text())["own"][0]["html"]
    where = {proof["address"] for one in json.loads((folder / "standar.json").read_text())["requirements"]
             for proof in one["proofs"]}
    assert held["address"] in where, "a verdict names what lies in the pack by the same address"


def test_what_its_author_took_back_is_in_no_later_pack(town, own_ledger, tmp_path):
    plan, one = adopted(town), Contribution.objects.select_related("author").get()
    contributing.withdraw_contribution(actor=ReceiptHolder(one.author, plan.cycle_id), contribution=one)
    folder, _proved = opened(tmp_path, "dua")
    assert not [path for path in folder.rglob("*") if path.is_file() and b"Terbitkan jadwal" in path.read_bytes()]
    (told,) = json.loads((folder / "pembuatan.json").read_text())["contributions"]
    assert told["state"] == "withdrawn" and told["answers"], "that it came, and what was answered, stays"


def test_another_list_under_another_key_is_refused_by_who_has_the_key(full, tmp_path):
    folder = unpacked(tmp_path, b"".join(Client().get(f"{ADDRESS}bukti.zip").streaming_content))
    stranger = "contoh+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    assert not verifier.verify_pack(str(folder), key=stranger).ok
    (folder / "bukti.jsonl").write_text("{}\n")
    code, said = run(folder, "--language", "en")
    assert code == 1 and "File bukti.jsonl" in said


def test_the_pack_asks_no_more_for_more_promises(real):
    """The rows of all timelines are asked for at once."""
    sizes = Plan.objects.exclude(size=0).order_by("size")
    asked = []
    for plan in (sizes.first(), sizes.last()):
        with CaptureQueriesContext(connection) as caught:
            pack(plan, io.BytesIO(), {})
        asked.append(len(caught))
    assert sizes.first().size < sizes.last().size and asked[0] == asked[1]


def test_the_command_writes_it_too(full, tmp_path, capsys):
    call_command("export_pack", "CTH1", tmp_path / "x.zip")
    assert "berkas" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.testzip() is None


def test_not_too_often_from_one_place(full, settings):
    answers = [Client().get(f"{ADDRESS}bukti.zip") for _time in range(13)]
    assert [answer.status_code for answer in answers] == [200] * 12 + [429]
    assert "tunggu" in answers[-1].content.decode()
