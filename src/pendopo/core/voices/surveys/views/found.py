"""What every page of this room begins with."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import visitor
from pendopo.core.voices.surveys import queries, showing
from pendopo.core.voices.surveys.models import Question, Survey


def survey_or_404(request: HttpRequest, code: str) -> tuple[Survey, Actor | None]:
    """Whether a survey in preparation exists is not told to who may not see it."""
    actor = visitor(request)
    found = queries.survey(code, actor)
    if found is None:
        raise Http404
    return found, actor


def question_or_404(survey: Survey, number: int) -> Question:
    found = survey.questions.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def draw(request: HttpRequest, template: str, survey: Survey, **more: Any) -> HttpResponse:
    """A page below a survey. What was sent and must be mended answers 422."""
    form = more.get("form")
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, f"surveys/{template}.html", {
        "record": survey, "record_title": showing.title(survey), "record_address": survey.get_absolute_url(),
        "lead": "", **more}, status=422 if wrong else 200)
