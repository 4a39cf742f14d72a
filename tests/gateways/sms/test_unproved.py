"""A number that somebody typed on the page: what it says counts once it has shown that it is the reporter's."""
import pytest

from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.reaching import TRIES
from pendopo.channels.reports.models import Identity, Message, Report
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.gateways.sms.actions import carry
from pendopo.gateways.sms.models import Talk
from tests.gateways.sms.telephone import STORY, open_gates, phone
from tests.gateways.town import OTHER, PHONE

__all__ = ["open_gates", "phone"]
pytestmark = pytest.mark.django_db


def entered(phone, **more):
    """A report typed on the page with this number; what the number got for it."""
    before = len(phone.gateway.asked)
    done = submit(actor=None, entry=Entry(text=STORY, reporter=Reporter(phone=PHONE, way="sms"), **more))
    carry()
    return done, [one.query["text"] for one in phone.gateway.asked[before:]]


def test_the_first_message_asks_and_the_digits_answer(phone, town):
    done, [first] = entered(phone)
    assert done.report.code in first and "BUKAN" in first and done.digits not in first
    [thanks] = phone.say(f"YA {done.digits}")
    assert thanks.startswith("Terima kasih")
    [added] = phone.say("Sekarang padam semua.")
    assert done.report.code in added and Message.objects.get().sort == "addition"


def test_the_first_reply_of_an_unproved_number_is_answered_by_the_question(phone, town):
    done, _first = entered(phone)
    town.done(town.to_office(done.report))
    carry()
    for words in (f"{done.report.code} YA", "ya", f"{done.report.code} TIDAK, masih padam", done.report.code):
        [question] = phone.say(words)
        assert question.startswith(f"Apakah {done.report.code} laporan Anda?")
    report = town.fresh(done.report)
    assert report.state == "done" and report.objections == 0 and not Message.objects.filter(sort="objection").exists()
    phone.say(f"{done.report.code} YA {done.digits} TIDAK, masih padam")
    assert town.fresh(done.report).objections == 1


def test_not_mine_is_told_nothing_any_more(phone, town):
    done, _first = entered(phone)
    [thanks] = phone.say("Bukan.")
    assert "kami hapus" in thanks and done.report.code not in thanks
    assert not Identity.objects.exists() and not Talk.objects.exists()
    before = len(phone.gateway.asked)
    town.answered(town.to_office(done.report))
    carry()
    assert len(phone.gateway.asked) == before


def test_after_it_the_code_is_unknown_there_like_any_other(phone, town):
    done, _first = entered(phone)
    phone.say(f"{done.report.code} bukan saya")
    assert phone.say(f"{done.report.code} halo") == phone.say("LAP-2026-1234567-9")
    assert phone.say(f"{done.report.code} halo", sender=OTHER) == phone.say("LAP-2026-1234567-9", sender=OTHER)


def test_of_a_secret_report_the_code_shows_it_and_not_mine_needs_none(phone, town):
    done, [first] = entered(phone, secret=True)
    assert first == "Ada kabar. Balas KODE. Bukan Anda? Balas BUKAN."
    for words in ("YA 000000", "000000"):
        [question] = phone.say(words)
        assert done.report.code not in question and question.startswith("Apakah itu milik Anda?")
    [news] = phone.say(done.report.code)
    assert done.report.code in news and not Talk.objects.exists()
    phone.say("BUKAN")
    assert not Identity.objects.exists()
    assert phone.say(done.report.code) == phone.say("LAP-2026-1234567-9")


def test_digits_are_guessed_no_more_often_than_a_few_times_a_day(phone, town):
    done, _first = entered(phone)
    for number in range(TRIES.most):
        assert phone.say(f"YA {number:06d}")[0].startswith("Apakah")
    assert not phone.say(f"YA {done.digits}")                     # asked five times this hour: silence, and no proof
    assert Identity.objects.exclude(asked="").exists()


def test_of_two_reports_the_digits_say_which(phone, town):
    first, _one = entered(phone)
    second, _two = entered(phone)
    phone.say(f"ya, {first.digits[:3]} {first.digits[3:]}")
    assert [one.report for one in Identity.objects.exclude(asked="")] == [second.report]


def test_words_that_only_begin_so_mean_what_they_meant(phone, town):
    phone.say(f"LAPOR {STORY}")
    report = town.to_office(Report.objects.get())
    town.asked(report)
    phone.say("Bukan di depan pasar, di belakangnya")
    assert town.fresh(report).state == "replied"


def test_of_a_secret_report_no_answer_to_bare_digits_holds_the_code(phone, town):
    done, _first = entered(phone, secret=True)
    [told] = phone.say(f"YA {done.digits}, lampu di ujung jalan juga padam")
    assert done.report.code not in told and Message.objects.get().sort == "addition"


def test_the_digits_sent_twice_do_not_say_that_it_is_solved(phone, town):
    done, _first = entered(phone)
    town.done(town.to_office(done.report))
    carry()
    assert phone.say(f"YA {done.digits}") == phone.say(f"YA {done.digits}")
    assert town.fresh(done.report).state == "done"


def test_wrong_is_about_the_report_of_which_we_wrote_last(phone, town):
    done, _first = entered(phone)
    phone.say(f"LAPOR {STORY}")
    mine = town.to_office(Report.objects.order_by("pk").last())
    town.done(mine)
    carry()
    phone.say("bukan")
    assert Identity.objects.filter(report=done.report).exists() and town.fresh(mine).objections == 1


def test_digits_of_another_script_hold_nothing_up(phone, town):
    entered(phone)
    assert phone.say("YA ٤٨٢٩١٣")
