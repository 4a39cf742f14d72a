"""Pictures of a plan: the list with a comparison of any two, one picture, what changed between two, taking one now."""
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.analysis.plan_changes import Change, Picture
from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.models import Snapshot
from pendopo.channels.plans.queries import snapshots as queries
from pendopo.channels.plans.views.shared import plan_or_404
from pendopo.channels.plans.words import LEVELS, MOMENTS, SIDES, TEXTS
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.people.sessions import named, visitor
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import day as day_of


def snapshot_or_404(code: str, slug: str) -> Snapshot:
    found = queries.snapshot(code, slug)
    if found is None:
        raise Http404
    return found


def called(one: Snapshot) -> str:
    """"B09, 30 September 2026", or the day alone; a second one of a day has its number before it."""
    if one.period:
        return f"{one.period}, {day_of(one.day)}"
    again = one.slug.removeprefix(str(one.day)).removeprefix("-")
    return f"{again} · {day_of(one.day)}" if again else day_of(one.day)


@require_safe
def snapshots(request: HttpRequest, code: str) -> HttpResponse:
    """All pictures of a plan; two of them chosen lead to the permanent address of their comparison."""
    plan, actor = plan_or_404(code), visitor(request)
    found = list(queries.of_plan(plan))
    slugs = {one.slug for one in found}
    older, newer = request.GET.get("dari", ""), request.GET.get("ke", "")
    if older in slugs and newer in slugs and older != newer:
        return redirect("plans:since", plan.code, newer, older)
    rows = [{"name": called(one), "address": one.get_absolute_url(), "at": one.at, "size": one.size,
             "entry": showing.entry(one.line.seq),
             "since": reverse("plans:since", args=[plan.code, one.slug, before.slug]) if before else ""}
            for one, before in zip(found, [*found[1:], None], strict=False)]
    choices = [(one.slug, called(one)) for one in found]
    return render(request, "plans/snapshots.html", {
        "plan": plan, "title": showing.title(plan), "rows": rows, "choices": choices,
        "chosen": (older or (choices[1][0] if len(choices) > 1 else ""), newer or (choices[0][0] if choices else "")),
        "same": bool(older) and older == newer,
        "take": reverse("plans:take_snapshot", args=[plan.code]) if rules.take_snapshot.allows(actor, plan) else ""})


@require_safe
def one(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """How the plan stood then, one row a commitment."""
    found = snapshot_or_404(code, slug)
    return render(request, "plans/snapshot.html", {
        "plan": found.plan, "title": showing.title(found.plan), "name": called(found), "one": found,
        "entry": showing.entry(found.line.seq), "sides": list(SIDES.values()),
        "rows": [row(code, told) for code, told in queries.kept(found).items()]})


def row(code: str, told: Picture) -> list[Any]:
    steps = told.get("milestones", [])
    states = {state.name: gettext(state.label) for state in WORKFLOW.states}
    done = [f"{sum(step[side] == 'complete' for step in steps)} / {len(steps)}" for side in SIDES]
    levels = "; ".join(f"{MOMENTS[moment]}: {LEVELS[level][0]}" for moment, level in told["completion"].items())
    return [showing.linked(f"{told['number']}. {title_of(told)}", reverse("plans:detail", args=[code])),
            states.get(told["state"], told["state"]), *done, levels or "–"]


def title_of(told: Picture) -> str:
    return str(told["title_en"] if showing.english() and told["title_en"] else told["title"])


@require_safe
def data(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The same for programs: what its digest was computed of (analysis/plan_changes)."""
    found = snapshot_or_404(code, slug)
    return JsonResponse({"plan": code, "snapshot": found.slug, "day": str(found.day), "digest": found.digest,
                         "ledger_line": found.line.seq, "commitments": queries.kept(found)},
                        json_dumps_params={"ensure_ascii": False})


@require_safe
def since(request: HttpRequest, code: str, slug: str, older: str) -> HttpResponse:
    """What changed from one picture to another, commitment by commitment."""
    newer, before = snapshot_or_404(code, slug), snapshot_or_404(code, older)
    changed = queries.differences(before, newer)
    groups = [{"title": f"{told['number']}. {title_of(told)}", "address": reverse("plans:detail", args=[key]),
               "lines": list(lines(changes))} for key, (told, changes) in changed.items()]
    return render(request, "plans/since.html", {
        "plan": newer.plan, "title": showing.title(newer.plan), "older": before, "newer": newer,
        "names": (called(before), called(newer)), "groups": groups,
        "same": newer.size - sum(changes[0].what != "gone" for _told, changes in changed.values()),
        "entries": (showing.entry(before.line.seq), showing.entry(newer.line.seq)),
        "turned": reverse("plans:since", args=[code, older, slug])})


def lines(changes: Iterable[Change]) -> Iterable[str]:
    states = {state.name: gettext(state.label) for state in WORKFLOW.states}
    none = gettext("nothing")
    for one in changes:
        before, after = one.before, one.after
        if one.what == "state":
            before, after = states.get(before, before), states.get(after, after)
        elif one.what in ("completion", "step_government", "step_cso"):
            before, after = (str(LEVELS[level][0]) if level else "" for level in (before, after))
        yield sentence(one) % {"before": before or none, "after": after or none, "step": one.step,
                               "text": str(TEXTS.get(one.field, one.field)), "moment": str(MOMENTS.get(one.field, ""))}


def sentence(one: Change) -> str:
    return {
        "added": gettext("New in the plan."), "gone": gettext("No longer in the plan, or no longer public."),
        "number": gettext("Number: %(before)s became %(after)s."),
        "title": gettext("Title: “%(before)s” became “%(after)s”."),
        "title_en": gettext("English title: “%(before)s” became “%(after)s”."),
        "state": gettext("State: %(before)s became %(after)s."),
        "start": gettext("Start: %(before)s became %(after)s."),
        "end": gettext("End: %(before)s became %(after)s."), "text": gettext("The text “%(text)s” was changed."),
        "completion": gettext("Completion by the assessor (%(moment)s): %(before)s became %(after)s."),
        "step_added": gettext("Milestone %(step)s is new: %(after)s."),
        "step_gone": gettext("Milestone %(step)s is gone: %(before)s."),
        "step_title": gettext("Milestone %(step)s: “%(before)s” became “%(after)s”."),
        "step_due": gettext("Milestone %(step)s, due: %(before)s became %(after)s."),
        "step_government": gettext("Milestone %(step)s, government reports: %(before)s became %(after)s."),
        "step_cso": gettext("Milestone %(step)s, civil society reports: %(before)s became %(after)s."),
        "step_evidence": gettext("Milestone %(step)s, pieces of evidence: %(before)s became %(after)s."),
    }[one.what]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, code: str) -> HttpResponse:
    """A picture of today, after a question."""
    plan, actor = plan_or_404(code), named(request)
    require(rules.take_snapshot, actor, plan)
    if request.method == "POST":
        made = take_snapshot(actor=actor, plan=plan)
        messages.success(request, gettext("Taken. It stays as it is, at this address."))
        return redirect(made)
    return render(request, "plans/take_snapshot.html", {"plan": plan, "title": showing.title(plan)})
