"""What is known of a plan in the making, and what it still lacks for its next step."""
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from pendopo.channels.plans import rules
from pendopo.channels.plans.cycles import Answer, Contribution, Cycle, Paper, Stage
from pendopo.channels.plans.models import Commitment, Milestone, Plan
from pendopo.channels.plans.workflow import OPEN_TO_REPORTS
from pendopo.core.people.actors import Actor
from pendopo.core.records import queries as records
from pendopo.core.records.models import Event

NAMED = 10                           # contributions that a refusal names one by one
MANY = ("cycles.contribute", "cycles.answer_contribution", "cycles.withdraw_contribution",
        "cycles.release_contribution", "cycles.hide_contribution")
TIMED = ("preparation", "proposals", "drafting", "response", "adopted")     # what the public timetable must have


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, in words, and where it can be done."""
    sentence: str
    address: str = ""


def covering(code: str) -> QuerySet[Plan]:
    """The plan with everything that its pages name."""
    return Plan.objects.filter(code=code).select_related(
        "owner", "monitor", "region", "forum", "term", "cycle__decree_file")


def covered(code: str) -> Plan | None:
    """The same, asked: one query."""
    return covering(code).first()


def deeds(cycle: Cycle, actor: Actor | None) -> list[Event]:
    """The steps of the plan. What is contributed and answered has a page of its own: a thousand rows are no timeline;
    the whole one is a link away."""
    return list(records.timeline(cycle, actor).exclude(verb__startswith="voices.").exclude(verb__in=MANY))


def timeline(cycle: Cycle) -> list[Stage]:
    """The timetable of today."""
    return list(Stage.objects.filter(cycle=cycle.pk, replaced=None))


def former(cycle: Cycle) -> list[Stage]:
    """What the timetable said before, the latest change first."""
    return list(Stage.objects.filter(cycle=cycle.pk).exclude(replaced=None).order_by("-replaced", "start"))


def contributions(cycle: Cycle, actor: Actor | None) -> QuerySet[Contribution]:
    """All that this reader may see, the newest first: one that waits for a moderator only by its author and those."""
    found = Contribution.objects.filter(cycle=cycle.pk).select_related("theme", "organisation").order_by("-number")
    if actor is not None and actor.at("moderator"):
        return found
    return found.exclude(state="held") | found.filter(rules.own_words(actor), state="held")


def contribution(plan: Plan, number: int, actor: Actor | None) -> Contribution | None:
    found = Contribution.objects.filter(cycle=plan.cycle_id, number=number).select_related(
        "theme", "organisation", "author", "commitment", "cycle__plan").first()
    if found is None or found.state != "held":
        return found
    mine = rules.withdraw_contribution.allows(actor, found)
    return found if mine or rules.hide_contribution.allows(actor, found) else None


def answers(found: Contribution) -> list[Answer]:
    return list(Answer.objects.filter(contribution=found.pk).select_related("organisation").prefetch_related(
        "commitments__plan"))


def unanswered(cycle: Cycle) -> QuerySet[Contribution]:
    """Those that nobody has answered. One that waits for a moderator is not answered either."""
    return Contribution.objects.filter(cycle=cycle.pk, state__in=("received", "held")).order_by("number")


def papers(cycle: Cycle) -> list[Paper]:
    return list(Paper.objects.filter(cycle=cycle.pk).select_related("file", "theme", "organisation"))


def drafts(plan: Plan) -> QuerySet[Commitment]:
    return Commitment.objects.filter(plan=plan.pk, state="draft").order_by("position", "pk")


def gaps(plan: Plan, move: str) -> list[Gap]:
    """What stands in the way of this step. Nothing: it can be taken."""
    cycle = plan.cycle
    if cycle is None:
        return [Gap(gettext("This plan has no record yet; it gets one tonight."))]
    return [gap for ask in NEEDED.get(move, ()) for gap in ask(plan, cycle)]


def _address(plan: Plan, name: str) -> str:
    return reverse(f"plans:{name}", args=[plan.code])


def _without_timetable(plan: Plan, cycle: Cycle) -> list[Gap]:
    there = {stage.name for stage in timeline(cycle)}
    if set(TIMED) <= there:
        return []
    return [Gap(gettext("The timetable is not published: people must know beforehand when they can speak."),
                _address(plan, "timeline"))]


def _unanswered(plan: Plan, cycle: Cycle) -> list[Gap]:
    found = list(unanswered(cycle)[:NAMED + 1])
    named = [Gap(gettext("Contribution %(number)s has no answer yet.") % {"number": one.number},
                 reverse("plans:contribution", args=[plan.code, one.number])) for one in found[:NAMED]]
    if len(found) > NAMED:
        more = unanswered(cycle).count() - NAMED
        named.append(Gap(ngettext("%(n)s more contribution has no answer.", "%(n)s more contributions have no answer.",
                                  more) % {"n": more}, _address(plan, "contributions") + "?status=received"))
    return named


def _without_promises(plan: Plan, cycle: Cycle) -> list[Gap]:
    if drafts(plan).exists() or Commitment.objects.filter(plan=plan.pk, state__in=OPEN_TO_REPORTS).exists():
        return []
    return [Gap(gettext("The plan has no commitment."), _address(plan, "draft"))]


def _unfinished_drafts(plan: Plan, cycle: Cycle) -> list[Gap]:
    """Each commitment needs a lead unit, and milestones with something to show and two days."""
    found = []
    steps: dict[int, list[Milestone]] = {}
    for step in Milestone.objects.filter(commitment__in=drafts(plan).values("pk")):
        steps.setdefault(step.commitment_id, []).append(step)
    for one in drafts(plan):
        told, address = {"number": one.number}, one.get_absolute_url()
        if one.lead_id is None:
            found.append(Gap(gettext("Commitment %(number)s names no lead unit.") % told, address))
        if not steps.get(one.pk):
            found.append(Gap(gettext("Commitment %(number)s has no milestone.") % told, address))
        for step in steps.get(one.pk, []):
            if not (step.deliverable and step.start and step.due):
                found.append(Gap(gettext("Milestone %(step)s of commitment %(number)s needs something to show, a start "
                                         "and an end.") % {"step": step.position, **told}, address))
    return found


def _without_decree(plan: Plan, cycle: Cycle) -> list[Gap]:
    if cycle.decree:
        return []
    return [Gap(gettext("The decree that adopts the plan is not named."), _address(plan, "adopt"))]


def _without_lessons(plan: Plan, cycle: Cycle) -> list[Gap]:
    return _without(plan, cycle, "lessons", gettext("What was learned is not published yet."))


def _without_self_assessment(plan: Plan, cycle: Cycle) -> list[Gap]:
    return _without(plan, cycle, "self_assessment", gettext("The self-assessment is not published yet."))


def _without(plan: Plan, cycle: Cycle, sort: str, sentence: str) -> list[Gap]:
    if Paper.objects.filter(cycle=cycle.pk, sort=sort).exists():
        return []
    return [Gap(sentence, f"{_address(plan, 'paper')}?jenis={sort}")]


def _open_promises(plan: Plan, cycle: Cycle) -> list[Gap]:
    """Nothing falls under the table: each commitment is ended, carried over or withdrawn first."""
    return [Gap(gettext("Commitment %(number)s is still open: end it, carry it over or withdraw it.") % {
        "number": one.number}, one.get_absolute_url())
        for one in Commitment.objects.filter(plan=plan.pk, state__in=("adopted", "in_progress", "claimed")).order_by(
            "position", "pk")[:NAMED]]


NEEDED: dict[str, tuple[Callable[[Plan, Cycle], list[Gap]], ...]] = {
    "open_proposals": (_without_timetable,), "publish_responses": (_unanswered,),
    "adopt": (_unanswered, _without_promises, _unfinished_drafts), "implement": (_without_decree,),
    "assess_self": (_without_self_assessment,), "finish": (_without_lessons, _open_promises)}
