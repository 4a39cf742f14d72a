"""From answers to what is published: each question by the rules of small numbers (analysis/suppression). Pure.

A question that only some were asked is published only where the answers that led to it are themselves published as
whole groups: else the number of those asked would betray what was left out one question before.
"""
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from typing import Any

from pendopo.analysis.ordinal import difference
from pendopo.analysis.suppression import LEAST, Cell, ordered, ticks, unordered
from pendopo.core.voices.surveys.asking import DONT_KNOW, asked, visible
from pendopo.core.voices.surveys.models import Question

CLASSES = 5                           # of numbers and days


def release(questions: Sequence[Question], replies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row for each question, and for each statement of a matrix, as JSON."""
    known: dict[str, Cell] = {}
    found = []
    for question in questions:
        reached = [values for values in replies if question in visible(questions, values)] if question.when else replies
        if question.when and not open_way(question, questions, known):
            found.append({"code": question.code, "row": "", "cells": [plain(Cell("hidden"))], "labels": []})
            continue
        rows = told(question, [values.get(question.code) for values in reached])
        if question.sort == "single":
            known[question.code] = cell(rows[0]["cells"][0])
        found += rows
    return found


def open_way(question: Question, questions: Sequence[Question], known: Mapping[str, Cell]) -> bool:
    """Is the number of those who were asked this one already public, in the groups of the question before?"""
    before = next(one for one in questions if one.code == question.when)
    cell = known.get(before.code)
    if cell is None or not cell.shown:
        return False
    codes = [*(row["code"] for row in before.options), DONT_KNOW]
    leads = {place for place, code in enumerate(codes) if asked(question, {before.code: code})}
    return all(leads >= set(block) or not leads & set(block) for block in cell.blocks)


def told(question: Question, answers: Sequence[Any]) -> list[dict[str, Any]]:
    """The cells of one question. `labels` name the places of classes of numbers and days."""
    if question.sort == "matrix":
        return [row(question, [cell_of_scale(question, [one if one == DONT_KNOW else (one or {}).get(part["code"])
                                                        for one in answers])], part["code"])
                for part in question.rows]
    if question.sort == "scale":
        return [row(question, [cell_of_scale(question, answers)])]
    if question.sort in ("number", "date"):
        labels, counts = classes(question, [one for one in answers if one not in (None, DONT_KNOW)])
        return [row(question, [ordered(counts, len(answers) - sum(counts))], labels=labels)]
    if question.sort == "text":
        return [row(question, [Cell("count", len(answers)) if len(answers) >= LEAST else Cell("nothing")])]
    codes = [one["code"] for one in question.options]
    if question.sort == "multiple":
        ticked = Counter(code for one in answers if isinstance(one, list) for code in one)
        return [row(question, list(ticks([ticked[code] for code in codes], len(answers))))]
    firsts = Counter(one[0] if isinstance(one, list) and one else one for one in answers)
    counts = [firsts[code] for code in codes]
    return [row(question, [unordered(counts, len(answers) - sum(counts))])]


def row(question: Question, cells: list[Cell], part: str = "", labels: Sequence[str] = ()) -> dict[str, Any]:
    return {"code": question.code, "row": part, "cells": [plain(one) for one in cells], "labels": list(labels)}


def plain(one: Cell) -> dict[str, Any]:
    """A cell as JSON holds it."""
    return {**asdict(one), "blocks": [list(block) for block in one.blocks], "counts": list(one.counts)}


def cell_of_scale(question: Question, answers: Sequence[Any]) -> Cell:
    given = Counter(one for one in answers if isinstance(one, int))
    counts = [given[point] for point in range(1, question.points + 1)]
    return ordered(counts, len(answers) - sum(counts))


def classes(question: Question, given: Sequence[str]) -> tuple[list[str], list[int]]:
    """Five equal parts between the bounds that the question names: edges that the answers choose would tell of them."""
    if question.sort == "date":
        first, last = (date.fromisoformat(day).toordinal() for day in (question.least, question.most))
        places = [place_of(date.fromisoformat(one).toordinal(), first, last + 1) for one in given]
        edges = [date.fromordinal(first + (last + 1 - first) * part // CLASSES) for part in range(CLASSES)]
        labels = [f"{a.isoformat()} – {b.isoformat()}" for a, b in pairwise([*edges, date.fromordinal(last)])]
    else:
        low, high = float(question.least), float(question.most)
        places = [place_of(float(one), low, high) for one in given]
        labels = [f"{low + (high - low) * part / CLASSES:g} – {low + (high - low) * (part + 1) / CLASSES:g}"
                  for part in range(CLASSES)]
    return labels, [places.count(place) for place in range(CLASSES)]


def place_of(given: float, low: float, high: float) -> int:
    return min(CLASSES - 1, int((given - low) * CLASSES / (high - low)))


def compared(points: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any] | None:
    """How far two published cells lie apart: of two sides, or of two waves."""
    found = difference(cell(before), cell(after), points)
    return asdict(found) if found else None


def cell(told: Mapping[str, Any]) -> Cell:
    """A cell as it came out of the database again."""
    return Cell(**{**told, "blocks": tuple(tuple(block) for block in told["blocks"]), "counts": tuple(told["counts"])})
