"""Every clock along every path: each working day with an office is counted once, in whatever order people act; a day
that was promised never comes earlier, whatever the calendar, the classification or the people do.

Beside each clock stands a count on the fingers: day by day, from the table of limits alone.
"""
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.channels.reports.actions import handling, replying, routing, timing, verifying
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.workflow import ASPIRATION, COMPLAINT, INFORMATION, SUPERVISORY, WORKFLOW
from pendopo.core.people.queries import system
from pendopo.core.places.models import DayOff
from pendopo.core.records import actions as records
from pendopo.core.records.models import Clock
from pendopo.core.records.reckoning import pauses_of
from pendopo.kit.workdays.national import national
from tests.channels.reports.test_clocks import at
from tests.channels.reports.town import again

LIMITS = {limit.name: limit for limit in WORKFLOW.limits}
MOVES = sorted({move.name for move in WORKFLOW.moves})
SORTS = (COMPLAINT, INFORMATION, SUPERVISORY, ASPIRATION)
BEGINS = date(2024, 3, 4)                    # Nyepi, Good Friday and eleven days of Eid lie ahead
STEP = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
WALK = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 5)), min_size=4, max_size=18)


@dataclass
class Fingers:
    """One limit, counted by hand."""
    alive: bool = False
    paused: bool = False
    known: bool = False                      # it has run before
    count: int = 0

    def hear(self, limit, move, counts):
        if move in limit.stops:
            self.alive = self.paused = False
        elif move in limit.pauses and self.alive:
            self.paused = True
        elif move in limit.resumes:
            self.paused = False
        elif move in limit.revives and self.known and not self.alive:
            self.alive, self.paused = True, False
        if move in limit.starts and counts and not self.alive:
            self.alive, self.paused, self.count, self.known = True, False, 0, True

    def day(self, working):
        self.count += working and self.alive and not self.paused


def hold_against(report, fingers, today, told):
    """The clocks of the house and the fingers; and no told day came earlier."""
    calendar = national()
    for name, mine in fingers.items():
        rows = list(Clock.objects.filter(record=report.pk, name=name).order_by("pk"))
        running = [row for row in rows if row.stopped is None]
        assert len(running) == int(mine.alive), (name, report.state)
        for row in running:
            assert (row.paused is not None) == mine.paused, name
            assert calendar.used(row.started, today, pauses_of(row)) == mine.count, (name, row.started, row.pauses)
            if row.paused is None:
                assert row.due == calendar.due(row.started, LIMITS[name].days, pauses_of(row)), name
                left = calendar.count(today, row.due) if row.due > today else 0
                assert left == max(0, LIMITS[name].days - mine.count), (name, left, mine.count)
        for row in rows:
            assert row.due >= told.get(row.pk, row.due), f"{name} was promised later and became earlier"
            told[row.pk] = row.due


@STEP
@given(st.sampled_from(SORTS), WALK)
def test_no_path_loses_or_doubles_a_working_day(town, sort, walk):
    calendar, day, told = national(), BEGINS, {}
    fingers = {name: Fingers() for name in LIMITS}
    counts = {name: not limit.sorts or sort in limit.sorts for name, limit in LIMITS.items()}
    with at(day):
        report, _sari = town.report(classification=sort)
    for name, mine in fingers.items():
        mine.hear(LIMITS[name], "add", counts[name])
    for move, wait in walk:
        for _day in range(wait):
            day += timedelta(days=1)
            for mine in fingers.values():
                mine.day(calendar.is_working(day))
        if report.state in WORKFLOW.sources(move):
            with at(day):
                records.move(report, move, by=system("test"))
            for name, mine in fingers.items():
                mine.hear(LIMITS[name], move, counts[name])
        hold_against(report, fingers, day, told)


@STEP
@given(WALK, st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=8))
def test_no_decree_shortens_a_promise(town, walk, decrees):
    """Days off are added and taken back while the report goes its way: every due day stays or moves on."""
    day, told = BEGINS, {}
    with at(day):
        report, _sari = town.report()
    steps = [*(("move", *step) for step in walk), *(("off", days, made) for days, made in decrees)]
    for number, (what, one, two) in enumerate(sorted(steps, key=str)):
        with at(day):
            if what == "move" and report.state in WORKFLOW.sources(one):
                records.move(report, one, by=system("test"))
                day += timedelta(days=two)
            elif what == "off" and two:
                DayOff.objects.get_or_create(day=BEGINS + timedelta(days=one), region=town.region, defaults={
                    "reason": "Hari rekaan", "law": f"uji {number}"})
            elif what == "off":
                DayOff.objects.filter(day__gte=BEGINS + timedelta(days=one)).delete()
            records.recount(by=system("test"))
        for row in Clock.objects.filter(record=report.pk):
            assert row.due >= told.get(row.pk, row.due), (what, one, two)
            told[row.pk] = row.due
        report.refresh_from_db()
    DayOff.objects.all().delete()


@STEP
@given(st.lists(st.tuples(st.sampled_from(SORTS), st.integers(0, 4)), min_size=1, max_size=6))
def test_another_kind_takes_the_days_along(town, kinds):
    """Reclassified again and again: the new limit counts from the first day, and only one runs."""
    calendar, day = national(), date(2024, 3, 18)
    with at(day):
        report, _sari = town.report()
        report = verifying.verify(actor=again(town.rina), report=report, classification=COMPLAINT)
    for sort, wait in kinds:
        day += timedelta(days=wait)
        with at(day):
            report = verifying.reclassify(actor=again(town.rina), report=report, classification=sort, category=None)
        running = Clock.objects.filter(record=report.pk, name__startswith="answer_", stopped=None)
        assert [row.name for row in running] == ([] if sort == ASPIRATION else [f"answer_{sort}"])
        for row in running:
            assert row.started == date(2024, 3, 18)
            assert row.due == calendar.due(row.started, LIMITS[row.name].days)


@pytest.mark.parametrize(("asked", "replied", "due"), [
    (date(2024, 3, 5), date(2024, 3, 8), date(2024, 4, 1)),      # three working days stood still, 11 and 12 March off
    (date(2024, 4, 5), date(2024, 4, 16), date(2024, 3, 26)),    # asked when it was over: nothing is given back
    (date(2024, 3, 9), date(2024, 3, 10), date(2024, 3, 26))])   # a Saturday and a Sunday: nobody gains a day
def test_a_question_moves_the_golden_day_by_the_days_it_took(town, asked, replied, due):
    """A complaint verified on Monday 4 March 2024 is due on the 26th (spec, section 6)."""
    with at(BEGINS):
        report, sari = town.report()
        report = verifying.verify(actor=again(town.rina), report=report, classification=COMPLAINT)
        report = routing.route(actor=again(town.rina), report=report, office=town.pu)
        assert Clock.objects.get(record=report.pk, name="answer_complaint").due == date(2024, 3, 26)
    with at(asked):
        handling.ask(actor=again(town.hadi), report=report, text="Di mana?")
    with at(replied):
        replying.reply(actor=sari, report=report, text="Di sini.")
    assert Clock.objects.get(record=report.pk, name="answer_complaint").due == due


@STEP
@given(st.integers(0, 25), st.integers(0, 25))
def test_whose_turn_it_is_loses_their_days_and_nobody_elses(town, slow, quick):
    """The office has its days whatever the reporter does: asked at once and answered late, the answer is due as many
    working days after the reply as were left."""
    calendar, start = national(), date(2024, 3, 18)
    with at(start):
        report, sari = town.report()
        report = verifying.verify(actor=again(town.rina), report=report, classification=COMPLAINT)
        report = routing.route(actor=again(town.rina), report=report, office=town.pu)
    asked = start + timedelta(days=quick % 10)
    with at(asked):
        handling.ask(actor=again(town.hadi), report=report, text="Di mana?")
    back = asked + timedelta(days=slow)
    with at(back):
        timing.expire_due(actor=system("timer"))
        if Report.objects.get(pk=report.pk).state != "asking":
            return                                       # ten working days of silence
        replying.reply(actor=sari, report=report, text="Di sini.")
    left = LIMITS["answer_complaint"].days - calendar.count(start, asked)
    assert calendar.count(back, Clock.objects.get(record=report.pk, name="answer_complaint").due) == left
