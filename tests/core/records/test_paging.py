"""Long lists by key: nothing twice, nothing left out, whatever is added meanwhile."""
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pendopo.core.records.models import Record
from pendopo.core.records.paging import Key, Turn, page, with_words
from tests.web.town import promise, town

moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(moments, st.integers(1, 10**15))
def test_key_survives_the_address(moment, pk):
    assert Key.read(str(Key(moment, pk))) == Key(moment, pk)


@given(st.text(max_size=40))
def test_any_text_is_a_turn(text):
    turn = Turn.read({"sebelum": text, "sesudah": text, "tanggal": text})
    assert turn.first or turn.older or turn.newer or turn.day


@pytest.mark.parametrize("text", ["", ".", "1.", ".1", "1.2.3", "-1.2", "1.-2", "a.1", "1.a", "²1.1", "9" * 30 + ".1"])
def test_what_is_no_key_shows_the_first_page(text):
    assert Key.read(text) is None


def test_the_last_moment_that_a_key_can_name():
    assert Turn.read({"sebelum": "9" * 18 + ".1"}).older.moment.year == 9000


@pytest.mark.database
@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def rows(self):
        """Twelve records, some of the same moment."""
        town()
        at = timezone.now()
        made = [promise(f"Janji {n}", days_ago=n // 3) for n in range(12)]
        for n, record in enumerate(made):
            Record.objects.filter(pk=record.pk).update(created=at - timedelta(days=n // 3))
        self.order = list(Record.objects.order_by("-created", "-pk").values_list("pk", flat=True))

    def walk(self, turn, way):
        seen = []
        while True:
            found = page(Record.objects.all(), turn, 5)
            seen.append([record.pk for record in found.rows])
            key = getattr(found, way)
            if not key:
                return seen
            turn = Turn.read({"sebelum" if way == "older" else "sesudah": key})

    def test_older_pages_have_every_row_once(self):
        assert self.walk(Turn(), "older") == [self.order[:5], self.order[5:10], self.order[10:]]

    def test_newer_leads_back_to_the_full_first_page(self):
        last = page(Record.objects.all(), Turn.read({"sebelum": page(
            Record.objects.all(), Turn.read({"sebelum": page(Record.objects.all(), Turn(), 5).older}), 5).older}), 5)
        assert self.walk(Turn.read({"sesudah": last.newer}), "newer") == [self.order[5:10], self.order[:5]]

    def test_a_row_that_comes_meanwhile_moves_nothing(self):
        first = page(Record.objects.all(), Turn(), 5)
        promise("Janji baru")
        assert [record.pk for record in page(Record.objects.all(), Turn.read({"sebelum": first.older}), 5).rows] \
            == self.order[5:10]

    def test_jump_to_a_day_begins_with_the_last_row_of_that_day(self):
        day = timezone.localdate() - timedelta(days=2)
        found = page(Record.objects.all(), Turn.read({"tanggal": day.isoformat()}), 5)
        assert [record.pk for record in found.rows] == self.order[6:11]
        assert found.day == day.isoformat() and found.newer

    def test_a_day_before_everything_is_empty_and_leads_back(self):
        found = page(Record.objects.all(), Turn(day=date(2001, 1, 1)), 5)
        assert found.rows == [] and found.older == "" and found.newer
        assert [record.pk for record in page(Record.objects.all(), Turn.read({"sesudah": found.newer}), 20).rows] \
            == self.order

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_the_ends_of_time(self, day):
        page(Record.objects.all(), Turn.read({"tanggal": day}), 5)

    def test_the_pager_keeps_the_filters(self):
        kept = [("jenis", "plans"), ("sebelum", "1.1"), ("q", "")]
        pager = page(Record.objects.all(), Turn(), 5).pager("/cari/", kept)
        assert pager["older"].startswith("/cari/?jenis=plans&sebelum=") and pager["newer"] == ""
        assert pager["jump"]["hidden"] == [("jenis", "plans")]


def test_addresses_without_words_have_no_question_mark():
    assert with_words("/cari/", [("q", "")]) == "/cari/"
    assert with_words("/cari/", [("q", "jalan & air")]) == "/cari/?q=jalan+%26+air"
