"""The codes of action plans as people read them. The scales are those of analysis/commitments (spec/domain.md 1.5)."""
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEVELS = {                           # of a milestone or commitment: (words, tone)
    "not_started": (_("Not started"), "bad"),
    "under_way": (_("Under way, extent not stated"), "going"),
    "limited": (_("Limited"), "late"),
    "substantial": (_("Substantial"), "going"),
    "complete": (_("Complete"), "good"),
    "withdrawn": (_("Withdrawn"), "private"),
    "unclear": (_("Unclear"), "neutral"),
    "": (_("Extent not stated"), "neutral"),
}
REPORTED = ("not_started", "limited", "substantial", "complete", "withdrawn")     # what a form offers
COUNTED = ("complete", "substantial", "limited", "not_started")                   # as assessors' totals are drawn
SIDES = {"government": _("Government"), "cso": _("Civil society")}
PARTS = {"lead": _("Lead unit"), "support": _("Supporting unit"), "partner": _("Partner")}
PLACES = {"national": _("National"), "local-in-NAP": _("Local, in a national plan"), "local": _("Local")}
MOMENTS = {"midterm": _("Mid-term"), "end": _("End of term"), "": _("No moment named")}
MISSING = {
    "ND": _("no data in this method (ND)"),
    "NR": _("not yet reviewed (NR)"),
    "NA": _("not applicable (NA)"),
    "": _("not stated in the source"),
}
INDICATORS = {
    "completion": _("Completion"), "design": _("Design"), "verifiable": _("Verifiable"),
    "early_result": _("Early results"), "specificity": _("Specificity"),
    "opened_information": _("Opened government: information"),
    "opened_participation": _("Opened government: participation"),
    "opened_accountability": _("Opened government: accountability"),
}
SCALES = {
    "completion": _("level of completion"), "specificity": _("specificity"), "verifiable": _("verifiable or not"),
    "potential_impact": _("potential impact"), "potential_for_results": _("potential for results"),
    "ambition": _("ambition"), "irm_wide_label": _("label of the review"),
    "did_it_open_government": _("did it open government"), "early_results": _("early results"),
}
VALUES = {
    "none": pgettext_lazy("assessment", "none"), "low": _("low"), "medium": _("medium"), "high": _("high"),
    "no": _("no"), "yes": _("yes"), "minor": _("minor"), "moderate": _("moderate"),
    "transformative": _("transformative"), "unclear": _("unclear"), "modest": _("modest"),
    "substantial": _("substantial"), "not well-designed": _("not well designed"),
    "well-designed": _("well designed"), "worsens": _("worsened"), "did_not_change": _("did not change"),
    "no_early_results": _("no early results to report yet"), "marginal": _("marginal"), "major": _("major"),
    "outstanding": _("outstanding"), "not_applicable": _("does not apply to this part"),
    "no_notable_results": _("no notable results"), "significant": _("significant"),
    "not_started": _("not started"), "limited": _("limited"), "complete": _("complete"), "withdrawn": _("withdrawn"),
}
TEXTS = {                            # the texts of a commitment, in the order in which they are read
    "problem": _("The problem"), "causes": _("Its causes"), "status_quo": _("How things stood"),
    "action": _("What was promised"), "contribution": _("How this helps"), "results": _("Expected results"),
    "theme": _("Theme"), "values": _("Values of open government"), "budget": _("Budget"),
    "links": _("Development plan and goals"),
}
STAGES = {                           # of a plan's timetable
    "preparation": _("Preparation and invitation"), "proposals": _("Contributions"),
    "drafting": _("Discussion by theme and drafting"), "response": _("Answers to every contribution"),
    "adopted": _("Adoption"), "implementation": _("Implementation"),
    "self_assessment": _("Self-assessment"), "review": _("Independent assessment"),
}
PAPERS = {                           # what is published about a plan
    "outreach": _("Invitation and information before"), "discussion": _("Notes of a discussion"),
    "draft": _("Draft of the plan"), "response": _("Overview of the answers"),
    "endorsement": _("Agreement of those outside the government"), "decree": _("Decree"),
    "self_assessment": _("Self-assessment of the government"), "review": _("Report of the assessor"),
    "results": _("Results"), "lessons": _("What was learned"),
}
OUTCOMES = {                         # of a contribution: (words, tone)
    "taken": (_("Taken into the plan"), "good"), "partly": (_("Taken in part"), "going"),
    "not_taken": (_("Not taken, with the reason"), "bad"),
    "elsewhere": (_("Belongs elsewhere, with the way there"), "neutral"),
}
CONTRIBUTED = {                      # states of a contribution: (words, tone)
    "received": (_("Waits for an answer"), "waiting"), "held": (_("Waits for a moderator"), "private"),
    "hidden": (_("Hidden by moderation"), "private"), "withdrawn": (_("Taken back by its author"), "neutral"),
    "answered": (_("Answered"), "good"),
}
VERDICTS = {                         # of a requirement of the standards: (words, tone)
    "pass": (_("Met"), "good"), "fail": (_("Not met"), "bad"), "not_yet": (_("Not yet due"), "waiting"),
    "unknown": (_("Not on record here"), "neutral"),
}
CHANNELS = {"web": _("Here"), "meeting": _("In a meeting"), "letter": _("By letter or in person")}
FUNCTIONS = {"chair": _("Chair"), "cochair": _("Co-chair"), "secretary": _("Secretary"), "member": _("Member")}
MEETINGS = {"regular": _("Regular meeting"), "drafting": _("Meeting on a draft"), "review": _("Review of progress")}
PROMISES = {
    "vision": _("Vision"), "mission": _("Mission"), "programme": _("Programme"), "speech": _("Speech"),
    "dialogue": _("Dialogue with residents"),
}
HANDED = {                           # what a successor says to an open promise: (words, tone)
    "": (_("Not answered by the successor yet"), "late"), "continue": (_("Goes on"), "good"),
    "change": (_("Goes on, changed"), "going"), "stop": (_("Stopped, with the reason"), "bad"),
}


def value(said: str) -> object:
    """A value of any scale, or one of the kinds of missing, in words."""
    return MISSING.get(said) or VALUES.get(said, said)
