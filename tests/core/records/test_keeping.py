"""What is kept of the numbers of offices, places and kinds: little, signed in the ledger, and never guessed."""
import csv
import io
import json
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.db.models import QuerySet
from django.test import Client

from pendopo.analysis.leaves import canonical
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.ledger.models import Line
from pendopo.core.records import keeping
from pendopo.core.records.keeping import NotCounted, keep_figures
from pendopo.core.records.models import KeptFigures, Record
from tests.core.records.quoting import quoted_from, shown
from tests.web.town import finished, office, promise, town

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 10, 1, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
OFFICE = "/catatan/angka/lembaga/bappeda-contoh/"


@pytest.fixture
def client(db: None) -> Client:
    cache.clear()
    town()
    return Client()


def days_later(days: int) -> time_machine.travel:
    return time_machine.travel(FIRST + timedelta(days=days), tick=False)


def of_offices() -> QuerySet[KeptFigures]:
    return KeptFigures.objects.filter(name="lembaga").exclude(subject="")


def test_an_office_is_kept_when_its_numbers_change_and_quoted_on_every_day(client):
    with days_later(0):
        promise()
        keep_figures()
    for day in (1, 2):
        with days_later(day):
            assert keep_figures() == KeptFigures.objects.filter(day=f"2026-10-0{day + 1}").count()
    kept = of_offices()
    assert KeptFigures.objects.filter(name="lembaga", subject="", numbers={}).count() == 3    # counted on each day
    assert [str(row.day) for row in kept] == ["2026-10-01"]
    assert KeptFigures.objects.filter(name="statistik").count() == 3         # the city's stand there each day
    with days_later(2):
        page = shown(client, OFFICE)
        assert "Per Sabtu, 3 Oktober 2026" in page and "Dihitung lagi sampai Sabtu, 3 Oktober 2026" in page
        assert "Tidak ada yang disimpan" not in page
        address = quoted_from(page)
        assert address.startswith(f"{OFFICE}2026-10-03/?d={kept[0].digest[:12]}")
    with days_later(20):
        finished(Record.objects.get().commitment)
        keep_figures()
        page = client.get(address).content.decode()
        assert "1 dari 1" in page and "kini 0 dari 1" in page and "Alamat ini dibuat untuk persis" in page
        assert f"{OFFICE}2026-10-21/" in page                                # the numbers after
        assert f"{OFFICE}2026-10-01/" in shown(client, OFFICE)               # the numbers before


def test_a_day_on_which_nobody_counted_is_not_told_of(client):
    with days_later(0):
        promise()
        keep_figures()
    with days_later(9):
        page = client.get(f"{OFFICE}2026-10-05/").content.decode()
        assert "Per Kamis, 1 Oktober 2026" in page and "tidak ada angka yang disimpan" in page


def test_what_is_new_is_kept_on_its_first_day_and_what_is_there_waits_for_the_next(client):
    with days_later(0):
        promise()
        keep_figures()
        promise("Yang kedua", office=office("dinas-baru", "Dinas Baru"))
        waits = client.get("/catatan/angka/lembaga/dinas-baru/")
        assert waits.status_code == 404 and "Angka ini belum disimpan" in waits.content.decode()
        assert keep_figures() == 1
        assert "Dinas Baru" in shown(client, "/catatan/angka/lembaga/dinas-baru/")
        promise("Yang ketiga")
        assert keep_figures() == 0
        assert client.get("/catatan/angka/lembaga/tidak-ada/").status_code == 404


def test_what_has_nothing_left_is_kept_once_more_and_can_still_be_quoted(client):
    with days_later(0):
        promise()
        keep_figures()
        address = quoted_from(shown(client, OFFICE))
    with days_later(1):
        Record.objects.update(visibility="private")
        keep_figures()
        page = client.get(address).content.decode()
        assert "1 dari 1" in page and "kini 0 dari 0" in page
        assert keep_figures() == 0
    with days_later(2):
        keep_figures()
    assert of_offices().count() == 2


def test_a_room_that_cannot_count_costs_the_others_nothing_and_is_asked_again(client, monkeypatch):
    of = keeping.sources()

    def broken(subject: str) -> dict[str, int]:
        raise ZeroDivisionError

    with days_later(0):
        promise()
        keep_figures()
    with days_later(1), monkeypatch.context() as patch:
        patch.setitem(of, "lembaga", replace(of["lembaga"], count=broken))
        with pytest.raises(NotCounted, match="lembaga"):
            keep_figures()
        assert KeptFigures.objects.filter(name="statistik", day="2026-10-02").exists()
        assert not KeptFigures.objects.filter(name="lembaga", day="2026-10-02").exists()
    with days_later(1):
        page = shown(client, OFFICE)
        assert "Per Kamis, 1 Oktober 2026" in page and "2 Oktober" not in page      # nobody knows of the 2nd
        cache.clear()
        assert keep_figures() == 1
        assert "Per Jumat, 2 Oktober 2026" in shown(client, OFFICE)


def test_that_a_room_was_counted_is_no_page_of_numbers(client):
    with days_later(0):
        promise()
        keep_figures()
        for address in ("/catatan/angka/lembaga/", "/catatan/angka/lembaga/2026-10-01/"):
            assert client.get(address).status_code == 404


def test_no_line_of_the_ledger_grows_with_the_city(client, monkeypatch):
    monkeypatch.setattr(keeping, "OF_A_LINE", 4)
    with days_later(0):
        for number in range(9):
            promise(f"Janji {number}", office=office(f"dinas-{number}", f"Dinas {number}"))
        count = keep_figures()
    lines = Line.objects.filter(pk__in=KeptFigures.objects.values("line"))
    figures = [json.loads(line.facts)["figures"] for line in lines]
    assert sum(map(len, figures)) == count > 9 and max(map(len, figures)) == 4
    assert {f"{row.name}/{row.subject}": row.digest for row in KeptFigures.objects.all()} == {
        name: mark for told in figures for name, mark in told.items()}


def test_numbers_that_were_changed_in_the_table_do_not_pass_for_those_that_were_quoted(client):
    with days_later(0):
        promise()
        keep_figures()
        address = quoted_from(shown(client, OFFICE))
        assert "Alamat ini dibuat untuk persis" in client.get(address).content.decode()
        row = of_offices().get()
        KeptFigures.objects.filter(pk=row.pk).update(numbers={**row.numbers, "records": 9})
        page = client.get(f"{address}&anew=1").content.decode()                # not the page that is kept whole
        assert "dari 9" in page and "Alamat ini dibuat untuk persis" not in page
        assert "bukan angka yang sidik jarinya ada di buku besar" in page


def test_all_kept_numbers_can_be_taken_away_and_held_against_the_ledger_by_whoever_has_them(client):
    for day in range(3):
        with days_later(day):
            promise(f"Janji {day}")
            keep_figures()
    sequence_all()
    told = client.get("/catatan/angka.jsonl")
    rows = [json.loads(line) for line in b"".join(told.streaming_content).splitlines()]
    assert len(rows) == KeptFigures.objects.count() > 9
    for row in rows:
        line = json.loads(Line.objects.get(seq=row["line"]).facts)
        name = f"{row['name']}/{row['subject']}"
        assert sha256(canonical({key: row[key] for key in ("name", "subject", "day", "numbers")})).hexdigest() \
            == row["digest"] == line["figures"][name]
    again = client.get("/catatan/angka.jsonl", headers={"If-None-Match": told["ETag"]})
    assert again.status_code == 304
    with days_later(3):
        keep_figures()
    assert client.get("/catatan/angka.jsonl", headers={"If-None-Match": told["ETag"]}).status_code == 200


def test_the_numbers_of_one_page_are_a_table_of_all_days(client):
    for day in range(2):
        with days_later(day):
            promise(f"Janji {day}")
            keep_figures()
    page = shown(client, OFFICE)
    assert f'href="{OFFICE}hari.csv"' in page
    answer = client.get(f"{OFFICE}hari.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    records = [(row["Hari"], row["Angka"]) for row in rows if row["Kunci"] == "records"]
    assert records == [("2026-10-01", "1"), ("2026-10-02", "2")]
    assert {row["Sidik jari"] for row in rows} == set(of_offices().values_list("digest", flat=True))
    assert client.get("/catatan/angka/lembaga/tidak-ada/hari.csv").status_code == 404
    assert client.get("/catatan/angka/lembaga/hari.csv").status_code == 404      # offices have no numbers together
    assert client.get("/catatan/angka/apa-ini/hari.csv").status_code == 404
    assert client.get("/catatan/angka/lembaga/%00/hari.csv").status_code == 404
    assert client.get("/catatan/angka/lembaga/%00/").status_code == 404
