"""A report from the first word to "solved", as the people in it live it."""
from datetime import date

import pytest

from pendopo.channels.reports import showing
from pendopo.channels.reports.actions import handling, replying, routing, verifying
from pendopo.channels.reports.actions.reading import look, opened
from pendopo.channels.reports.models import Report, Route
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.queries.lists import listed
from pendopo.channels.reports.words import Reporter
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.records.models import Clock, Event
from pendopo.kit.rules import Refused
from tests.channels.reports.pictures import photo, proof
from tests.channels.reports.town import PLANTED, again
from tests.core.hall import refused


def clock(report, name):
    return Clock.objects.filter(record=report.pk, name=name).order_by("-pk").first()


def test_from_the_first_word_to_solved(town, monday):
    report, sari = town.report()
    assert (report.state, report.visibility, report.office) == ("unverified", "sealed", town.setda)
    assert clock(report, "verify").due == date(2024, 3, 7)
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road,
                     title="Jalan berlubang di desa", text="Ada lubang besar di jalan desa.")
    routing.route(actor=town.rina, report=report, office=town.pu)
    report.refresh_from_db()
    assert (report.state, report.visibility, report.office) == ("routed", "public", town.pu)
    assert clock(report, "answer_complaint").due == date(2024, 3, 26)        # 14 working days; 11 and 12 are off
    handling.begin(actor=town.hadi, report=report)
    handling.ask(actor=town.hadi, report=report, text="Di sebelah mana?")
    report.refresh_from_db()
    assert report.state == "asking" and report.due == date(2024, 3, 20)      # the reporter's ten days
    monday.move_to("2024-03-06 09:00+07:00")
    replying.reply(actor=sari, report=report, text="Di depan balai desa.")
    assert clock(report, "answer_complaint").due == date(2024, 3, 28)        # two days later
    handling.answer(actor=town.hadi, report=report, text="Besok, Bu Sari.", public="Besok dikerjakan.")
    with refused(Hindrance):
        handling.finish(actor=town.hadi, report=report, text="Sudah ditambal.")
    handling.finish(actor=town.hadi, report=report, text="Sudah ditambal.", public="Lubang ditambal.",
                    photo=proof(photo()))
    replying.object_to(actor=sari, report=report, text="Masih ada satu lubang.")
    report.refresh_from_db()
    assert (report.state, report.objections, report.solved) == ("reopened", 1, False)
    handling.finish(actor=town.hadi, report=report, text="Semua ditambal.", photo=proof(photo(7)))
    replying.confirm(actor=sari, report=report, score=4, text="Terima kasih.")
    report.refresh_from_db()
    assert (report.state, report.solved, report.score) == ("solved", True, 4)
    assert not Clock.objects.filter(record=report.pk, stopped=None).exists() and report.due is None
    assert listed().get() == report and "besok" in Event.objects.get(
        record=report, verb="reports.answer").line.words.lower()


def test_the_original_is_read_by_those_who_work_on_it_and_each_look_is_listed(town):
    report, sari = town.report()
    assert look(actor=town.rina, report=report).told.text == PLANTED
    assert [(one.person, one.what) for one in report.readings.all()] == [(town.rina, "text")]
    for stranger in (town.hadi, town.yuni, town.citizen):
        with refused():
            look(actor=stranger, report=report)
    assert opened(report, inside=False).told.text == PLANTED
    assert pages.own(report.code, sari) == report and pages.own(report.code, town.citizen) is None


def test_not_our_authority_is_counted_and_costs_no_day(town, monday):
    report, _sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="complaint")
    routing.route(actor=town.rina, report=report, office=town.dukcapil)
    first = clock(report, "follow")
    monday.move_to("2024-03-05 09:00+07:00")
    routing.not_ours(actor=town.yuni, report=report, reason="Ini jalan.")
    report.refresh_from_db()
    assert (report.state, report.returned, report.office) == ("verified", 1, town.setda)
    monday.move_to("2024-03-06 09:00+07:00")
    routing.route(actor=town.rina, report=report, office=town.pu)
    assert [one.pk for one in Clock.objects.filter(record=report.pk, name="follow")] == [first.pk]
    assert list(Route.objects.filter(report=report).order_by("pk").values_list("office__slug", "outcome")) == [
        ("dukcapil", "not_ours"), ("pu", "")]
    routing.not_ours(actor=town.hadi, report=report, reason="Bukan kami.", office=town.dukcapil)
    report.refresh_from_db()
    assert (report.returned, report.office) == (2, town.dukcapil)
    with refused(Hindrance):
        routing.not_ours(actor=again(town.yuni), report=report, reason="Bukan.", office=town.pu)


def test_only_the_reporter_says_that_it_is_solved(town):
    report, sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="aspiration")
    routing.route(actor=town.rina, report=report, office=town.dukcapil)
    assert not Clock.objects.filter(record=report.pk, name__startswith="answer").exists()
    handling.finish(actor=town.yuni, report=report, text="Usul dicatat.")
    for other in (town.yuni, town.rina, town.citizen):
        with refused():
            replying.confirm(actor=other, report=report)
    replying.confirm(actor=sari, report=report)
    with pytest.raises(Refused):
        replying.object_to(actor=sari, report=report, text="Eh.")


def test_the_same_form_twice_is_one_report_with_two_receipts(town):
    one, sari = town.report(form_key="kunci-formulir")
    two, also = town.report(form_key="kunci-formulir")
    assert one == two and Report.objects.count() == 1
    assert pages.own(one.code, sari) == pages.own(one.code, also) == one


def test_a_kind_that_changes_keeps_the_days_that_have_run(town, monday):
    report, _sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="information")
    assert clock(report, "answer_information").due == date(2024, 3, 13)
    monday.move_to("2024-03-06 09:00+07:00")
    verifying.reclassify(actor=town.rina, report=report, classification="complaint", category=town.road)
    assert clock(report, "answer_complaint").due == date(2024, 3, 26)        # counted from 4 March
    assert clock(report, "answer_information").stopped is not None


def test_what_is_published_can_be_taken_back(town):
    report, _sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road,
                     title="Jalan", text="Ada lubang bundar.")
    assert pages.report(report.code, None) == report
    verifying.unpublish(actor=town.rina, report=report, reason="Ada nama.")
    report.refresh_from_db()
    assert pages.report(report.code, None) is None and report.text == "" and pages.waiting(report.code) == report


def test_a_report_belongs_to_the_account_only_when_it_has_a_name(town):
    mine = Reporter("Bayu Contoh", account=town.citizen.pk)
    named, _receipt = town.report(actor=town.citizen, reporter=mine)
    town.report(actor=town.citizen, reporter=mine, secret=True)
    town.report(actor=town.citizen, reporter=mine, anonymous=True)
    me = again(town.citizen)
    assert named.author != me and pages.own(named.code, me) == named
    assert list(Report.objects.filter(author__in=me.own_ids)) == [named]
    assert "Bayu" not in "".join(Event.objects.values_list("line__words", flat=True))


def test_what_was_taken_back_does_not_come_back_with_a_better_text(town):
    report, _sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road,
                     title="Jalan Pak Fulan", text="Pak Fulan Contoh menggali.")
    verifying.unpublish(actor=town.rina, report=report, reason="Ada nama.")
    verifying.publish(actor=town.rina, report=report, title="Jalan digali", text="Jalan digali.")
    told = "".join(Event.objects.filter(record=report).values_list("line__words", flat=True))
    assert "Fulan" not in told and "Jalan digali." in told


def test_an_aspiration_has_no_deadline_and_that_is_said(town):
    report, _sari = town.report(classification="aspiration")
    verifying.verify(actor=town.rina, report=report, classification="aspiration")
    assert [row.name for row in Clock.objects.filter(record=report.pk, stopped=None)] == []
    assert dict(showing.facts(Report.objects.get()))["Batas waktu"].startswith("tidak ada batas waktu")
