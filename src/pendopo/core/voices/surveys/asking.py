"""How questions follow each other, and what an answer looks like. Pure: reads rows that are in hand, asks nothing.

An answer ("value") is, by the sort of its question: single and scale a code or a number; multiple and ranking a list
of codes (ranking: the first is the best); matrix a code of a row and a number each; number and date a text ("12.5",
"2026-11-22"); text words. DONT_KNOW answers every question. What was not asked or left out has no value.
"""
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.leaves import canonical
from pendopo.core.voices.surveys.models import Question

Values = dict[str, Any]
DONT_KNOW = "dk"
SORTS = {
    "single": _("One answer of several"), "multiple": _("Several answers"), "scale": _("A scale"),
    "matrix": _("Several statements on one scale"), "number": _("A number"), "date": _("A day"),
    "text": _("Free words"), "ranking": _("A ranking"),
}
WITH_OPTIONS = ("single", "multiple", "ranking")


def told(own: str, english: str) -> str:
    """In the reader's language, where the makers wrote it in it."""
    return english if english and get_language() == "en" else own


def words(row: Mapping[str, Any]) -> str:
    """An option or a row of a matrix."""
    return told(row["text"], row.get("text_en", ""))


def asked(question: Question, values: Mapping[str, Any]) -> bool:
    """Is this question for somebody who answered so? Without a condition it is for everybody."""
    if not question.when:
        return True
    given = values.get(question.when)
    found = given if isinstance(given, list) else [] if given is None else [given]
    return any(fits(one, wanted) for one in found for wanted in question.among)


def fits(given: Any, wanted: str) -> bool:
    """The same code; or, for a number, a scale or a day, between two: "18..30", "4..", "..2026-06-30"."""
    if ".." not in wanted:
        return str(given) == wanted
    if given == DONT_KNOW:
        return False
    low, _dots, high = wanted.partition("..")
    return (not low or ranked(str(given)) >= ranked(low)) and (not high or ranked(str(given)) <= ranked(high))


def ranked(text: str) -> tuple[float, str]:
    """Numbers by value, days by their ISO text."""
    try:
        return float(text), ""
    except ValueError:
        return 0.0, text


def visible(questions: Iterable[Question], values: Mapping[str, Any]) -> list[Question]:
    """Those that are asked, one after the other: a question that hangs on one that was not asked is not asked."""
    shown, known = [], dict[str, Any]()
    for question in questions:
        if asked(question, known):
            shown.append(question)
            if question.code in values:
                known[question.code] = values[question.code]
    return shown


def kept(questions: Sequence[Question], values: Mapping[str, Any]) -> Values:
    """Without the answers to what is not asked any more, because somebody went back and changed an earlier one."""
    codes = {question.code for question in visible(questions, values)}
    return {code: value for code, value in values.items() if code in codes}


def pages(questions: Iterable[Question]) -> list[int]:
    return sorted({question.page for question in questions})


def following(questions: Sequence[Question], values: Mapping[str, Any], page: int) -> int | None:
    """The next page that has something to ask; None at the end."""
    return next((number for number in pages(visible(questions, values)) if number > page), None)


def preceding(questions: Sequence[Question], values: Mapping[str, Any], page: int) -> int | None:
    return next((number for number in reversed(pages(visible(questions, values))) if number < page), None)


def wording(questions: Iterable[Question]) -> str:
    """The fingerprint of everything that is asked, in which order and of whom."""
    rows = [{name: getattr(question, name) for name in (
        "side", "code", "place", "page", "sort", "text", "text_en", "hint", "hint_en", "options", "rows", "points",
        "low", "low_en", "high", "high_en", "least", "most", "needed", "when", "among")} for question in questions]
    return hashlib.sha256(canonical(rows)).hexdigest()


# The table of answers: one column for each question, a matrix one for each of its statements.

def columns(questions: Iterable[Question]) -> list[str]:
    return [name for question in questions for name, _value in cells(question, None)]


def cells(question: Question, value: Any) -> Iterator[tuple[str, str]]:
    """(name of the column, what stands in it). Several answers stand in one cell, parted by "|"."""
    if question.sort == "matrix":
        for row in question.rows:
            given = value if value == DONT_KNOW else (value or {}).get(row["code"], "")
            yield f"{question.code}_{row['code']}", str(given)
    elif isinstance(value, list):
        yield question.code, "|".join(value)
    else:
        yield question.code, "" if value is None else str(value)


def readable(question: Question, value: Any) -> str:
    """An answer in the words of its options: for the page before sending, and for two readings side by side."""
    if value is None:
        return "–"
    if value == DONT_KNOW:
        return str(_("I do not know"))
    names: dict[Any, str] = {row["code"]: words(row) for row in (*question.options, *question.rows)}
    if question.sort == "matrix":
        return "; ".join(f"{names.get(code, code)}: {dont_know(given)}" for code, given in value.items())
    if question.sort == "ranking":
        return ", ".join(f"{at}. {names.get(code) or code}" for at, code in enumerate(value, 1))
    if isinstance(value, list):
        return ", ".join(names.get(code) or str(code) for code in value)
    return names.get(value, str(value)) if question.sort == "single" else str(value)


def dont_know(given: Any) -> str:
    return str(_("I do not know")) if given == DONT_KNOW else str(given)
