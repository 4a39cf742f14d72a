"""One thing done to many reports, and taken back: at once where it can be, later where people hear of it."""
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pendopo.channels.reports.actions import grouping, handling, routing, strokes
from pendopo.channels.reports.jobs import strike
from pendopo.channels.reports.models import Report, Stroke
from pendopo.core.people.actions.lines import Hindrance
from tests.channels.reports.town import again
from tests.core.hall import person, refused

pytestmark = pytest.mark.django_db(transaction=True)      # what is refused rolls its own report back, no other
MANY = "/laporan/meja/banyak/"


def fresh(report):
    return Report.objects.get(pk=report.pk)


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_given_to_a_colleague_and_taken_back_without_script(desk, town, browser):
    reports = [desk.routed() for _one in range(3)]
    officer = browser(town.hadi)
    shown = officer.post(MANY, {"apa": "assign", "laporan": [one.pk for one in reports], "dari": "status=masuk"})
    assert shown.status_code == 200 and all(one.code in shown.text for one in reports)
    assert fresh(reports[0]).handler is None
    done = officer.post(MANY, {"apa": "assign", "laporan": [one.pk for one in reports], "yakin": "1",
                               "person": desk.indah.pk, "dari": "status=masuk"})
    assert done["Location"] == "/laporan/meja/?status=masuk"
    assert {fresh(one).handler for one in reports} == {desk.indah}
    page = officer.get(done["Location"]).text
    way = f"{MANY}{Stroke.objects.get().pk}/"
    assert way in page
    assert officer.post(way).status_code == 302
    assert {fresh(one).handler for one in reports} == {None}
    assert "dibatalkan" in officer.get(way).text.lower()
    assert browser(desk.indah).post(way).status_code == 404


def test_sent_to_an_office_and_taken_back_before_it_began(desk, town):
    reports = [desk.verified() for _one in range(2)]
    stroke = strokes.strike(actor=again(town.rina), reports=reports, sort="route", office=town.pu)
    assert {fresh(one).state for one in reports} == {"routed"}
    clocks = {one.pk: list(one.clocks.order_by("pk").values_list("name", "due")) for one in reports}
    handling.begin(actor=again(town.hadi), report=reports[1])
    assert strokes.take_back(actor=again(town.rina), stroke=stroke) == 1
    assert fresh(reports[0]).state == "verified" and fresh(reports[0]).office == town.setda
    assert fresh(reports[1]).state == "working"
    assert list(reports[0].clocks.order_by("pk").values_list("name", "due")) == clocks[reports[0].pk]   # none is lost


def test_an_answer_waits_and_can_be_taken_back(desk, town):
    one, two = desk.routed(), desk.routed()
    stroke = strokes.strike(actor=again(town.hadi), reports=[one, two], sort="answer", text="{kode} dikerjakan besok.")
    assert strike() == 0 and fresh(one).state == "routed" and not one.messages.exists()
    assert b"dikerjakan" not in bytes(stroke.words)
    assert strokes.take_back(actor=again(town.hadi), stroke=stroke) == 2
    with later(10):
        assert strike() == 0
    assert fresh(one).state == "routed"


def test_an_answer_goes_out_when_its_time_has_come(desk, town, browser):
    one, two = desk.routed(), desk.routed()
    stroke = strokes.strike(actor=again(town.hadi), reports=[one, two], sort="answer", text="{kode} dikerjakan besok.")
    with later(4):
        assert strike() == 1 and strike() == 0
        assert {fresh(one).state, fresh(two).state} == {"working"}
        with refused(Hindrance):
            strokes.take_back(actor=again(town.hadi), stroke=stroke)
    page = browser(town.hadi).get(f"/laporan/meja/{one.code}/").text
    assert f"{one.code} dikerjakan besok." in page and two.code not in page.split("dikerjakan besok")[0][-40:]


def test_whoever_left_the_office_meanwhile_answers_nothing(desk, town):
    one = desk.routed()
    strokes.strike(actor=again(town.hadi), reports=[one], sort="answer", text="Besok.")
    town.hadi.memberships.update(since="2024-01-01", until="2024-03-03")
    with later(4):
        strike()
    assert fresh(one).state == "routed" and one.strokes.get().outcome == "refused"


def test_closed_by_the_desk_after_its_time(desk, town):
    one = desk.routed()
    strokes.strike(actor=again(town.rina), reports=[one], sort="close", text="Sudah ditangani dalam laporan lain.")
    with later(4):
        strike()
    assert fresh(one).state == "closed_admin"


def test_put_together_and_apart_again(desk, town):
    reports = [desk.routed() for _one in range(2)]
    stroke = strokes.strike(actor=again(town.hadi), reports=reports, sort="gather")
    group = fresh(reports[0]).group
    assert group is not None and fresh(reports[1]).group == group
    grouping.answer_group(actor=again(town.hadi), group=group, text="Satu jawaban.")
    assert {fresh(one).state for one in reports} == {"working"}
    strokes.take_back(actor=again(town.hadi), stroke=stroke)
    assert {fresh(one).group for one in reports} == {None}


def test_taken_apart_again_each_stands_where_it_stood_before(desk, town):
    """One was in a group of its own, one in another, one in none; the groups of before are not undone with it."""
    one, mate, two, other, alone = (desk.routed() for _one in range(5))
    first = grouping.gather(actor=again(town.hadi), reports=[one, mate])
    second = grouping.gather(actor=again(town.hadi), reports=[two, other])
    stroke = strokes.strike(actor=again(town.hadi), reports=[alone, fresh(two), fresh(one)], sort="gather")
    assert {fresh(report).group for report in (one, mate, two, alone)} == {first}
    assert strokes.take_back(actor=again(town.hadi), stroke=stroke) == 3
    assert [fresh(report).group for report in (one, mate, two, other, alone)] == [first, first, second, second, None]
    assert alone.timeline.order_by("-pk").first().verb == "reports.ungather"
    assert two.timeline.order_by("-pk").first().verb == "reports.gather"


def test_what_somebody_put_elsewhere_since_stays_there_and_that_is_said(desk, town, browser):
    moved, stays, third = (desk.routed() for _one in range(3))
    stroke = strokes.strike(actor=again(town.hadi), reports=[moved, stays], sort="gather")
    grouping.ungather(actor=again(desk.indah), report=moved)
    theirs = grouping.gather(actor=again(desk.indah), reports=[fresh(moved), third])
    officer = browser(town.hadi)
    page = officer.post(f"{MANY}{stroke.pk}/", follow=True).text
    assert fresh(moved).group == theirs and fresh(stays).group is None
    assert "1 laporan dibatalkan" in page.lower() or "dibatalkan untuk 1 laporan" in page.lower()
    assert "1 laporan dibiarkan" in page
    assert "dibiarkan" in officer.get(f"{MANY}{stroke.pk}/").text


def test_a_later_assignment_by_somebody_else_stands(desk, town):
    """Also when it names the same colleague once more, and when the report came back to the same office."""
    ayu = person("Ayu Contoh", at=town.pu, role="officer")
    other, same, again_here, mine = (desk.routed() for _one in range(4))
    routing.assign(actor=again(town.hadi), report=mine, person=ayu)
    stroke = strokes.strike(actor=again(town.hadi), reports=[other, same, again_here, fresh(mine)], sort="assign",
                            person=desk.indah)
    routing.assign(actor=again(town.tono), report=other, person=ayu)
    routing.assign(actor=again(town.tono), report=same, person=desk.indah)
    routing.reroute(actor=again(town.rina), report=again_here, office=town.dukcapil)
    routing.reroute(actor=again(town.rina), report=again_here, office=town.pu)
    routing.assign(actor=again(town.tono), report=again_here, person=ayu)
    assert strokes.take_back(actor=again(town.hadi), stroke=stroke) == 1
    assert [fresh(report).handler for report in (other, same, again_here, mine)] == [ayu, desk.indah, ayu, ayu]


def test_what_was_sent_there_once_more_by_somebody_else_stands(desk, town):
    report = desk.verified()
    stroke = strokes.strike(actor=again(town.rina), reports=[report], sort="route", office=town.pu)
    routing.recall(actor=again(town.rina), report=report)
    routing.route(actor=again(town.rina), report=report, office=town.pu)
    assert strokes.take_back(actor=again(town.rina), stroke=stroke) == 0
    assert fresh(report).state == "routed" and fresh(report).office == town.pu


def test_secret_ones_are_left_out(desk, town, browser):
    plain, secret = desk.new(), desk.new(secret=True)
    with refused(Hindrance):
        strokes.strike(actor=again(town.rina), reports=[plain, secret], sort="gather")
    shown = browser(town.rina).post(MANY, {"apa": "gather", "laporan": [plain.pk, secret.pk]})
    assert plain.code in shown.text and secret.code not in shown.text


@pytest.mark.parametrize("sort", ["assign", "route", "close"])
def test_what_is_not_ones_own_is_refused_one_by_one(desk, town, sort):
    report = desk.routed()
    stroke = strokes.strike(actor=again(town.yuni), reports=[report], sort=sort, office=town.dukcapil,
                            person=town.yuni, text="x")
    with later(4):
        strike()
    assert stroke.struck.get().outcome == "refused"
    assert (fresh(report).office, fresh(report).handler, fresh(report).state) == (town.pu, None, "routed")
