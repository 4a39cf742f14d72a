"""A survey is prepared: its questions are written, mended, put in order. All of it before it opens."""
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Max

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.core.voices.surveys import rules
from pendopo.core.voices.surveys.models import Question, Survey
from pendopo.core.voices.surveys.queries import bound
from pendopo.kit.rules import require
from pendopo.kit.seal.actions import keep
from pendopo.kit.seal.boxes import Box
from pendopo.kit.whole import whole

ABOUT = "asks"                        # the link between a survey and the record that it is about


@dataclass(frozen=True)
class Asking:
    """A question as its makers write it; see models.Question."""
    sort: str
    text: str
    text_en: str = ""
    hint: str = ""
    hint_en: str = ""
    options: list[dict[str, str]] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    points: int = 5
    low: str = ""
    low_en: str = ""
    high: str = ""
    high_en: str = ""
    least: str = ""
    most: str = ""
    needed: bool = True
    page: int = 1
    when: str = ""
    among: list[str] = field(default_factory=list)


def draft(*, actor: Actor, title: str, office: Organisation, about: Record | None = None, who: str = "anyone",
          summary: str = "", closes: date | None = None, title_en: str = "", summary_en: str = "") -> Survey:
    """A new survey in preparation: seen by the office that makes it, until it opens."""
    with whole():
        require(rules.draft, actor, office)
        survey = Survey(title=title, title_en=title_en, summary=summary, summary_en=summary_en, office=office, who=who,
                        closes=closes, about=about, author=actor.person, visibility="members")
        return begun(survey, by=actor)


def begun(survey: Survey, *, by: Actor) -> Survey:
    """The record, its key, and the thread to what it is about."""
    records.add(survey, by=by, office=survey.office, facts={
        "sort": survey.sort, "who": survey.who, "wave": survey.wave})
    survey.key = keep(Box(), bound(survey.pk))
    survey.save(update_fields=["key"])
    if survey.about is not None and survey.visibility == "public":
        records.link(survey, survey.about, by=by, sort=ABOUT)
    return survey


def reword(*, actor: Actor, survey: Survey, changes: dict[str, Any]) -> Survey:
    """Title, purpose, who may answer, last day."""
    with whole():
        survey = records.lock(survey)
        require(rules.reword, actor, survey)
        records.edit(survey, by=actor, changes=changes, office=survey.office)
    return survey


def ask(*, actor: Actor, survey: Survey, question: Asking) -> Question:
    """One more question, at the end. Its code (p1, p2...) is its column in the export."""
    with whole():
        survey = records.lock(survey)
        require(rules.ask, actor, survey)
        known = set(survey.questions.values_list("code", flat=True))
        code = next(name for name in (f"p{at}" for at in range(1, len(known) + 2)) if name not in known)
        last = survey.questions.aggregate(last=Max("place"))["last"] or 0
        return Question.objects.create(survey=survey, code=code, place=last + 1, **asdict(question))


def mend(*, actor: Actor, question: Question, to: Asking) -> Question:
    with whole():
        require(rules.mend, actor, records.lock(question.survey))
        for name, value in asdict(to).items():
            setattr(question, name, value)
        question.save()
    return question


def drop(*, actor: Actor, question: Question) -> None:
    """Away with it, and with the conditions that hang on it."""
    with whole():
        survey = records.lock(question.survey)
        require(rules.drop, actor, survey)
        survey.questions.filter(when=question.code).update(when="", among=[])
        question.delete()


def shift(*, actor: Actor, question: Question, up: bool) -> None:
    """One place up or down. A question does not come before the one that it hangs on."""
    with whole():
        survey = records.lock(question.survey)
        require(rules.shift, actor, survey)
        beside = survey.questions.filter(place__lt=question.place).order_by("-place") if up else \
            survey.questions.filter(place__gt=question.place).order_by("place")
        other = beside.first()
        if other is None or (up and question.when == other.code) or (not up and other.when == question.code):
            return
        first, second = other.place, question.place
        survey.questions.filter(pk=question.pk).update(place=first)
        survey.questions.filter(pk=other.pk).update(place=second)
        later, sooner = (other, question) if up else (question, other)
        survey.questions.filter(pk=later.pk, page__lt=F("page")).update(page=sooner.page)


def give_up(*, actor: Actor, survey: Survey) -> Survey:
    """It is not asked after all."""
    with whole():
        survey = records.lock(survey)
        require(rules.give_up, actor, survey)
        records.move(survey, "give_up", by=actor, office=survey.office)
        survey.tokens.all().delete()
    return survey
