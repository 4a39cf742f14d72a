"""The life of a commitment. A claim of completion is a claim: what each side and an assessor say stands beside it."""
from django.utils.translation import gettext_noop as N_

from pendopo.core.workflow.table import Move, State, Workflow

WORKFLOW = Workflow(
    start="adopted",
    states=(
        State("adopted", N_("Adopted"), "waiting"),
        State("in_progress", N_("In progress"), "going"),
        State("claimed", N_("Reported complete"), "good"),
        State("ended", N_("Term ended"), "neutral", final=True),
        State("carried_over", N_("Carried over"), "neutral", final=True),
        State("withdrawn", N_("Withdrawn"), "bad", final=True),
    ),
    moves=(
        Move("start", ("adopted",), "in_progress", "OGP cycle: implementation follows adoption by the head of region "
             "(spec/domain.md 1.3)", N_("Start")),
        Move("claim", ("in_progress",), "claimed", "OGP self-assessment template: the lead states a level of "
             "completion [docsbay.net template]", N_("Report complete")),
        Move("reopen", ("claimed",), "in_progress", "OGP glossary, completion: without evidence a commitment is not "
             "complete, so a claim can be taken back", N_("Take the claim back")),
        Move("end", ("adopted", "in_progress", "claimed"), "ended", "A plan has a term: two years, four at most "
             "(OGP database, Action Plan Duration)", N_("End the term")),
        Move("carry_over", ("adopted", "in_progress", "claimed", "ended"), "carried_over", "9 of the 45 assessed "
             "commitments of NAP4 were carried over [IRM end-of-term report 2016-2017]", N_("Carry over")),
        Move("withdraw", ("adopted", "in_progress"), "withdrawn", "OGP database, Completion: a commitment may be "
             "withdrawn; it stays on the record with the reason", N_("Withdraw")),
    ),
)
# Where people may still report, show evidence and assess: reviews come after the term (OGP glossary, completion:
# results are reviewed four months after the end).
OPEN_TO_REPORTS = ("adopted", "in_progress", "claimed", "ended")
EDITABLE = ("adopted", "in_progress", "claimed", "ended")
