"""Who may what in action plans. Who monitors assesses and edits nothing; who edits a plan assesses nothing."""
from django.db.models import Q

from pendopo.channels.plans.workflow import EDITABLE, OPEN_TO_REPORTS, WORKFLOW
from pendopo.core.people.actors import Actor, System
from pendopo.core.records.rules import see
from pendopo.kit.rules import EVERYTHING, NOTHING, rule

__all__ = ["add_evidence", "assess", "carry_over", "claim", "classify", "edit_commitment", "end", "import_plans",
           "remind_of_due", "reopen", "report_milestone", "see", "start", "take_snapshot", "withdraw"]

EDITORS = ("editor", "coordinator", "secretariat")
SPEAKERS = ("officer", "head", "coordinator", "liaison", "editor", "secretariat", "member", "administrator")


def edits(actor: Actor | None) -> Q:
    """Those who keep the plan for its owner. Whoever monitors edits nothing, whatever other role they hold."""
    if actor is None or actor.at("monitor"):
        return NOTHING
    return Q(plan__owner__in=actor.at(*EDITORS))


def along(actor: Actor | None, move: str) -> Q:
    return edits(actor) & Q(state__in=WORKFLOW.sources(move))


@rule
def import_plans(actor: Actor | None) -> Q:
    """The command line of the operator: an import speaks for its source, not for a person."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


@rule
def edit_commitment(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return edits(actor) & Q(state__in=EDITABLE)


classify = edit_commitment


@rule
def start(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return along(actor, "start")


@rule
def claim(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return along(actor, "claim")


@rule
def reopen(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return along(actor, "reopen")


@rule
def end(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return along(actor, "end")


@rule
def carry_over(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return along(actor, "carry_over")


@rule
def withdraw(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, with a reason."""
    return along(actor, "withdraw")


@rule
def report_milestone(actor: Actor | None) -> Q:
    """Those who speak for an organisation that takes part in the commitment. Asked of its part in it."""
    if actor is None:
        return NOTHING
    return Q(organisation__in=actor.at(*SPEAKERS)) & Q(commitment__state__in=OPEN_TO_REPORTS)


add_evidence = report_milestone


@rule
def assess(actor: Actor | None) -> Q:
    """The monitoring body named for the plan, and nobody of the plan's owner."""
    if actor is None:
        return NOTHING
    return (Q(plan__monitor__in=actor.at("monitor")) & ~Q(plan__owner__in=actor.office_ids)
            & Q(state__in=OPEN_TO_REPORTS))


@rule
def remind_of_due(actor: Actor | None) -> Q:
    """The timer alone."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


@rule
def take_snapshot(actor: Actor | None) -> Q:
    """The timer after each reporting period; those who keep the plan, and its monitoring body. Asked of the plan."""
    if isinstance(actor, System):
        return EVERYTHING
    if actor is None:
        return NOTHING
    return Q(owner__in=actor.at(*EDITORS)) | Q(monitor__in=actor.at("monitor"))
