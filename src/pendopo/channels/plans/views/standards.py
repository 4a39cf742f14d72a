"""How a plan stands against the standards of the partnership: a page to read, print and check, and the same as data."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pendopo.analysis.standards import Result
from pendopo.channels.plans import showing
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries import cycling
from pendopo.channels.plans.queries.standards import verdicts
from pendopo.channels.plans.words import VERDICTS
from pendopo.kit.ui.dates import day

REASONS = {
    "elsewhere": _("The making of this plan is kept elsewhere; nothing here proves it or disproves it."),
    "no_forum": _("No forum is named for this plan."),
    "one_side": _("Seats of government: %(government)s, of others: %(others)s. Both sides must sit at the table."),
    "both_sides": _("Seats of government: %(government)s, of others: %(others)s."),
    "never_met": _("The forum has not met yet, or its minutes are not public."),
    "last_met": _("Last meeting with public minutes: %(day)s. The next is due by %(due)s."),
    "rules": _("The rules are public."), "no_rules": _("The rules of the forum are not published."),
    "site": _("This very page is public and needs no account."),
    "updates": _("Days with something newly published in the last twelve months: %(n)s of %(of)s."),
    "no_timeline": _("No timetable is published."),
    "days_before": _("Published %(n)s days before the beginning; %(of)s are asked for."),
    "outreach": _("Invitations and meetings with people on record: %(n)s."),
    "no_outreach": _("No invitation or outreach is on record."),
    "contributions": _("Contributions received: %(n)s."), "no_contributions": _("No contribution is on record."),
    "unanswered": _("Without an answer: %(n)s of %(of)s contributions."),
    "answered": _("All %(n)s contributions are answered."),
    "not_running": _("The plan is not being carried out yet."),
    "reviews": _("Meetings of both sides on the results in the last twelve months: %(n)s of %(of)s."),
    "forum": _("The forum is on record."), "met": _("Meetings of both sides while the plan was made: %(n)s."),
    "not_met": _("No meeting of both sides is on record."),
    "told_before": _("The agenda was public before the day of the meeting: %(n)s of %(of)s."),
    "not_told_before": _("No agenda was published before the day of its meeting."),
    "endorsed": _("The endorsement is published."), "not_endorsed": _("No endorsement is on record."),
    "no_update": _("Nothing has been published on this plan."),
    "last_update": _("Last published: %(day)s. The next is due by %(due)s."),
}


def sentence(one: Result) -> str:
    values = {name: day(str(value)) if name in ("day", "due") else value for name, value in one.values.items()}
    return str(REASONS[one.reason]) % values


def text(one: Result) -> str:
    return one.requirement.text_en if get_language() == "en" else one.requirement.text_id


def drawn(one: Result) -> dict[str, Any]:
    words, tone = VERDICTS[one.verdict]
    return {"code": one.requirement.code, "text": text(one), "tag": {"text": str(words), "tone": tone},
            "reason": sentence(one), "proofs": one.proofs, "citation": showing.sources(one.requirement.citation),
            "sourced": one.requirement.sourced, "since": one.requirement.valid_from}


def plan_or_404(code: str) -> Plan:
    found = cycling.covered(code)
    if found is None or found.sort != "action":
        raise Http404
    return found


@require_safe
def standards(request: HttpRequest, code: str) -> HttpResponse:
    plan = plan_or_404(code)
    found = verdicts(plan)
    groups = [(gettext("Standards of 2021"), [drawn(one) for one in found if one.requirement.list == "2021"]),
              (gettext("What OGP Local asks for"), [drawn(one) for one in found if one.requirement.list == "local"])]
    counts = [(VERDICTS[name][0], sum(one.verdict == name for one in found)) for name in VERDICTS]
    return render(request, "plans/standards.html", {
        "plan": plan, "title": showing.title(plan), "groups": [group for group in groups if group[1]],
        "counts": [(words, number) for words, number in counts if number]})


@require_safe
def data(request: HttpRequest, code: str) -> HttpResponse:
    return JsonResponse(as_data(plan_or_404(code)), json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_data(plan: Plan) -> dict[str, Any]:
    return {"plan": plan.code, "requirements": [{
        "code": one.requirement.code, "list": one.requirement.list, "text": text(one), "verdict": one.verdict,
        "verdict_text": str(VERDICTS[one.verdict][0]), "reason": one.reason, "values": one.values,
        "said": sentence(one), "citation": one.requirement.citation, "sourced": one.requirement.sourced,
        "proofs": [{"words": proof.words, "address": proof.address, "day": str(proof.day) if proof.day else None}
                   for proof in one.proofs]} for one in verdicts(plan)]}
