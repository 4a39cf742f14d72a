"""Both ways to the national application: the stream, against a fixture server built from what is known; the sheet."""
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pendopo.analysis import lapor_stream, ringkas, xlsx
from pendopo.channels.reports.actions import replying, verifying
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.models import Foreign, Knock, Message, Reading, Report
from pendopo.channels.reports.queries.opening import MESSAGE, told, unlocked
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.ledger.models import Line
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import system
from pendopo.gateways.lapor.actions import NotChosen, choose, poll, work
from pendopo.gateways.lapor.models import Saying, Sending
from tests.core.hall import again
from tests.gateways.town import PHONE

pytestmark = pytest.mark.django_db
STORY = "Sampah menumpuk di pinggir sungai dekat jembatan."
PATH = "/api/uji/kabar"


class Lapor:
    """The national application as far as anybody outside knows it: it takes letters, gives numbers, tells states."""

    def __init__(self, serve, settings):
        self.letters, self.states, self.answers, self.said, self.mood = {}, {}, {}, {}, ""
        self.server = serve(self.answer)
        settings.LAPOR_URL, settings.LAPOR_NEWS = f"http://KUNCI@127.0.0.1:{self.server.port}", PATH

    def answer(self, asked):
        if self.mood == "down":
            return 503, "", "text/plain"
        if asked.path == lapor_stream.ADD:
            return self.taken(asked)
        told = asked.json
        assert asked.path == PATH and told["token"] == "KUNCI"
        if "answer" in told:
            self.said[told["key"]] = (told["trackingid"], told["answer"])
            return 200, "{}"
        found = [number for number, letter in self.letters.items()
                 if number in told.get("trackingid", ()) or told.get("search", "\n") in letter.text]
        return 200, json.dumps([{"trackingid": number, "status": self.states.get(number, "Belum Terverifikasi"),
                                 "text": self.letters[number].text, "answers": self.answers.get(number, [])}
                                for number in found])

    def taken(self, asked):
        letter = lapor_stream.read_letter(asked.body)
        assert letter.token == "KUNCI" and asked.headers["content-type"].startswith("text/xml")
        if self.mood == "silly":
            return 200, "<html>sibuk</html>", "text/html"
        number = str(5_000_001 + len(self.letters))
        self.letters[number] = letter
        if self.mood == "hangs up":
            return 0, ""
        return 200, lapor_stream.write_answer(lapor_stream.Answer(number, "1")), "text/xml"


@pytest.fixture
def lapor(serve, settings):
    return Lapor(serve, settings)


def entered(**more):
    told = {"text": STORY, "reporter": Reporter(name="Sari Contoh", phone=PHONE, way="sms"), "channel": "phone"}
    return submit(actor=system("test"), entry=Entry(**told | more)).report


def now(model=Sending):
    model.objects.exclude(next_try=None).update(next_try="2026-01-01T00:00:00Z")


def test_a_chosen_report_gets_its_number_once(town, lapor):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    assert work() == 1 and work() == 0
    [(number, letter)] = lapor.letters.items()
    assert Foreign.objects.get(report=report).number == number
    assert letter.text == f"{STORY}\n\n[{report.code}]" and letter.reporter.first_name == "Sari"
    assert not letter.secret and not letter.anonymous


def test_nothing_goes_that_nobody_chose(town, lapor):
    entered()
    assert work() == 0 and not lapor.letters


def test_flags_go_along_and_an_anonymous_reporter_stays_one(town, lapor):
    report = entered(anonymous=True, secret=True)
    with pytest.raises(NotChosen):
        choose(by=again(town.ratna), code=report.code)
    choose(by=again(town.ratna), code=report.code, secret_too=True)
    work()
    [letter] = lapor.letters.values()
    assert letter.secret and letter.anonymous and letter.reporter == lapor_stream.Reporter()


def test_who_is_not_at_the_desk_sends_nothing(town, lapor):
    report = entered()
    with pytest.raises(NotChosen):
        choose(by=again(town.budi), code=report.code)


def test_no_word_lies_in_the_queue(town, lapor, caplog):
    report = entered(secret=True)
    choose(by=again(town.ratna), code=report.code, secret_too=True)
    lapor.mood = "silly"
    work()
    row = Sending.objects.values().get()
    assert "Sampah" not in str(row) and "Sampah" not in caplog.text and report.code not in caplog.text


def test_a_crowded_server_is_asked_again(town, lapor):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    lapor.mood = "silly"
    assert work() == 0
    lapor.mood = ""
    assert work() == 0                              # not yet
    now()
    assert work() == 1 and Sending.objects.get().state == "sent"


@pytest.mark.parametrize("mood", ["hangs up", "down"])
def test_what_may_have_arrived_is_asked_for_before_it_goes_again(town, lapor, mood):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    lapor.mood = mood
    assert work() == 0 and Sending.objects.get().state == "unsure"
    lapor.mood = ""
    now()
    assert work() == 1 and len(lapor.letters) == 1
    assert Foreign.objects.get(report=report).number in lapor.letters


def test_without_a_way_to_ask_a_person_looks(town, lapor, settings, enter):
    settings.LAPOR_NEWS = ""
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    lapor.mood = "hangs up"
    work()
    lapor.mood = ""
    now()
    assert work() == 0 and len(lapor.letters) == 1
    client = enter(town.ratna)
    assert report.code in client.get(reverse("lapor:page")).content.decode()
    client.post(reverse("lapor:number"), {"code": report.code, "number": "5000001"})
    assert Foreign.objects.get(report=report).number == "5000001" and work() == 0


def test_a_closed_door_blames_no_report(town, lapor):
    choose(by=again(town.ratna), code=entered().code)
    lapor.server.stop()
    assert work() == 0 and Sending.objects.get().tries == 0 and Sending.objects.get().state == "waiting"
    lapor.server.stop = lambda: None


def test_state_and_answers_come_back_once(town, lapor):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    work()
    report = town.to_office(report)
    number = Foreign.objects.get(report=report).number
    lapor.states[number] = "Proses"
    lapor.answers[number] = [{"id": "77", "text": "Petugas kebersihan sudah dikirim.", "agency": "Dinas LH"}]
    assert poll() == 1 and poll() == 0
    answer = Message.objects.get(report=report, sort="answer")
    assert "Petugas kebersihan" in unlocked(town.fresh(report)).open_words(answer.body, MESSAGE)["text"]
    assert town.fresh(report).state == "working" and Foreign.objects.get(report=report).state == "Proses"
    assert Knock.objects.filter(report=report, template="answer").count() == 1
    assert work() == 0 and not lapor.said           # what came from there does not go back


def test_closed_there_is_closed_here(town, lapor):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    work()
    report = town.to_office(report)
    lapor.states[Foreign.objects.get().number] = "Ditutup oleh Admin"
    poll()
    assert town.fresh(report).state == "closed_admin"


@pytest.mark.django_db(transaction=True)
def test_what_they_say_of_a_report_that_is_not_with_an_office_stops_nobody_elses_news(town, lapor):
    """They answer and close what still lies with the desk here: the answer reaches its reporter, the desk decides the
    rest, and the reports behind it are heard as well."""
    waits, other = entered(), town.to_office(entered(text="Lampu jalan padam di gang tiga."))
    for one in (waits, other):
        choose(by=again(town.ratna), code=one.code)
        work()
    first, second = (Foreign.objects.get(report=one).number for one in (waits, other))
    lapor.answers = {first: [{"id": "1", "text": "Kami cek."}], second: [{"id": "2", "text": "Kami perbaiki."}]}
    lapor.states = {first: "Ditutup oleh Admin", second: "Proses"}
    assert poll() == 2 and poll() == 0
    assert (town.fresh(waits).state, town.fresh(other).state) == ("unverified", "working")
    for one in (waits, other):
        assert Message.objects.filter(report=one, sort="answer").count() == 1
    assert waits.timeline.filter(verb="reports.foreign_answer").count() == 1
    assert Foreign.objects.get(report=waits).state == "Ditutup oleh Admin"


@pytest.mark.django_db(transaction=True)
def test_what_its_reporter_had_erased_is_heard_of_and_stands_in_the_sheet_in_its_public_words(town, lapor, enter):
    report, chosen = entered(), entered(text="Jalan licin di tikungan.")
    for one in (report, chosen):
        verifying.verify(actor=again(town.ratna), report=town.fresh(one), classification="complaint", title="Judul",
                         text="Kata umum.")
    choose(by=again(town.ratna), code=report.code)
    work()
    choose(by=again(town.ratna), code=chosen.code)
    for one in (report, chosen):
        mine = ReceiptHolder(town.fresh(one).author, one.pk)
        replying.forget_own(actor=mine, report=town.fresh(one))
    work()
    assert Sending.objects.get(report=chosen).state == "given_up" and len(lapor.letters) == 1
    number = Foreign.objects.get(report=report).number
    lapor.answers = {number: [{"id": "1", "text": "Kami cek."}]}
    assert poll() == 1
    assert Message.objects.filter(report=report, sort="answer").count() == 1
    answer = enter(town.ratna).post(reverse("lapor:sheet"), {"day": str(timezone.localdate())})
    rows = list(ringkas.open_sheet(io.BytesIO(answer.content), zone=None))
    assert len(rows) == 2 and all(row.first_text.startswith("Kata umum.") for row in rows)


def test_words_that_nobody_knows_stay_out_of_the_ledger(town, lapor):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    work()
    lapor.states[Foreign.objects.get().number] = "Menunggu Bu Sari di gang 3"
    assert poll() == 1 and not report.timeline.filter(verb="reports.foreign_state").exists()
    assert not Line.objects.filter(facts__contains="Sari").exists()


def test_answers_of_our_offices_go_there_once(town, lapor):
    report = entered()
    choose(by=again(town.ratna), code=report.code)
    work()
    report = town.to_office(report)
    town.answered(report, "Bu Sari di gang 3: sudah diangkut.", public="Sudah diangkut.")
    assert work() == 1 and work() == 0
    assert list(lapor.said.values()) == [(Foreign.objects.get().number, "Sudah diangkut.")]
    town.answered(report, "Hanya untuk Ibu Sari.")
    work()
    assert "Sari" not in str(lapor.said) and Saying.objects.filter(state="sent").count() == 2


# The daily sheet

def fetched(client, report):
    answer = client.post(reverse("lapor:sheet"), {"day": f"{timezone.localtime(report.created):%Y-%m-%d}"})
    assert answer.status_code == 200
    return answer.content


def test_the_sheet_holds_the_day_without_secrets(town, enter):
    plain, secret, hidden = entered(), entered(text="Rahasia besar sekali.", secret=True), entered(anonymous=True)
    sheet = ringkas.open_sheet(io.BytesIO(fetched(enter(town.ratna), plain)), zone=None)
    rows = {row.tracking_id: row for row in sheet}
    assert set(rows) == {plain.code, hidden.code} and secret.code not in rows
    assert rows[plain.code].reporter == "Sari Contoh" and rows[hidden.code].reporter == ""
    assert rows[hidden.code].anonymous and rows[plain.code].first_text.startswith(STORY)
    assert Reading.objects.filter(person=town.ratna, what="text").count() == 2


def test_only_the_desk_fetches_it(town, enter):
    report = entered()
    client = enter(town.budi)
    for name in ("page", "choose", "number", "sheet", "back"):
        address = reverse(f"lapor:{name}")
        answer = client.get(address) if name == "page" else client.post(address, {"day": "2026-11-22"})
        assert answer.status_code == 403 and report.code not in answer.content.decode()


HEAD = ["Tracking ID", "Tanggal Laporan Masuk", "Judul Laporan", "Isi Laporan Awal", "Klasifikasi Laporan",
        "Tipe Laporan (Anonim/Rahasia)", "Status Laporan", "Instansi Terdisposisi", "Nama Pelapor", "Tindak Lanjut"]


def sheet_with(*rows):
    file = io.BytesIO()
    xlsx.write(file, "Laporan Ringkas", [["Laporan Ringkas"], HEAD, *rows])
    return SimpleUploadedFile("ringkas.xlsx", file.getvalue())


def brought(client, *rows, **more):
    return client.post(reverse("lapor:back"), {"file": sheet_with(*rows), **more})


def test_the_sheet_that_comes_back_finds_its_reports(town, enter):
    report = town.to_office(entered())
    client = enter(town.ratna)
    row = ["5000123", "22 Nov 2026", "", f"{STORY}\n\n[{report.code}]", "Pengaduan Tidak Berkadar Pengawasan", "",
           "Belum Ditindaklanjuti", "Dinas LH", "", ""]
    assert brought(client, row, dry="on").status_code == 200 and not Foreign.objects.exists()
    brought(client, row)
    assert Foreign.objects.get(report=report).number == "5000123"
    row[6], row[9] = "Proses", "Sudah dijadwalkan besok."
    brought(client, row)
    brought(client, row)
    assert Message.objects.filter(report=report, sort="answer").count() == 1
    assert town.fresh(report).state == "working" and Foreign.objects.get().state == "Proses"
    row[6] = "Ditutup oleh Sistem"
    brought(client, row)
    assert town.fresh(report).state == "closed_admin"


@pytest.mark.parametrize("known", [False, True])
def test_whoever_names_a_code_in_another_complaint_has_not_its_report(town, enter, known):
    """The stranger's is secret and is closed there: neither its answer nor its end is for the first reporter."""
    report, client = town.to_office(entered()), enter(town.ratna)
    mine = ["5000123", "22 Nov 2026", "", f"{STORY}\n\n[{report.code}]", "Pengaduan Tidak Berkadar Pengawasan", "",
            "Belum Ditindaklanjuti", "Dinas LH", "", ""]
    if known:
        brought(client, mine)
    words = f"Sama seperti [{report.code}]: {STORY}" if known else f"Sama seperti {report.code}, di depan rumah saya."
    other = ["5000900", "22 Nov 2026", "", words, "Pengaduan Tidak Berkadar Pengawasan", "Anonim, Rahasia",
             "Ditutup oleh Pelapor", "Dinas LH", "", "Pak Budi di Gang Mawar, pungutan Anda kami periksa."]
    for _times in range(2):
        brought(client, other, new_too="on")
    assert town.fresh(report).state == "routed" and not Message.objects.filter(report=report).exists()
    theirs = Report.objects.exclude(pk=report.pk).get()
    assert theirs.secret and theirs.foreign.get().number == "5000900"
    assert not Foreign.objects.filter(report=report, number="5000900").exists()


def test_what_is_new_there_becomes_a_report_here_with_its_flags(town, enter):
    client = enter(town.ratna)
    row = ["5000200", "21 Nov 2026", "Pungutan", "Ada pungutan di loket pelayanan.", "Pengaduan Berkadar Pengawasan",
           "Anonim, Rahasia", "Belum Terverifikasi", "", "Budi Warga", ""]
    answer = brought(client, row)
    assert not Report.objects.exists() and "tidak terkait" in answer.content.decode()
    brought(client, row, new_too="on")
    brought(client, row, new_too="on")
    report = town.only()
    assert report.secret and report.anonymous and report.channel == "lapor"
    assert "pungutan" in told(report, unlocked(report)).text and not hasattr(report, "identity")
    assert Foreign.objects.get().number == "5000200"


def test_another_file_is_named_and_changes_nothing(town, enter):
    answer = enter(town.ratna).post(reverse("lapor:back"), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert answer.status_code == 422 and "Laporan Ringkas" in answer.content.decode()


def test_the_page_chooses_and_sends(town, lapor, enter):
    plain, secret = entered(), entered(secret=True)
    client = enter(town.ratna)
    page = client.get(reverse("lapor:page")).content.decode()
    assert plain.code in page and secret.code not in page
    client.post(reverse("lapor:choose"), {"codes": [plain.code, secret.code]})
    client.post(reverse("lapor:choose"), {"codes": [plain.code]})
    client.post(reverse("lapor-en:choose"), {"secret_code": secret.code})
    assert [one.report_id for one in Sending.objects.all()] == [plain.pk]
    client.post(reverse("lapor-en:choose"), {"secret_code": secret.code, "sure": "on"})
    assert Sending.objects.count() == 2 and work() == 2


def test_the_page_costs_the_same_with_one_report_and_with_three(town, enter):
    client = enter(town.ratna)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("lapor:page")).status_code == 200
        return len(asked)
    entered()
    queries()
    one = queries()
    entered()
    entered()
    assert queries() == one
