"""Writing commitments and milestones, with a plain word where something cannot be checked."""
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from pendopo.analysis.vague import weak
from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.actions import drafting, selfassessing
from pendopo.channels.plans.making_forms import DraftForm, MilestoneForm, SelfForm
from pendopo.channels.plans.models import Commitment, Milestone
from pendopo.channels.plans.queries import steps
from pendopo.channels.plans.views.acting import found_or_404, milestone_or_404
from pendopo.channels.plans.views.shared import form_methods, here, plan_or_404, plan_way, posted, sheet, thanks
from pendopo.channels.plans.words import LEVELS, REPORTED
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.roles import OFFICIAL, SOCIETY
from pendopo.core.people.sessions import named
from pendopo.kit.rules import require


@form_methods
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """A new draft, public at once, so that people can speak to each paragraph."""
    actor, plan = named(request), plan_or_404(code)
    require(rules.draft_commitment, actor, plan)
    form = DraftForm(here(OFFICIAL), here(SOCIETY), plan, posted(request)[0],
                     initial={"start": plan.start, "end": plan.end})
    if form.is_valid():
        told = form.cleaned_data
        made = drafting.draft_commitment(actor=actor, plan=plan, told=form.told(), lead=told["lead"],
                                         partners=list(told["partners"]))
        thanks(request, gettext("The draft is public. Add its milestones next."))
        return redirect(made)
    return sheet(request, form, title=gettext("Write a commitment"), send=gettext("Publish the draft"),
                 back=plan.get_absolute_url(), crumbs=plan_way(plan), over=showing.title(plan),
                 lead=gettext("What is wrong, what will be done, and what can be checked afterwards."))


@form_methods
def parts(request: HttpRequest, code: str) -> HttpResponse:
    """Who leads and who is a partner."""
    actor = named(request)
    found = found_or_404(code, actor)
    require(rules.set_parts, actor, found)
    offered, there = here(SOCIETY), [part.organisation for part in steps.parts(found) if part.role == "partner"]
    form = DraftForm(here(OFFICIAL), offered, found.plan, posted(request)[0], initial={
        "lead": found.lead_id, "partners": [partner.pk for partner in there]})
    for name in list(form.fields):
        if name not in ("lead", "partners"):
            del form.fields[name]
    if form.is_valid():
        others = [partner for partner in there if partner not in offered]        # from elsewhere: the form has no box
        try:
            drafting.set_parts(actor=actor, commitment=found, lead=form.cleaned_data["lead"],
                               partners=[*form.cleaned_data["partners"], *others])
        except Hindrance as hindrance:
            form.add_error("partners", str(hindrance.sentence))
        else:
            thanks(request, gettext("Saved. The timeline shows who takes part from now on."))
            return redirect(found)
    return sheet(request, form, title=gettext("Who takes part"), send=gettext("Save"), back=found.get_absolute_url(),
                 crumbs=plan_way(found.plan, (found.code, found.get_absolute_url())))


def cautioned(request: HttpRequest, step: Milestone) -> None:
    """A weak word without a figure: said plainly, and nobody is stopped."""
    if word := weak(step.title, step.deliverable):
        messages.warning(request, gettext(
            "Milestone %(number)s says \"%(word)s\" and names no figure. Plans with such milestones could not be "
            "checked in the end. Say what will be there, how many, and where it can be seen.") % {
                "number": step.position, "word": word})


@form_methods
def milestone(request: HttpRequest, code: str, position: int | None = None) -> HttpResponse:
    """A new milestone, or other words for one."""
    actor = named(request)
    found = found_or_404(code, actor)
    require(rules.set_milestone, actor, found)
    known = milestone_or_404(found, position) if position is not None else None
    form = MilestoneForm(found, posted(request)[0], initial={
        name: getattr(known, name) for name in drafting.STEP} if known else {"weight": 1})
    if form.is_valid():
        try:
            step = drafting.set_milestone(actor=actor, commitment=found, told=form.cleaned_data, position=position)
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            thanks(request, gettext("The milestone stands."))
            cautioned(request, step)
            return redirect(f"{found.get_absolute_url()}#tonggak-{step.position}")
    title = gettext("Change milestone %(number)s") % {"number": position} if known else gettext("Add a milestone")
    return sheet(request, form, title=title, send=gettext("Save"), back=found.get_absolute_url(),
                 over=showing.title(found), crumbs=plan_way(found.plan, (found.code, found.get_absolute_url())),
                 lead=gettext("Somebody who was not there must be able to check it."))


@never_cache
@form_methods
def remove(request: HttpRequest, code: str, position: int) -> HttpResponse:
    actor = named(request)
    found = found_or_404(code, actor)
    require(rules.remove_milestone, actor, found)
    step = milestone_or_404(found, position)
    step.commitment = found
    if request.method == "POST":
        drafting.remove_milestone(actor=actor, milestone=step)
        thanks(request, gettext("It is out of the draft; the timeline says so."))
        return redirect(found)
    return render(request, "plans/confirm.html", {
        "title": gettext("Remove milestone %(number)s?") % {"number": position}, "text": step.title, "kind": "danger",
        "yes": gettext("Yes, remove it"), "back": found.get_absolute_url(),
        "crumbs": plan_way(found.plan, (found.code, found.get_absolute_url()))})


@form_methods
def self_assess(request: HttpRequest, code: str) -> HttpResponse:
    """The government's own word on a commitment, filled from the record as far as it goes."""
    actor = named(request)
    found: Commitment = found_or_404(code, actor)
    if found.plan.sort != "action":
        raise Http404
    require(rules.self_assess, actor, found)
    form = SelfForm([(level, LEVELS[level][0]) for level in REPORTED], posted(request)[0])
    if form.is_valid():
        selfassessing.self_assess(actor=actor, commitment=found, **form.cleaned_data)
        thanks(request, gettext("The self-assessment is published, as the government's own word."))
        return redirect(f"{found.get_absolute_url()}#swanilai")
    return sheet(request, form, title=gettext("Self-assessment"), send=gettext("Publish"), over=showing.title(found),
                 back=found.get_absolute_url(), crumbs=plan_way(found.plan, (found.code, found.get_absolute_url())),
                 lead=gettext("It stands apart from what the assessor finds. Number, period, lead unit, problem and "
                              "milestones are read from the record."))
