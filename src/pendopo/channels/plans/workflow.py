"""The life of a commitment. A claim of completion is a claim: what each side and an assessor say stands beside it."""
from django.utils.translation import gettext_noop as N_

from pendopo.core.workflow.table import Move, State, Workflow

# Why each step exists, with the public page that says so.
START = N_("An adopted plan is carried out together with civil society: OGP Participation and Co-Creation Standards, "
           "Standard 5, https://www.opengovpartnership.org/ogp-participation-co-creation-standards/")
CLAIM = N_("The government itself reports how far it has come: OGP, Self-Assessment Process, "
           "https://www.opengovpartnership.org/self-assessment-process/")
REOPEN = N_("Whether a commitment is complete is judged by what was carried out and can be shown, so a claim can be "
            "taken back: OGP glossary, Completion, https://www.opengovpartnership.org/glossary/completion/")
END = N_("A plan has a term, usually two or four years: OGP glossary, Action Plan, "
         "https://www.opengovpartnership.org/glossary/action-plan/")
CARRY_OVER = N_("What is not finished can go on in the next plan, as nine commitments of Indonesia's fourth plan did: "
                "IRM, Indonesia End-of-Term Report 2016-2017, "
                "https://www.opengovpartnership.org/documents/indonesia-end-of-term-report-2016-2017/")
WITHDRAW = N_("A plan may be changed while it runs: OGP, Action Plans, "
              "https://www.opengovpartnership.org/how-it-works/action-plans. Here the commitment stays on the record, "
              "with the reason.")

ADOPT = N_("A plan becomes binding when its government adopts it; what was drafted together becomes a promise: OGP "
           "Participation and Co-Creation Standards, Standards 3 and 4, "
           "https://www.opengovpartnership.org/ogp-participation-co-creation-standards/")
DROP = N_("Not every draft becomes a promise; why it was left out is told: OGP glossary, Reasoned response, "
          "https://www.opengovpartnership.org/glossary/reasoned-response/")
ASKED = N_("What people ask of their leader in a dialogue is written down and answered, with the reason: OGP glossary, "
           "Reasoned response, https://www.opengovpartnership.org/glossary/reasoned-response/")

WORKFLOW = Workflow(
    start="adopted",
    states=(
        State("draft", N_("Being drafted"), "waiting"),
        State("dropped", N_("Left out of the plan"), "neutral", final=True),
        State("asked", N_("Asked, not promised"), "waiting"),
        State("declined", N_("Asked and declined"), "bad", final=True),
        State("adopted", N_("Adopted"), "waiting"),
        State("in_progress", N_("In progress"), "going"),
        State("claimed", N_("Reported complete"), "good"),
        State("ended", N_("Term ended"), "neutral", final=True),
        State("carried_over", N_("Carried over"), "neutral", final=True),
        State("withdrawn", N_("Withdrawn"), "bad", final=True),
    ),
    moves=(
        Move("adopt", ("draft",), "adopted", ADOPT, N_("Adopt")),
        Move("drop", ("draft",), "dropped", DROP, N_("Leave out")),
        Move("promise", ("asked",), "adopted", ASKED, N_("Promise")),
        Move("decline", ("asked",), "declined", ASKED, N_("Decline")),
        Move("start", ("adopted",), "in_progress", START, N_("Start")),
        Move("claim", ("in_progress",), "claimed", CLAIM, N_("Report complete")),
        Move("reopen", ("claimed",), "in_progress", REOPEN, N_("Take the claim back")),
        Move("end", ("adopted", "in_progress", "claimed"), "ended", END, N_("End the term")),
        Move("carry_over", ("adopted", "in_progress", "claimed", "ended"), "carried_over", CARRY_OVER,
             N_("Carry over")),
        Move("withdraw", ("adopted", "in_progress"), "withdrawn", WITHDRAW, N_("Withdraw")),
    ),
)
# Where people may still report, show evidence and assess: reviews come after the term (OGP glossary, completion:
# results are reviewed four months after the end).
OPEN_TO_REPORTS = ("adopted", "in_progress", "claimed", "ended")
EDITABLE = ("draft", "adopted", "in_progress", "claimed", "ended")

# The life of a plan (spec/domain.md 1.3). Each row says where the step comes from.
CALL = N_("The timetable is published before people are asked: OGP Participation and Co-Creation Standards, "
          "Standard 3, https://www.opengovpartnership.org/ogp-participation-co-creation-standards/")
REASONED = N_("Everybody who contributed is told why it was taken or not: OGP Participation and Co-Creation Standards, "
              "Standard 4, https://www.opengovpartnership.org/glossary/reasoned-response/")
SELF = N_("The government reports on its own work at mid-term and at the end: OGP, Self-Assessment Process, "
          "https://www.opengovpartnership.org/self-assessment-process/")
REVIEW = N_("Somebody independent says what was reached: OGP, Independent Reporting Mechanism, "
            "https://www.opengovpartnership.org/irm-guidance-overview/")
LEARN = N_("What was learned goes into the next plan; what is not finished is carried over with its number: OGP "
           "Participation and Co-Creation Standards, Standard 5, "
           "https://www.opengovpartnership.org/ogp-participation-co-creation-standards/")
STOP = N_("Decision of this project: a plan that is given up stays on the record, with the reason.")

CYCLE = Workflow(
    start="preparation",
    states=(
        State("preparation", N_("Preparation"), "waiting"),
        State("proposals", N_("Contributions open"), "going"),
        State("drafting", N_("Discussion and drafting"), "going"),
        State("response", N_("Answers published"), "going"),
        State("adopted", N_("Adopted"), "good"),
        State("implementation", N_("Implementation"), "going"),
        State("self_assessment", N_("Self-assessment"), "going"),
        State("review", N_("Independent assessment"), "going"),
        State("finished", N_("Finished, lessons drawn"), "neutral", final=True),
        State("stopped", N_("Given up"), "bad", final=True),
    ),
    moves=(
        Move("open_proposals", ("preparation",), "proposals", CALL, N_("Open for contributions")),
        Move("start_drafting", ("proposals",), "drafting", CALL, N_("Begin drafting")),
        Move("publish_responses", ("drafting",), "response", REASONED, N_("Publish the answers")),
        Move("adopt", ("response",), "adopted", REASONED, N_("Adopt the plan")),
        Move("implement", ("adopted",), "implementation", START, N_("Begin implementation")),
        Move("assess_self", ("implementation",), "self_assessment", SELF, N_("Publish the self-assessment")),
        Move("review", ("implementation", "self_assessment"), "review", REVIEW, N_("Hand over to the assessor")),
        Move("finish", ("review",), "finished", LEARN, N_("Close with lessons")),
        Move("stop", ("preparation", "proposals", "drafting", "response", "adopted", "implementation"), "stopped",
             STOP, N_("Give the plan up")),
    ),
)
MAKING = ("preparation", "proposals", "drafting", "response")        # before it is adopted
TAKES = ("preparation", "proposals", "drafting")                     # contributions are taken
DRAFTS = ("proposals", "drafting", "response")                       # commitments are written

# An objection to what the other side reports. It is never closed by the side that it is raised against.
OBJECT = N_("Where the two sides differ, both statements stand, and the difference is talked about: OGP Participation "
            "and Co-Creation Standards, Standard 5, "
            "https://www.opengovpartnership.org/ogp-participation-co-creation-standards/")
DISPUTE = Workflow(
    start="open",
    states=(
        State("open", N_("Disputed, not answered"), "late"),
        State("answered", N_("Disputed, answered"), "waiting"),
        State("settled", N_("Settled"), "good", final=True),
        State("unsettled", N_("Not settled: both statements stand"), "bad", final=True),
    ),
    moves=(
        Move("answer", ("open", "answered"), "answered", OBJECT, N_("Answer the objection")),
        Move("settle", ("open", "answered"), "settled", OBJECT, N_("Settle")),
        Move("leave", ("answered",), "unsettled", OBJECT, N_("Close without agreement")),
    ),
)
