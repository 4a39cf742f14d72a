"""What is due, by month and as a feed; which days are no working days."""
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from pendopo.core.places.models import DayOff
from pendopo.kit.workdays.national import national
from pendopo.web.months import after, days_off, month, weeks, working_days
from tests.web.town import HOME, finished, office, promise

months = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(lambda day: day.replace(day=1))


@given(months)
def test_a_sheet_is_whole_weeks_with_every_day_of_the_month_once(first):
    sheet = weeks(first, national(), {})
    days = [day for week in sheet for day in week]
    assert all(len(week) == 7 for week in sheet) and days[0].day.weekday() == 0
    inside = [day.day for day in days if day.inside]
    assert inside[0] == first and inside == [first + timedelta(days=n) for n in range(len(inside))]
    assert (inside[-1] + timedelta(days=1)).day == 1


@given(months, st.integers(-40, 40))
def test_months_go_on_and_never_leave_the_calendar(first, steps):
    there = after(first, steps)
    assert there.day == 1 and date(2000, 1, 1) <= there <= date(2100, 12, 1)


def test_the_months_of_the_decrees():
    """April 2023: Eid leave revised to 19-21 and 24-25 (specification, section 13)."""
    named = {day.day.day: day.sort.value for day in days_off(date(2023, 4, 1), national())}
    assert [day for day, sort in named.items() if sort == "collective_leave"] == [19, 20, 21, 24, 25]
    assert sum(working_days(date(2023, n, 1), national()) for n in range(1, 13)) == 239


@pytest.mark.parametrize(("text", "first"), [("2026-02", date(2026, 2, 1)), ("2026-13", date(2026, 11, 1)),
                                             ("", date(2026, 11, 1)), ("1999-01", date(2026, 11, 1)),
                                             ("x" * 50, date(2026, 11, 1))])
def test_the_month_of_an_address(text, first):
    assert month(text, date(2026, 11, 22)) == first


@pytest.mark.database
@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def _town(self, city):
        """The invented town."""

    def test_a_month_by_day_with_its_days_off(self, client):
        promise("Laporan Desember", due=date(2026, 12, 23))
        DayOff.objects.create(day=date(2026, 12, 9), region_id=HOME, reason="Pemilihan Bupati Contoh", law="SK Contoh")
        page = client.get("/kalender/", {"bulan": "2026-12"})
        for words in ("Desember 2026", "Rabu, 23 Desember 2026", "Laporan Desember", "Pemilihan Bupati Contoh",
                      "SK Contoh", "Natal", "Cuti Bersama", "November 2026", "Januari 2027"):
            assert words in page.text, words
        assert not page.cookies and "csrf" not in page.text
        assert "Nothing is due this month" in client.get("/en/kalender/", {"bulan": "2026-11"}).text

    def test_filters_stay_from_month_to_month(self, client):
        promise("Ini", due=date(2026, 12, 23))
        promise("Itu", due=date(2026, 12, 23), office=office("dpu-contoh"))
        page = client.get("/kalender/", {"bulan": "2026-12", "lembaga": "dpu-contoh"}).text
        assert "Itu" in page and ">Ini<" not in page
        assert "lembaga=dpu-contoh&amp;bulan=2027-01" in page and 'name="lembaga" value="dpu-contoh"' in page

    def test_a_full_day_names_three_and_the_list_all(self, client):
        for n in range(5):
            promise(f"Janji {n}", due=date(2026, 12, 23))
        page = client.get("/kalender/", {"bulan": "2026-12"}).text
        assert "dan 2 lagi" in page and page.count("Janji 4") == 1 and page.count("Janji 0") == 2

    def test_as_many_queries_for_three_as_for_one(self, client):
        def asked(address):
            with CaptureQueriesContext(connection) as caught:
                client.get(address)
            return len(caught)
        promise("Satu", due=date(2026, 12, 23))
        client.get("/kalender/")
        one = asked("/kalender/?bulan=2026-12&a=1")
        promise("Dua", due=date(2026, 12, 24)), promise("Tiga", due=date(2026, 12, 1))
        assert one == asked("/kalender/?bulan=2026-12&a=3") == 3

    def test_due_days_as_a_feed(self, client):
        day = timezone.localdate() + timedelta(days=5)
        record = promise("Laporan; dengan koma, dan\nbaris", due=day, office=office())
        promise("Lama", due=timezone.localdate() - timedelta(days=99))
        promise("Rahasia", due=day, visibility="members")
        answer = client.get("/kalender.ics")
        assert answer["Content-Type"].startswith("text/calendar") and not answer.cookies
        entries = Calendar.from_ical(answer.content).walk("VEVENT")
        assert [str(one["uid"]).partition("@")[0] for one in entries] == [record.code]
        assert entries[0].decoded("dtstart") == day and record.title in str(entries[0]["summary"])
        assert str(entries[0]["url"]).endswith(record.get_absolute_url())
        assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
        assert answer.content == client.get("/kalender.ics?again").content

    def test_the_feed_has_the_filters_of_the_page(self, client):
        finished(promise("Selesai", due=timezone.localdate()))
        promise("Berjalan", due=timezone.localdate())
        assert len(Calendar.from_ical(client.get("/kalender.ics?status=berjalan").content).walk("VEVENT")) == 1

    def test_days_off_as_a_feed(self, client):
        with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
            entries = Calendar.from_ical(client.get("/en/kalender-libur.ics").content).walk("VEVENT")
        days = {one.decoded("dtstart"): str(one["summary"]) for one in entries}
        assert len(days) == len(national().days and [d for d in national().days if d.day.year in (2026, 2027)])
        assert "Christmas" in days[date(2026, 12, 25)]
