"""How the clocks read: a tag, a sentence, and how each was computed."""
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from pendopo.channels.plans.packs import ClockRule
from pendopo.channels.plans.queries.clocks import Due
from pendopo.channels.plans.queries.forums import MeetingClock
from pendopo.channels.plans.showing import linked
from pendopo.kit.ui.dates import dated

TAGS = {
    "met": (_("Fulfilled"), "good"), "soon": (_("Near"), "waiting"), "late": (_("Not fulfilled"), "late"),
    "running": (_("Running"), "going"), "none": (_("Not started"), "neutral"), "never": (_("Not fulfilled"), "late"),
    "noted": (_("As written down"), "neutral"),
}
NAMES = {
    "meetings": _("The forum meets at least every six months"),
    "repository": _("Two updates of the repository in twelve months"),
    "review_meetings": _("Two meetings with civil society in twelve months of implementation"),
    "site": _("Something is published at least every four months"),
    "inception": _("Inception assessment within two months of the submission"),
    "end_of_commitment": _("End-of-commitment assessment within a month of completion"),
    "results": _("Results are reviewed within four months of the end"),
    "design": _("The design is reviewed within four months of the submission"),
    "length_local": _("Shortest length of a local plan"), "length_national": _("Shortest length of a national plan"),
    "cohort": _("The plan comes within four months of 31 August, or moves to the next cohort"),
    "cohort_local": _("The intake of OGP Local to which the city belongs"),
}
HOW = {
    "meetings": _("The day of the last meeting whose minutes are public, plus six months."),
    "repository": _("Days in the last twelve months on which a report, evidence, an assessment, a paper, an answer, "
                    "the timetable or minutes were published. Several things on one day count once."),
    "review_meetings": _("Meetings of the kind \"review of progress\" in the last twelve months, with public minutes."),
    "site": _("The last day on which something was published, plus four months."),
    "inception": _("The day of the submission plus two months, against the first report of the assessor after it."),
    "end_of_commitment": _("The day on which the commitment was reported complete plus a month, against the first "
                           "assessment of its end."),
    "results": _("The last day of the plan plus four months, against the first report of the assessor after it."),
    "design": _("The day of the submission plus four months, against the first report of the assessor after it."),
    "length_local": _("Whole months from the start to the end of the plan."),
    "length_national": _("Whole months from the start to the end of the plan."),
    "cohort": _("The day of the submission against the last day of the plan's first year. After it, the plan belongs "
                "to the cohort of the next year; its end stays where it was."),
    "cohort_local": _("As the keeper of the plan wrote it down."),
}


def tag(state: str) -> dict[str, str]:
    words, tone = TAGS[state]
    return {"text": str(words), "tone": tone}


def meeting_tag(clock: MeetingClock) -> dict[str, str]:
    return tag(clock.state)


def meeting_words(clock: MeetingClock) -> Markup:
    """When it met last and by when it must meet again."""
    if clock.last is None:
        return escape(gettext("No meeting with public minutes is on record."))
    return escape(gettext("Last meeting with public minutes: {last}. The next one must be held by {due}.")).format(
        last=dated(clock.last), due=dated(clock.due))


def rule(one: ClockRule) -> dict[str, Any]:
    """A line of the page that says how everything is computed."""
    return {"name": str(NAMES[one.name]), "how": str(HOW[one.name]), "citation": cited(one.citation),
            "valid_from": one.valid_from, "sourced": one.sourced}


def cited(citation: str) -> Markup:
    """The words, and each address in them as a way there."""
    parts = [linked(word, word) if word.startswith("https://") else escape(word) for word in citation.split()]
    return Markup(" ").join(parts)


def due(one: Due) -> dict[str, Any]:
    """A clock of one plan."""
    return {**rule(one.rule), "tag": tag(one.state), "words": words(one)}


def words(one: Due) -> Markup:
    name = one.rule.name
    if name in ("repository", "review_meetings"):
        count = one.count or 0
        return escape(ngettext("{n} day in the last twelve months; {needed} are needed.",
                               "{n} days in the last twelve months; {needed} are needed.", count)).format(
            n=count, needed=one.rule.number)
    if name.startswith("length"):
        return escape(ngettext("{n} month; at least {needed}.", "{n} months; at least {needed}.",
                               one.count or 0)).format(n=one.count, needed=one.rule.months)
    if name.startswith("cohort"):
        return cohort(one)
    if one.started is None:
        return escape(gettext("Nothing has been published yet.") if name == "site" else gettext("Not started."))
    if name == "site":
        return escape(gettext("Last: {last}. The next by {due}.")).format(last=dated(one.started), due=dated(one.due))
    if one.done is not None:
        return escape(gettext("Due {due}, done {done}.")).format(due=dated(one.due), done=dated(one.done))
    return escape(gettext("Due {due}.")).format(due=dated(one.due))


def cohort(one: Due) -> Markup:
    """To which cohort the plan belongs; even and odd years take turns."""
    if one.count is None:
        return escape(one.text)
    years = gettext("even years") if one.count % 2 == 0 else gettext("odd years")
    told = gettext("Wanted by {wanted}, at the latest on {due}.") if one.done is None else gettext(
        "Handed in on {done}; wanted by {wanted}, at the latest on {due}.")
    cohort = gettext("Cohort of {year} ({years}).").format(year=one.count, years=years)
    return escape(told).format(wanted=dated(one.started), due=dated(one.due), done=dated(one.done)) + " " + cohort
