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
EDITABLE = ("adopted", "in_progress", "claimed", "ended")
