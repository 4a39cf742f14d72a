"""The OGP commitments database: 171 columns, in which the same cell says ND, NR, NA or a value.

Titles, text, dates, lead and supporting institutions become facts; the scales people read become judgements; every
other column is kept as it stands, so that an export gives the same codes back. Its dates come as day/month/year,
month/day/year and in words: what cannot be told for certain is kept only as far as it is certain, and a notice says so.
"""
import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pendopo.analysis.commitments import (
    MISSING,
    SCALES,
    CommitmentFacts,
    JudgementFacts,
    PlanFacts,
    Problem,
    is_partial,
)

KEY = "Commitment Unique Identifier"
PLAN_KEY, NUMBER, COUNTRY, URL = "Action Plan ID", "Commitment Number", "Country/Locality", "URL"
SHORT, FULL, START, END = "Short Title", "Full Text", "Start Date", "End Date"
LEAD, SUPPORT = "Lead Institution", "Supporting Institution(s)"
OWN = (SHORT, FULL, START, END, LEAD, SUPPORT)           # columns that this program keeps as facts of its own
NEEDED = (KEY, PLAN_KEY, NUMBER, COUNTRY, "National Or Local", "Action Plan Number", "Year Of Submission",
          "Action Plan End Year", URL, *OWN)
JUDGED = (                                               # column, indicator, scale, moment
    ("Specificity", "specificity", "specificity", "midterm"),
    ("Verifiable", "verifiable", "verifiable", ""),
    ("Potential Impact", "design", "potential_impact", ""),
    ("Potential for Results", "design", "potential_for_results", ""),
    ("Completion (Progress Report)", "completion", "completion", "midterm"),
    ("Completion (End Of Term)", "completion", "completion", "end"),
    ("Early Results", "early_result", "early_results", "end"),
    ("Did It Open Government (Overall)", "early_result", "did_it_open_government", "end"),
    ("Did It Open Government (Access To Information)", "opened_information", "did_it_open_government", "end"),
    ("Did It Open Government (Civic Participation)", "opened_participation", "did_it_open_government", "end"),
    ("Did It Open Government: Public Accountability", "opened_accountability", "did_it_open_government", "end"),
)
SAID = {"No early results to report yet": "no_early_results", "No notable results": "no_notable_results", "1": "yes"}
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
WORDED = re.compile(r"([A-Z][a-z]+) (\d{4})")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|\([a-z0-9]{1,2}\)|[•\-*\uf06c])\s*")
TITLE, NAME = 300, 200


@cache
def columns() -> tuple[str, ...]:
    """All 171 names, in order (data/ogp-columns.txt)."""
    path = Path(__file__).parent / "data" / "ogp-columns.txt"
    return tuple(path.read_text(encoding="utf-8").splitlines())


def read(cells: list[tuple[int, dict[str, str]]], file: str = "") -> tuple[list[tuple[PlanFacts, CommitmentFacts]],
                                                                          list[Problem]]:
    header = cells[0][1]
    problems = [Problem(1, name, "column_missing", name, file) for name in NEEDED if name not in header]
    problems += [Problem(1, name, "column_unknown", name, file) for name in header if name not in columns()]
    if problems:
        return [], problems
    orders = _orders(cells)
    taken: set[tuple[str, str]] = set()
    return [_row(line, row, orders[row[PLAN_KEY]], taken, problems, file) for line, row in cells], problems


def _row(line: int, row: dict[str, str], order: str, taken: set[tuple[str, str]], problems: list[Problem],
         file: str) -> tuple[PlanFacts, CommitmentFacts]:
    def noted(column: str, code: str, value: str = "", grave: bool = False) -> None:
        problems.append(Problem(line, column, code, value or row[column], file, grave))

    plan = _plan(row)
    number = row[NUMBER]
    if re.fullmatch(r"\d+\.\d{7,}", number):             # a spreadsheet turned 4.1 into 4.0999999999999996
        number = f"{float(number):.6g}"
    if not row[KEY] or (plan.code, number) in taken:
        noted(NUMBER, "number_taken" if row[KEY] else "needed", grave=not row[KEY])
        number = row[KEY]
    taken.add((plan.code, number))
    dates = {}
    for column in (START, END):
        dates[column], certain = partial(row[column], order)
        if not certain:
            noted(column, "date_coarser", f"{row[column]} / {dates[column] or '-'}")
    title = row[SHORT] or row["Commitment Title"]
    if len(title) > TITLE:
        noted(SHORT, "cut", str(TITLE))
    local = row["National Or Local"] != "National"
    inside = row.get("Subnational in NAPs") == "1"
    home = row[COUNTRY] == "Indonesia"
    return plan, CommitmentFacts(
        line, plan.code, number, title_en=_cut(title, TITLE), ogp_id=row[KEY],
        level="local" if local else "local-in-NAP" if inside else "national",
        area="00" if home and not local and not inside else "", lead=_names(row[LEAD]), partners=_names(row[SUPPORT]),
        start=dates[START], end=dates[END], judgements=_judgements(row, noted), texts={"action": row[FULL]},
        codes={name: value for name, value in row.items() if name not in OWN}, source=row[URL], file=file)


def _plan(row: dict[str, str]) -> PlanFacts:
    """Indonesia's national plans by the name that people use, the others by OGP's id: NAP5, KGZ01."""
    home = row[COUNTRY] == "Indonesia"
    national = home and row["National Or Local"] == "National"
    code = f"NAP{row['Action Plan Number']}" if national else row[PLAN_KEY].removeprefix("AP_")
    years = f"{row['Year Of Submission']}-{row['Action Plan End Year']}"
    return PlanFacts(code, years, "" if home else row[COUNTRY])


def _names(text: str) -> tuple[str, ...]:
    parts = (BULLET.sub("", part).strip(" ,;") for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(_cut(part, NAME) for part in parts if part and part not in MISSING))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most - 1].rstrip()}…"


def _judgements(row: dict[str, str], noted: Callable[..., None]) -> tuple[JudgementFacts, ...]:
    return tuple(JudgementFacts(indicator, scale, value_of(row[column]), moment)
                 for column, indicator, scale, moment in JUDGED if row.get(column))


def value_of(said: str) -> str:
    """"Not Started" -> not_started; ND, NR and NA stay what they are: three kinds of missing."""
    return said if said in MISSING else SAID.get(said, said.lower().replace(" ", "_"))


def _orders(cells: Iterable[tuple[int, dict[str, str]]]) -> dict[str, str]:
    """How each plan writes its dates, if one of them gives it away: "dm", "md", or "" when none or both do."""
    seen: dict[str, set[str]] = defaultdict(set)
    for _, row in cells:
        for found in filter(None, (SLASHED.fullmatch(row[column]) for column in (START, END))):
            if int(found[1]) > 12:
                seen[row[PLAN_KEY]].add("dm")
            elif int(found[2]) > 12:
                seen[row[PLAN_KEY]].add("md")
    return defaultdict(str, {plan: next(iter(orders)) for plan, orders in seen.items() if len(orders) == 1})


def partial(said: str, order: str = "") -> tuple[str, bool]:
    """A date as far as it is certain, and whether that is all it says. 3/4/2016 without more is only 2016."""
    if said in ("", *MISSING) or is_partial(said):
        return ("" if said in MISSING else said), True
    if found := SLASHED.fullmatch(said):
        first, second, year = found.groups()
        year = year if len(year) == 4 else f"20{year}"
        if int(first) > 12 or (order == "dm" and int(second) <= 12) or first == second:
            day, month = first, second
        elif int(second) > 12 or order == "md":
            day, month = second, first
        else:
            return year, False
        whole = f"{year}-{int(month):02}-{int(day):02}"
        return (whole, True) if is_partial(whole) else (year, False)
    if (found := WORDED.fullmatch(said)) and found[1] in MONTHS:
        return f"{found[2]}-{MONTHS.index(found[1]) + 1:02}", True
    if re.fullmatch(r"[34]\d{4}", said):                 # a spreadsheet's count of days
        return (date(1899, 12, 30) + timedelta(days=int(said))).isoformat(), False
    years = re.findall(r"\b(?:19|20)\d\d\b", said)
    return (years[0] if len(years) == 1 else ""), False


def write(plans: Iterable[PlanFacts]) -> str:
    """All 171 columns; what this program does not know of a commitment stays empty."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns(), restval="", lineterminator="\r\n")
    writer.writeheader()
    for plan in plans:
        writer.writerows(_cells(plan, one) for one in plan.commitments)
    return out.getvalue()


def _cells(plan: PlanFacts, one: CommitmentFacts) -> dict[str, str]:
    row = {KEY: one.ogp_id, NUMBER: one.number, COUNTRY: plan.country or "Indonesia", URL: one.source,
           "Commitment Title": one.title_en or one.title_id, **one.codes}
    row |= {SHORT: one.title_en or one.title_id, FULL: one.texts.get("action", ""), START: one.start, END: one.end,
            LEAD: "; ".join(one.lead), SUPPORT: "; ".join(one.partners)}
    for column, indicator, scale, moment in JUDGED:
        for said in one.judgements:
            if (said.indicator, said.scale, said.moment) == (indicator, scale, moment):
                kept = one.codes.get(column, "")
                row[column] = kept if value_of(kept) == said.value else label(said)
    return row


def label(said: JudgementFacts) -> str:
    """not_started -> "Not Started", as the database spells it."""
    spelt = {value: key for key, value in SAID.items() if key != "1"}
    if said.value in MISSING or said.value not in SCALES[said.scale]:
        return said.value
    return spelt.get(said.value, said.value.replace("_", " ").title())
