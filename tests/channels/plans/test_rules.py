"""Who may what; the rule that hides a button is the rule that filters a list."""
import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.analysis.commitments import Reading
from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.assessing import Finding, assess
from pendopo.channels.plans.actions.importing import import_plans
from pendopo.channels.plans.actions.keeping import edit_commitment
from pendopo.channels.plans.actions.reporting import report_milestone
from pendopo.channels.plans.bodies import Forum, Meeting
from pendopo.channels.plans.cycles import Contribution
from pendopo.channels.plans.models import Commitment, Dispute, Part, Plan
from pendopo.channels.plans.promises import Handover, Term
from pendopo.channels.plans.workflow import CYCLE, WORKFLOW
from pendopo.core.people.queries import system
from pendopo.core.people.roles import ROLES
from pendopo.core.records.models import Record
from pendopo.kit.rules import Rule
from tests.core.hall import person, refused

pytestmark = pytest.mark.django_db
FOUND = Finding("completion", "completion", "limited", "midterm", "Uji 1", "2026-10", "Kurang.")
# What a rule is asked of, where it is not a commitment.
ASKED_OF = {
    Part.objects.select_related("commitment"): "report_milestone add_evidence dispute",
    Plan.objects.select_related("cycle", "term"): "add_theme adopt advance contribute draft_commitment note_submission "
    "open_plan publish_paper rename_plan set_timeline ask_promise record_promise take_snapshot",
    Contribution.objects.select_related("cycle__plan"): "answer_contribution hide_contribution release_contribution "
    "withdraw_contribution",
    Forum.objects.all(): "found_forum hold_meeting seat set_rules unseat",
    Meeting.objects.select_related("forum"): "publish_minutes",
    Dispute.objects.select_related("report", "milestone__commitment__plan"): "answer_dispute close_dispute",
    Term.objects.all(): "open_term end_term open_promises", Handover.objects.select_related("term"): "answer_handover",
}
OF = {name: found for found, names in ASKED_OF.items() for name in names.split()}
STATES = [state.name for state in (*WORKFLOW.states, *CYCLE.states)]
EVERY = [name for name in rules.__all__ if isinstance(getattr(rules, name), Rule)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.database
def test_a_rule_says_the_same_of_one_thing_and_of_a_list(contoh, data):
    """For any role in any office, with or without the second factor, in any state of the commitment."""
    office = data.draw(st.sampled_from([contoh.bappeda, contoh.diskominfo, contoh.forum, contoh.body, None]))
    who = person("Siapa Contoh", at=office, role=data.draw(st.sampled_from(sorted(ROLES))) if office else "",
                 strong=data.draw(st.booleans()))
    Record.objects.update(state=data.draw(st.sampled_from(STATES)))
    name = data.draw(st.sampled_from(EVERY))
    rule = getattr(rules, name)
    things = OF[name].all() if name in OF else Commitment.objects.select_related("plan")
    actor = data.draw(st.sampled_from([who, None, system("import")]))
    listed = set(things.filter(rule.q(actor)).values_list("pk", flat=True))
    assert listed == {thing.pk for thing in things if rule.allows(actor, thing)}


@pytest.mark.database
def test_a_plan_editor_may_not_assess(contoh):
    with refused():
        assess(actor=contoh.editor(), commitment=contoh.commitment(), finding=FOUND)


def test_a_monitor_may_not_edit_whatever_else_they_are(contoh):
    from_body = contoh.monitor()
    both = person("Dua Contoh", at=contoh.bappeda, role="editor")
    both.memberships.create(organisation=contoh.body, role="monitor")
    for who in (from_body, both):
        with refused():
            edit_commitment(actor=who, commitment=contoh.commitment(), changes={"title": "x"})
    with refused():                                        # nor assess the plan of the office they work for
        assess(actor=both, commitment=contoh.commitment(), finding=FOUND)


def test_a_monitor_keeps_no_forum_and_no_term_whatever_else_they_are(contoh):
    forum, term = Forum(organisation=contoh.bappeda), Term(office=contoh.bappeda)
    asked = {"found_forum": forum, "publish_minutes": Meeting(forum=forum), "open_term": term, "end_term": term,
             "open_promises": term, "answer_handover": Handover(term=term)}
    both = person("Tiga Contoh", at=contoh.bappeda, role="editor")
    both.memberships.create(organisation=contoh.body, role="monitor")
    for name, thing in asked.items():
        assert getattr(rules, name).allows(contoh.editor(), thing), name
        assert not getattr(rules, name).allows(both, thing), name


def test_only_the_body_named_for_the_plan_assesses(contoh):
    other = person("Lain Contoh", at=contoh.office("Pemantau Lain", "cso"), role="monitor")
    with refused():
        assess(actor=other, commitment=contoh.commitment(), finding=FOUND)


@pytest.mark.parametrize("role", ["facilitator", "moderator", "auditor", "monitor"])
def test_neutral_roles_report_nothing(contoh, role):
    who = person("Netral Contoh", at=contoh.forum, role=role)
    with refused():
        report_milestone(actor=who, milestone=contoh.milestone(), part=contoh.part(contoh.forum), level="complete",
                         text="x")


def test_nobody_speaks_for_another_organisation_or_without_the_second_factor(contoh):
    part = contoh.part(contoh.diskominfo)
    weak = person("Budi Contoh", at=contoh.diskominfo, role="officer", strong=False)
    for who in (contoh.member(), contoh.editor(), weak):
        with refused():
            report_milestone(actor=who, milestone=contoh.milestone(), part=part, level="complete", text="x")


def test_nobody_imports_but_the_operator(contoh):
    with refused(PermissionDenied):
        import_plans(actor=contoh.editor(), reading=Reading())
    assert not rules.import_plans.allows(None, Plan())
