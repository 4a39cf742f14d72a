"""Who may what; the rule that hides a button is the rule that filters a list."""
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions import (
    agreeing,
    checking,
    deciding,
    drafting,
    keeping,
    noting,
    opening,
    seating,
)
from pendopo.channels.initiatives.models import (
    CheckIn,
    Decision,
    Initiative,
    Issue,
    Lesson,
    Locker,
    Pledge,
    Seat,
    Sheet,
    Solution,
)
from pendopo.channels.initiatives.queries.room import offices_of
from pendopo.channels.initiatives.workflow import WORKFLOW
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.queries import system
from pendopo.core.people.roles import ROLES
from pendopo.core.records.models import Record
from pendopo.kit.rules import Rule
from tests.core.hall import again, person, refused

pytestmark = pytest.mark.django_db
WHOLE = ("begin", "join", "enter", "settle", "name_facilitator", "pass_gate", "pause", "resume", "stop", "continue_as",
         "see", "remind_of_check_in", "recall")
OVER = {"draft": Issue, "set_aside": Issue, "seat": Seat, "end_seat": Seat, "set_task": Seat, "rate": Solution,
        "tally_ratings": Solution, "vote": Decision, "tally": Decision, "close_decision": Decision, "agree": Sheet,
        "refuse": Sheet, "ask_leader": Pledge, "sign": Pledge, "decline": Pledge, "check_in": CheckIn,
        "keep_note": Locker, "look_notes": Locker, "strike": Lesson, "adopt": Issue}
EVERY = [name for name in rules.__all__ if isinstance(getattr(rules, name), Rule)]


@pytest.fixture
def full(town, begun):
    """An initiative with one of everything that a rule is asked of, and another one beside it."""
    made = town.walk(begun, "team")
    town.form_team(made)
    town.ask(made, town.dewi, town.dinkes, "government")
    town.draft(Decision(initiative=made, question="Masih?"))
    town.draft(Lesson(initiative=made, sort="worked", text="x"))
    for side, who in (("government", town.dewi), ("cso", town.joko)):
        CheckIn.objects.create(initiative=made, round=1, side=side, progress=3, collaboration=3, at=made.created)
        for shared in (True, False):
            noting.keep_note(actor=who, initiative=made, text="x", shared=shared)
    other = opening.begin(actor=town.ratna, opening=opening.Opening(
        "Lain", "Lain.", "waste", town.ratna.memberships.get().organisation))
    town.draft(Issue(initiative=other, title="x", text="x"), by=town.ratna)
    return made


def test_every_rule_is_tried():
    assert {*WHOLE, *OVER} == set(EVERY)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.database
def test_a_rule_says_the_same_of_one_thing_and_of_a_list(town, full, data):
    """For those of the room and for anybody else, with or without the second factor, in any state."""
    insider = data.draw(st.sampled_from(["dewi", "surya", "joko", "tini", "fajar", "mira", "ratna", ""]))
    if insider:
        who = again(getattr(town, insider))
        who.strong = data.draw(st.booleans())
    else:
        at = data.draw(st.sampled_from([town.dinkes, town.peduli, town.kampus]))
        who = person("Siapa Contoh", at=at, role=data.draw(st.sampled_from(sorted(ROLES))),
                     strong=data.draw(st.booleans()))
    Record.objects.update(state=data.draw(st.sampled_from([state.name for state in WORKFLOW.states])))
    name = data.draw(st.sampled_from(EVERY))
    rule, model = getattr(rules, name), OVER.get(name, Initiative)
    things = model.objects.select_related("office") if model is Initiative else model._default_manager.select_related(
        "initiative")
    actor = data.draw(st.sampled_from([who, None, system("timer")]))
    listed = set(things.filter(rule.q(actor)).values_list("pk", flat=True))
    assert listed == {thing.pk for thing in things if rule.allows(actor, thing)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.database
def test_protected_notes_open_for_their_own_side_alone(town, full, data):
    """Whatever role anybody holds, on either side or none, with whatever other seat: what comes out is their side's,
    or, for the facilitator, what that side shares."""
    side = data.draw(st.sampled_from(["government", "cso", "other", ""]))
    at = {"government": town.dinkes, "cso": town.peduli, "other": town.klinik, "": town.kampus}[side]
    who = person("Siapa Contoh", at=at, role=data.draw(st.sampled_from(sorted(set(ROLES) - {"auditor"}))))
    if side and data.draw(st.booleans()) and at in offices_of(who, *rules.SPEAKERS):
        town.sit(full, who, at, side)
    else:
        side = ""
    read = noting.look_notes(actor=again(who), initiative=full)
    assert {one.side for one in read} <= ({side} & {"government", "cso"})
    led = noting.look_notes(actor=again(town.fajar), initiative=full)
    assert all(one.shared for one in led) and {one.side for one in led} == {"government", "cso"}


def test_the_facilitator_has_no_vote_and_takes_nothing_away(town, full):
    issue, sheet = Issue.objects.filter(initiative=full).first(), town.sheet(full, "issue")
    question = Decision.objects.filter(initiative=full, closed=None).get()
    for refusal in (lambda: deciding.vote(actor=town.fajar, decision=question, stance="consent"),
                    lambda: deciding.rate(actor=town.fajar, solution=Solution.objects.first(), value=5),
                    lambda: agreeing.agree(actor=town.fajar, sheet=sheet, version=sheet.version),
                    lambda: drafting.set_aside(actor=town.fajar, row=issue),
                    lambda: noting.strike(actor=town.fajar, lesson=Lesson.objects.first()),
                    lambda: keeping.stop(actor=town.fajar, initiative=full, reason="x")):
        with refused():
            refusal()


def test_a_facilitator_is_neutral(town):
    biased = person("Berat Contoh", at=town.peduli, role="facilitator")
    with refused(Hindrance):
        town.begin(facilitator=biased.memberships.get())
    made = town.begin()
    with refused(Hindrance):                                     # nor does somebody lead who sits on a side
        town.sit(made, town.fajar, town.kampus, "other")
    for colleague in (person("Rekan Contoh", at=town.kampus, role="member"), None):
        with refused(Hindrance, match="netral"):                 # whoever comes later, or on paper
            town.sit(made, colleague, town.kampus, "other")
    alone = town.begin_alone(biased)
    opening.settle(actor=town.dewi, initiative=alone, changes={"partner": town.peduli})
    with refused(Hindrance, match="netral"):
        opening.join(actor=town.joko, initiative=town.fresh(alone))


def test_nobody_is_seated_for_an_organisation_or_a_side_that_is_not_theirs(town, begun):
    for who, at, side in ((town.tini, town.dinkes, "government"), (town.tini, town.peduli, "government")):
        with refused(Hindrance):
            town.sit(begun, who, at, side)
    with refused():                                              # each side seats its own
        town.sit(begun, town.tini, town.peduli, "cso", by=town.dewi)
    town.sit(begun, town.tini, town.peduli, "cso", by=town.joko)
    with refused(Hindrance):                                     # one seat a person
        town.sit(begun, again(town.tini), town.peduli, "cso")


def test_a_member_without_the_word_does_not_agree_for_the_side(town, begun):
    town.sit(begun, town.tini, town.peduli, "cso")
    town.draft(Issue(initiative=begun, title="Satu", text="x"))
    sheet = town.sheet(begun, "issue")
    for who in (town.tini, town.mira, town.ratna):
        with refused():
            agreeing.agree(actor=again(who), sheet=sheet, version=sheet.version)


def test_whoever_lost_the_role_or_the_seat_is_out(town, begun):
    town.joko.memberships.update(until="2026-08-01")
    assert not rules.enter.allows(again(town.joko), begun)
    seat = Seat.objects.get(initiative=begun, person=town.mira)
    seating.end_seat(actor=town.mira, seat=seat)
    assert not rules.enter.allows(again(town.mira), begun)
    with refused():
        seating.end_seat(actor=town.dewi, seat=Seat.objects.get(initiative=begun, person=town.joko))


def test_nobody_hears_the_other_sides_check_in_before_their_own(town, begun):
    made = town.walk(begun, "action")
    town.check_in(made, town.dewi)
    assert town.fresh(made).face["rounds"] == []
    with refused():
        checking.check_in(actor=town.mira, initiative=made, progress=5, collaboration=5, text="")
    town.check_in(made, town.dewi, town.joko)                    # a word may be mended until the other has spoken
    rounds = town.fresh(made).face["rounds"]
    assert [row["round"] for row in rounds] == [1] and rounds[0]["cso"]["progress"] == 4
