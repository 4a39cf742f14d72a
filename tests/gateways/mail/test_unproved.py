"""An address that somebody typed on the page: what comes from there counts once it is known to be the reporter's."""
import re

import pytest

from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.models import Identity, Message
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.gateways.mail.models import ArrivedMail
from tests.gateways.mail.intake_city import SARI, STORY, door, outgoing, town

__all__ = ["door", "outgoing", "town"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def done(town):
    return submit(actor=None, entry=Entry(text=STORY, reporter=Reporter(email=SARI, way="mail")))


def test_the_first_letter_asks_and_says_how_such_letters_end(done, outgoing):
    [first] = outgoing()
    words = first.get_content()
    assert done.report.code in words and re.search(r"/laporan/kontak/[^/]+/\s", words) and STORY not in words
    assert "/berhenti/" in words and str(first["List-Unsubscribe"]).endswith("/berhenti/>")
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and done.digits not in first.as_string()


def test_words_from_there_are_asked_about_and_count_behind_the_digits(door, town, done, outgoing):
    town.asked(town.to_office(done.report))
    to = str(outgoing()[-1]["Reply-To"])
    door.post("Re: Kabar", "Di sebelah timur.", to=to)
    assert town.fresh(done.report).state == "asking" and not ArrivedMail.objects.exclude(held="").exists()
    question = outgoing()[-1]
    assert "Apakah laporan itu milik Anda?" in question.get_content() and question["List-Unsubscribe"]
    door.post("Re: Kabar", f"YA {done.digits}, di sebelah timur.", to=to)
    assert town.fresh(done.report).state == "replied" and Message.objects.filter(sort="reply").count() == 1


def test_not_mine_by_mail(door, town, done, outgoing, django_capture_on_commit_callbacks):
    to = str(outgoing()[-1]["Reply-To"])
    with django_capture_on_commit_callbacks(execute=True):
        door.post("Re: Kabar", "Bukan saya\n\nPada Senin, kota menulis:\n> Ada laporan", to=to)
    town.answered(town.to_office(done.report))
    assert not Identity.objects.exists() and not outgoing(), "the file of what was sent went, too"
