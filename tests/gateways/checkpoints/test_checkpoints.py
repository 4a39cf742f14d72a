"""The ledger's line of the day goes out; whoever kept one shows a later rewriting, a mirror says where."""
import io
import json
from email.message import EmailMessage

import pytest
from django.test import Client

from pendopo.analysis import forks
from pendopo.analysis.verifier import verify_receipt
from pendopo.conf.management.commands.verify import Command
from pendopo.core.ledger.actions import seal
from pendopo.core.ledger.queries import receipt
from pendopo.core.notices.models import Notice
from pendopo.core.records.models import Event
from pendopo.gateways.checkpoints.actions import send_out
from pendopo.gateways.checkpoints.models import Point, Reader
from tests.gateways.mirror.conftest import promised
from tests.gateways.mirror.test_mirror import rewrite
from tests.web.town import enter, resident


def compared(*words: str) -> tuple[int, str]:
    """`pendopo verify ...` in this process: its exit code and its words."""
    command, out = Command(stdout=io.StringIO(), stderr=io.StringIO()), ""
    code = command.compare([*words, "--language", "en"], "/nowhere")
    out = command.stdout.getvalue() + command.stderr.getvalue()
    return code, out


@pytest.fixture
def log(city, settings):
    """Where the city's own log lies, as a folder with its rows."""
    def fresh() -> str:
        for path in ("rows/0.jsonl", "rows/records.jsonl"):
            place = settings.LEDGER_ROOT / path
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(Client().get(f"/ledger/{path}").content)
        return str(settings.LEDGER_ROOT)
    return fresh


def test_it_goes_out_once_a_day_and_only_with_news(city):
    assert Point.objects.count() == 0
    send_out()
    send_out()
    point = Point.objects.get()
    assert point.size == 2
    assert point.line in Client().get("/titik-periksa/").content.decode()
    assert point.note.split("\n")[2] in Client().get("/titik-periksa/atom.xml").content.decode()
    sheet = Client().get("/en/titik-periksa/cetak/").content.decode()
    assert point.line in sheet
    assert 'class="square"' in sheet


def test_readers_get_it_with_the_morning_letter(city):
    sari = resident()
    client = Client()
    assert client.get("/titik-periksa/surat/").status_code == 302
    enter(client, sari)
    client.post("/titik-periksa/surat/", {"wish": "begin"})
    assert send_out() == 1
    notice = Notice.objects.get(person=sari)
    assert notice.facts["line"] == Point.objects.get().line
    client.post("/titik-periksa/surat/", {"wish": "stop"})
    assert not Reader.objects.exists()


def test_a_mailed_checkpoint_shows_a_rewritten_log(city, log, tmp_path):
    send_out()
    letter = EmailMessage()
    letter["Subject"] = "Kabar"
    line = Point.objects.get().line
    letter.set_content(f"Halo,\n\n  - Simpan surat ini. Titik periksa buku besar pagi ini: {line}\n")
    file = tmp_path / "surat.eml"
    file.write_bytes(bytes(letter))
    promised("Sesuatu yang jujur")
    seal()
    assert compared(log(), "--compare", str(file))[0] == 0
    rewrite(Event.objects.order_by("pk").first().line, title="Data anggaran tertutup")
    code, words = compared(log(), "--compare", str(file))
    assert code == 1
    assert "REWRITTEN" in words
    assert compared(log(), "--compare", Point.objects.get().line)[0] == 1


def test_a_mirror_says_which_row_and_what_it_said(city, log, outside):
    outside.copies()
    assert compared(log(), "--compare", str(outside.folder))[0] == 0
    event = Event.objects.order_by("pk").first()
    rewrite(event.line, title="Data anggaran tertutup")
    code, words = compared(log(), "--compare", str(outside.folder))
    assert code == 1
    for part in (event.record.code, "plans.add", "Data anggaran desa terbuka → Data anggaran tertutup"):
        assert part in words


def test_a_receipt_holds_against_a_mirror_as_against_the_city(city, log, outside, tmp_path):
    outside.copies()
    file = tmp_path / "bukti.json"
    file.write_text(json.dumps(receipt(0)))
    for copy in (log(), str(outside.folder)):
        assert compared("receipt", str(file), "--compare", copy)[0] == 0
    false = receipt(0)
    false["opening"]["f"]["title"] = "Yang lain"
    file.write_text(json.dumps(false))
    assert compared("receipt", str(file), "--compare", str(outside.folder))[0] == 1


def test_a_proof_is_made_from_a_copy_alone(city, outside, tmp_path):
    outside.copies()
    code, words = compared("proof", str(outside.folder), "1")
    assert code == 0
    file = tmp_path / "bukti.json"
    file.write_text(words)
    assert forks.receipt_fits(json.loads(words), str(outside.folder / "www/ledger"))
    assert verify_receipt(json.loads(words)).ok


def test_what_cannot_be_read_is_said(tmp_path):
    (tmp_path / "kosong.txt").write_text("tidak ada apa-apa")
    assert compared("/nowhere", "--compare", str(tmp_path / "kosong.txt"))[0] == 2
