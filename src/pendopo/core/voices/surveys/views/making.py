"""A survey is made: title, questions, their order; a climate survey is begun."""
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.people.sessions import named
from pendopo.core.records.models import Record
from pendopo.core.records.queries import detail
from pendopo.core.voices.surveys import asking, queries, rules
from pendopo.core.voices.surveys.actions import climate, drafting
from pendopo.core.voices.surveys.forms import ClimateForm, QuestionForm, SurveyForm, unlined
from pendopo.core.voices.surveys.models import Question
from pendopo.core.voices.surveys.views.found import draw, question_or_404, survey_or_404
from pendopo.kit.codes import in_address
from pendopo.kit.rules import Refused, require

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def subject(request: HttpRequest, actor: Actor) -> Record | None:
    """The record that it will be about, where the address names one that this person sees."""
    read = in_address(request.GET.get("tentang", ""))
    return detail(str(read), actor) if read else None


def own(actor: Actor, rule: Any, *roles: str) -> list[Organisation]:
    """In whose name; 403 where there is nobody."""
    found = [one for one in queries.offices(actor, *roles) if rule.allows(actor, one)]
    if not found:
        raise Refused(rule)
    return found


def chosen(offices: list[Organisation], told: dict[str, Any]) -> Organisation:
    return next(one for one in offices if str(one.pk) == told.pop("office"))


@form_methods
def new(request: HttpRequest) -> HttpResponse:
    actor = named(request)
    offices, about = own(actor, rules.draft, *rules.MAKERS), subject(request, actor)
    form = SurveyForm([(one.pk, one.called) for one in offices], request.POST or None, initial={"who": "anyone"})
    if form.is_valid():
        told = dict(form.cleaned_data)
        survey = drafting.draft(actor=actor, about=about, **{**told, "office": chosen(offices, told)})
        messages.success(request, gettext("The survey is begun. Now write its questions."))
        return redirect("surveys:questions", survey.code)
    return render(request, "surveys/new.html", {
        "form": form, "about": about, "title": gettext("A new survey"),
        "lead": gettext("First what it is for and who may answer; then the questions.")},
        status=422 if form.is_bound else 200)


@form_methods
def climate_new(request: HttpRequest) -> HttpResponse:
    """The paired survey: its questions are fixed."""
    actor = named(request)
    offices, about = own(actor, rules.begin_climate, *rules.VOICES, "facilitator"), subject(request, actor)
    before = queries.survey(request.GET.get("sesudah", ""), actor)
    form = ClimateForm([(one.pk, one.called) for one in offices], request.POST or None,
                       initial={"title": before.title if before else "", "title_en": before.title_en if before else ""})
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            survey = climate.begin_climate(actor=actor, about=about, before=before,
                                           **{**told, "office": chosen(offices, told)})
        except Hindrance as error:
            form.add_error(None, str(error.sentence))
        else:
            messages.success(request, gettext("Begun. Now each side names the facilitator."))
            return redirect(survey)
    return render(request, "surveys/new.html", {
        "form": form, "about": about, "title": gettext("A new climate survey"),
        "lead": gettext("Seven statements, asked of government and civil society apart, each in both directions. The "
                        "wording is fixed, so that waves can be compared.")}, status=422 if form.is_bound else 200)


@form_methods
def edit(request: HttpRequest, code: str) -> HttpResponse:
    found, actor = survey_or_404(request, code)
    require(rules.reword, actor, found)
    offices = [(found.office_id or 0, found.office.called if found.office else "")]
    names = ("title", "title_en", "summary", "summary_en", "who", "closes")
    form = SurveyForm(offices, request.POST or None, initial={name: getattr(found, name) for name in names} | {
        "office": found.office_id})
    if form.is_valid() and actor is not None:
        drafting.reword(actor=actor, survey=found, changes={name: form.cleaned_data[name] for name in names})
        return redirect("surveys:questions", found.code)
    return draw(request, "form", found, form=form, title=gettext("Correct"), send=gettext("Save"))


@form_methods
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """All questions so far, and the form for one more."""
    found, actor = survey_or_404(request, code)
    require(rules.ask, actor, found)
    rows = queries.questions(found)
    form = QuestionForm(rows, request.POST or None, initial={"page": rows[-1].page if rows else 1})
    if form.is_valid() and actor is not None:
        drafting.ask(actor=actor, survey=found, question=drafting.Asking(**form.cleaned_data))
        messages.success(request, gettext("The question is added."))
        return redirect("surveys:questions", found.code)
    return draw(request, "questions", found, form=form, title=gettext("Questions"), rows=[
        {"pk": one.pk, "code": one.code, "text": asking.told(one.text, one.text_en), "sort": asking.SORTS[one.sort],
         "page": one.page, "when": one.when, "among": ", ".join(one.among), "optional": not one.needed,
         "options": ", ".join(asking.words(row) for row in (*one.options, *one.rows))} for one in rows])


@form_methods
def question(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One question is corrected."""
    found, actor = survey_or_404(request, code)
    require(rules.mend, actor, found)
    one = question_or_404(found, number)
    earlier = [other for other in queries.questions(found) if other.place < one.place]
    form = QuestionForm(earlier, request.POST or None, initial=held(one))
    if form.is_valid() and actor is not None:
        drafting.mend(actor=actor, question=one, to=drafting.Asking(**form.cleaned_data))
        return redirect("surveys:questions", found.code)
    return draw(request, "form", found, form=form, title=gettext("Correct the question"), send=gettext("Save"))


def held(one: Question) -> dict[str, Any]:
    names = [name for name in QuestionForm.base_fields if name not in ("options", "rows", "among")]
    return {name: getattr(one, name) for name in names} | {
        "options": unlined(one.options), "rows": unlined(one.rows), "among": ", ".join(one.among)}


@require_POST
def arrange(request: HttpRequest, code: str, number: int, way: str) -> HttpResponse:
    """Up, down, or away."""
    found, actor = survey_or_404(request, code)
    require(rules.shift, actor, found)
    one = question_or_404(found, number)
    if actor is None or way not in ("naik", "turun", "hapus"):
        raise Http404
    if way == "hapus":
        drafting.drop(actor=actor, question=one)
        messages.success(request, gettext("The question is gone: %(text)s") % {"text": one.text})
    else:
        drafting.shift(actor=actor, question=one, up=way == "naik")
    return redirect("surveys:questions", found.code)


