from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Kind
from pendopo.core.voices.surveys import rules
from pendopo.core.voices.surveys.models import Survey
from pendopo.core.voices.surveys.workflow import WORKFLOW


def words(survey: Survey) -> str:
    """What search knows beyond title and summary: the other language and what is asked."""
    asked = survey.questions.values_list("text", "text_en") if survey.pk else ()
    return " ".join([survey.title_en, survey.summary_en, *(text for pair in asked for text in pair)])


KIND = Kind(
    name="surveys", rank=4, label=_("Surveys"), one=_("Survey"), path="survei", prefix="SV", model=Survey,
    workflow=WORKFLOW, urls="pendopo.core.voices.surveys.urls", see=rules.see, words=words,
    about=_("What the city and its people ask each other, and what came out."),
    entries=("surveys:new", "surveys:climate_new"))
