"""The clocks of the partnership for every plan of this city, how each is computed; and the two forms of OGP Local,
filled from the record."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.channels.plans import showing, timing
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.packs import clock_rules
from pendopo.channels.plans.queries import clocks, forums, local, pages
from pendopo.channels.plans.views.shared import plan_or_404, plan_way, way
from pendopo.channels.plans.words import LEVELS, TEXTS
from pendopo.core.people.sessions import visitor
from pendopo.core.records.cards import absolute
from pendopo.kit.ui.dates import dated, day


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Each rule with its source, and how it is reckoned here."""
    return render(request, "plans/clocks.html", {
        "crumbs": way(), "rules": [timing.rule(one) for one in clock_rules().values()],
        "plans": [{"text": showing.title(plan), "address": reverse("plans:clocks", args=[plan.code]), "icon": "clock"}
                  for plan in local.own_plans()],
        "forums": [{"text": one.called, "address": one.get_absolute_url(), "icon": "people"}
                   for one in forums.forums()]})


@require_safe
def of_plan(request: HttpRequest, code: str) -> HttpResponse:
    plan, today = plan_or_404(code), timezone.localdate()
    clock = forums.clock_of(plan.forum, today) if plan.forum else None
    return render(request, "plans/plan_clocks.html", {
        "plan": plan, "title": showing.title(plan), "crumbs": plan_way(plan),
        "dues": [timing.due(one) for one in clocks.of_plan(plan, today)], "forum": plan.forum,
        "forum_rule": timing.rule(clock_rules()["meetings"]),
        "forum_tag": timing.meeting_tag(clock) if clock else timing.tag("never"),
        "forum_words": timing.meeting_words(clock) if clock else gettext("No forum is named for this plan."),
        "days": [dated(one) for one in clocks.days_of(plan)[:12]],
        "every": reverse("plans:rules")})


@require_safe
def inception(request: HttpRequest, code: str) -> HttpResponse:
    """The inception form of OGP Local: what the record can answer is answered, the rest is left to the assessor."""
    plan = plan_or_404(code)
    if plan.sort != "action":
        raise Http404
    asked = local.inception(plan, timezone.localdate())
    return render(request, "plans/inception.html", {
        "plan": plan, "title": showing.title(plan), "crumbs": plan_way(plan), "facts": plan_facts(plan),
        "answers": [{"question": str(local.QUESTIONS[one.name]), "met": one.met, "proofs": [
            (words, address) for words, address in one.proofs]} for one in asked],
        "commitments": [commitment_facts(one) for one in pages.with_faces(plan)],
        "rule": timing.rule(clock_rules()["inception"])})


def plan_facts(plan: Plan) -> list[tuple[str, Any]]:
    cycle = plan.cycle
    told = [(gettext("Whose plan"), plan.owner.called), (gettext("Term"), showing.term(plan.start, plan.end)),
            (gettext("Monitoring body"), plan.monitor.called if plan.monitor else gettext("none named here")),
            (gettext("Decree"), cycle.decree if cycle else ""),
            (gettext("Day of the decree"), dated(cycle.decree_on) if cycle and cycle.decree_on else ""),
            (gettext("Submitted"), dated(cycle.submitted) if cycle and cycle.submitted else gettext("not yet")),
            (gettext("Intake of OGP Local"), cycle.cohort if cycle else "")]
    return [(name, value) for name, value in told if value]


def commitment_facts(one: Commitment) -> dict[str, Any]:
    found = one.face
    return {"number": one.number, "title": showing.title(one), "address": absolute(one),
            "facts": [(gettext("Lead unit"), showing.name(one.lead) or gettext("not stated")),
                      (gettext("Term"), showing.term(one.start, one.end))],
            "texts": [(str(TEXTS[name]), SafeString(html)) for name, html in found.get("texts", {}).items()],
            "milestones": [(step["position"], step["title"], SafeString(step["deliverable"]),
                            day(step["due"]) if step["due"] else gettext("not stated"))
                           for step in found.get("milestones", [])]}


@require_safe
def end_of_commitment(request: HttpRequest, code: str) -> HttpResponse:
    """The end-of-commitment form of OGP Local, filled from reports, evidence, self-assessment and assessment."""
    found = pages.commitment(code, visitor(request))
    if found is None or found.plan.sort != "action":
        raise Http404
    today = timezone.localdate()
    face = found.face
    own = (face.get("own") or [None])[-1]
    facts = [(gettext("Plan"), f"{found.plan.code}: {showing.title(found.plan)}"),
             (gettext("Number in the plan"), found.number),
             (gettext("Lead unit"), showing.name(found.lead) or gettext("not stated")),
             (gettext("Partners"), ", ".join(showing.name(part) for part in face.get("parts", [])
                                             if part["role"] == "partner") or gettext("not stated")),
             (gettext("Term"), showing.term(found.start, found.end))]
    return render(request, "plans/end_of_commitment.html", {
        "record": found, "facts": facts, "title": showing.title(found),
        "due": timing.due(clocks.of_commitment(found, today)),
        "crumbs": plan_way(found.plan, (found.code, found.get_absolute_url())),
        "texts": showing.texts(found),
        "milestones": [showing.milestone(one, showing.Entries([])) for one in face.get("milestones", [])],
        "own": own and {"level": str(LEVELS[own["level"]][0]), "body": SafeString(own["html"]),
                        "next": SafeString(own["next"])},
        "assessments": showing.assessments(face.get("assessments", []), showing.Entries([])),
        "questions": [str(words) for words in local.OPENED]})
