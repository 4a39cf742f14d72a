"""What leaves as open data: published words, nothing of anybody. Secrets are planted and searched for in the files."""
import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.channels.reports import exports
from pendopo.channels.reports.actions import verifying
from pendopo.channels.reports.jobs import TIMERS
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.exporting import shown
from tests.channels.reports.town import CONTACT

SECRETS = ("Rahasiawati", "1200001111", "0812-0000-1111", "sari.rahasia", "sumur", "3502010101900001")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, settings):
    settings.HOME = tmp_path


def published(town, **more):
    report, _one = town.report(**more)
    return verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road,
                            title="Jalan berlubang", text="Di dekat pasar ada lubang.")


def files(tmp_path):
    found = {}
    for ending in ("csv", "json"):
        path = tmp_path / f"keluar.{ending}"
        call_command("export_reports", str(path), stdout=io.StringIO())
        found[ending] = path.read_text(encoding="utf-8-sig")
    return found


def test_files_hold_what_is_published_and_nothing_else(town, tmp_path):
    open_one, hidden = published(town), published(town, anonymous=True)
    secret, _one = town.report(secret=True)
    waiting, _two = town.report()
    told = files(tmp_path)
    for text in told.values():
        assert open_one.code in text and hidden.code in text
        assert secret.code not in text and waiting.code not in text
        for word in SECRETS:
            assert word not in text, word
    rows = list(csv.reader(io.StringIO(told["csv"])))
    assert "2024-03-04" in rows[0][0] and "creativecommons.org/licenses/by/4.0" in rows[0][0]
    assert rows[1] == list(exports.COLUMNS) and len(rows) == 4
    body = json.loads(told["json"])
    assert body["date"] == "2024-03-04" and "Creative Commons" in body["licence"]
    assert [one["title"] for one in body["reports"]] == ["Jalan berlubang"] * 2


def test_what_a_person_overlooked_is_hidden_at_export(town, tmp_path):
    report = published(town)
    Report.objects.filter(pk=report.pk).update(title=f"Lubang, hubungi {CONTACT.phone}",
                                               text="NIK saya 3502010101900001, surat ke sari.rahasia@contoh.example")
    for text in files(tmp_path).values():
        assert report.code in text
        for word in ("1200001111", "3502010101900001", "sari.rahasia"):
            assert word not in text, word


def test_a_formula_does_not_run_in_a_spreadsheet(town, tmp_path):
    report = published(town)
    Report.objects.filter(pk=report.pk).update(title="=1+1")
    assert ",'=1+1," in files(tmp_path)["csv"]


def test_points_are_coarse_and_days_have_no_hour(town):
    report = published(town, lat=-7.123456, lng=111.987654)
    one = next(shown())
    assert (one.code, one.lat, one.lng, one.received) == (report.code, -7.123, 111.988, "2024-03-04")


def test_the_daily_files_are_there_for_everybody_and_forget_what_was_taken_back(town):
    report = published(town)
    assert exports.daily() == 1
    answer = Client().get("/laporan/data/laporan.csv")
    assert answer.status_code == 200 and report.code in answer.content.decode() and not answer.cookies
    assert report.code in json.loads(Client().get("/laporan/data/laporan.json").content)["reports"][0]["code"]
    assert Client().get("/laporan/data/kunci").status_code == 404
    verifying.unpublish(actor=town.rina, report=report, reason="Perlu dilihat lagi.")
    exports.daily()
    assert report.code not in Client().get("/laporan/data/laporan.csv").content.decode()
    assert "/laporan/data/laporan.csv" in Client().get("/laporan/").content.decode()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_files_are_there_within_a_minute_of_the_first_published_report(town, tmp_path, ending):
    """Both pages that link them are up from the first day; until there is a file, a sentence says why."""
    address, timer = f"/laporan/data/laporan.{ending}", next(one for one in TIMERS if one.name == "reports-open-first")
    town.report()
    town.report(secret=True)
    assert timer.every <= 60 and timer.do() == 0 and not (tmp_path / "open").exists()
    early = Client().get(address)
    assert early.status_code == 404 and "Belum ada berkas di sini" in early.content.decode()
    assert early["Cache-Control"] == "no-store" and "no file here yet" in Client().get(f"/en{address}").content.decode()
    report = published(town)
    assert Client().get(address).status_code == 404                  # never made while somebody waits for a page
    assert timer.do() == 1 and report.code in Client().get(address).content.decode()
    later = published(town)
    assert timer.do() == 0 and later.code not in Client().get(address).content.decode()      # every morning anew
    (tmp_path / "open" / f"laporan.{ending}").unlink()
    assert timer.do() == 2 and later.code in Client().get(address).content.decode()


def test_the_questions_do_not_grow_with_the_rows(town):
    counts = []
    for more in (1, 2):
        for _one in range(more):
            published(town)
        with CaptureQueriesContext(connection) as asked:
            assert list(shown())
        counts.append(len(asked))
    assert counts[0] == counts[1] == 1


def test_another_ending_is_refused(town, tmp_path):
    with pytest.raises(CommandError):
        call_command("export_reports", str(tmp_path / "keluar.txt"))
