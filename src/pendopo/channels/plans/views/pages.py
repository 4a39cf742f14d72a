"""The page of a plan and the page of a commitment."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from pendopo.channels.plans import making, rules, showing, turning
from pendopo.channels.plans.cycles import Cycle
from pendopo.channels.plans.models import Commitment, Part, Plan
from pendopo.channels.plans.queries import cycling, pages
from pendopo.channels.plans.views.shared import messages_way
from pendopo.channels.plans.words import SIDES
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import at, visitor
from pendopo.core.records import queries as records
from pendopo.core.records.cards import related, state, where
from pendopo.core.records.telling import told
from pendopo.core.voices.panels import discussion_context
from pendopo.kit.ui.dates import dated


@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A plan: where it stands, what was contributed, what is promised, and its progress in three voices that are never
    mixed: what its assessor reported, what we count ourselves, what each side reports."""
    (found, statements), actor = pages.plan(code), visitor(request)
    if found is None:
        raise Http404
    rows = pages.of_plan(found, actor)
    return render(request, "plans/plan.html", {
        "plan": found, "title": showing.title(found), "other_title": showing.other_title(found),
        "other_language": showing.other_language(found), "owner": found.owner, "monitor": found.monitor,
        "source": showing.sources(found.source), "term": showing.term(found.start, found.end),
        "cards": [showing.card(one) for one in rows if one.state not in ("dropped", "declined")],
        "left_out": [showing.card(one) for one in rows if one.state in ("dropped", "declined")], "count": len(rows),
        "list": f"{reverse('plans:list')}?rencana={found.code}",
        "table": f"{reverse('plans:table')}?rencana={found.code}",
        "feed": f"{reverse('plans:feed')}?rencana={found.code}", **progress(rows, statements),
        **(whole(request, found, found.cycle, actor) if found.cycle else {"cycle": None})})


def progress(rows: list[Commitment], statements: list[pages.Told]) -> dict[str, Any]:
    sums = pages.by_side(rows)
    return {
        "statements": [showing.statement(one) for one in statements],
        "own": [showing.own_count(one) for one in pages.own_counts(rows, statements)],
        "sides": [showing.side(str(label), sums[side], sums["all"]) for side, label in SIDES.items()],
        "spoken": any(sums[side]["reported"] for side in SIDES), "every": sums["all"]}


def whole(request: HttpRequest, found: Plan, cycle: Cycle, actor: Actor | None) -> dict[str, Any]:
    """The making of it, and how people stand to it."""
    events = cycling.deeds(cycle, actor)
    context = discussion_context(request, cycle, actor)
    return {
        "cycle": cycle, "record": cycle, "state": state(cycle), "making": making.face(found, cycle),
        "takes": rules.contribute.allows(actor, found), "discuss": making.themes(
            found, cycle, context["voices"]["write"], context["voices"]["passages"]),
        "ways": making.ways(found, actor),
        "timeline": told(events, actor is not None and cycle.office_id in actor.office_ids), **context}


@require_safe
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """What was promised, by whom, what each side says has become of it, and everything that happened."""
    actor = visitor(request)
    found = pages.commitment(code, actor)
    if found is None:
        raise Http404
    actor = at(request, found.pk)                        # the holder of its receipt goes before the account
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
        "milestones": [turning.milestone(one, entries, found, actor) for one in face.get("milestones", [])],
        "edits": rules.set_milestone.allows(actor, found),
        "removes": rules.remove_milestone.allows(actor, found),
        "assessments": showing.assessments(face.get("assessments", []), entries),
        "continues": face.get("continues", []), "continued_by": face.get("continued_by"),
        "related": related(records.links(found, actor)) if getattr(found, "linked", False) else [],
        "timeline": told(events, actor is not None and found.office_id in actor.office_ids),
        "ways": ways(found, actor), **more(found, entries), **talk(found, discussion_context(request, found, actor))})


def more(found: Commitment, entries: showing.Entries) -> dict[str, Any]:
    """What only some commitments have: the government's own word, a leader's promise, a handover, contributions."""
    face = found.face
    return {"own": [turning.own(one, entries) for one in face.get("own", [])],
            "promise": turning.promise(face.get("promise")),
            "confirmations": [turning.confirmation(one, entries) for one in face.get("confirmations", [])],
            "handovers": [turning.handover(one) for one in face.get("handovers", [])],
            "answers": [turning.answers(one) for one in face.get("answers", [])]}


def talk(found: Commitment, context: dict[str, Any]) -> dict[str, Any]:
    """A draft is read paragraph by paragraph, each with the way to speak to it."""
    voices = context["voices"]
    drafted = turning.drafted(found, voices["write"], voices["passages"]) if found.state == "draft" else []
    return context | {"drafted": drafted}


def facts(found: Commitment) -> list[tuple[str, Any]]:
    """The facts under the title; what a source does not say is said to be missing."""
    promised = found.plan.sort == "promises"
    none = "" if promised else gettext("not stated in the source")
    lead, support, partners = (showing.organisations(found, role) for role in ("lead", "support", "partner"))
    told = [
        (gettext("Number in the plan"), found.number),
        (gettext("Lead unit"), lead or none),
        (gettext("Supporting units"), support),
        (gettext("Partners"), partners or none),
        (gettext("Area"), area(found)),
        (gettext("Level"), showing.level_of_place(found)),
        (gettext("Term"), "" if promised else showing.term(found.start, found.end)),
        (gettext("Until when"), dated(found.end) if promised and found.end else ""),
        (gettext("OGP number"), found.ogp_id),
        (gettext("Whom to ask"), found.contact),
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
    told = [(rule, text, reverse(f"plans:{name}", args=[found.code]), icon) for rule, text, name, icon in (
        (rules.edit_commitment, gettext("Correct"), "edit", "edit"),
        (rules.set_parts, gettext("Who takes part"), "parts", "people"),
        (rules.set_milestone, gettext("Add a milestone"), "add_milestone", "plus"),
        (rules.promise, gettext("Promise"), "promise", "check"),
        (rules.decline, gettext("Decline"), "decline", "close"),
        (rules.confirm_promise, gettext("Say whether it was kept"), "confirm", "check"),
        *([(rules.self_assess, gettext("Self-assessment"), "self_assess", "chart")]
          if found.plan.sort == "action" else []),
        (rules.assess, gettext("Assess"), "assess", "check"))]
    for move in WORKFLOW.moves:
        if move.name in ("adopt", "promise", "decline"):
            continue                                     # they have forms of their own
        told.append((getattr(rules, move.name), gettext(move.label),
                     reverse("plans:step", args=[found.code, move.name]), "right"))
    return messages_way(found.author_id, actor) + [
        {"text": text, "address": address, "icon": icon}
        for rule, text, address, icon in told if rule.allows(actor, found)]
