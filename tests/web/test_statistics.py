"""Numbers are counted from the records; what concerns few persons is not told."""
import csv
import io
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pendopo.core.records import queries
from pendopo.web import counts
from tests.web.town import HOME, finished, office, promise, resident


@given(st.integers(0, 10_000))
def test_fewer_than_five_persons_are_no_number(persons):
    told = counts.shown(persons)
    assert (told is None) == (1 <= persons <= 4) and (told is None or told == persons)


@pytest.mark.database
@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _town(self, city):
        cache.clear()
        yield
        cache.clear()

    @pytest.fixture
    def some(self):
        today = timezone.localdate()
        for taken in (1, 4, 30):
            finished(promise(f"Selesai {taken}", days_ago=taken))
        promise("Berjalan", due=today + timedelta(days=1), region=HOME)
        promise("Lewat", due=today - timedelta(days=1), office=office("dpu-contoh", "Dinas PU Contoh"))
        promise("Rahasia", visibility="members")

    def rows(self, client, name, words=""):
        answer = client.get(f"/statistik/{name}.csv{words}")
        assert answer.status_code == 200
        return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    def test_the_page_has_charts_with_their_tables(self, client, some):
        page = client.get("/statistik/")
        assert page.status_code == 200 and not page.cookies and page.text.count("<figure") >= 4
        for words in ("Rencana aksi", "Dinas PU Contoh", "masih berjalan", "Median hari", "Angka yang sama dalam"):
            assert words in page.text, words

    def test_every_number_is_measured(self, client, some):
        assert self.rows(client, "jenis")[1:] == [["plans", "5", "2", "1"]]
        assert self.rows(client, "lembaga")[1:] == [["bappeda-contoh", "Bappeda Contoh", "4", "1", "0"],
                                                    ["dpu-contoh", "Dinas PU Contoh", "1", "1", "1"]]
        assert self.rows(client, "lama")[1:] == [["plans", "3", "4", "30"]]
        assert sum(int(row[3]) for row in self.rows(client, "bulan")[1:]) == 3
        assert sum(int(row[2]) for row in self.rows(client, "bulan")[1:]) == 5
        assert {tuple(row[1:]) for row in self.rows(client, "status")[1:]} == {
            ("ended", "bappeda-contoh", "3", "0", "0"), ("adopted", "bappeda-contoh", "1", "1", "0"),
            ("adopted", "dpu-contoh", "1", "1", "1")}

    def test_filters_hold_for_page_and_files(self, client, some):
        assert self.rows(client, "jenis", "?status=tutup")[1:] == [["plans", "3", "0", "0"]]
        assert "Tidak ada catatan yang cocok" in client.get("/statistik/?tahun=1999").text

    def test_persons_are_told_from_five_on_and_never_filtered(self, client):
        for n in range(4):
            promise(f"Janji {n}", author=resident())
        assert self.rows(client, "peserta")[1:] == [["plans", ""]]
        assert "kurang dari 5" in client.get("/statistik/").text
        cache.clear()
        promise("Kelima", author=resident())
        assert self.rows(client, "peserta")[1:] == [["plans", "5"]]
        assert client.get("/statistik/peserta.csv?status=berjalan").status_code == 404
        assert "Siapa yang ikut serta" not in client.get("/statistik/?status=berjalan").text

    def test_new_counts_are_not_asked_for_without_end(self, client, settings):
        settings.LIMITS_TIMES = 1
        said = [client.get("/statistik/", {"q": f"kata{n}"}).status_code for n in range(61)]
        assert said == [200] * 60 + [429]
        assert client.get("/statistik/", {"q": "kata1"}).status_code == 200
        assert client.get("/statistik/jenis.csv?q=lagi").status_code == 429

    def test_no_other_table(self, client):
        assert client.get("/statistik/rahasia.csv").status_code == 404

    def test_an_empty_server(self, client):
        assert client.get("/statistik/").status_code == 200 and self.rows(client, "lama")[1:] == []

    def test_counted_once_in_ten_minutes_with_as_many_queries_for_three_as_for_one(self, client):
        def asked(address):
            with CaptureQueriesContext(connection) as caught:
                client.get(address)
            return len(caught)
        promise("Satu")
        asked("/statistik/")
        cache.clear()
        one = asked("/statistik/?a=1")
        promise("Dua"), finished(promise("Tiga"))
        assert asked("/statistik/?a=2") == 1
        cache.clear()
        assert one == asked("/statistik/?a=3") == 7

    def test_the_months_are_the_last_twelve(self):
        starts, _flow = counts.months(queries.feed(None), date(2026, 2, 28))
        assert (starts[0], starts[-1], len(starts)) == (date(2025, 3, 1), date(2026, 2, 1), 12)
