"""Surveys as pages draw them. Pure: everything is in hand."""
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.suppression import Cell, thirds
from pendopo.core.voices.surveys.asking import DONT_KNOW, told, words
from pendopo.core.voices.surveys.instrument import SEEN, SIDES, instrument
from pendopo.core.voices.surveys.models import Gist, Question, Survey
from pendopo.core.voices.surveys.release import cell, compared

SIDE = {"government": _("Government"), "society": _("Civil society")}
WHO = {"anyone": _("Anyone, without an account"), "invited": _("Whoever has an invitation"),
       "government": _("Members of government units, signed in"),
       "society": _("Members of civil society organisations, signed in")}
TONES = {"low": "bad", "middle": "neutral", "high": "good", "unknown": "missing"}


def title(survey: Survey) -> str:
    return told(survey.title, survey.title_en)


def summary(survey: Survey) -> str:
    return told(survey.summary, survey.summary_en)


def places(question: Question, labels: Sequence[str] = ()) -> list[str]:
    """What each place of a cell is called; the last is "I do not know"."""
    unknown = gettext("do not know or no answer")
    if question.sort in ("scale", "matrix"):
        ends = {1: told(question.low, question.low_en), question.points: told(question.high, question.high_en)}
        names = [gettext("score %(n)s") % {"n": at} for at in range(1, question.points + 1)]      # beside a count
        return [*(f"{name} ({ends[at]})" if ends.get(at) else name for at, name in enumerate(names, 1)), unknown]
    if question.sort in ("number", "date"):
        return [*labels, unknown]
    return [*(words(row) for row in question.options), unknown]


def named(question: Question, block: Sequence[int], labels: Sequence[str] = ()) -> str:
    """Answers that were counted together."""
    names = places(question, labels)
    return ", ".join(names[place] for place in block)


def results(questions: Iterable[Question], rows: Iterable[Mapping[str, Any]],
            gists: Mapping[str, Gist]) -> list[dict[str, Any]]:
    """Each question with what is published of it: a sentence, and rows for chart and table where there are counts."""
    known = {question.code: question for question in questions}
    found: list[dict[str, Any]] = []
    for row in rows:
        question = known[row["code"]]
        gist = gists.get(question.code)
        entry = {"code": question.code, "title": told(question.text, question.text_en),
                 "gist": SafeString(gist.html) if gist else "", "text": question.sort == "text", **drawn(question, row)}
        if row["row"]:
            part = next(one for one in question.rows if one["code"] == row["row"])
            entry |= {"over": entry["title"], "title": words(part)}
        found.append(entry)
    return found


def drawn(question: Question, row: Mapping[str, Any]) -> dict[str, Any]:
    if question.sort == "multiple":
        return ticked(question, row["cells"])
    one = row["cells"][0]
    if one["level"] == "hidden":
        return {"sentence": gettext("Not published: how many were asked this would tell what few people answered "
                                    "before."), "rows": [], "note": ""}
    found = cell(one)
    note = gettext("Counted: how often it was put first.") if question.sort == "ranking" else ""
    return {"sentence": sentence(question, found, row["labels"]), "note": note,
            "rows": [(named(question, block, row["labels"]), count) for block, count in found.shown]}


def ticked(question: Question, cells: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Several answers: each by itself; small ones and nearly all in words."""
    found = [cell(one) for one in cells]
    if not found or found[0].level == "nothing":
        return {"sentence": too_few(), "rows": [], "note": ""}
    rows, rest = [], []
    for row, one in zip(question.options, found, strict=True):
        if one.level == "answers":
            rows.append((words(row), one.counts[0]))
        else:
            rest.append(gettext("%(answer)s: nearly all") % {"answer": words(row)} if one.level == "nearly_all" else
                        gettext("%(answer)s: not enough to show a number") % {"answer": words(row)})
    note = gettext("One can tick several, so the numbers add up to more than all.")
    return {"sentence": "; ".join([people(found[0].people), *rest]), "rows": rows, "note": note}


def people(many: int) -> str:
    return ngettext("%(n)s person answered", "%(n)s people answered", many) % {"n": many}


def too_few() -> str:
    return gettext("Fewer than five answered: nothing is shown.")


def sentence(question: Question, found: Cell, labels: Sequence[str] = ()) -> str:
    """What may be said of a cell, in words."""
    if found.level == "nothing":
        return too_few()
    said = people(found.people)
    if found.level == "bands":
        thirds_ = {"low": gettext("mean and median lie in the lower part of the scale"),
                   "middle": gettext("mean and median lie in the middle of the scale"),
                   "high": gettext("mean and median lie in the upper part of the scale"),
                   "": gettext("opinions lie apart, or too few have one")}
        return f"{said}: {thirds_[found.band]}"
    if found.level == "nearly_all":
        return f"{said}: " + gettext("nearly all chose %(answers)s") % {
            "answers": named(question, found.blocks[0], labels)}
    if found.level == "count":
        return said if question.sort == "text" else f"{said}: " + gettext("too few of each answer to show them")
    return said


# The climate survey: items, two directions, two sides, waves.

def climate(survey: Survey, questions: Sequence[Question], gists: Sequence[Gist]) -> dict[str, Any]:
    """What both sides think of each other, and what each believes that the other thinks."""
    asked = {(question.side, question.code): question for question in questions}
    cells = {(side, row["code"]): row["cells"][0] for side in SIDES for row in survey.release[side]}
    earlier = survey.before.release if survey.before is not None else {}
    past = {(side, row["code"]): row["cells"][0] for side in earlier for row in earlier[side]}
    told_of = {(gist.side, gist.code): gist for gist in gists}
    free = instrument()["free"]["code"]
    return {
        "parts": [{"title": heading, "items": [item(asked, cells, past, one, one["code"] + end) for one in
                                               instrument()["items"]]}
                  for heading, end in ((gettext("How each side sees the other"), ""),
                                       (gettext("How each side thinks that the other sees it"), SEEN))],
        "gaps": [gap(asked, cells, one, side) for one in instrument()["items"] for side in SIDES],
        "gists": [{"side": str(SIDE[side]), "body": SafeString(told_of[side, free].html)} for side in SIDES
                  if (side, free) in told_of],
        "many": [{"side": str(SIDE[side]), "many": survey.answered.get(side, 0)} for side in SIDES]}


def item(asked: Mapping[Any, Question], cells: Mapping[Any, Any], past: Mapping[Any, Any], one: Mapping[str, str],
         code: str) -> dict[str, Any]:
    return {"name": told(one["name"], one["name_en"]), "sides": [
        half(asked[side, code], cells[side, code], past.get((side, code))) | {"side": str(SIDE[side])}
        for side in SIDES]}


def half(question: Question, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """One side on one item: the words of the question, what came out, and how it changed since the wave before."""
    found = cell(now)
    return {"text": told(question.text, question.text_en), "sentence": sentence(question, found),
            "bar": [{"label": grouped(question, block), "value": count, "tone": tone(question, block)}
                    for block, count in found.shown],
            "change": difference(compared(question.points, before, now)) if before else ""}


def gap(asked: Mapping[Any, Question], cells: Mapping[Any, Any], one: Mapping[str, str],
        side: str) -> list[str]:
    """What a side thinks that the other says, beside what the other says."""
    other = SIDES[1 - SIDES.index(side)]
    question = asked[side, one["code"] + SEEN]
    found = compared(question.points, cells[side, one["code"] + SEEN], cells[other, one["code"]])
    return [told(one["name"], one["name_en"]), str(SIDE[side]),
            difference(found) or gettext("not enough answers to compare")]


def difference(found: Mapping[str, Any] | None) -> str:
    """Delta first, its interval, and in place of a test where few answered: too few to tell."""
    if found is None:
        return ""
    number = f"{found['delta']:+.1f} ({found['low']:+.1f} … {found['high']:+.1f})"
    verdict = {"too_few": gettext("too few to tell"), "differs": gettext("a difference that chance hardly explains"),
               "alike": gettext("no difference that stands out from chance")}[found["verdict"]]
    return f"{number}: {verdict}"


def grouped(question: Question, block: Sequence[int]) -> str:
    """The groups of a scale in words, where they are whole groups; else the answers by number."""
    low, middle, high = thirds(question.points)
    names = {low: gettext("disagree"), middle: gettext("neither"), high: gettext("agree"),
             (question.points,): gettext("do not know or no answer"),
             (*middle, question.points): gettext("neither, or do not know"),
             (*low, *middle): gettext("disagree or neither"), (*middle, *high): gettext("neither or agree")}
    return names.get(tuple(block)) or named(question, block)


def tone(question: Question, block: Sequence[int]) -> str:
    low, _middle, high = thirds(question.points)
    kind = "low" if set(block) <= set(low) else "high" if set(block) <= set(high) else \
        "unknown" if set(block) == {question.points} else "middle"
    return TONES[kind]


def table(survey: Survey, questions: Sequence[Question]) -> list[list[Any]]:
    """Everything that is published of a closed survey, as rows for a CSV file."""
    known = {(question.side, question.code): question for question in questions}
    rows: list[list[Any]] = [
        ["wave", "side", "question", "statement", "text", "people", "shown_as", "answers", "count"]]
    for side, told_rows in survey.release.items():
        for row in told_rows:
            question = known[side, row["code"]]
            for at, one in enumerate(row["cells"]):
                codes = codes_of(question, row, at)
                head = [survey.wave, side, row["code"], row["row"], question.text, one["people"] or "", one["level"]]
                shown = cell(one).shown if one["level"] != "hidden" else []
                if question.sort == "multiple":
                    shown = shown[:1]
                rows += [[*head, "|".join(codes[place] for place in block), count] for block, count in shown] or [
                    [*head, one["band"] or "|".join(codes[place] for block in one["blocks"] for place in block), ""]]
    return rows


def codes_of(question: Question, row: Mapping[str, Any], at: int) -> list[str]:
    if question.sort == "multiple":
        return [question.options[at]["code"], ""]
    if question.sort in ("scale", "matrix"):
        return [*(str(point) for point in range(1, question.points + 1)), DONT_KNOW]
    if question.sort in ("number", "date"):
        return [*row["labels"], DONT_KNOW]
    return [*(one["code"] for one in question.options), DONT_KNOW]
