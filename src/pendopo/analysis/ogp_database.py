"""The OGP commitments database: 171 columns, in which the same cell says ND, NR, NA or a value.

Every value that means something becomes a fact: titles, text, dates, organisations, the scales people read, policy
areas, the codes of OGP's reviewers. What a cell says beyond that (a date in words, a list with bullets, a number that
a spreadsheet spoilt) is kept as it is spelt beside the fact that was read from it (`spelt`), and written again for as
long as that fact stands: what is edited here changes its own cell and no other.
"""
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from pendopo.analysis import ogp_columns, ogp_dates
from pendopo.analysis.commitments import (
    MISSING,
    NOWHERE,
    SCALES,
    CodedFacts,
    CommitmentFacts,
    Home,
    JudgementFacts,
    PlanFacts,
    Problem,
    out_of_order,
)
from pendopo.analysis.sheet_text import written

KEY = "Commitment Unique Identifier"
PLAN_KEY, NUMBER, COUNTRY, URL = "Action Plan ID", "Commitment Number", "Country/Locality", "URL"
SHORT, LONG, FULL, START, END = "Short Title", "Commitment Title", "Full Text", "Start Date", "End Date"
LEAD, SUPPORT, INSIDE, THEME = "Lead Institution", "Supporting Institution(s)", "Subnational in NAPs", "Theme"
REACH, SUBMITTED, ENDED = "National Or Local", "Year Of Submission", "Action Plan End Year"
NEEDED = (KEY, PLAN_KEY, NUMBER, COUNTRY, REACH, "Action Plan Number", SUBMITTED, ENDED, URL, SHORT, FULL, START, END,
          LEAD, SUPPORT)
ABSENT = {"theme": THEME, "start": START, "end": END, "lead": LEAD, "partners": SUPPORT}      # may be ND, NR, NA
NOBODY = ("N/A", "n/a", "Unclear", "None", "-", "TBD")       # stands where an institution should
OURS = re.compile(r"[A-Z]{2,5}-2\d{3}-\d{4,9}-[0-9A-Z]")     # a code that this program gave
SAID = {"No early results to report yet": "no_early_results", "No notable results": "no_notable_results", "1": "yes"}
BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|\([a-z0-9]{1,2}\)|[•\-*\uf06c])\s*")
TITLE, NAME = 300, 200
Noted = Callable[..., None]
Row = Mapping[str, str]


def read(cells: list[tuple[int, dict[str, str]]], file: str = "", home: Home = NOWHERE) -> tuple[
        list[tuple[PlanFacts, CommitmentFacts]], list[Problem]]:
    """Rows as they stand, not stripped. A problem that is not grave was taken over, with the spelling kept."""
    header = cells[0][1]
    problems = [Problem(1, name, "column_missing", name, file) for name in NEEDED if name not in header]
    problems += [Problem(1, name, "column_unknown", name, file) for name in header if name not in ogp_columns.names()]
    if problems:
        return [], problems
    orders = ogp_dates.orders((row[PLAN_KEY], row[column]) for _, row in cells for column in (START, END))
    taken: set[tuple[str, str]] = set()
    return [_row(line, row, orders[row[PLAN_KEY]], taken, problems, file, home) for line, row in cells], problems


def _row(line: int, row: Row, order: str, taken: set[tuple[str, str]], problems: list[Problem],
         file: str, at_home: Home) -> tuple[PlanFacts, CommitmentFacts]:
    def noted(column: str, code: str, value: str = "", grave: bool = False) -> None:
        problems.append(Problem(line, column, code, value or row[column], file, grave))

    for column in (KEY, PLAN_KEY, NUMBER):
        if not row[column].strip():
            noted(column, "needed", grave=True)
    plan = _plan(row, order, noted, at_home)
    number = row[NUMBER].strip()
    if re.fullmatch(r"\d+\.\d{7,}", number):             # a spreadsheet turned 4.1 into 4.0999999999999996
        number = f"{float(number):.6g}"
    if (plan.code, number) in taken:
        noted(NUMBER, "number_taken")
        number = row[KEY]
    taken.add((plan.code, number))
    dates = _dates(row, order, noted)
    title = row[SHORT].strip() or row.get(LONG, "").strip()
    if not title:
        noted(SHORT, "needed", grave=True)
    elif len(title) > TITLE:
        noted(SHORT, "cut", str(TITLE))
    home, local, inside = not plan.country, row[REACH] != "National", row.get(INSIDE) == "1"
    ours = bool(OURS.fullmatch(row[KEY]))
    texts = {"action": row[FULL], "theme": "" if row.get(THEME, "") in MISSING else row.get(THEME, "")}
    return plan, CommitmentFacts(
        line, plan.code, number, title_en=_cut(title, TITLE), ogp_id="" if ours else row[KEY],
        level="local" if local else "local-in-NAP" if inside else "national",
        area="00" if home and not local and not inside else "", lead=_names(row[LEAD]), partners=_names(row[SUPPORT]),
        start=dates[START], end=dates[END], judgements=_judgements(row, noted),
        texts={name: text for name, text in texts.items() if text}, coded=_coded(row, noted), source=row[URL],
        file=file, long_title=row.get(LONG, ""), code=row[KEY] if ours else "")


def _dates(row: Row, order: str, noted: Noted) -> dict[str, str]:
    dates = {}
    for column in (START, END):
        dates[column], certain = ogp_dates.partial(row[column].strip(), order)
        if not certain:
            noted(column, "date_coarser", f"{row[column]} / {dates[column] or '-'}")
    if out_of_order(dates[START], dates[END]):
        noted(END, "order", grave=True)
    return dates


def _plan(row: Row, order: str, noted: Noted, at_home: Home) -> PlanFacts:
    """The home country's national plans by the name that people use, the others by OGP's id: NAP5, KGZ01."""
    home = row[COUNTRY] == at_home.name or row[COUNTRY].endswith(f", {at_home.name}")
    code = row[PLAN_KEY].removeprefix("AP_")
    if row[COUNTRY] == at_home.name and row[REACH] == "National" and row["Action Plan Number"].isdigit():
        code = f"NAP{row['Action Plan Number']}"
    if len(code) > 12:
        noted(PLAN_KEY, "too_long", "12", grave=True)
    years = [row[column] for column in (SUBMITTED, ENDED) if ogp_columns.PATTERNS["year"].fullmatch(row[column])]
    if len(years) == 2 and years[1] < years[0]:
        noted(ENDED, "order", grave=True)
    codes = {column.field: row[column.name] for column in ogp_columns.on("plan")
             if column.name in row and column.field not in ("country", "end_year")}
    for name in ("ogp_number", "submitted", "duration"):
        if not codes.get(name, "").isdigit() or len(codes[name]) > 4:
            codes[name] = ""
    return PlanFacts(code, "-".join(years), "" if home else row[COUNTRY], codes={**codes, "dates": order}, home=at_home)


def _names(text: str) -> tuple[str, ...]:
    parts = (BULLET.sub("", part).strip(" ,;") for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(_cut(part, NAME) for part in parts if part and part not in (*MISSING, *NOBODY)))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most - 1].rstrip()}…"


def _judgements(row: Row, noted: Noted) -> tuple[JudgementFacts, ...]:
    found = []
    for column, (indicator, scale, moment) in ogp_columns.judged().items():
        if said := row.get(column, ""):
            if value_of(said) in (*SCALES[scale], *MISSING):
                found.append(JudgementFacts(indicator, scale, value_of(said), moment))
            else:
                noted(column, "code_unknown")
    return tuple(found)


def _coded(row: Row, noted: Noted) -> CodedFacts:
    found: dict[str, dict[str, str]] = {"area": {}, "entry": {}}
    for column in (*ogp_columns.on("area"), *ogp_columns.on("entry")):
        said = row.get(column.name, "")
        if said and not column.knows(said):
            noted(column.name, "code_unknown")
        elif said and (column.shelf == "entry" or said != "0"):
            found[column.shelf][column.field] = said
    missing = {field: row[column] for field, column in ABSENT.items() if row.get(column) in MISSING}
    return CodedFacts(found["area"], found["entry"], missing, said=dict(row), classified=True)


def value_of(said: str) -> str:
    """"Not Started" -> not_started; ND, NR and NA stay what they are: three kinds of missing."""
    return said if said in MISSING else SAID.get(said, said.lower().replace(" ", "_"))


def label(value: str) -> str:
    """not_started -> "Not Started", as the database spells it."""
    spelt = {value: key for key, value in SAID.items() if key != "1"}
    return value if value in MISSING else spelt.get(value, value.replace("_", " ").title())


def facts_row(plan: PlanFacts, one: CommitmentFacts) -> dict[str, str]:
    """All 171 cells as the facts alone would have them."""
    coded = one.coded or CodedFacts()
    judged = {column: _latest(one, *where) for column, where in ogp_columns.judged().items()}
    own, of_plan = _own(plan, one, coded), _of_plan(plan)
    row = {}
    for name, shelf, field, values, unseen in ogp_columns.table():
        if shelf == "area":
            row[name] = coded.areas.get(field, "0") if coded.classified else unseen
        elif shelf == "entry":
            row[name] = coded.codes.get(field, "") or unseen
        elif shelf == "judged":
            row[name] = label(judged[name]) if judged[name] else unseen
        elif shelf == "twin":
            row[name] = (judged[field] if judged[field] in MISSING else ogp_columns.numbers(name).get(
                judged[field], "")) or unseen
        elif shelf == "own":
            row[name] = own[field]
        else:
            row[name] = values if shelf == "fixed" else of_plan[field]
    return row


def _own(plan: PlanFacts, one: CommitmentFacts, coded: CodedFacts) -> dict[str, str]:
    title, dates = one.title_en or one.title_id, plan.codes.get("dates", "")
    told = {"ogp_id": one.ogp_id or one.code, "number": one.number, "theme": one.texts.get("theme", ""),
            "long_title": one.long_title or title, "title": title, "action": one.texts.get("action", ""),
            "start": ogp_dates.written(one.start, dates), "end": ogp_dates.written(one.end, dates),
            "lead": "; ".join(one.lead), "partners": "; ".join(one.partners),
            "inside": "1" if one.level == "local-in-NAP" else "0"}
    return told | {field: kind for field, kind in coded.missing.items() if not told[field]}


def _of_plan(plan: PlanFacts) -> dict[str, str]:
    start, _, end = plan.years.partition("-")
    submitted = plan.codes.get("submitted", "") or start[:4]
    end = (end or start)[:4]
    lasts = str(int(end) - int(submitted)) if end and submitted else ""
    local = bool(plan.place)
    return {"country": plan.country or (f"{plan.place}, {plan.home.name}" if local else plan.home.name),
            "ogp_number": plan.codes.get("ogp_number", ""),
            "country_code": plan.codes.get("country_code", "") or ("" if plan.country else plan.home.code),
            "world_region": plan.codes.get("world_region", "") or ("" if plan.country else plan.home.region),
            "reach": plan.codes.get("reach", "") or ("Local" if local else "National"),
            "submitted": submitted, "end_year": end, "duration": plan.codes.get("duration", "") or lasts,
            "ogp_id": plan.codes.get("ogp_id", "") or f"AP_{plan.code}"}


def _latest(one: CommitmentFacts, indicator: str, scale: str, moment: str) -> str:
    said = [judged.value for judged in one.judgements
            if (judged.indicator, judged.scale, judged.moment) == (indicator, scale, moment)]
    return said[-1] if said else ""


def row_of(plan: PlanFacts, one: CommitmentFacts) -> dict[str, str]:
    """As it is written: where a spelling was kept and its fact still stands, the spelling."""
    row = facts_row(plan, one)
    for column, (said, meant) in (one.coded.spelt if one.coded else {}).items():
        if row.get(column) == meant:
            row[column] = said
    return row


def spelling(said: Row, row: Row) -> dict[str, tuple[str, str]]:
    """What a source spells otherwise than we would: column -> (as it is spelt, what we made of it)."""
    return {column: (cell, row[column]) for column, cell in said.items() if cell != row[column]}


def lines(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The table as CSV, in parts."""
    names = ogp_columns.names()
    return written(names, ([row[name] for name in names] for row in rows))


def write(plans: Iterable[PlanFacts]) -> str:
    return "".join(lines(row_of(plan, one) for plan in plans for one in plan.commitments))


def unlike(before: Iterable[Row], after: Iterable[Row]) -> list[tuple[str, str, str, str]]:
    """The loss report: (key, column, before, after) of each cell that did not come back; rows meet by their key."""
    again = {row[KEY]: row for row in after}
    return [(row[KEY], column, cell, again.get(row[KEY], {}).get(column, "")) for row in before
            for column, cell in row.items() if again.get(row[KEY], {}).get(column, "") != cell]


def spelt_by_column(rows: Iterable[CommitmentFacts]) -> Counter[str]:
    """How many cells of each column are kept as they were spelt."""
    return Counter(column for one in rows if one.coded for column in one.coded.spelt)
