"""No path through the states loses or doubles a working day, and a promise once given never becomes earlier."""
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.channels.reports.actions import handling, replying, routing, timing, verifying
from pendopo.channels.reports.models import Escalation, Report
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.people.queries import system
from pendopo.core.places.models import DayOff
from pendopo.core.records import actions as records
from pendopo.core.records.models import Clock, Event
from pendopo.core.records.reckoning import pauses_of, standing
from pendopo.kit.workdays.national import national

WIB = ZoneInfo("Asia/Jakarta")
LIMITS = {limit.name: limit for limit in WORKFLOW.limits}
RUNS = ("verified", "routed", "working", "replied", "reopened")      # states in which the office's days run
WALK = ("route", "reroute", "not_ours", "begin", "answer", "ask", "reply", "finish", "object", "reopen", "confirm",
        "accept", "close", "close_by_desk")
STEP = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def at(day):
    return time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=WIB), tick=False)


def answer(report):
    return Clock.objects.get(record=report.pk, name="answer_complaint")


@STEP
@given(st.lists(st.tuples(st.sampled_from(WALK), st.integers(0, 4)), min_size=3, max_size=14))
def test_every_working_day_with_an_office_is_counted_once(town, walk):
    """Day by day beside the clock: a day counts when it began with the report at work, after the day of the start."""
    calendar, day = national(), date(2024, 3, 18)                # Good Friday and eleven days of Eid lie ahead
    with at(day):
        report, _sari = town.report()
        records.move(report, "verify", by=system("test"))
    started, counted = day, 0
    for move, wait in walk:
        running = report.state in RUNS
        for step in range(1, wait + 1):
            counted += running and calendar.is_working(day + timedelta(days=step))
        day += timedelta(days=wait)
        if report.state in WORKFLOW.sources(move):
            with at(day):
                records.move(report, move, by=system("test"))
        clock = answer(report)
        assert clock.started == started
        used = calendar.used(started, day, pauses_of(clock)) if clock.stopped is None else None
        assert used in (None, counted), (report.state, clock.pauses)
        if clock.stopped is None and clock.paused is None:
            assert clock.due == calendar.due(started, 14, pauses_of(clock))
    assert Clock.objects.filter(record=report.pk, name="answer_complaint").count() == 1
    for name in LIMITS:
        assert Clock.objects.filter(record=report.pk, name=name, stopped=None).count() <= 1


def test_the_golden_dates_hold():
    """Ten working days from Monday 4 March 2024 end on the 20th: Nyepi and its leave lie between (spec, section 6)."""
    calendar, start = national(), date(2024, 3, 4)
    for name, due in (("verify", date(2024, 3, 7)), ("follow", date(2024, 3, 13)), ("close", date(2024, 3, 20)),
                      ("answer_information", date(2024, 3, 13)), ("answer_complaint", date(2024, 3, 26)),
                      ("answer_supervisory", date(2024, 6, 14))):
        assert LIMITS[name].due(start, calendar) == due, name


def test_every_limit_says_where_it_comes_from():
    assert all(limit.law and limit.law != "unsourced" for limit in WORKFLOW.limits)


def test_a_changed_calendar_makes_a_day_later_and_never_earlier(town, monday):
    report, _sari = town.report()
    due = Clock.objects.get(record=report.pk, name="verify").due
    off = DayOff.objects.create(day=date(2024, 3, 6), region=town.region, reason="Hari Jadi Contoh", law="uji")
    assert records.recount(by=system("test")) == 1
    clock = Clock.objects.get(record=report.pk, name="verify")
    assert clock.due == date(2024, 3, 8) > due
    report.refresh_from_db()
    assert report.due == clock.due and Event.objects.filter(record=report, verb="records.recount").count() == 1
    off.delete()
    assert records.recount(by=system("test")) == 0
    clock.refresh_from_db()
    assert clock.due == date(2024, 3, 8)


def test_the_ladder_is_climbed_once(town, monday):
    report, _sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="complaint")
    routing.route(actor=town.rina, report=report, office=town.pu)
    handling.begin(actor=town.hadi, report=report)
    taken = []
    for day in range(60):
        moment = datetime(2024, 3, 4, 10, tzinfo=WIB) + timedelta(days=day)
        monday.move_to(moment)
        if timing.warn(actor=system("timer")):
            taken.append((moment.date(), *Escalation.objects.order_by("-pk").values_list("step", flat=True)[:1]))
        assert timing.warn(actor=system("timer")) == 0
    assert taken == [(date(2024, 3, 21), "warn75"), (date(2024, 3, 25), "warn90"), (date(2024, 3, 27), "coordinator"),
                     (date(2024, 4, 2), "head"), (date(2024, 4, 16), "ombudsman")]
    assert not Escalation.objects.exclude(report=report).exists()


def test_nobody_is_warned_while_the_clock_stands_still(town, monday):
    report, _sari = town.report()
    handling.ask(actor=town.rina, report=report, text="Di mana?")
    monday.move_to("2024-03-15 09:00+07:00")
    assert timing.warn(actor=system("timer")) == 0


def test_what_nobody_confirms_is_closed_by_the_timer_and_can_be_opened_again(town, monday):
    report, sari = town.report()
    verifying.verify(actor=town.rina, report=report, classification="complaint")
    routing.route(actor=town.rina, report=report, office=town.dukcapil)
    handling.finish(actor=town.yuni, report=report, text="Beres.")
    monday.move_to("2024-03-20 23:00+07:00")
    assert timing.close_due(actor=system("timer")) == 0               # the tenth day is still the reporter's
    monday.move_to("2024-03-21 00:20+07:00")
    assert timing.close_due(actor=system("timer")) == 1
    report.refresh_from_db()
    assert (report.state, report.solved) == ("closed_system", None)
    clock = answer(report)
    assert standing(clock, LIMITS["answer_complaint"], national(), date(2024, 3, 21))[0] == "good"
    monday.move_to("2024-03-25 09:00+07:00")
    replying.reopen(actor=sari, report=report, text="Belum.")
    clock = answer(report)
    assert clock.stopped is None and national().used(clock.started, date(2024, 3, 25), pauses_of(clock)) == 0


def test_who_does_not_reply_in_ten_days_is_archived(town, monday):
    report, _sari = town.report()
    handling.ask(actor=town.rina, report=report, text="Di mana?")
    monday.move_to("2024-03-21 00:25+07:00")
    assert timing.expire_due(actor=system("timer")) == 1
    assert Report.objects.get().state == "archived_system"
