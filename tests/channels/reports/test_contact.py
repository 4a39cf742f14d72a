"""A contact that somebody typed is asked first: whoever has a mistyped number or address takes no report over, and ends
the messages. And an honest reporter is not made to come twice."""
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.channels.reports.actions import handling, holding, reaching, recovering, routing, verifying
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.telling import ARRIVALS, tell_reporter
from pendopo.channels.reports.models import Identity, Knock, Report
from pendopo.channels.reports.queries import contact
from pendopo.channels.reports.queries.opening import reporter
from pendopo.channels.reports.words import Reporter
from pendopo.core.notices.actions import QUESTIONS
from pendopo.core.people.models import Person
from pendopo.core.people.queries import system
from pendopo.core.records.models import Event
from pendopo.gateways.mail.knocking import take_knocks
from pendopo.kit.post import actions as outbox
from pendopo.kit.post.actions import open_letter
from pendopo.kit.post.models import Letter
from pendopo.kit.seal.models import DataKey
from tests.channels.reports.town import CONTACT, PLANTED, again, prove

BY_MAIL = Reporter("Sari Contoh Rahasiawati", "+6281200001111", "sari.rahasia@contoh.example", way="mail")
MAIL_ALONE = Reporter(email="sari.rahasia@contoh.example", way="mail")


def asked_of(report):
    return Identity.objects.select_related("report", "key").get(report=report)


def arrival(report):
    """The first message, as a gateway opens it."""
    return contact.letter(Knock.objects.get(report=report, template="arrived"))


def page(report, kind=contact.page_of):
    return re.sub(r"^https?://[^/]+", "", kind(asked_of(report)))


# The first message

def test_what_came_in_is_said_at_once_and_asks_whether_it_is_theirs(town):
    done = submit(actor=None, entry=town.entry())
    told = arrival(done.report)
    assert done.report.code in told.text and f"/laporan/{done.report.code}/" in told.text and "BUKAN" in told.text
    assert done.digits not in told.text and done.receipt not in told.text and "sumur" not in told.text
    assert len(done.digits) == 6 and told.address == CONTACT.phone


def test_of_a_secret_report_the_first_message_says_nothing(town):
    by_phone, _sari = town.report(secret=True)
    by_mail, _mira = town.report(secret=True, reporter=BY_MAIL)
    assert arrival(by_phone).text == "Ada kabar. Balas KODE. Bukan Anda? Balas BUKAN."
    letter = arrival(by_mail)
    assert by_mail.code not in letter.text + str(letter.headers) and "lapor" not in letter.text.partition("http")[0]
    read = Client().get(page(by_mail)).text
    assert by_mail.code not in read and "sumur" not in read


@pytest.mark.parametrize("reporter", [Reporter(), Reporter("Sari Contoh", "+6281200001111", "sari@contoh.example")])
def test_who_leaves_no_contact_or_wants_no_news_is_written_nothing(town, reporter):
    done = submit(actor=None, entry=town.entry(reporter=reporter))
    assert not Knock.objects.exists() and done.digits == ""


def test_the_same_form_twice_is_one_report_with_one_message(town):
    first, second = (submit(actor=None, entry=town.entry(form_key="sama")) for _ in range(2))
    assert first.report == second.report and not second.new and first.digits == second.digits
    assert Knock.objects.filter(template="arrived").count() == 1


def test_a_contact_is_told_a_few_times_a_day_and_the_reports_are_taken_all_the_same(town):
    for _ in range(QUESTIONS.most + 2):
        assert submit(actor=None, entry=town.entry()).new
    assert Knock.objects.filter(template="arrived").count() == QUESTIONS.most
    assert Report.objects.count() == Identity.objects.exclude(asked="").count() == QUESTIONS.most + 2


def test_one_connection_causes_a_limited_number_of_messages(town):
    for number in range(ARRIVALS.most + 2):
        submit(actor=None, entry=town.entry(origin="203.0.113.7", reporter=Reporter(
            phone=f"+62812000{number:05d}", way="sms")))
    assert Knock.objects.filter(template="arrived").count() == ARRIVALS.most


def test_a_report_without_contact_costs_nothing_more_and_one_with_contact_two_statements(town):
    def cost(**more):
        with CaptureQueriesContext(connection) as asked:
            submit(actor=None, entry=town.entry(origin="203.0.113.7", **more))
        return [one["sql"] for one in asked]
    cost(reporter=Reporter())                    # questions that are put together once
    cost()
    bare, silent, told = cost(reporter=Reporter()), cost(reporter=Reporter("Sari Contoh")), cost()
    assert not [sql for sql in bare if "knock" in sql or "limits_spent" in sql or "identity" in sql]
    assert len(told) == len(silent) + 2 == len(bare) + 3


# Who may act

def test_a_strangers_number_orders_no_receipt_and_says_nothing(town):
    report, _sari = town.report()
    assert contact.holder(report.code, phone=CONTACT.phone) is None
    recovering.ask_code(actor=None, code=report.code, phone=CONTACT.phone)
    assert not Letter.objects.exists()
    assert recovering.renew_receipt(actor=town.hadi, code=report.code, phone=CONTACT.phone, email="",
                                    seen="Kartu identitas") is None
    assert not reaching.prove_contact(actor=None, identity=asked_of(report), digits="000000")
    assert contact.holder(report.code, phone=CONTACT.phone) is None


def test_who_works_on_a_report_gets_no_receipt_of_it(town):
    """They know code and contact from the case: with a receipt they would say themselves that it is solved."""
    report, sari = town.report()
    prove(report)
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road)
    routing.route(actor=town.rina, report=report, office=town.pu)

    def given(who):
        return recovering.renew_receipt(actor=again(who), code=report.code, phone=CONTACT.phone, email="",
                                        seen="Kartu identitas")
    assert [given(who) for who in (town.hadi, town.tono, town.rina)] == [None, None, None]
    assert not report.timeline.filter(verb="reports.renew_receipt").exists()
    assert given(town.yuni) is not None and contact.holder(report.code, phone=CONTACT.phone) == sari


def test_the_digits_from_the_page_prove_it(town):
    done = submit(actor=None, entry=town.entry())
    assert reaching.prove_contact(actor=None, identity=asked_of(done.report), digits=done.digits)
    assert contact.holder(done.report.code, phone=CONTACT.phone).record_id == done.report.pk
    recovering.ask_code(actor=None, code=done.report.code, phone=CONTACT.phone)
    assert re.search(r"\d{8}", open_letter(Letter.objects.get()).text)


def test_digits_are_not_guessed(town):
    done = submit(actor=None, entry=town.entry())
    for number in range(reaching.TRIES.most):
        assert not reaching.prove_contact(actor=None, identity=asked_of(done.report), digits=f"{number:06d}")
    assert not reaching.prove_contact(actor=None, identity=asked_of(done.report), digits=done.digits)


def test_a_contact_to_which_nothing_is_written_gives_a_receipt_as_before(town):
    """Its owner learns no code from us: who has both has seen the page."""
    report, _sari = town.report(reporter=BY_MAIL)
    assert contact.holder(report.code, phone=BY_MAIL.phone) and not contact.holder(report.code, email=BY_MAIL.email)


def test_what_an_account_has_proved_is_asked_nothing(town):
    Person.objects.filter(pk=town.citizen.pk).update(phone=CONTACT.phone)
    me = Person.objects.get(pk=town.citizen.pk)
    mine = Reporter("Bayu Contoh", CONTACT.phone, "", account=me.pk, way="sms")
    done = submit(actor=me, entry=town.entry(reporter=mine))
    assert done.digits == "" and contact.holder(done.report.code, phone=CONTACT.phone)
    assert "BUKAN" not in arrival(done.report).text and done.report.code in arrival(done.report).text
    other = submit(actor=me, entry=town.entry(reporter=Reporter(phone="+6281200002222", account=me.pk, way="sms")))
    assert other.digits


@pytest.mark.parametrize(("channel", "reporter"), [("sms", CONTACT), ("mail", BY_MAIL)])
def test_who_reports_from_the_contact_itself_is_known(town, channel, reporter):
    done = submit(actor=system("test"), entry=town.entry(channel=channel, reporter=reporter))
    assert done.digits == "" and not Knock.objects.exists()
    assert contact.holder(done.report.code, phone=reporter.phone, email=reporter.email)


# Not mine

def test_not_mine_forgets_the_contact_and_what_lies_there_for_it(town):
    report, _sari = town.report()
    old = asked_of(report).key_id
    outside = outbox.post(to="balai@pusat.example", subject="", text="", sealed=True, about=contact.about(report.pk))
    outbox.post(channel="sms", to=CONTACT.phone, subject="", text="", sealed=True, about=contact.about(report.pk))
    reaching.disown_contact(actor=None, identity=asked_of(report))
    told = reporter(report)
    assert (told.name, told.phone, told.email, told.way) == (CONTACT.name, "", CONTACT.email, "")
    assert not DataKey.objects.filter(pk=old).exists() and not Knock.objects.exists()
    assert [one.pk for one in Letter.objects.all()] == [outside.pk]
    assert not contact.question(report.code, phone=CONTACT.phone) and not contact.holder(report.code, CONTACT.phone)
    handling.note(actor=town.rina, report=Report.objects.get(), text="x")
    assert Event.objects.get(verb=contact.DISOWNED).visibility == "members"


def test_where_nothing_else_was_left_nothing_stays(town):
    report, _sari = town.report(reporter=MAIL_ALONE)
    reaching.disown_contact(actor=None, identity=asked_of(report))
    assert not Identity.objects.exists()


def test_under_a_legal_hold_it_stays_sealed_and_is_told_nothing(town):
    report, _sari = town.report()
    holding.set_hold(actor=town.rina, report=report, ground="court", reference="Perkara rekaan")
    reaching.disown_contact(actor=None, identity=asked_of(report))
    assert reporter(report).phone == CONTACT.phone and not contact.holder(report.code, phone=CONTACT.phone)
    assert not contact.questions(CONTACT.phone)
    tell_reporter(report, "news")
    assert not Knock.objects.exists()


def test_a_question_is_found_by_the_number_alone_for_some_days(town, monday):
    report, _sari = town.report()
    secret, _mira = town.report(secret=True)
    assert [one.report for one in contact.questions(CONTACT.phone)] == [secret, report]
    assert not contact.questions("+6281200002222")
    monday.shift(contact.RECENT + timedelta(minutes=1))
    assert not contact.questions(CONTACT.phone)


# By the link in a mail

def test_a_mail_asks_by_button_and_not_by_opening(town):
    done = submit(actor=None, entry=town.entry(reporter=BY_MAIL))
    browser, address = Client(), page(done.report)
    assert address in arrival(done.report).text
    assert "Apakah laporan ini milik Anda?" in browser.get(address).text and asked_of(done.report).asked
    wrong = browser.post(address, {"ya": "1", "digits": "12 34"})
    assert wrong.status_code == 422 and 'value="12 34"' in wrong.text and asked_of(done.report).asked
    assert browser.post(address, {"ya": "1", "digits": f"{done.digits[:3]} {done.digits[3:]}"}).status_code == 302
    assert not asked_of(done.report).asked and "Apakah laporan ini" not in browser.get(address).text
    assert "Is this report yours?" not in browser.get(f"/en{address}").text


def test_no_by_button_forgets_and_the_link_says_so(town):
    report, _sari = town.report(reporter=BY_MAIL)
    browser, address = Client(), page(report)
    assert browser.post(address, {"bukan": "1"}).status_code == 302
    assert reporter(report).email == "" and "tidak disimpan lagi" in browser.get(address).text
    assert browser.get(f"{address[:-3]}x/").status_code == 404


def test_every_mail_about_a_report_ends_with_one_click_and_goes_on_again(town):
    report, _sari = town.report(reporter=BY_MAIL)
    take_knocks()
    letter = open_letter(Letter.objects.get())
    address = page(report, contact.stop_of)
    assert letter.headers["List-Unsubscribe"].endswith(f"{address}>") and address in letter.text
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200 and asked_of(report).stopped is None
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    contact_stopped = asked_of(report).stopped
    assert contact_stopped and not answered(town, report)
    assert Client().post(page(report), {"lagi": "1"}).status_code == 302
    assert answered(town, report)


def answered(town, report):
    """How many messages wait when there is news."""
    tell_reporter(Report.objects.get(pk=report.pk), "news")
    return Knock.objects.filter(template="news", sent=None).count()


def test_in_both_languages(town):
    report, _sari = town.report(reporter=BY_MAIL)
    address, stop = page(report), page(report, contact.stop_of)
    assert "Is this report yours?" in Client().get(f"/en{address}").text
    assert "No more messages about this report?" in Client().get(f"/en{stop}").text
    assert PLANTED not in Client().get(address).text
