"""What a text seems to be about, where it could go and what it resembles: said in words, and asked cheaply."""
import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.channels.reports.actions import handling, learning
from pendopo.channels.reports.models import Router, Sketch
from pendopo.channels.reports.queries import learned
from pendopo.channels.reports.queries.proposals import propose
from pendopo.channels.reports.queries.similar import alike
from pendopo.core.people.queries import system
from tests.channels.reports.test_desk import published
from tests.channels.reports.test_pages import staff

pytestmark = pytest.mark.django_db


def asked(ask):
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


def test_why_an_office_is_proposed_is_told_in_the_words_of_the_text(town):
    found = propose("Jalannya berlubang, aspalnya rusak.")
    words = found.offices[0].words
    assert words and all(word in "jalannya berlubang, aspalnya rusak." for word in words), words


def test_a_category_that_decides_is_no_word(town):
    """The officer reads that the office answers for it, and no code of a table."""
    report, _sari = town.report(text="Mohon diperhatikan, sudah lama sekali.")
    page = staff(town.rina).get(f"/laporan/meja/{report.code}/").text
    where = re.search(r'id="usul".*?</section>', page, re.DOTALL)[0]
    assert "jalan/jalan-rusak" not in where and "Dinas PU Contoh" in where and "bertugas untuk kategori ini" in where


def test_a_proposal_and_what_is_alike_cost_the_same_however_many_there_are(town):
    text, day, place = "Jalan rusak parah di gang 1.", timezone.localdate(), town.village
    learned.router()                             # read once in the life of a process
    assert asked(lambda: propose(text)) == 4
    assert asked(lambda: alike(text, day=day, category=town.road)) == 1, "for all bands together"
    costs = set()
    for number in range(1, 4):
        published(town, number)
        assert Sketch.objects.count() == number and alike(text, day=day, category=town.road, region=place)
        costs.add((asked(lambda: alike(text, day=day, category=town.road)),
                   asked(lambda: alike(text, day=day, category=town.road, region=place)),
                   asked(lambda: propose(text))))
    assert costs == {(1, 3, 4)}, "with a village one more, and one for what is shown"
    assert asked(lambda: alike(text, day=day, category=town.ktp)) == 0, "matters of one person resemble nothing"


@pytest.mark.parametrize("many", [2, 4])
def test_the_second_page_of_the_entry_and_the_case_ask_a_fixed_number_of_questions(town, many):
    for number in range(many):
        report, _sari = published(town, number)
    told = {"step": "1", "text": "Jalan rusak parah di gang ini.", "key": "k"}
    here = f"/laporan/meja/{report.code}/"
    officer, anybody = staff(town.hadi), Client()
    officer.get(here), anybody.post("/laporan/lapor/", told)
    assert asked(lambda: anybody.post("/laporan/lapor/", told)) == 9
    assert asked(lambda: officer.get(here)) == 20, "one or three of the same matter beside it"


def test_what_was_learned_is_read_beside_the_requests(town):
    """The router of before answers until the new one has been read; nobody waits for it."""
    before = learned.router()
    for number in range(3):
        report, _sari = published(town, number)
        handling.begin(actor=town.hadi, report=report)
    assert learning.learn(actor=system("test")) == 3 and Router.objects.get().version == 1
    assert learned.router() is before
    for _try in range(200):
        if learned.router() is not before:
            break
        time.sleep(0.01)
    now = learned.router()
    assert now.learned == 3 and learned.router() is now


def test_a_report_is_taken_in_by_a_fixed_number_of_statements(town):
    """However many are there already; the answer page is among them."""
    sent = iter(range(20))

    def send():
        number = next(sent)
        answer = Client().post("/laporan/lapor/", {
            "step": "2", "classification": "complaint", "name": "Sari Contoh", "key": f"k{number}",
            "text": f"Lampu di gang {number} mati sejak kemarin."})
        assert answer.status_code == 200

    send()
    first = asked(send)
    for number in range(3):
        published(town, number)
    assert (first, asked(send)) == (19, 19)
