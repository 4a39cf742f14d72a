"""Reads and writes tables of action-plan commitments, in two forms told apart by their header.

1. Our facts file (data/ogp/indonesia_commitments_facts.csv): a row a commitment, 20 columns, more when there is more.
2. The OGP commitments database (171 columns, as in g0v/ogp-commitments): every code is kept as it stands, ND, NR and
   NA included, and written back the same.

What the writer writes the reader reads, column by column (Decidim's importer lost that: tests/analysis/test_ogp.py).
A cell that cannot be taken over is a Problem with line, column and code; its sentence is made where it is shown.
"""
import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from pendopo.analysis import ogp_database
from pendopo.analysis.commitments import (
    MISSING,
    NOWHERE,
    PLACES,
    SCALES,
    CommitmentFacts,
    Home,
    JudgementFacts,
    PlanFacts,
    Problem,
    Reading,
    TotalFacts,
    is_partial,
    joined,
    listed,
    milestones_of,
    milestones_text,
    out_of_order,
)
from pendopo.analysis.sheet_text import written

COLUMNS = ("plan", "plan_years", "number", "ogp_id", "level", "area_code", "title_en", "title_id", "lead", "partners",
           "start", "end", "milestones", "verifiable", "design_score", "design_scale", "completion_midterm",
           "completion_final", "early_result", "source")
TEXTS = ("theme", "problem", "causes", "status_quo", "action", "contribution", "results", "values", "budget", "links")
MORE = (*TEXTS, "deliverables", "weights", "assessor", "method", "country", "owner", "monitor",
        "language", "plan_title_id", "plan_title_en")                        # written only when used
NEEDED = ("plan", "number")
TOTALS = ("plan", "moment", "method", "status", "count", "assessor", "source")
MOMENTS = {"mid-term": "midterm", "midterm": "midterm", "end": "end"}
EARLY = ("did_it_open_government", "early_results")

PLAN = re.compile(r"[A-Z]{2,6}\d{0,3}")
NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}")
YEARS = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?")
AREA = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?")
LANGUAGES = ("id", "en")            # ISO 639-1; the country's own, then English
OWN = {"title": "title_id", "plan_title": "plan_title_id"}      # in the country's own language, whichever that is
TITLE, NAME = 300, 200             # characters
LONG = 1_000                       # rows


Told = tuple[PlanFacts, CommitmentFacts]
Table = tuple[list[str], list[tuple[int, list[str]]], list[Problem]]


def table(raw: bytes, file: str = "") -> Table:
    """Header, (line, cells) and problems of a CSV in UTF-8; comma, semicolon or tab, read from the header.

    Cells as they stand; a spreadsheet or a picture under another name is told apart from a table in another encoding.
    A line that cannot be read is a problem and no row; the others are rows, so that all that is wrong is told at once.
    """
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return [], [], [Problem(0, "", "spreadsheet", file=file)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        return [], [], [Problem(raw[:broken.start].count(b"\n") + 1, "", "not_utf8", file=file)]
    if "\0" in text:
        return [], [], [Problem(text[:text.index("\0")].count("\n") + 1, "", "control_character", file=file)]
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header, problems, rows, line = [], [], [], 1
    try:
        header = [OWN.get(name.strip(), name.strip()) for name in next(reader, [])]
        problems = [Problem(1, name, "column_twice", file=file) for name, n in Counter(header).items() if n > 1]
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header) and any(cells):
                problems.append(Problem(line, "", "cells", f"{len(cells)} / {len(header)}", file))
            elif any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as broken:                       # a cell of more than 131,072 characters, a lone carriage return
        problems.append(Problem(line, "", "broken", str(broken), file))
    if any(problem.code == "column_twice" for problem in problems):
        return header, [], problems
    if not problems and not (header and rows):
        problems.append(Problem(0, "", "empty", file=file))
    return header, rows, problems


def read(raw: bytes, file: str = "", languages: Collection[str] = LANGUAGES,
         home: Home = NOWHERE) -> Reading:
    """Either form. Plans in the order of the file; nothing is taken over while one problem is grave. `languages`: in
    which a row may be written."""
    header, rows, problems = table(raw, file)
    if not header or not rows:
        return Reading(problems=tuple(problems))
    if ogp_database.KEY in header:
        found, more = ogp_database.read([(line, dict(zip(header, row, strict=True))) for line, row in rows], file,
                                         home)
        return _whole(found, [*problems, *more], file)
    cells = [(line, dict(zip(header, map(str.strip, row), strict=True))) for line, row in rows]
    known = {*COLUMNS, *MORE}
    if len(known & {*header}) < len(COLUMNS) // 2:
        return Reading(problems=(Problem(1, "", "wrong_kind", ", ".join(header)[:120], file),))
    wrong = [*(Problem(1, name, "column_unknown", name, file) for name in header if name not in known),
             *(Problem(1, name, "column_missing", name, file) for name in COLUMNS if name not in header)]
    if wrong:                                                  # nobody knows what the cells below are meant to be
        return Reading(problems=(*wrong, *problems))
    return _whole([_row(line, row, problems, file, languages) for line, row in cells], problems, file)


def _row(line: int, row: dict[str, str], problems: list[Problem], file: str,
         languages: Collection[str]) -> tuple[PlanFacts, CommitmentFacts]:
    def wrong(column: str, code: str, value: str = "") -> None:
        problems.append(Problem(line, column, code, value or row[column], file))

    _check(row, wrong)
    if row.get("language") and row["language"] not in languages:
        wrong("language", "not_one_of", f"{row['language']} / {', '.join(languages)}")
    milestones = milestones_of(row["milestones"])
    for column, name in (("deliverables", "deliverable"), ("weights", "weight")):
        if told := listed(row.get(column, "")):
            if len(told) != len(milestones) or (name == "weight" and not all(one.isdigit() for one in told)):
                wrong(column, "not_one_each", f"{len(told)} / {len(milestones)}")
            else:
                milestones = tuple(
                    replace(one, weight=int(said)) if name == "weight" else replace(one, deliverable=_dash(said))
                    for one, said in zip(milestones, told, strict=True))
    plan = PlanFacts(row["plan"], row["plan_years"], country=row.get("country", ""), owner=row.get("owner", ""),
                     monitor=row.get("monitor", ""), title_id=row.get("plan_title_id", ""),
                     title_en=row.get("plan_title_en", ""))
    return plan, CommitmentFacts(
        line, row["plan"], row["number"], row["title_id"], row["title_en"], row["ogp_id"],
        row["level"] or "national", row["area_code"], listed(row["lead"]), listed(row["partners"]),
        row["start"], row["end"], milestones, _judgements(row),
        row.get("language") or "en", {name: row[name] for name in TEXTS if row.get(name)},
        assessor=row.get("assessor", ""), method=row.get("method", ""), source=row["source"], file=file)


def _dash(said: str) -> str:
    return "" if said == "-" else said


def _check(row: dict[str, str], wrong: Any) -> None:
    for column, shape in (("plan", PLAN), ("number", NUMBER), ("plan_years", YEARS), ("area_code", AREA)):
        if row[column] and not shape.fullmatch(row[column]):
            wrong(column, column)
        elif not row[column] and column in NEEDED:
            wrong(column, "needed")
    if not row["title_id"] and not row["title_en"]:
        wrong("title_id", "needed")
    for column, most in (("title_id", TITLE), ("title_en", TITLE), ("source", 500), ("ogp_id", 30), ("assessor", NAME),
                         ("method", NAME), ("owner", NAME), ("monitor", NAME), ("country", 60),
                         ("plan_title_id", TITLE), ("plan_title_en", TITLE)):
        if len(row.get(column, "")) > most:
            wrong(column, "too_long", str(most))
    for column in ("lead", "partners"):
        if any(len(name) > NAME for name in listed(row[column])):
            wrong(column, "too_long", str(NAME))
    if row["level"] and row["level"] not in PLACES:
        wrong("level", "not_one_of", f"{row['level']} / {', '.join(PLACES)}")
    dates = [column for column in ("start", "end") if row[column]]
    bad = [column for column in dates if not is_partial(row[column])]
    for column in bad:
        wrong(column, "date")
    if not bad and out_of_order(row["start"], row["end"]):
        wrong("end", "order")
    for column, scale in _scaled(row).items():
        if row[column] and scale not in SCALES:
            wrong("design_scale", "not_one_of", f"{scale or '-'} / {', '.join(SCALES)}")
        elif row[column] and row[column] not in (*SCALES[scale], *MISSING):
            wrong(column, "not_one_of", f"{row[column]} / {', '.join((*SCALES[scale], *MISSING))}")
    if row["design_scale"] and not row["design_score"] and row["design_scale"] not in SCALES:
        wrong("design_scale", "not_one_of", f"{row['design_scale']} / {', '.join(SCALES)}")


def _scaled(row: dict[str, str]) -> dict[str, str]:
    early = next((scale for scale in EARLY if row["early_result"] in SCALES[scale]), EARLY[0])
    return {"verifiable": "verifiable", "design_score": row["design_scale"], "completion_midterm": "completion",
            "completion_final": "completion", "early_result": early}


def _judgements(row: dict[str, str]) -> tuple[JudgementFacts, ...]:
    scales = _scaled(row)
    told = [JudgementFacts("verifiable", "verifiable", row["verifiable"]),
            JudgementFacts("design", scales["design_score"], row["design_score"]),
            JudgementFacts("completion", "completion", row["completion_midterm"], "midterm"),
            JudgementFacts("completion", "completion", row["completion_final"], "end"),
            JudgementFacts("early_result", scales["early_result"], row["early_result"], "end")]
    return tuple(one for one in told if one.value or (one.indicator == "design" and one.scale))


def _whole(found: Iterable[tuple[PlanFacts, CommitmentFacts]], problems: list[Problem], file: str) -> Reading:
    """Rows to plans; a number or an OGP id that stands twice, or two spans of years for one plan, is a problem."""
    plans: dict[str, PlanFacts] = {}
    seen: dict[tuple[str, ...], int] = {}
    for sign, one in found:
        plan = plans.setdefault(sign.code, sign)
        if plan.years != sign.years:
            problems.append(Problem(one.line, "plan_years", "plan_years_differ", f"{sign.years} / {plan.years}", file))
        for column, key in (("number", (one.plan, one.number)), ("ogp_id", (one.ogp_id,))):
            if key[-1] and seen.setdefault(key, one.line) != one.line:
                problems.append(Problem(one.line, column, "twice", f"{key[-1]} / {seen[key]}", file))
        plans[sign.code] = replace(plan, commitments=(*plan.commitments, one))
    ordered = sorted(problems, key=lambda problem: problem.line)
    return Reading(tuple(plans.values()), problems=tuple(ordered))


def is_totals(raw: bytes) -> bool:
    """Whether the header is that of what an assessor counted, and not one of commitments."""
    return set(TOTALS) <= set(table(raw)[0])


def read_totals(raw: bytes, file: str = "") -> Reading:
    """What an assessor counted for a whole plan: one row a level; one TotalFacts a plan, moment and method."""
    header, rows, problems = table(raw, file)
    wrong = [*(Problem(1, name, "column_missing", name, file) for name in TOTALS if header and name not in header),
             *(Problem(1, name, "column_unknown", name, file) for name in header if name not in TOTALS)]
    if wrong or not rows:
        return Reading(problems=(*wrong, *problems))
    found: dict[tuple[str, ...], TotalFacts] = {}
    for line, cells in rows:
        row = dict(zip(header, map(str.strip, cells), strict=True))
        bad = [(column, code, f"{row[column]}{known}") for column, code, right, known in (
            ("plan", "plan", bool(PLAN.fullmatch(row["plan"])), ""),
            ("moment", "not_one_of", row["moment"] in MOMENTS, f" / {', '.join(MOMENTS)}"),
            ("status", "not_one_of", row["status"] in SCALES["completion"], f" / {', '.join(SCALES['completion'])}"),
            ("count", "number", row["count"].isdigit(), ""),
            ("assessor", "needed", bool(row["assessor"]), ""),
            ("method", "needed", bool(row["method"]), "")) if not right]
        problems += [Problem(line, column, code, value, file) for column, code, value in bad]
        if bad:
            continue
        moment = MOMENTS[row["moment"]]
        key = (row["plan"], moment, row["method"], row["assessor"], row["source"])
        total = found.setdefault(key, TotalFacts(row["plan"], moment, row["method"], row["assessor"], row["source"],
                                                 {}, line))
        if row["status"] in total.counts:
            problems.append(Problem(line, "status", "twice", f"{row['status']} / {total.line}", file))
        total.counts[row["status"]] = int(row["count"])
    return Reading(totals=tuple(found.values()), problems=tuple(problems))


def write(plans: Iterable[PlanFacts]) -> str:
    """The facts file, whole."""
    return "".join(lines((plan, one) for plan in plans for one in plan.commitments))


def lines(told: Iterable[Told]) -> Iterator[str]:
    """The facts file as CSV, in parts; each commitment beside its plan, which need not hold it.

    Columns of MORE appear only when used, so a plain file comes back plain. The head stands above the first row: a
    table of more than LONG rows has all columns, because nobody can wait until the last one is known.
    """
    rows = (_cells(plan, one) for plan, one in told)
    first, later = list(islice(rows, LONG)), list(islice(rows, 1))
    names = [*COLUMNS, *(name for name in MORE if later or any(row[name] for row in first))]
    return written(names, ([row[name] for name in names] for row in chain(first, later, rows)))


def _cells(plan: PlanFacts, one: CommitmentFacts) -> dict[str, str]:
    def said(indicator: str, moment: str = "") -> JudgementFacts:
        found = [j for j in one.judgements if j.indicator == indicator and (not moment or j.moment == moment)]
        known = [j for j in found if j.value not in MISSING]
        return (known or found or [JudgementFacts(indicator, "", "")])[-1]

    weights = [one.weight for one in one.milestones]
    deliverables = [one.deliverable for one in one.milestones]
    return {
        "plan": plan.code, "plan_years": plan.years, "number": one.number, "ogp_id": one.ogp_id, "level": one.level,
        "area_code": one.area, "title_en": one.title_en, "title_id": one.title_id, "lead": joined(one.lead),
        "partners": joined(one.partners), "start": one.start, "end": one.end,
        "milestones": milestones_text(one.milestones), "verifiable": said("verifiable").value,
        "design_score": said("design").value, "design_scale": said("design").scale,
        "completion_midterm": said("completion", "midterm").value, "completion_final": said("completion", "end").value,
        "early_result": said("early_result").value, "source": one.source,
        **{name: one.texts.get(name, "") for name in TEXTS},
        "weights": "; ".join(map(str, weights)) if any(weight != 1 for weight in weights) else "",
        "deliverables": joined(told or "-" for told in deliverables) if any(deliverables) else "",
        "assessor": one.assessor, "method": one.method, "country": plan.country,
        "owner": plan.owner, "monitor": plan.monitor,
        "language": "" if one.language == "en" else one.language,
        "plan_title_id": plan.title_id, "plan_title_en": plan.title_en,
    }


def write_totals(totals: Iterable[TotalFacts]) -> str:
    """The file of totals, levels from complete down, as the assessor's own tables are."""
    names = {"midterm": "mid-term", "end": "end"}
    order = tuple(reversed(SCALES["completion"]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(TOTALS)
    writer.writerows((one.plan, names[one.moment], one.method, status, one.counts[status], one.assessor, one.source)
                     for one in totals for status in order if status in one.counts)
    return out.getvalue()

