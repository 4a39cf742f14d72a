"""Answering, step by step, without script and without leaving anything behind: what was answered on earlier steps
travels along in the form itself, and nothing is kept until it is sent."""
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.sessions import visitor
from pendopo.core.voices.forms import too_often
from pendopo.core.voices.surveys import asking, queries, rules, showing
from pendopo.core.voices.surveys.actions import running
from pendopo.core.voices.surveys.forms import AnswerForm, spread
from pendopo.core.voices.surveys.models import Question, Survey, Token
from pendopo.core.voices.surveys.views.found import survey_or_404
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.rules import Refused, require

form_methods = require_http_methods(["GET", "HEAD", "POST"])
Send = Callable[[asking.Values], None]


@form_methods
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """A survey for anyone, or for members of a side."""
    survey, actor = survey_or_404(request, code)
    if survey.who == "invited":
        return redirect("surveys:invitation")
    require(rules.answer, actor, survey)
    return steps(request, Walk(survey, queries.questions(survey), lambda values: running.answer(
        actor=actor, survey=survey, values=values, key=address(request))))


@never_cache
@form_methods
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """With an invitation. One that was used and one that never was look alike."""
    found = queries.token(token)
    if found is None:
        return render(request, "surveys/gone.html", status=404)
    survey: Survey = found.survey
    if (actor := visitor(request)) is not None and survey.state == "open":
        require(rules.answer_invited, actor, survey)     # before anything is typed
    return steps(request, Walk(survey, queries.questions(survey, found.side), sender(request, found), found.side))


def sender(request: HttpRequest, token: Token) -> Send:
    return lambda values: running.answer_invited(actor=visitor(request), token=token, values=values,
                                                 key=address(request))


@form_methods
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """As those who answer will see it; nothing is sent."""
    survey, _actor = survey_or_404(request, code)
    sides = running.sides(survey)
    side = request.GET.get("sisi", sides[0])
    if side not in sides:
        raise Http404
    return steps(request, Walk(survey, queries.questions(survey, side), None, side, True))


def address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@dataclass(frozen=True)
class Walk:
    """One way through one form. `send` is None in the preview."""
    survey: Survey
    questions: list[Question]
    send: Send | None
    side: str = ""
    preview: bool = False


def steps(request: HttpRequest, walk: Walk) -> HttpResponse:
    """One step on or back, or the page before sending, or sent."""
    if not walk.questions:
        return page(request, walk, {}, 1)
    if request.method != "POST":
        return page(request, walk, {}, asking.pages(walk.questions)[0])
    values = asking.kept(walk.questions, read(walk.questions, request.POST))
    here = request.POST.get("page", "")
    number = int(here) if here.isdecimal() and len(here) < 3 else 1
    if "back" in request.POST:
        return page(request, walk, values, asking.preceding(walk.questions, values, number) or 1)
    wanted = [one for one in asking.visible(walk.questions, values) if one.page == number]
    unseen = [one.code for one in wanted if one.code not in request.POST.getlist("shown")]
    if "send" not in request.POST and unseen:
        return page(request, walk, values, number, more=len(unseen))
    if "send" not in request.POST:
        form = AnswerForm(wanted, request.POST)
        if not form.is_valid():
            return page(request, walk, values, number, form=form)
        following = asking.following(walk.questions, values, number)
        return check(request, walk, values) if following is None else page(request, walk, values, following)
    return sent(request, walk, values)


def read(questions: Sequence[Question], data: QueryDict) -> asking.Values:
    """Whatever of the form can be read; what cannot is asked again on its own step."""
    found: asking.Values = {}
    for question in questions:
        form = AnswerForm([question], data, strict=False)
        if form.is_valid():
            found |= form.values()
    return found


def sent(request: HttpRequest, walk: Walk, values: asking.Values) -> HttpResponse:
    """Looked through as a whole once more, then on its way."""
    for number in asking.pages(asking.visible(walk.questions, values)):
        form = AnswerForm([one for one in asking.visible(walk.questions, values) if one.page == number], request.POST)
        if not form.is_valid():
            return page(request, walk, values, number, form=form)
    if walk.send is None:
        return redirect(walk.survey)
    try:
        walk.send(values)
    except TooOften as error:
        return check(request, walk, values, too_often(error))
    except Hindrance as error:
        return check(request, walk, values, str(error.sentence))
    except Refused:
        return render(request, "surveys/gone.html", status=404)
    return render(request, "surveys/thanks.html", {
        "survey": walk.survey, "title": showing.title(walk.survey), "back": walk.survey.get_absolute_url()})


def page(request: HttpRequest, walk: Walk, values: asking.Values, number: int, form: AnswerForm | None = None,
         more: int = 0) -> HttpResponse:
    """One step: its questions, those that may still appear in place, and everything from the other steps hidden."""
    here = [one for one in walk.questions if one.page == number]
    shown = {one.code for one in asking.visible(walk.questions, values)}
    held: dict[str, Any] = {}
    for question in here:
        held |= spread(question, values.get(question.code))
    drawn = form or AnswerForm(here, initial=held)
    if form is not None:
        drawn = AnswerForm(here, request.POST, strict=True)
        drawn.full_clean()
        drop_unasked(drawn, here, shown)
    told = asking.pages(asking.visible(walk.questions, values)) or [1]
    return render(request, "surveys/answer.html", {
        **common(walk), "form": drawn, "number": number, "more": more,
        "step": (told.index(number) + 1) if number in told else 1, "steps": len(told), "first": number == told[0],
        "questions": [drawing(drawn, question, question.code in shown) for question in here],
        "hidden": hidden(walk.questions, values, number)}, status=422 if form is not None else 200)


def drop_unasked(form: AnswerForm, here: Sequence[Question], shown: set[str]) -> None:
    """No complaint about what was not asked."""
    for question in here:
        if question.code not in shown:
            for name in [one for one in form.errors if one == question.code or one.startswith(f"{question.code}-")]:
                del form.errors[name]


def common(walk: Walk) -> dict[str, Any]:
    return {"survey": walk.survey, "title": showing.title(walk.survey), "summary": showing.summary(walk.survey),
            "back": walk.survey.get_absolute_url(), "preview": walk.preview, "side": showing.SIDE.get(walk.side, ""),
            "climate": walk.survey.sort == "climate", "empty": not walk.questions}


def drawing(form: AnswerForm, question: Question, on: bool) -> dict[str, Any]:
    """One question with its fields, for the template; off until the answer before it calls it."""
    names = [name for name in form.fields if name == question.code or name.startswith(f"{question.code}-")]
    legend = asking.told(question.text, question.text_en) if question.sort in ("matrix", "ranking") else ""
    return {"code": question.code, "legend": legend, "hint": asking.told(question.hint, question.hint_en), "on": on,
            "fields": [(form[name], not question.needed and name == question.code) for name in names],
            "when": question.when, "among": "|".join(question.among), "scale": question.sort in ("scale", "matrix"),
            "low": asking.told(question.low, question.low_en), "high": asking.told(question.high, question.high_en)}


def hidden(questions: Sequence[Question], values: Mapping[str, Any], page: int | None) -> list[tuple[str, str]]:
    """The answers of the other steps, as hidden fields."""
    found = []
    for question in questions:
        if question.page != page:
            for name, value in spread(question, values.get(question.code)).items():
                found += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    return found


def check(request: HttpRequest, walk: Walk, values: asking.Values, problem: str = "") -> HttpResponse:
    """All answers once more, before they are sent."""
    told = asking.pages(asking.visible(walk.questions, values))
    return render(request, "surveys/check.html", {
        **common(walk), "problem": problem, "page": told[-1] + 1 if told else 1,
        "answers": [(asking.told(one.text, one.text_en), asking.readable(one, values.get(one.code)))
                    for one in asking.visible(walk.questions, values)],
        "hidden": hidden(walk.questions, values, None),
        "send": gettext("Send my answers")}, status=409 if problem else 200)
