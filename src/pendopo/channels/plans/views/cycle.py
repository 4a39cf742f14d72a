"""What the keepers of a plan do with it as a whole; and the record's own address, which leads to the plan's page."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.actions import planning, staging
from pendopo.channels.plans.bodies import Forum
from pendopo.channels.plans.cycles import Cycle
from pendopo.channels.plans.forms import StepForm
from pendopo.channels.plans.making_forms import (
    AdoptForm,
    OpenPlanForm,
    PaperForm,
    RenameForm,
    SubmissionForm,
    ThemeForm,
    TimelineForm,
)
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries import cycling
from pendopo.channels.plans.views.shared import (
    form_methods,
    here,
    kept_by,
    plan_or_404,
    plan_way,
    posted,
    sheet,
    thanks,
    way,
)
from pendopo.channels.plans.words import PAPERS
from pendopo.channels.plans.workflow import CYCLE
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.roles import SOCIETY
from pendopo.core.people.sessions import named, visitor
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.codes import in_address
from pendopo.kit.rules import Refused, require


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All plans stand on one page of the channel."""
    return redirect("plans:plans")


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """The record of a plan: its page is the plan's."""
    read = in_address(code)
    found = Cycle.objects.filter(rules.see.q(visitor(request)), code=str(read)).select_related(
        "plan").first() if read else None
    if found is None or not hasattr(found, "plan"):
        raise Http404
    return redirect(found.plan)


@form_methods
def open_plan(request: HttpRequest) -> HttpResponse:
    """A new plan begins with its preparation."""
    actor = named(request)
    owners = kept_by(actor)
    if not owners or not rules.open_plan.allows(actor, Plan(owner=owners[0])):
        raise Refused(rules.open_plan)
    form = OpenPlanForm(owners, here(SOCIETY), Forum.objects.all(), *posted(request))
    if form.is_valid():
        try:
            plan = planning.open_plan(actor=actor, told=form.cleaned_data)
        except Hindrance as hindrance:
            form.add_error("code", str(hindrance.sentence))
        else:
            thanks(request, gettext("The plan is open. Publish its timetable next."))
            return redirect(plan)
    return sheet(request, form, title=gettext("Open a plan"), send=gettext("Open it"), back=reverse("plans:plans"),
                 crumbs=way((gettext("All plans"), reverse("plans:plans"))), lead=gettext(
                     "Its first stage is the preparation. Nobody can contribute before the timetable is published."))


@form_methods
def rename(request: HttpRequest, code: str) -> HttpResponse:
    actor, plan = named(request), plan_or_404(code)
    require(rules.rename_plan, actor, plan)
    form = RenameForm(posted(request)[0], initial={"title": plan.title, "title_en": plan.title_en})
    if form.is_valid():
        planning.rename_plan(actor=actor, plan=plan, **form.cleaned_data)
        thanks(request, gettext("The plan has its new name; the former one stands beside it."))
        return redirect(plan)
    return sheet(request, form, title=gettext("Name the plan anew"), send=gettext("Save"), back=plan.get_absolute_url(),
                 crumbs=plan_way(plan), lead=gettext("Code and numbers stay, and the former name is shown."))


@form_methods
def timeline(request: HttpRequest, code: str) -> HttpResponse:
    """The public timetable: published before anybody is asked, changed in public."""
    actor, plan = named(request), plan_or_404(code)
    require(rules.set_timeline, actor, plan)
    there = cycling.timeline(plan.cycle) if plan.cycle else []
    initial = {f"{row.name}_{end}": getattr(row, end) for row in there for end in ("start", "end")}
    form = TimelineForm(posted(request)[0], initial=initial, published=bool(there))
    if form.is_valid():
        staging.set_timeline(actor=actor, plan=plan, dates=form.dates(), reason=form.cleaned_data.get("reason", ""))
        thanks(request, gettext("The timetable is public."))
        return redirect(f"{plan.get_absolute_url()}#jadwal")
    return sheet(request, form, title=gettext("Timetable"), send=gettext("Publish"), back=plan.get_absolute_url(),
                 crumbs=plan_way(plan), lead=gettext("When each stage is. A later change stands beside what was said "
                                                     "before, with its reason."),
                 page="plans/timeline.html")


@form_methods
def theme(request: HttpRequest, code: str) -> HttpResponse:
    actor, plan = named(request), plan_or_404(code)
    require(rules.add_theme, actor, plan)
    form = ThemeForm(posted(request)[0])
    if form.is_valid():
        staging.add_theme(actor=actor, plan=plan, title=form.cleaned_data["title"])
        thanks(request, gettext("The theme is there: contributions and discussions can be gathered under it."))
        return redirect(f"{plan.get_absolute_url()}#tema")
    return sheet(request, form, title=gettext("Add a theme"), send=gettext("Add it"), back=plan.get_absolute_url(),
                 crumbs=plan_way(plan))


@form_methods
def step(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """The next stage; what is missing for it is named, with the way to where it can be done."""
    actor, plan = named(request), plan_or_404(code)
    row = next((one for one in CYCLE.moves if one.name == move), None)
    if row is None:
        raise Http404
    if move == "adopt":
        return adopt(request, code)
    require(rules.advance, actor, plan)
    form, missing = StepForm(posted(request)[0], needed=move == "stop"), cycling.gaps(plan, move)
    if form.is_valid() and not missing:
        try:
            staging.advance(actor=actor, plan=plan, move=move, reason=form.cleaned_data["reason"])
        except staging.Incomplete as incomplete:
            missing = incomplete.gaps
        except NotFromHere:
            form.add_error(None, gettext("Somebody was faster: the plan is in another stage by now."))
        else:
            thanks(request, gettext("Done. It stands on the timeline."))
            return redirect(plan)
    if missing and form.is_bound:
        form.add_error(None, gettext("This step is not possible yet. What is missing is named below."))
    return sheet(request, form, title=gettext(row.label), send=gettext(row.label), back=plan.get_absolute_url(),
                 crumbs=plan_way(plan), gaps=missing, danger=move == "stop", over=showing.title(plan))


@form_methods
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """With the decree. One unanswered contribution is enough to refuse it."""
    actor, plan = named(request), plan_or_404(code)
    require(rules.adopt, actor, plan)
    form, missing = AdoptForm(*posted(request)), cycling.gaps(plan, "adopt")
    if form.is_valid() and not missing:
        told = form.cleaned_data
        try:
            staging.adopt(actor=actor, plan=plan, decree=staging.Decree(
                told["number"], told["day"], told["url"], told["file"]))
        except staging.Incomplete as incomplete:
            missing = incomplete.gaps
        else:
            thanks(request, gettext("The plan is adopted; its drafts are commitments from today on."), told)
            return redirect(plan)
    return sheet(request, form, title=gettext("Adopt the plan"), send=gettext("Adopt the plan"),
                 back=plan.get_absolute_url(), crumbs=plan_way(plan), gaps=missing, over=showing.title(plan),
                 lead=gettext("The decree makes the drafts binding. What is promised then stays on the record."))


@form_methods
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Something is published about the plan; `?jenis=` chooses what beforehand."""
    actor, plan = named(request), plan_or_404(code)
    require(rules.publish_paper, actor, plan)
    themes = list(plan.cycle.themes.all()) if plan.cycle else []
    asked = request.GET.get("jenis", "")
    form = PaperForm(themes, *posted(request), initial={"sort": asked if asked in PAPERS else "discussion"})
    if form.is_valid():
        staging.publish_paper(actor=actor, plan=plan, sheet=paper_of(form.cleaned_data))
        thanks(request, gettext("It is published."), form.cleaned_data)
        return redirect(f"{plan.get_absolute_url()}#dokumen")
    return sheet(request, form, title=gettext("Publish a paper"), send=gettext("Publish"),
                 back=plan.get_absolute_url(), crumbs=plan_way(plan))


def paper_of(told: dict[str, Any]) -> staging.Sheet:
    return staging.Sheet(told["sort"], told["title"], told["day"], told["text"], told["url"], told["file"],
                         told.get("theme"))


@form_methods
def submission(request: HttpRequest, code: str) -> HttpResponse:
    actor, plan = named(request), plan_or_404(code)
    require(rules.note_submission, actor, plan)
    form = SubmissionForm(posted(request)[0])
    if form.is_valid():
        planning.note_submission(actor=actor, plan=plan, day=form.cleaned_data["day"])
        thanks(request, gettext("Noted. The clocks of the partnership run from this day."))
        return redirect(plan)
    return sheet(request, form, title=gettext("Note the submission"), send=gettext("Save"),
                 back=plan.get_absolute_url(), crumbs=plan_way(plan),
                 lead=gettext("The day on which the plan was handed to the Open Government Partnership."))
