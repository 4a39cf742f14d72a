"""What people see: plan, commitment, list; in both languages, in few queries, with what they typed still there."""
import csv
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.channels.plans.models import Assessment, Commitment, Evidence, Report
from pendopo.core.records.models import Event
from pendopo.core.voices.actions.speech import comment
from tests.channels.plans.test_reporting import differ
from tests.core.hall import person

pytestmark = pytest.mark.django_db


def words(response):
    """The page as it is read: no marks, one space between words."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("&#39;", "'").split())


def many(town, tmp_path, number):
    town.load(tmp_path, *({"number": str(n), "title_id": f"Janji {n}"} for n in range(1, number + 1)))


# Counting

@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(town, tmp_path, client, enter, number):
    many(town, tmp_path, number)
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/rencana-aksi/").status_code == 200
    assert len(caught) == 4
    enter(town.officer())
    client.get("/rencana-aksi/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/rencana-aksi/?q=janji")
    assert len(caught) <= 8


@pytest.mark.parametrize("number", [1, 3])
def test_a_plans_page_costs_the_same_however_long_it_is(town, tmp_path, client, number):
    many(town, tmp_path, number)
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/rencana-aksi/rencana/CTH1/").status_code == 200
    assert len(caught) == 5                             # two of them: its timeline, and what people say of it


@pytest.mark.parametrize("number", [1, 100])
def test_a_commitment_costs_the_same_however_much_is_said(contoh, client, enter, number):
    differ(contoh)
    speakers = [person(f"Warga {n}") for n in range(10)]
    for n in range(number):
        comment(actor=speakers[n % 10], record=contoh.commitment(), text=f"Kalimat {n}")
    address = contoh.commitment().get_absolute_url()
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    assert len(caught) == 4
    for who, most in ((speakers[0], 8), (contoh.officer(), 9)):         # whoever has a role is asked which one
        enter(who)
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        assert len(caught) <= most


# Plans

def test_the_assessors_totals_and_our_own_count_are_two_things(real, client):
    answer = client.get("/en/rencana-aksi/rencana/NAP4/")
    page = words(answer)
    assert '<li class="missing">' in answer.content.decode()
    theirs, ours = page.split("Our own count", 1)
    assert "Reported by the assessor" in theirs and "Independent Reporting Mechanism" in theirs
    assert "9 Complete 16 Substantial 19 Limited 1 Not started" in theirs
    assert "16 Complete 20 Substantial 8 Limited 1 Not started" in theirs
    assert "1 of 45 assessed commitments is in this file." in ours and "44 Not in this file" in ours
    assert "0 Complete 1 Substantial 0 Limited 0 Not started" in ours and "How this was counted" in ours


def test_the_plans_page_speaks_indonesian(real, client):
    page = words(client.get("/rencana-aksi/rencana/NAP4/"))
    assert "1 dari 45 komitmen yang dinilai ada dalam berkas ini." in page and "Dilaporkan oleh penilai" in page


def test_a_plan_without_totals_says_how_many_are_assessed(contoh, tmp_path, client):
    contoh.load(tmp_path, {"completion_midterm": "limited"}, {"number": "2", "title_id": "Dua"})
    page = words(client.get("/en/rencana-aksi/rencana/CTH1/"))
    assert "1 of the 2 commitments here has such an assessment." in page and "Reported by the assessor" not in page


def test_a_plan_that_is_not_there(areas, client):
    assert client.get("/rencana-aksi/rencana/XYZ9/").status_code == 404
    assert client.get("/rencana-aksi/RA-2026-9999-X/").status_code == 404
    assert client.get("/rencana-aksi/apa-saja/").status_code == 404


# Commitments

def test_a_commitment_leads_on_to_its_plan_area_unit_and_source(real, client):
    one = Commitment.objects.get(ogp_id="ID0062")
    page = client.get(one.get_absolute_url()).content.decode()
    for address in (one.plan.get_absolute_url(), "/rencana-aksi/?wilayah=00",
                    reverse("people:organisation", args=[one.lead.slug]),
                    "https://opengovpartnership.org/members/indonesia/commitments/ID0062"):
        assert f'href="{address}"' in page, address
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address


def test_both_sides_are_read_side_by_side_with_their_lines(contoh, client):
    differ(contoh)
    page = words(client.get("/en" + contoh.commitment().get_absolute_url()))
    assert re.search(r"The two sides differ.*Government Complete Sudah terbit\..*Civil society Limited Separuh", page)


@pytest.mark.parametrize(("prefix", "told"), [
    ("", ["2026 sampai Juni 2027", "September 2026"]), ("/en", ["2026 to June 2027", "September 2026"])])
def test_partial_dates_are_printed_as_partial(contoh, client, prefix, told):
    page = words(client.get(prefix + contoh.commitment().get_absolute_url()))
    assert all(part in page for part in told) and "2026-09" not in page


def test_the_title_is_read_in_the_readers_language_where_there_is_one(contoh, client):
    address = contoh.commitment().get_absolute_url()
    assert re.search(r"<h1>\s*Kontrak terbuka", client.get(address).content.decode())
    assert re.search(r"<h1>\s*Open contracts", client.get("/en" + address).content.decode())


def test_what_the_source_does_not_say_is_said_to_be_missing(real, client):
    one = Assessment.objects.get(commitment__ogp_id="ID0120", indicator="design").commitment
    page = words(client.get("/en" + one.get_absolute_url()))
    assert "Design not stated in the source ambition" in page and "date not stated in the source" in page


def test_evidence_is_shown_with_its_hash(contoh, client, enter):
    step = contoh.milestone()
    paper = b"%PDF-1.4\nminutes\n%%EOF\n"
    address = reverse("plans:report", args=[contoh.commitment().code, step.position])
    sent = enter(contoh.member()).post(address, {
        "part": contoh.part(contoh.forum).pk, "level": "limited", "text": "Lihat.", "title": "Berita acara",
        "file": SimpleUploadedFile("ba.pdf", paper)})
    assert sent.status_code == 302 and sent.url.endswith("#tonggak-1")
    file = Evidence.objects.get().file
    page = client.get(contoh.commitment().get_absolute_url()).content.decode()
    assert file.sha256 in page and file.get_absolute_url() in page


def test_an_address_is_kept_with_the_day_it_was_looked_at(contoh, enter):
    address = reverse("plans:evidence", args=[contoh.commitment().code, 2])
    told = {"part": contoh.part(contoh.forum).pk, "title": "Halaman", "url": "https://contoh.example/a"}
    assert enter(contoh.member()).post(address, told).status_code == 302
    assert enter(contoh.member()).post(address, told | {"retrieved": "2026-08-01"}).status_code == 302
    assert [str(one.retrieved) for one in Evidence.objects.order_by("pk")] == ["2026-08-15", "2026-08-01"]
    wrong = enter(contoh.member()).post(address, told | {"retrieved": "2026-09-01"})
    assert wrong.status_code == 422 and "Tanggal itu belum tiba." in words(wrong)


# Forms

def test_what_was_typed_is_still_there(contoh, enter):
    address = reverse("plans:report", args=[contoh.commitment().code, 1])
    answer = enter(contoh.member()).post(address, {
        "part": contoh.part(contoh.forum).pk, "level": "limited", "text": "Kalimat panjang yang sayang bila hilang.",
        "url": "https://contoh.example/"})
    assert answer.status_code == 422 and "Kalimat panjang yang sayang bila hilang." in words(answer)
    assert Report.objects.count() == 0


@pytest.mark.parametrize("name", ["report", "evidence"])
def test_a_stranger_gets_403_on_a_form(contoh, enter, name):
    address = reverse(f"plans:{name}", args=[contoh.commitment().code, 1])
    assert enter(contoh.editor()).get(address).status_code == 403
    assert enter(contoh.member()).get(address).status_code == 200


@pytest.mark.database
def test_a_plan_editor_gets_403_on_an_assessment(contoh, enter):
    address = reverse("plans:assess", args=[contoh.commitment().code])
    told = {"finding": "completion:completion:limited", "moment": "midterm", "method": "Uji 1", "stated": "10/2026",
            "text": "Kurang."}
    assert enter(contoh.editor()).post(address, told).status_code == 403
    assert enter(contoh.editor()).get(address).status_code == 403
    assert Assessment.objects.count() == 0
    assert enter(contoh.monitor()).post(address, told).status_code == 302
    assert Assessment.objects.get().stated == "2026-10"


def test_a_monitor_gets_403_on_the_plan(contoh, enter):
    code = contoh.commitment().code
    assert enter(contoh.monitor()).post(reverse("plans:edit", args=[code]), {"title": "x"}).status_code == 403
    assert enter(contoh.monitor()).post(reverse("plans:step", args=[code, "claim"]), {}).status_code == 403


def test_the_keeper_corrects_and_moves(contoh, enter):
    one = contoh.commitment()
    keeper = enter(contoh.editor())
    told = {"title": one.title, "title_en": "", "start": "2026", "end": "30/06/2027", "problem": "Gelap."}
    assert keeper.post(reverse("plans:edit", args=[one.code]), told).status_code == 302
    one.refresh_from_db()
    assert (one.end, one.problem, one.title_en) == ("2027-06-30", "Gelap.", "")
    wrong = keeper.post(reverse("plans:edit", args=[one.code]), told | {"end": "2020"})
    assert wrong.status_code == 422 and "Akhir lebih awal" in words(wrong)
    assert keeper.post(reverse("plans:step", args=[one.code, "withdraw"]), {"reason": ""}).status_code == 422
    assert keeper.post(reverse("plans:step", args=[one.code, "claim"]), {"reason": "Selesai."}).status_code == 302
    assert Event.objects.filter(record=one.pk, verb="plans.claim").exists()
    assert keeper.get(reverse("plans:step", args=[one.code, "terbang"])).status_code == 404
    lost = keeper.post(reverse("plans:step", args=[one.code, "carry_over"]), {"successor": "RA-2026-9999-X"})
    assert lost.status_code == 422 and "RA-2026-9999-X" in lost.content.decode()


def test_a_visitor_sees_no_form_and_no_button(contoh, client):
    page = client.get(contoh.commitment().get_absolute_url())
    assert b"csrf" not in page.content and b"/lapor/" not in page.content and not page.cookies


# Lists

def test_filters_stand_in_the_address(real, client):
    def titles(query):
        return words(client.get(f"/en/rencana-aksi/?{query}"))

    assert "NAP4 · 37" in titles("wilayah=33.74") and "SMG1 · 3" in titles("wilayah=33.74")
    assert "NAP4 ·" not in titles("rencana=BOJ1") and "BOJ1 · 5" in titles("rencana=BOJ1")
    assert "NAP6 · 1 " in titles("sisi=government&tahun=2021") and "NAP5 ·" not in titles("tahun=2021")
    assert "No commitment fits" in titles("tahun=1999")
    assert "Citizens monitor service quality, Semarang" in titles("q=Semarang")
    assert client.get("/rencana-aksi/?tahun=abc&status=x&sisi=y&wilayah=%00&q=%00").status_code == 200


def test_search_knows_units_milestones_and_ids(real, client):
    for asked in ("ID0083", "Inspektorat", "pengaduan LAPOR", "handling training"):
        page = words(client.get("/rencana-aksi/", {"q": asked}))
        assert "komitmen yang cocok" not in page, asked


def test_table_data_and_feed_of_the_chosen_list(real, client):
    rows = client.get("/rencana-aksi/ekspor.csv?rencana=BOJ1").getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 6 and rows[1].startswith("BOJ1,2016-2017,1,BOJ0001,local,35.22")
    found = json.loads(client.get("/rencana-aksi/ekspor.json?rencana=BOJ1").getvalue())["commitments"]
    assert [one["ogp_id"] for one in found] == [f"BOJ000{n}" for n in range(1, 6)]
    assert found[0]["assessments"][0]["assessor"] == "Independent Reporting Mechanism"
    feed = client.get("/en/rencana-aksi/atom.xml?rencana=BOJ1")
    assert feed["Content-Type"].startswith("application/atom+xml") and feed.content.count(b"<entry>") == 5
    wide = client.get("/rencana-aksi/ekspor.csv?rencana=BOJ1&bentuk=ogp").getvalue().decode("utf-8-sig")
    assert len(next(csv.reader(io.StringIO(wide)))) == 171


def test_all_plans_are_listed(real, client):
    page = words(client.get("/rencana-aksi/rencana/"))
    assert all(code in page for code in ("NAP3", "NAP4", "NAP5", "NAP6", "NAP7", "BOJ1", "BRB1", "SMG1", "BGG1"))
