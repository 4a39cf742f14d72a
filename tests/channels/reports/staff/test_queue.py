"""The queue: what ends first stands first; filters, counts, keys of pages; of a secret report only that it is there."""
import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.channels.reports.actions.filters import keep_filter
from pendopo.channels.reports.actions.handling import ask
from pendopo.channels.reports.actions.routing import assign
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import desk as queries
from pendopo.channels.reports.queries.desk_counts import counts
from tests.channels.reports.town import again

HERE = "/laporan/meja/"


def codes(page):
    return re.findall(r'<li class="code">(LAP-[^<]+)</li>', page.text)


def test_what_ends_first_stands_first_with_its_clock(desk, town, browser):
    first = desk.routed()
    with time_machine.travel("2024-03-20 09:00+07:00", tick=False):
        later = desk.routed()
        page = browser(town.hadi).get(HERE)
    assert codes(page) == [first.code, later.code]
    assert "terlambat " in page.text and "5 hari kerja" in page.text
    assert page["Cache-Control"].startswith("max-age=0")


def test_a_clock_that_stands_still_says_so(desk, town, browser):
    report = desk.routed()
    ask(actor=again(town.hadi), report=report, text="Di sebelah mana?")
    page = browser(town.hadi).get(f"{HERE}?waktu=berhenti")
    assert codes(page) == [report.code] and "berhenti" in page.text.lower()
    assert codes(browser(town.hadi).get(f"{HERE}?waktu=lewat")) == []


@pytest.mark.database
def test_filters_stand_in_the_address(desk, town, browser):
    road, other = desk.routed(), desk.routed(classification="aspiration", title="Taman kota", text="Taman.")
    assign(actor=again(town.hadi), report=road, person=desk.indah)
    officer = browser(town.hadi)
    assert codes(officer.get(f"{HERE}?klasifikasi=aspiration")) == [other.code]
    assert codes(officer.get(f"{HERE}?petugas={desk.indah.pk}")) == [road.code]
    assert codes(officer.get(f"{HERE}?petugas=kosong")) == [other.code]
    assert codes(officer.get(f"{HERE}?q=taman")) == [other.code]
    assert codes(officer.get(f"{HERE}?q={road.code.lower()}")) == [road.code]
    assert codes(officer.get(f"{HERE}?kategori=jalan&wilayah={town.village.pk[:5]}")) == [road.code, other.code]
    assert codes(officer.get(f"{HERE}?status=beres")) == []
    assert codes(officer.get(f"{HERE}?status=%00zz&petugas=x&waktu=nanti")) == [road.code, other.code]
    assert officer.get(f"{HERE}saring/?status=masuk").status_code == 200
    for nothing in ("q=dan", "q=%21%21", "q=dan&sebelum=2024-01-01.1", "q=dan&status=tutup"):
        page = officer.get(f"{HERE}?{nothing}")
        assert page.status_code == 200 and codes(page) == [], "a search of nothing but small words"


def test_a_saved_filter_shows_its_count_to_the_office(desk, town, browser):
    desk.routed()
    mine = browser(town.hadi)
    done = mine.post(f"{HERE}saring/simpan/?klasifikasi=complaint", {"name": "Pengaduan PU", "office": town.pu.pk})
    assert done["Location"] == f"{HERE}?klasifikasi=complaint"
    mine.post(f"{HERE}saring/simpan/?klasifikasi=aspiration", {"name": "Hanya saya", "office": ""})
    theirs = browser(desk.indah).get(HERE).text
    assert "Pengaduan PU" in theirs and "Hanya saya" not in theirs
    assert re.search(r"Pengaduan PU.*?bubble\">1<", theirs, re.DOTALL)
    saved = town.hadi.report_filters.get(name="Pengaduan PU")
    assert browser(desk.indah).post(f"{HERE}saring/{saved.pk}/hapus/").status_code == 404
    assert mine.post(f"{HERE}saring/{saved.pk}/hapus/").status_code == 302
    assert browser(town.yuni).post(f"{HERE}saring/simpan/?klasifikasi=aspiration",
                                   {"name": "x", "office": town.pu.pk}).status_code == 422


def test_a_secret_report_is_there_for_its_officers_and_tells_nothing(desk, town, browser):
    report = desk.new(secret=True, category=town.levy.pk)
    page = browser(town.rina).get(HERE).text
    assert report.code in page and "Rahasia" in page
    assert "lubang" not in page and town.levy.name not in page and town.village.name not in page
    assert report.code not in browser(town.hadi).get(HERE).text
    assert report.code not in browser(town.gita).get(HERE).text


def test_pages_turn_by_key_and_lose_nothing(desk, town):
    made = {desk.routed().pk for _one in range(5)} | {desk.routed(classification="aspiration").pk for _one in range(2)}
    Report.objects.filter(classification="aspiration").update(due=None)
    me, seen, asked = again(town.hadi), [], {}
    for _turn in range(9):
        page = queries.page(me, queries.Wish(), asked, size=2)
        seen += [row.model.pk for row in page.rows]
        if not page.after:
            break
        asked = {queries.OLDER: page.after}
    assert set(seen) == made and len(seen) == len(made)
    assert Report.objects.get(pk=seen[-1]).due is None
    back = queries.page(me, queries.Wish(), {queries.NEWER: page.before}, size=2)
    assert [row.model.pk for row in back.rows] == seen[-len(page.rows) - 2:-len(page.rows)]
    for odd in ("x", "2024-01-01", "-.", "9999-99-99.1", "-.99999999999999999999"):
        assert queries.page(me, queries.Wish(), {queries.OLDER: odd}).rows


@pytest.mark.database
@pytest.mark.parametrize("number", [1, 3, 50])
def test_eight_questions_however_many_rows(desk, town, browser, number):
    for _one in range(number):
        desk.routed()
    keep_filter(actor=again(town.hadi), name="PU", query="klasifikasi=complaint", office=town.pu)
    officer = browser(town.hadi)
    officer.get(HERE)
    with CaptureQueriesContext(connection, ) as asked:
        page = officer.get(f"{HERE}?baris=50" if number > queries.SIZE else HERE)
    assert len(codes(page)) == number
    assert len(asked) <= 8, [one["sql"][:120] for one in asked]


def test_the_absent_officers_cases_show_to_whoever_stands_in(desk, town, browser):
    report = desk.routed()
    assign(actor=again(town.hadi), report=report, person=town.hadi)
    assert codes(browser(desk.indah).get(f"{HERE}?petugas=saya")) == []
    done = browser(town.hadi).post(f"{HERE}absen/", {"person": town.hadi.pk, "deputy": desk.indah.pk,
                                                     "since": date(2024, 3, 4), "until": date(2024, 3, 8)})
    assert done.status_code == 302, done.text
    assert codes(browser(desk.indah).get(f"{HERE}?petugas=saya")) == [report.code]
    report.refresh_from_db()
    assert report.handler == town.hadi
    with time_machine.travel("2024-03-11 09:00+07:00", tick=False):
        assert codes(browser(desk.indah).get(f"{HERE}?petugas=saya")) == []


def test_the_desk_is_for_those_who_work_at_it(desk, town, browser):
    for address in ("", "saring/", "saring/simpan/?status=baru", "kalimat/", "kalimat/baru/", "absen/", "lapangan/",
                    "pagi/"):
        assert browser(town.citizen).get(HERE + address).status_code == 403, address
        assert browser().get(HERE + address).status_code in (302, 403), address


def test_a_page_holds_twenty_or_fifty_and_everything_leads_on_with_it(desk, town, browser):
    for _one in range(queries.SIZE + 2):
        desk.routed()
    officer = browser(town.hadi)
    short, long = officer.get(HERE), officer.get(f"{HERE}?baris=50")
    assert len(codes(short)) == queries.SIZE and len(codes(long)) == queries.SIZE + 2
    assert "baris=50" in short.text and f'href="{HERE}?waktu=lewat&amp;baris=50"' in long.text
    assert f'href="{HERE}?waktu=lewat"' in short.text and "Hapus saringan" not in long.text
    key = re.search(r"sebelum=([^&\"]+)\"", short.text).group(1)
    assert len(codes(officer.get(f"{HERE}?sebelum={key}"))) == 2
    assert codes(officer.get(f"{HERE}?baris=7")) == codes(short)


@pytest.mark.database
def test_what_is_counted_is_what_is_listed(desk, town, browser):
    """Every tab and every filter beside it, with cases of each sort on the desk."""
    for place, made in enumerate(desk.routed() for _one in range(4)):
        if place:
            assign(actor=again(town.hadi), report=made, person=(desk.indah, town.hadi)[place % 2])
    ask(actor=again(town.hadi), report=made, text="Di sebelah mana?")
    desk.verified(), desk.new(), desk.new(secret=True, category=town.levy.pk)
    wishes = {f"{status}-{waktu}-{petugas}-{more}": queries.Wish(status=status, waktu=waktu, petugas=petugas, **more)
              for status in ("", "baru", "masuk", "tanya", "jalan", "verified", "tutup", "beres")
              for waktu in ("", *queries.TIMES) for petugas in ("", queries.ME, queries.NOBODY)
              for more in ({}, {"klasifikasi": "aspiration"})}
    with time_machine.travel("2024-03-12 09:00+07:00", tick=False):
        for who in (town.rina, town.hadi):
            me = again(who)
            told = counts(me, wishes)
            for name, wish in wishes.items():
                assert told[name] == queries.mine(me).filter(wish.wants(me)).count(), name
        assert set(told.values()) > {0, 1, 2}


def test_a_row_is_drawn_anew_when_anything_of_it_changes(desk, town, browser):
    report, officer = desk.routed(), browser(town.hadi)
    assert "Indah" not in officer.get(HERE).text
    assign(actor=again(town.hadi), report=report, person=desk.indah)
    assert "Indah Contoh" in officer.get(HERE).text
    assert "working days left" in officer.get(f"/en{HERE}").text
    with time_machine.travel("2024-03-20 09:00+07:00", tick=False):
        assert "terlambat " in browser(town.hadi).get(HERE).text
