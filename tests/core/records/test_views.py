"""The pages that every record has, and how a timeline reads."""
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from pendopo.core.ledger.actions import erase, sequence_all, withhold
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records import kinds, queries
from pendopo.core.records.cards import card, cut, related
from pendopo.core.records.models import Clock, Event, Record
from pendopo.core.records.reckoning import faces
from pendopo.core.records.telling import told
from pendopo.core.workflow.table import Limit
from pendopo.kit.workdays.national import national
from tests.web.town import COUNTRY, VILLAGE, finished, office, officer, promise, resident, town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town():
    town()


def lines(record, actor=None, inside=False):
    return told(queries.timeline(record, actor), inside)


class TestTimeline:
    def test_who_did_what_with_the_line_of_the_ledger(self):
        record = finished(promise())
        sequence_all()
        with translation.override("id"):
            first, last = lines(record)
        assert first["actor"] == "Bappeda Contoh" and first["sentence"] and "{" not in first["sentence"]
        assert last["tag"]["text"] and last["entry"]["address"] == f"/ledger/proof/{last['entry']['number']}.json"

    def test_english_names_the_office_in_english(self):
        with translation.override("en"):
            assert lines(promise())[0]["actor"] == "Contoh Planning Agency"

    def test_a_resident_without_a_name_is_a_resident_and_the_server_says_so(self):
        record = promise()
        records.note(record, "records.attach", by=resident(""), words={"title": "x"})
        records.note(record, "records.attach", by=system("import"))
        with translation.override("en"):
            assert [row["actor"] for row in lines(record)[1:]] == ["A resident", "This server"]

    def test_words_are_shown_escaped_then_withheld_then_erased(self):
        record = promise()
        event = records.note(record, "records.attach", by=resident(), words={"text": "Baris <b>satu</b>\n\nBaris dua"})
        assert str(lines(record)[-1]["body"]) == "<p>Baris &lt;b&gt;satu&lt;/b&gt;</p><p>Baris dua</p>"
        withhold([event.line_id])
        assert lines(record)[-1]["body"] == lines(record, inside=True)[-1]["body"] == ""
        erase([event.line_id], ground="UU 27/2022 art. 8")
        with translation.override("en"):
            assert "erased" in lines(record)[-1]["body"]

    def test_an_unknown_verb_and_a_missing_fact_still_read(self):
        record = promise()
        records.note(record, "plans.gone", by=system("import"))
        records.note(record, "plans.report_milestone", by=system("import"))
        assert all(row["sentence"] for row in lines(record))

    def test_the_page_prints_for_everybody_and_asks_as_often_for_three_rows_as_for_one(self, client):
        record = promise("Janji <script>")
        client.get(f"/catatan/{record.code}/riwayat")
        with CaptureQueriesContext(connection) as one:
            answer = client.get(f"/catatan/{record.code}/riwayat?1")
        records.note(record, "records.attach", by=system("import"))
        records.note(record, "records.attach", by=resident(), words={"text": "halo"})
        with CaptureQueriesContext(connection) as three:
            client.get(f"/catatan/{record.code}/riwayat?2")
        assert answer.status_code == 200 and "Janji &lt;script&gt;" in answer.text and not answer.cookies
        assert len(one) == len(three) == 3

    def test_a_slug_and_small_letters_lead_to_the_same_page(self, client):
        record = promise()
        assert client.get(f"/catatan/{record.code.lower()}-anggaran-desa/riwayat").status_code == 200
        assert client.get(f"/catatan/{record.code}/").url == record.get_absolute_url()

    @pytest.mark.parametrize("code", ["RA-2026-9999-A", "nothing", "RA-2026-0001"])
    def test_no_record_no_page(self, client, code):
        assert client.get(f"/catatan/{code}/riwayat").status_code == 404

    def test_what_is_not_public_is_not_there(self, client):
        record = promise(visibility="members")
        assert client.get(f"/catatan/{record.code}/riwayat").status_code == 404
        assert client.get(f"/catatan/{record.code}/").status_code == 404


class TestClock:
    LIMIT = Limit("answer", 10, ("add",), ("end",), "UU 14/2008 art. 22")

    @pytest.fixture(autouse=True)
    def limited(self, monkeypatch):
        """The one channel that is there has no legal limit; for these tests it has one."""
        kind = kinds.get("plans")
        monkeypatch.setitem(kinds._by_name(), "plans", replace(kind, workflow=replace(kind.workflow,
                                                                                      limits=(self.LIMIT,))))

    def test_the_page_says_limit_law_calendar_and_skipped_days(self, client):
        record = promise()
        clock = Clock.objects.get(record=record.pk)
        Clock.objects.filter(pk=clock.pk).update(started=date(2024, 3, 4), due=date(2024, 3, 20))
        answer = client.get(f"/catatan/{record.code}/jam/{clock.pk}")
        assert answer.status_code == 200 and not answer.cookies
        for words in ("UU 14/2008 art. 22", "Rabu, 20 Maret 2024", "Nyepi", "6 hari tidak dihitung", national().version,
                      "hari kerja"):
            assert words in answer.text, words
        english = client.get(f"/en/catatan/{record.code}/jam/{clock.pk}").text
        assert "Wednesday, 20 March 2024" in english and "6 days were not counted" in english

    def test_a_channel_draws_its_clocks_and_cards_with_two_lines(self):
        promise("Jawaban untuk warga")
        record = queries.feed(None).get()
        with translation.override("id"):
            clocks = faces(record, queries.clocks(record), national())
            drawn = render_to_string("records/clocks.html", {"clocks": clocks})
            assert "10 hari kerja lagi" in drawn and f"/catatan/{record.code}/jam/" in drawn and "Batas untuk" in drawn
            assert "Jawaban untuk warga" in render_to_string("records/card.html", {"card": card(record)})

    def test_a_clock_of_another_record_is_not_shown(self, client):
        one, other = promise(), promise("Lain")
        assert client.get(f"/catatan/{other.code}/jam/{Clock.objects.get(record=one.pk).pk}").status_code == 404

    def test_a_limit_that_the_table_forgot_has_no_page(self, client):
        record = promise()
        Clock.objects.update(name="forgotten")
        assert client.get(f"/catatan/{record.code}/jam/{Clock.objects.get().pk}").status_code == 404


class TestCard:
    def test_it_asks_nothing_and_says_what_counts(self):
        promise(region=VILLAGE, due=timezone.localdate() - timedelta(days=2), summary="kata " * 100)
        record = queries.feed(None).get()
        with CaptureQueriesContext(connection) as asked, translation.override("en"):
            drawn = card(record)
        assert len(asked) == 0
        assert drawn["state"]["tone"] == "late" and "2 days late" in str(drawn["meta"][-1])
        assert drawn["meta"][1] == "Contoh Planning Agency" and "Contohrejo" in drawn["meta"][2]
        assert len(drawn["summary"]) <= 181 and drawn["summary"].endswith("…") and drawn["lang"] == "id"

    def test_national_and_finished(self):
        finished(promise(region=COUNTRY))
        with translation.override("id"):
            drawn = card(queries.feed(None).get())
        assert "Nasional" in drawn["meta"] and drawn["meta"][-1].startswith("ditutup")

    @pytest.mark.parametrize(("text", "short"), [("", ""), ("a  b\n c", "a b c"), ("satu dua tiga", "satu dua…"),
                                                 ("x" * 30, "x" * 9 + "…")])
    def test_a_long_text_is_cut_at_a_word(self, text, short):
        assert cut(text, 10) == short


def test_links_are_read_from_both_ends():
    one, other = promise("Satu"), promise("Dua")
    records.link(one, other, by=system("import"), sort="continues")
    records.link(one, other, by=system("import"), sort="unheard-of")
    with translation.override("en"):
        ahead, back = related(queries.links(one, None)), related(queries.links(other, None))
        assert [(str(group["name"]), group["cards"][0]["title"]) for group in ahead] == [
            ("Continues", "Dua"), ("Belongs together with", "Dua")]
        assert [str(group["name"]) for group in back] == ["Continued by", "Belongs together with"]


def test_staff_read_inside_rows_marked_as_such(client):
    record, unit = promise(), office()
    person = officer(unit)
    person.strong = True
    records.note(record, "records.attach", by=person, office=unit, visibility="members")
    assert len(lines(record)) == 1
    with translation.override("en"):
        assert lines(record, person, inside=True)[-1]["tag"] == {"text": "only inside", "tone": "private"}
    assert Event.objects.count() == 2 and Record.objects.count() == 1
