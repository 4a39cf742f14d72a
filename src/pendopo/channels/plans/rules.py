"""Who may what in action plans. Who monitors assesses and edits nothing; who edits a plan assesses nothing."""
from django.db.models import Q

from pendopo.channels.plans.workflow import CYCLE, DRAFTS, EDITABLE, MAKING, OPEN_TO_REPORTS, TAKES, WORKFLOW
from pendopo.core.people.actors import Actor, ReceiptHolder, System
from pendopo.core.records.actions import held
from pendopo.core.records.rules import see
from pendopo.kit.rules import EVERYTHING, NOTHING, rule

__all__ = ["add_evidence", "add_theme", "adopt", "advance", "answer_contribution", "answer_dispute", "answer_handover",
           "ask_promise", "assess", "carry_over", "claim", "classify", "close_dispute", "confirm_promise", "contribute",
           "cover_plans", "decline", "dispute", "draft_commitment", "drop", "edit_commitment", "end", "end_due_terms",
           "end_term", "found_forum", "hide_contribution", "hold_meeting", "import_plans", "note_submission",
           "open_plan", "open_promises", "open_term", "promise", "publish_minutes", "publish_paper", "record_promise",
           "release_contribution", "remind_of_clocks", "remind_of_due", "remove_milestone", "rename_plan", "reopen",
           "report_milestone", "seat", "see", "self_assess", "set_milestone", "set_parts", "set_rules", "set_timeline",
           "start", "take_snapshot", "unseat", "withdraw", "withdraw_contribution"]

EDITORS = ("editor", "coordinator", "secretariat")
SPEAKERS = ("officer", "head", "coordinator", "liaison", "editor", "secretariat", "member", "administrator")


def kept_by(actor: Actor | None, field: str, *more: str) -> Q:
    """What `field` names an organisation of theirs for, as editors of it (or in one `more` role). Whoever monitors
    edits nothing, whatever other role they hold."""
    if actor is None or actor.at("monitor"):
        return NOTHING
    return Q(**{f"{field}__in": actor.at(*EDITORS, *more)})


def edits(actor: Actor | None) -> Q:
    """Those who keep the plan for its owner."""
    return kept_by(actor, "plan__owner")


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


# The making of a plan

def keeps(actor: Actor | None) -> Q:
    """The same as `edits`, asked of a plan or a forum by the organisation that keeps it."""
    return kept_by(actor, "owner")


@rule
def open_plan(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the organisation whose plan it is to be."""
    return keeps(actor)


@rule
def cover_plans(actor: Actor | None) -> Q:
    """An import or the timer."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


@rule
def rename_plan(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner; the former name stays on the record."""
    return keeps(actor)


publish_paper = note_submission = rename_plan


@rule
def set_timeline(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, until the plan is finished."""
    return keeps(actor) & Q(cycle__state__in=CYCLE.open_states())


@rule
def add_theme(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, while the plan is being made."""
    return keeps(actor) & Q(cycle__state__in=MAKING)


@rule
def advance(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, until the plan is finished."""
    return keeps(actor) & Q(cycle__state__in=CYCLE.open_states())


@rule
def adopt(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, when the answers are published."""
    return keeps(actor) & Q(cycle__state__in=CYCLE.sources("adopt"))


@rule
def draft_commitment(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, once contributions have come in."""
    return keeps(actor) & Q(cycle__state__in=DRAFTS, sort="action")


@rule
def set_milestone(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner."""
    return edits(actor) & Q(state__in=EDITABLE)


set_parts = set_milestone


@rule
def remove_milestone(actor: Actor | None) -> Q:
    """Only while the commitment is drafted: what was promised stays on the record."""
    return edits(actor) & Q(state="draft")


@rule
def drop(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner, while it is drafted, with a reason."""
    return along(actor, "drop")


@rule
def self_assess(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner: it is the government's own word."""
    return edits(actor) & Q(state__in=OPEN_TO_REPORTS)


# Contributions

@rule
def contribute(actor: Actor | None) -> Q:
    """Everybody, with or without an account, while the plan takes contributions. Auditors only read."""
    if actor is not None and actor.at("auditor"):
        return NOTHING
    return Q(cycle__state__in=TAKES, sort="action")


def own_words(actor: Actor | None) -> Q:
    """What somebody wrote: by their account, or by the receipt for the plan that they wrote to."""
    if actor is None:
        return NOTHING
    mine = Q(author__in=actor.own_ids)
    return mine | Q(author=actor.person.pk, cycle=actor.record_id) if isinstance(actor, ReceiptHolder) else mine


@rule
def withdraw_contribution(actor: Actor | None) -> Q:
    """Its author, at any time, unless a court, the police, the Ombudsman, or auditors need it as it is just now."""
    return own_words(actor) & Q(state__in=("received", "held", "answered", "hidden")) & ~Q(cycle__in=held())


@rule
def answer_contribution(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the plan's owner. A later answer stands beside the earlier."""
    return kept_by(actor, "cycle__plan__owner") & Q(state__in=("received", "answered"))


@rule
def release_contribution(actor: Actor | None) -> Q:
    """Moderators, never of the government whose plan it is."""
    if actor is None or not actor.at("moderator"):
        return NOTHING
    return ~Q(cycle__plan__owner__in=actor.office_ids) & Q(state="held")


@rule
def hide_contribution(actor: Actor | None) -> Q:
    """Moderators, with a reason; never of the government whose plan it is."""
    if actor is None or not actor.at("moderator"):
        return NOTHING
    return ~Q(cycle__plan__owner__in=actor.office_ids) & Q(state__in=("held", "received", "answered"))


# The forum

@rule
def found_forum(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the organisation that keeps the forum's papers."""
    return kept_by(actor, "organisation")


set_rules = seat = unseat = hold_meeting = found_forum


@rule
def publish_minutes(actor: Actor | None) -> Q:
    """The plan editor, coordinator or secretariat of the organisation that keeps the forum's papers."""
    return kept_by(actor, "forum__organisation")


@rule
def remind_of_clocks(actor: Actor | None) -> Q:
    """The timer alone."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


# Where the sides differ

dispute = report_milestone


@rule
def answer_dispute(actor: Actor | None) -> Q:
    """Who made the report that is disputed, or the keepers of the plan where a government's report is."""
    if actor is None:
        return NOTHING
    keepers = kept_by(actor, "milestone__commitment__plan__owner") & Q(side="cso")
    return (Q(report__organisation__in=actor.at(*SPEAKERS)) | keepers) & Q(state__in=("open", "answered"))


@rule
def close_dispute(actor: Actor | None) -> Q:
    """The organisation that raised the objection, and nobody else."""
    if actor is None:
        return NOTHING
    return Q(organisation__in=actor.at(*SPEAKERS)) & Q(state__in=("open", "answered"))


# Leaders and their promises

@rule
def open_term(actor: Actor | None) -> Q:
    """The editor, coordinator or secretariat of the leader's office."""
    return kept_by(actor, "office")


@rule
def end_term(actor: Actor | None) -> Q:
    """The editor, coordinator or secretariat of the leader's office, once; or the timer on the last day."""
    if isinstance(actor, System):
        return Q(ended__isnull=True)
    return kept_by(actor, "office") & Q(ended__isnull=True)


@rule
def end_due_terms(actor: Actor | None) -> Q:
    """The timer alone."""
    return EVERYTHING if isinstance(actor, System) else NOTHING


@rule
def answer_handover(actor: Actor | None) -> Q:
    """The staff of the successor's office, once for each promise: what was answered stays."""
    return kept_by(actor, "term__office", "head") & Q(answer="")


@rule
def open_promises(actor: Actor | None) -> Q:
    """The editor, coordinator or secretariat of the leader's office."""
    return open_term.q(actor)


@rule
def ask_promise(actor: Actor | None) -> Q:
    """Everybody may ask a leader who is in office, with or without an account. Auditors only read."""
    if actor is not None and actor.at("auditor"):
        return NOTHING
    return Q(sort="promises", term__ended__isnull=True)


@rule
def record_promise(actor: Actor | None) -> Q:
    """The editor, coordinator or secretariat of the leader's office."""
    return keeps(actor) & Q(sort="promises")


@rule
def promise(actor: Actor | None) -> Q:
    """The editor, coordinator or secretariat of the leader's office."""
    return along(actor, "promise")


@rule
def decline(actor: Actor | None) -> Q:
    """The editor, coordinator or secretariat of the leader's office, with a reason."""
    return along(actor, "decline")


@rule
def confirm_promise(actor: Actor | None) -> Q:
    """The one who asked, by their account or their receipt, and nobody else."""
    if actor is None:
        return NOTHING
    mine = Q(author__in=actor.own_ids)
    if isinstance(actor, ReceiptHolder):
        mine |= Q(pk=actor.record_id, author=actor.person.pk)
    return mine & Q(plan__sort="promises", state__in=OPEN_TO_REPORTS)
