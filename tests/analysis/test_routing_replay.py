"""The score of a city: replayed in the order of time, nothing judged by what was told before."""
from datetime import date, timedelta

import pytest

from pendopo.analysis.invention.reports import invent
from pendopo.analysis.routing import Router
from pendopo.analysis.routing_replay import Decision, replay
from pendopo.analysis.routing_rules import Case, Rule

DAY = date(2026, 1, 5)


def test_nothing_is_judged_by_what_comes_later():
    told = [Decision(Case("Lampu jalan mati di depan pasar", DAY + timedelta(days=n)), "terang", "jalan")
            for n in range(3)]
    found = replay(Router(), told)
    assert (found.whole.n, found.whole.silent, found.whole.right) == (3, 1, 2)      # the first one nobody could know
    assert list(found.months) == ["2026-01"] and found.categories["jalan"].n == 3
    assert found.curve[-1] == (1.0, pytest.approx(2 / 3))
    assert found.packed()["curve"][0][1] == 1.0


def test_rules_speak_before_anything_was_learned():
    router = Router([Rule("pu", ("lubang",))])
    assert replay(router, [Decision(Case("Ada lubang besar", DAY), "pu", "jalan")]).whole.right == 1


def test_on_invented_reports_the_surest_are_right_more_often_than_all():
    rows = [Decision(Case(one.text, one.created.date(), one.category, one.district, one.village), one.office,
                     one.category.partition("/")[0]) for one in invent(400, seed=7)]
    found = replay(Router(), rows)
    assert found.whole.n == 400 and sum(one.n for one in found.categories.values()) == 400
    assert found.curve[1][1] > found.curve[-1][1] > 0.3
    assert not replay(Router(), []).curve
