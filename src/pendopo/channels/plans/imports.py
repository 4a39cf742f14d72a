"""Files of action plans: which reader reads them, what is wrong in them in plain words, and the import itself."""
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.analysis import gsa, ogp
from pendopo.analysis.commitments import Problem, Reading
from pendopo.channels.plans.actions.importing import Outcome, import_plans
from pendopo.channels.plans.packs import home
from pendopo.channels.plans.queries.known import elsewhere, unknown_areas, unknown_plans
from pendopo.core.people.queries import system
from pendopo.kit.country import country

LARGEST = 50_000_000                 # bytes of one file, unpacked
SENTENCES: dict[str, str | Promise] = {
    "area_code": _("\"%(value)s\" is not an area code. Codes look like 35.22; 00 is Indonesia."),
    "area_unknown": _("The area \"%(value)s\" is not known here. Load the areas first, or correct the code."),
    "broken": _("From this line on the table cannot be read (%(value)s)."),
    "cells": _("This line has another number of cells than the header (%(value)s)."),
    "code_unknown": _("\"%(value)s\" is none of the known values of this column; it is kept as it is written."),
    "column_missing": _("This column is missing."),
    "column_twice": _("This column stands twice in the header."),
    "column_unknown": _("This column is not known, so nothing was taken over; remove or rename it."),
    "control_character": _("There is a control character in the text that no text needs; remove it."),
    "cut": _("The text is too long and is cut after %(value)s characters."),
    "date": _("\"%(value)s\" is not a date. Write 2016, 2016-05 or 2016-05-28."),
    "date_coarser": _("The date can be read in more than one way; only what is certain is kept (%(value)s)."),
    "empty": _("There is nothing to read in this file."),
    "front_matter": _("There are no fields between two lines of dashes at the top of this file."),
    "needed": _("This cell must not be empty."),
    "no_parent": _("There is no commitment \"%(value)s\" that this part belongs to."),
    "not_one_each": _("There must be one for each milestone (%(value)s)."),
    "not_one_of": _("This is not one of the known values: %(value)s."),
    "not_utf8": _("The file is not in UTF-8. Save it as \"CSV UTF-8\"."),
    "number": _("\"%(value)s\" is not a number."),
    "number_taken": _("The number %(value)s stands twice in this plan; this commitment is kept under its id."),
    "ogp_id_elsewhere": _("The id is that of a commitment of another plan here (%(value)s)."),
    "order": _("The end (%(value)s) lies before the start."),
    "plan": _("\"%(value)s\" is not a plan's code. Codes look like NAP4 or BOJ1."),
    "plan_unknown": _("There is no plan \"%(value)s\", neither in the file nor here."),
    "plan_years": _("\"%(value)s\" is not a span of years. Write 2016-2017."),
    "plan_years_differ": _("The same plan has different years on another line (%(value)s)."),
    "spreadsheet": _("This is a spreadsheet and not a CSV file. Save it as \"CSV UTF-8\"."),
    "too_long": _("The text is longer than %(value)s characters."),
    "too_large": _("The file is too large to be a plan."),
    "twice": _("This stands twice (value and first line: %(value)s)."),
    "wrong_kind": _("This is no table of action plans: the columns plan, number and title are missing (%(value)s)."),
    "unreadable": _("The file cannot be opened."),
}


class Unreadable(Exception):
    """Nothing was taken over. `problems` say what is wrong where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(sentence(problem) for problem in self.problems))


def sentence(problem: Problem) -> str:
    """"plan.csv, line 7, column start: ..." in the language of the reader."""
    where = [problem.file] if problem.file else []
    if problem.line > 0 and not problem.file.endswith(".md"):
        where.append(gettext("line %(line)s") % {"line": problem.line})
    if problem.column:
        where.append(gettext("column %(column)s") % {"column": problem.column})
    told = str(SENTENCES[problem.code]) % {"value": problem.value}
    return f"{', '.join(where)}: {told}" if where else told


def read(paths: Iterable[Path], totals: Iterable[Path] = ()) -> Reading:
    """One reading of all files together. A folder or a .zip is a plan as open.usa.gov keeps it, the rest are tables."""
    found = [_read(path) for path in paths] + [_read_totals(path) for path in totals]
    whole = Reading(tuple(plan for one in found for plan in one.plans),
                    tuple(total for one in found for total in one.totals),
                    tuple(problem for one in found for problem in one.problems))
    problems = [*whole.problems, *_against_what_is_here(whole)]
    files = list(dict.fromkeys(problem.file for problem in problems))
    problems.sort(key=lambda problem: (files.index(problem.file), problem.line))
    return Reading(whole.plans, whole.totals, tuple(problems))


def _read(path: Path) -> Reading:
    try:
        if path.is_dir():
            return gsa.read({str(file.relative_to(path)): file.read_text(encoding="utf-8")
                             for file in sorted(path.rglob("*.md")) if file.parent.name.startswith("_")})
        if path.suffix == ".zip":
            return _read_zip(path)
        raw = path.read_bytes()
        if ogp.is_totals(raw):
            return ogp.read_totals(raw, path.name)
        return ogp.read(raw, path.name, dict(country().languages), home())
    except UnicodeDecodeError:
        return Reading(problems=(Problem(0, "", "not_utf8", file=path.name),))
    except (OSError, zipfile.BadZipFile):
        return Reading(problems=(Problem(0, "", "unreadable", file=path.name),))


def _read_zip(path: Path) -> Reading:
    with zipfile.ZipFile(path) as packed:
        files = [info for info in packed.infolist() if info.filename.endswith(".md")]
        if sum(info.file_size for info in files) > LARGEST:
            return Reading(problems=(Problem(0, "", "too_large", file=path.name),))
        return gsa.read({info.filename: packed.read(info).decode("utf-8") for info in files})


def _read_totals(path: Path) -> Reading:
    try:
        return ogp.read_totals(path.read_bytes(), path.name)
    except OSError:
        return Reading(problems=(Problem(0, "", "unreadable", file=path.name),))


def _against_what_is_here(reading: Reading) -> list[Problem]:
    """What only this server can tell: unknown areas, ids that belong to another plan, totals without a plan. Told with
    all else that is wrong; not of a cell that is wrong already, nor of a plan that an unread line may hold."""
    areas, ids = unknown_areas(reading), elsewhere(reading)
    wrong = {(problem.file, problem.line, problem.column) for problem in reading.errors}
    found = [Problem(one.line, "area_code", "area_unknown", one.area, one.file)
             for one in reading.commitments if one.area in areas and (one.file, one.line, "area_code") not in wrong]
    found += [Problem(one.line, "ogp_id", "ogp_id_elsewhere", f"{one.ogp_id} / {ids[one.ogp_id]}", one.file)
              for one in reading.commitments if ids.get(one.ogp_id, one.plan) != one.plan
              and not {(one.file, one.line, "ogp_id"), (one.file, one.line, "plan")} & wrong]
    unread = any(line < 2 or not column for _file, line, column in wrong)
    missing = set() if unread else unknown_plans(reading)
    return found + [Problem(total.line, "plan", "plan_unknown", total.plan)
                    for total in reading.totals if total.plan in missing]


def take(reading: Reading, dry_run: bool = False) -> Outcome:
    """All of it or nothing. A dry run does the whole import and takes it back: it tells exactly what would happen."""
    if reading.errors:
        raise Unreadable(reading.errors)
    with transaction.atomic():
        outcome = import_plans(actor=system("import"), reading=reading)
        if dry_run:
            transaction.set_rollback(True)
    return outcome
