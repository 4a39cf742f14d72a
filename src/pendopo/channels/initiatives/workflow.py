"""Five steps, each behind a gate (brief 002); what each gate asks for stands in queries/gates.py."""
from django.utils.translation import gettext_noop as N_

from pendopo.core.workflow.table import Limit, Move, State, Workflow

UNDERSTAND = N_("A problem that matters to people is chosen first, together: the five steps of Open Data Lab Jakarta "
                "and GIZ Transformasi (2016), step 1")
FORM_TEAM = N_("Both sides look at causes, implications and the data that are needed before they promise anything: "
               "the five steps, step 2")
CARRY_OUT = N_("The leaders of both sides say in public that their people will work together: the five steps, step 3")
LEARN = N_("The team is supported and looked at again and again, and tries its solution in the small: the five steps, "
           "step 4")
FINISH = N_("Both sides look back apart from one another, so that each can be honest: the five steps, step 5")
PAUSE = N_("Work may rest for a while; the reason stands on the record")
STOP = N_("Whoever stops says why; what was reached stays public")
GO_ON = N_("What proved itself becomes a promise in an action plan")
CHECK = N_("The guide asks for regular looks at the solution and at the collaboration and names no interval: "
           "the room chooses one, thirty calendar days where it chooses none (rule of this software, no law)")

INTERVALS, USUAL = (14, 30, 60, 90), 30              # calendar days from one check-in to the next
STEPS = ("issue", "understanding", "team", "action", "learning")
SHEETS = dict(zip(STEPS, ("issue", "problem", "team", "plan", "lessons"), strict=True))    # what each step leaves
FORWARD = dict(zip(STEPS, ("understand", "form_team", "carry_out", "learn", "finish"), strict=True))

WORKFLOW = Workflow(
    start="issue",
    states=(
        State("issue", N_("Step 1: finding the issue"), "waiting"),
        State("understanding", N_("Step 2: shared understanding"), "going"),
        State("team", N_("Step 3: joint action team"), "going"),
        State("action", N_("Step 4: supported action plan"), "going"),
        State("learning", N_("Step 5: learning"), "going"),
        State("finished", N_("All five steps done"), "good", final=True),
        State("paused", N_("Paused"), "late"),
        State("stopped", N_("Stopped"), "bad", final=True),
        State("continued", N_("Goes on as a commitment"), "good", final=True),
    ),
    moves=(
        Move("understand", ("issue",), "understanding", UNDERSTAND, N_("On to step 2")),
        Move("form_team", ("understanding",), "team", FORM_TEAM, N_("On to step 3")),
        Move("carry_out", ("team",), "action", CARRY_OUT, N_("On to step 4")),
        Move("learn", ("action",), "learning", LEARN, N_("On to step 5")),
        Move("finish", ("learning",), "finished", FINISH, N_("Close step 5")),
        Move("check_in", ("action",), "action", CHECK, N_("Check-in of both sides")),
        Move("pause", STEPS, "paused", PAUSE, N_("Pause")),
        *(Move(f"resume_{step}", ("paused",), step, PAUSE, N_("Go on")) for step in STEPS),
        Move("stop", (*STEPS, "paused"), "stopped", STOP, N_("Stop")),
        Move("continue_as", ("action", "learning", "finished"), "continued", GO_ON, N_("Continue as a commitment")),
    ),
    limits=tuple(
        Limit("check_in" if days == USUAL else f"check_in_{days}", days, starts=("carry_out", "check_in"), law=CHECK,
              stops=("check_in", "learn", "stop", "continue_as"), working=False, pauses=("pause",),
              resumes=("resume_action",), label=N_("Next check-in"), sorts=(str(days),))
        for days in INTERVALS),
)
