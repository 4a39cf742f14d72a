"""The life of a shared problem: many reports about one matter, in one place, within a few weeks. No limit runs for it:
each of its reports keeps its own."""
from django.utils.translation import gettext_noop as N_

from pendopo.core.workflow.table import Move, State, Workflow

TOGETHER = N_("What many report one by one is seen as one problem that a forum can take up: our own rule")
ANSWER = N_("One answer goes to everybody who reported it: our own rule")
SETTLE = N_("It is over when no more such reports come and the cause is gone: our own rule")

WORKFLOW = Workflow(
    start="open",
    states=(
        State("open", N_("Still open"), "waiting"),
        State("answered", N_("Answered as one"), "going"),
        State("settled", N_("Settled"), "good", final=True),
    ),
    moves=(
        Move("answer", ("open", "answered"), "answered", ANSWER, N_("One answer to all of them")),
        Move("settle", ("open", "answered"), "settled", SETTLE, N_("It is settled")),
        Move("reopen", ("settled",), "open", TOGETHER, N_("It is not over")),
    ),
)
