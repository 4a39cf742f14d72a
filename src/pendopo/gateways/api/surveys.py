"""Surveys: what was published of the results, and the single answers for the office that asked."""
from django.utils.translation import gettext_lazy as _

from pendopo.core.voices.surveys.queries import closed
from pendopo.gateways.api.parts import CSV, Json, Text, needed, reading
from pendopo.kit.codes import record_code

SURVEYS = "surveys"
TAGS = [(SURVEYS, _("Surveys"), _("Results of closed surveys. Groups so small that they could betray somebody are put "
                                  "together or left out."))]
NONE_YET = record_code("SV", 2026, 1)


def with_results() -> str:
    found = closed().first()
    return found.code if found else NONE_YET


def with_answers() -> str:
    """Of no climate survey: nobody reads its single answers."""
    found = closed().filter(sort="open").first()
    return found.code if found else NONE_YET


def code(words: Text, example: object) -> Json:
    return needed("code", words, example, maxLength=40, pattern="^SV-[0-9]{4}-[0-9]{4,}-[A-Z0-9]$")


CODE = _("Code of a closed survey.")
PATHS: dict[str, Json] = {
    "/survei/{code}/hasil.csv": reading(
        SURVEYS, "survey-results", _("The results of a survey as a table"), CSV, missing=True, words=_(
            "One row for each answer that is published. people is how many answered the question, shown_as how finely "
            "it may be told."), ask=[code(CODE, with_results)]),
    "/survei/{code}/jawaban.csv": reading(
        SURVEYS, "survey-answers", _("Single answers of a survey, for the office that asked"), CSV, missing=True,
        office=True, words=_("One row a person, in no order, without a name or a time; one column for each question. "
                             "It needs the session of somebody in that office who has shown the second factor."),
        ask=[code(CODE, with_answers)]),
}
SCHEMAS: dict[str, Json] = {}
