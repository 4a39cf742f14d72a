"""What a file says of action plans, as plain facts: plans, commitments, milestones, judgements, reports, totals.

The readers (ogp.py, gsa.py) make these, the channel takes them over. Nothing here knows a database or a screen.
A partial date is text of the precision its source has: "2016", "2016-05", "2016-05-28"; "" says that none is stated.
"""
import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATED = re.compile(r"(?P<title>.+?)\s*\((?:(?P<month>[A-Z][a-z]{2}) )?(?P<year>\d{4}(?:-\d\d(?:-\d\d)?)?)\)")
DATED_INSIDE = re.compile(r".+ by (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})")

ASSESSOR, METHOD = "Independent Reporting Mechanism", "IRM"        # whose scales these are, where none is named
# Three kinds of missing that stand in one column of the OGP database: no data in that method, not yet reviewed, not
# applicable (data/ogp/README). They are never merged, and never read as a value.
MISSING = ("ND", "NR", "NA")

# scale -> its values, lowest first (spec/domain.md 1.5; numbers behind the words as in the 558-row export)
SCALES: dict[str, tuple[str, ...]] = {
    "completion": ("withdrawn", "unclear", "not_started", "limited", "substantial", "complete"),
    "specificity": ("none", "low", "medium", "high"),
    "verifiable": ("no", "yes"),
    "potential_impact": ("none", "minor", "moderate", "transformative"),
    "potential_for_results": ("unclear", "modest", "substantial"),
    "ambition": ("low", "moderate", "high"),
    "irm_wide_label": ("not well-designed", "well-designed"),
    "did_it_open_government": ("worsens", "did_not_change", "no_early_results", "marginal", "major", "outstanding",
                               "not_applicable"),
    "early_results": ("no_notable_results", "moderate", "significant"),
}
LEVELS = ("not_started", "limited", "substantial", "complete")     # of completion, as totals count them
PLACES = ("national", "local-in-NAP", "local")                     # level of a commitment: whose promise it is


@dataclass(frozen=True)
class Problem:
    """One thing in a file that cannot be taken over (grave), or was taken over more coarsely than it is written."""
    line: int                      # of the file, its header is 1; 0 for the file as a whole
    column: str
    code: str
    value: str = ""
    file: str = ""
    grave: bool = True


@dataclass(frozen=True)
class JudgementFacts:
    """What an assessor says of a commitment: on which scale, at which moment of the plan. `value` "" is not stated."""
    indicator: str                 # design completion verifiable early_result specificity opened_*
    scale: str
    value: str
    moment: str = ""               # midterm end; "" at no named moment


@dataclass(frozen=True)
class ReportFacts:
    """What a unit said of a milestone; links are evidence: (title, address)."""
    level: str
    words: str
    stated: str = ""
    by: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MilestoneFacts:
    title: str
    due: str = ""
    deliverable: str = ""
    weight: int = 1
    number: str = ""
    reports: tuple[ReportFacts, ...] = ()


@dataclass(frozen=True)
class CodedFacts:
    """What the OGP database alone says of a commitment (ogp-columns.tsv), and how it spells what it says."""
    areas: dict[str, str] = field(default_factory=dict)        # slug of a policy area -> 1 ND NR NA; 0 is left out
    codes: dict[str, str] = field(default_factory=dict)        # codes of OGP's own reviewers
    missing: dict[str, str] = field(default_factory=dict)      # theme start end lead partners -> which kind of missing
    spelt: dict[str, tuple[str, str]] = field(default_factory=dict)    # column -> (as spelt, what was read from it)
    said: dict[str, str] = field(default_factory=dict)         # when read: the whole row as it stands
    classified: bool = False                                   # has anybody said which policy areas it is about?


@dataclass(frozen=True)
class CommitmentFacts:
    line: int
    plan: str
    number: str
    title_id: str = ""
    title_en: str = ""
    ogp_id: str = ""
    level: str = "national"
    area: str = ""                 # code of a region; "00" is the home country; "" another one
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    milestones: tuple[MilestoneFacts, ...] = ()
    judgements: tuple[JudgementFacts, ...] = ()
    language: str = "en"           # of milestones and texts; titles have one each
    texts: dict[str, str] = field(default_factory=dict)    # problem causes status_quo action contribution results ...
    coded: CodedFacts | None = None
    assessor: str = ""             # of the judgements; "" is OGP's own reviewer (ASSESSOR)
    method: str = ""
    source: str = ""
    file: str = ""
    long_title: str = ""           # where a source has a longer one beside the title
    code: str = ""                 # that this program gave it


class Home(NamedTuple):
    """The home country in the OGP database: its name there, its code (ISO 3166-1, three letters), its region."""
    name: str = ""
    code: str = ""
    region: str = ""


NOWHERE = Home()

@dataclass(frozen=True)
class PlanFacts:
    code: str
    years: str = ""                # "2016-2017"; "" not stated
    country: str = ""              # "" is the home country
    title_id: str = ""
    title_en: str = ""
    owner: str = ""                # the unit that keeps the plan; "" is the government it is of
    monitor: str = ""              # the body that assesses it
    source: str = ""
    commitments: tuple[CommitmentFacts, ...] = ()
    place: str = ""                # whose local plan it is, by name
    codes: dict[str, str] = field(default_factory=dict)    # ogp_id ogp_number country_code world_region reach ...
    home: Home = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class TotalFacts:
    """How many commitments of a plan an assessor put on each level, at one moment, under one method."""
    plan: str
    moment: str
    method: str
    assessor: str
    source: str
    counts: dict[str, int]
    line: int = 0


@dataclass(frozen=True)
class Reading:
    plans: tuple[PlanFacts, ...] = ()
    totals: tuple[TotalFacts, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.grave)

    @property
    def commitments(self) -> tuple[CommitmentFacts, ...]:
        return tuple(one for plan in self.plans for one in plan.commitments)


def is_partial(text: str) -> bool:
    """Is this "2016", "2016-05" or "2016-05-28", a day that exists?"""
    found = PARTIAL.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not 1900 <= year <= 2199 or (found[2] and not 1 <= month <= 12):
        return False
    return not found[3] or 1 <= day <= calendar.monthrange(year, month)[1]


def first_day(partial: str) -> date:
    """The earliest day that a partial date may mean."""
    year, month, day = (int(part) if part else 1 for part in _parts(partial))
    return date(year, month, day)


def last_day(partial: str) -> date:
    """The latest day that a partial date may mean."""
    year, month, day = _parts(partial)
    number = int(month) if month else 12
    return date(int(year), number, int(day) if day else calendar.monthrange(int(year), number)[1])


def _parts(partial: str) -> tuple[str, str | None, str | None]:
    found = PARTIAL.fullmatch(partial)
    if not found:
        raise ValueError(f"not a partial date: {partial!r}")
    return found[1], found[2], found[3]


def out_of_order(start: str, end: str) -> bool:
    """Does the end lie wholly before the start, however the missing parts are read?"""
    return bool(start and end) and last_day(end) < first_day(start)


def years_of(years: str) -> tuple[str, str]:
    """"2016-2017" -> first and last year; a single year is both; "" neither."""
    first, _, last = years.partition("-")
    return first, last or first


def listed(text: str) -> tuple[str, ...]:
    """"a; b" -> ("a", "b"). A semicolon inside a part is written "\\;"."""
    parts = (part.strip().replace("\\;", ";") for part in re.split(r"(?<!\\);", text))
    return tuple(part for part in parts if part)


def joined(parts: Iterable[str]) -> str:
    """The other way round."""
    return "; ".join(part.replace(";", "\\;") for part in parts)


def milestones_of(text: str) -> tuple[MilestoneFacts, ...]:
    """"draft; roadmap (2016); act by Jul 2019" -> three milestones; a year counts for the one it stands behind."""
    return tuple(_milestone(part) for part in listed(text))


def _milestone(text: str) -> MilestoneFacts:
    if (found := DATED.fullmatch(text)) and (due := _due(found)):
        return MilestoneFacts(found["title"], due)
    if (found := DATED_INSIDE.fullmatch(text)) and (due := _due(found)):
        return MilestoneFacts(text, due)
    return MilestoneFacts(text)


def _due(found: re.Match[str]) -> str:
    if not found["month"]:
        return found["year"] if is_partial(found["year"]) else ""
    if found["month"] not in MONTHS or not found["year"].isdigit() or not is_partial(found["year"]):
        return ""
    return f"{found['year']}-{MONTHS.index(found['month']):02}"


def milestones_text(milestones: Iterable[MilestoneFacts]) -> str:
    """The other way round, so that what was read is written as it stood."""
    return joined(_written(one) for one in milestones)


def _written(one: MilestoneFacts) -> str:
    if not one.due or _milestone(one.title).due == one.due:
        return one.title
    year, month, day = _parts(one.due)
    return f"{one.title} ({MONTHS[int(month)]} {year})" if month and not day else f"{one.title} ({one.due})"
