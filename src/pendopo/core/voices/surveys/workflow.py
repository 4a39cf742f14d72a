"""The life of a survey. What is asked does not change while people answer; what they said comes out at the end."""
from django.utils.translation import gettext_noop as N_

from pendopo.core.workflow.table import Move, State, Workflow

OPEN = N_("From here on no question changes: a fingerprint of all of them stands in the ledger. A rule of this "
          "house (docs/decisions).")
CLOSE = N_("The answers of all come out at the same time, after the last one: nobody can compare before and after. "
           "A rule of this house (docs/decisions).")
DROP = N_("A survey that was never opened can be given up; that it was prepared stays on the record.")

WORKFLOW = Workflow(
    start="draft",
    states=(
        State("draft", N_("In preparation"), "waiting"),
        State("open", N_("Open for answers"), "going"),
        State("closed", N_("Closed, with results"), "good", final=True),
        State("given_up", N_("Given up"), "neutral", final=True),
    ),
    moves=(
        Move("open", ("draft",), "open", OPEN, N_("Open for answers")),
        Move("close", ("open",), "closed", CLOSE, N_("Close and publish the results")),
        Move("give_up", ("draft",), "given_up", DROP, N_("Give up")),
    ),
)
