"""Forms, each on an address of its own. What was typed is still there when something must be mended."""
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.actions import assessing, keeping, reporting
from pendopo.channels.plans.forms import AssessForm, CarryForm, EditForm, EvidenceForm, ReportForm, StepForm
from pendopo.channels.plans.models import Commitment, Milestone, Part
from pendopo.channels.plans.queries import pages, steps
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import named
from pendopo.core.workflow.table import Move, NotFromHere
from pendopo.kit.rules import Refused, require

form_methods = require_http_methods(["GET", "HEAD", "POST"])
MOVES: dict[str, Callable[..., Commitment]] = {
    "start": keeping.start, "claim": keeping.claim, "reopen": keeping.reopen, "end": keeping.end,
    "carry_over": keeping.carry_over, "withdraw": keeping.withdraw, "drop": keeping.drop}
NEEDS_REASON = ("reopen", "withdraw", "carry_over", "drop")


def found_or_404(code: str, actor: Actor) -> Commitment:
    found = pages.commitment(code, actor)
    if found is None:
        raise Http404
    return found


def milestone_or_404(found: Commitment, position: int) -> Milestone:
    step = steps.milestone(found, position)
    if step is None:
        raise Http404
    return step


def own_parts(found: Commitment, actor: Actor) -> list[Part]:
    """The organisations of this commitment for which the actor may speak; 403 when there is none."""
    own = [part for part in steps.parts(found) if rules.report_milestone.allows(actor, part)]
    if not own:
        raise Refused(rules.report_milestone)
    return own


def shown(told: dict[str, Any]) -> reporting.Shown | None:
    if not told["file"] and not told["url"] and not told["record"]:
        return None
    return reporting.Shown(told["title"], told["file"], told["url"], told["retrieved"], told["record"])


def draw(request: HttpRequest, found: Commitment, form: Any, title: str, send: str, **more: Any) -> HttpResponse:
    return render(request, "plans/form.html", {
        "record": found, "record_title": showing.title(found), "form": form, "title": title, "send": send,
        "upload": form.is_multipart(), "step": None, "lead": "", "danger": False, **more},
        status=422 if form.is_bound else 200)


def thanks(request: HttpRequest, words: str, told: dict[str, Any]) -> None:
    messages.success(request, words)
    for caution in getattr(told.get("file"), "cautions", ()):
        messages.warning(request, str(caution))


@form_methods
def report(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """One side says how far a milestone is."""
    actor = named(request)
    found = found_or_404(code, actor)
    step, own = milestone_or_404(found, position), own_parts(found, actor)
    form = ReportForm(own, request.POST or None, request.FILES or None)
    if form.is_valid():
        told = form.cleaned_data
        reporting.report_milestone(actor=actor, milestone=step, part=told["part"], level=told["level"],
                                   text=told["text"], shown=shown(told))
        thanks(request, gettext("Your report stands on the record."), told)
        return redirect(f"{found.get_absolute_url()}#tonggak-{position}")
    return draw(request, found, form, gettext("Report on a milestone"), gettext("Send the report"), step=step,
                lead=gettext("It is published under the name of your organisation and cannot be taken back; "
                             "a later report stands beside it."))


@form_methods
def evidence(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Something to look at."""
    actor = named(request)
    found = found_or_404(code, actor)
    step, own = milestone_or_404(found, position), own_parts(found, actor)
    form = EvidenceForm(own, request.POST or None, request.FILES or None)
    if form.is_valid():
        told = form.cleaned_data
        look = shown(told)
        if look is not None:
            reporting.add_evidence(actor=actor, milestone=step, part=told["part"], shown=look)
        thanks(request, gettext("The evidence stands on the record."), told)
        return redirect(f"{found.get_absolute_url()}#tonggak-{position}")
    return draw(request, found, form, gettext("Add evidence"), gettext("Add it"), step=step)


@form_methods
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """A monitoring body says what it found."""
    actor = named(request)
    found = found_or_404(code, actor)
    require(rules.assess, actor, found)
    form = AssessForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        indicator, scale, code_of_value = told["finding"].split(":")
        assessing.assess(actor=actor, commitment=found, finding=assessing.Finding(
            indicator, scale, code_of_value, told["moment"], told["method"], told["stated"], told["text"],
            told["source"]))
        messages.success(request, gettext("The assessment stands on the record."))
        return redirect(f"{found.get_absolute_url()}#penilaian")
    return draw(request, found, form, gettext("Assess"), gettext("Publish the assessment"),
                lead=gettext("A dated statement in the name of your body. Earlier ones stay beside it."))


@form_methods
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The keepers of the plan correct its words and dates."""
    actor = named(request)
    found = found_or_404(code, actor)
    require(rules.edit_commitment, actor, found)
    form = EditForm(request.POST or None, instance=pages.commitment(code, actor))
    if form.is_valid():
        keeping.edit_commitment(actor=actor, commitment=found, changes=dict(form.cleaned_data))
        messages.success(request, gettext("Corrected. The timeline shows what it was changed to."))
        return redirect(found)
    return draw(request, found, form, gettext("Correct the commitment"), gettext("Save"))


@form_methods
def step(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """Along the table of states, after one more question."""
    actor = named(request)
    found = found_or_404(code, actor)
    row = next((one for one in WORKFLOW.moves if one.name == move and move in MOVES), None)
    if row is None:
        raise Http404
    require(getattr(rules, move), actor, found)
    kind = CarryForm if move == "carry_over" else StepForm
    form = kind(request.POST if request.method == "POST" else None, needed=move in NEEDS_REASON)
    if form.is_valid() and go(row, actor, found, form, kind):
        messages.success(request, gettext("Done. It stands on the timeline."))
        return redirect(found)
    return draw(request, found, form, gettext(row.label), gettext(row.label), danger=move in ("withdraw", "drop"))


def go(row: Move, actor: Actor, found: Commitment, form: Any, kind: type[StepForm]) -> bool:
    """False with a sentence in the form when it cannot be done."""
    told = form.cleaned_data
    more: dict[str, Any] = {}
    if kind is CarryForm and told["successor"]:
        more["successor"] = pages.commitment(told["successor"], actor)
        if more["successor"] is None or more["successor"].pk == found.pk:
            form.add_error("successor", gettext("There is no other commitment with this code."))
            return False
    try:
        MOVES[row.name](actor=actor, commitment=found, reason=told["reason"], **more)
    except NotFromHere:
        form.add_error(None, gettext("Somebody was faster: the commitment is in another state by now."))
        return False
    return True
