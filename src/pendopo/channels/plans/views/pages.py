"""The page of a plan and the page of a commitment."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.models import Commitment, Part
from pendopo.channels.plans.queries import pages
from pendopo.channels.plans.words import SIDES
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import visitor
from pendopo.core.records import queries as records
from pendopo.core.records.cards import related, state, where
from pendopo.core.records.telling import told
from pendopo.core.voices.panels import discussion_context


@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A plan with its progress: what its assessor reported, what we count ourselves, what each side reports."""
    found = pages.plan(code)
    if found is None:
        raise Http404
    rows = pages.of_plan(found, visitor(request))
    statements = pages.statements(found)
    sums = pages.by_side(rows)
    return render(request, "plans/plan.html", {
        "plan": found, "title": showing.title(found), "other_title": showing.other_title(found),
        "other_language": showing.other_language(found), "owner": found.owner, "monitor": found.monitor,
        "source": showing.sources(found.source), "term": showing.term(found.start, found.end),
        "cards": [showing.card(one) for one in rows], "count": len(rows),
        "statements": [showing.statement(one) for one in statements],
        "own": [showing.own_count(one) for one in pages.own_counts(rows, statements)],
        "sides": [showing.side(str(label), sums[side], sums["all"]) for side, label in SIDES.items()],
        "spoken": any(sums[side]["reported"] for side in SIDES), "every": sums["all"],
        "list": f"{reverse('plans:list')}?rencana={found.code}",
        "table": f"{reverse('plans:table')}?rencana={found.code}",
        "feed": f"{reverse('plans:feed')}?rencana={found.code}"})


@require_safe
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """What was promised, by whom, what each side says has become of it, and everything that happened."""
    actor = visitor(request)
    found = pages.commitment(code, actor)
    if found is None:
        raise Http404
    events = records.deeds(found, actor)
    entries = showing.Entries(events)
    face = found.face
    speaks = may_speak(found, actor)
    return render(request, "plans/commitment.html", {
        "record": found, "title": showing.title(found), "other_title": showing.other_title(found),
        "title_language": showing.title_language(found), "other_language": showing.other_language(found),
        "text_language": "" if found.spoken == get_language() else found.spoken,
        "state": state(found), "facts": facts(found),
        "texts": showing.texts(found), "speaks": speaks,
        "milestones": [showing.milestone(one, entries) for one in face.get("milestones", [])],
        "assessments": showing.assessments(face.get("assessments", []), entries),
        "continues": face.get("continues", []), "continued_by": face.get("continued_by"),
        "related": related(records.links(found, actor)) if getattr(found, "linked", False) else [],
        "timeline": told(events, actor is not None and found.office_id in actor.office_ids),
        "ways": ways(found, actor), **discussion_context(request, found, actor)})


def facts(found: Commitment) -> list[tuple[str, Any]]:
    """The facts under the title; what a source does not say is said to be missing."""
    none = gettext("not stated in the source")
    lead, support, partners = (showing.organisations(found, role) for role in ("lead", "support", "partner"))
    told = [
        (gettext("Number in the plan"), found.number),
        (gettext("Lead unit"), lead or none),
        (gettext("Supporting units"), support),
        (gettext("Partners"), partners or none),
        (gettext("Area"), area(found)),
        (gettext("Level"), showing.level_of_place(found)),
        (gettext("Term"), showing.term(found.start, found.end)),
        (gettext("OGP number"), found.ogp_id),
        (gettext("Source"), showing.sources(found.source))]
    return [(name, value) for name, value in told if value]


def area(found: Commitment) -> Markup | str:
    """The region, with the way to everything promised there."""
    if found.place is None:
        return ""
    return showing.linked(where(found), f"{reverse('plans:list')}?wilayah={found.place.region_id}")


def may_speak(found: Commitment, actor: Actor | None) -> bool:
    """The same rule as the action's, asked of the parts that the face names: no query."""
    if actor is None:
        return False
    return any(rules.report_milestone.allows(actor, Part(commitment=found, organisation_id=part["key"]))
               for part in found.face.get("parts", []))


def ways(found: Commitment, actor: Actor | None) -> list[dict[str, str]]:
    """The buttons that this reader may press, each by the rule of its action."""
    if actor is None:
        return []
    told = [(rules.edit_commitment, gettext("Correct"), reverse("plans:edit", args=[found.code]), "edit"),
            (rules.assess, gettext("Assess"), reverse("plans:assess", args=[found.code]), "check")]
    for move in WORKFLOW.moves:
        told.append((getattr(rules, move.name), gettext(move.label),
                     reverse("plans:step", args=[found.code, move.name]), "right"))
    return [{"text": text, "address": address, "icon": icon}
            for rule, text, address, icon in told if rule.allows(actor, found)]
