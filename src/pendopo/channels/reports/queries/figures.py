"""How well offices and places answer, counted from published reports alone: a secret report, and one that nobody has
published, is in no number here. What fewer than five reports say is not shown."""
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.lists import listed
from pendopo.channels.reports.workflow import CLOSED
from pendopo.core.records.models import Clock
from pendopo.core.records.reckoning import pauses_of
from pendopo.kit.regions.kinds import ENDS, FINEST, GOVERNMENT
from pendopo.kit.regions.models import Region
from pendopo.kit.workdays.national import national

FEWEST = 5                           # reports in a number before it is shown
SAMPLE = 5_000                       # newest first follow-ups from which the median days are taken
FOLLOW = "follow"                    # the clock of the first follow-up
LEFT = ("archived_reporter", "archived_system")      # taken back, or without a reply: nobody owed a follow-up any more
IN_TIME = Q(stopped__date__lte=F("due"))             # of a first follow-up
ADDED = ("count", "open", "late", "ended", "solved", "timer", "unconfirmed", "owed", "kept")
DISTRICT = ENDS[min(GOVERNMENT, FINEST - 1)]         # characters of the code of a place right below the city


@dataclass
class Figures:
    """What is known of some reports. Days to the first follow-up are working days, as its limit counts them: without
    the time in which the reporter was asked. Days until solved are calendar days, because no limit runs for them."""
    count: int = 0
    open: int = 0
    late: int = 0
    ended: int = 0                   # closed, however
    solved: int = 0                  # the reporter says so
    timer: int = 0                   # closed because nobody answered
    unconfirmed: int = 0             # reported done, the reporter has not said anything yet
    owed: int = 0                    # first follow-ups that were given, or whose day has passed
    kept: int = 0                    # of these, given by their day
    first: list[int] = field(default_factory=list)       # days to the first follow-up
    to_solved: list[int] = field(default_factory=list)   # days until the reporter said that it is solved

    def add(self, other: "Figures") -> None:
        """The sums of both."""
        for one in ADDED:
            setattr(self, one, getattr(self, one) + getattr(other, one))


def share(part: int, whole: int) -> float | None:
    """None where either number is too small to be told."""
    if whole < FEWEST or 0 < part < FEWEST:
        return None
    return part / whole


def middle(days: list[int]) -> float | None:
    return median(days) if len(days) >= FEWEST else None


def counts() -> dict[str, Any]:
    return {
        "count": Count("pk"), "open": Count("pk", filter=Q(closed=None)),
        "late": Count("pk", filter=Q(closed=None, due__lt=timezone.localdate())),
        "ended": Count("pk", filter=Q(state__in=CLOSED)), "solved": Count("pk", filter=Q(state="solved")),
        "timer": Count("pk", filter=Q(state="closed_system")), "unconfirmed": Count("pk", filter=Q(state="done"))}


def promises(found: QuerySet[Report]) -> QuerySet[Clock]:
    """The first follow-ups that these reports were owed, the newest first."""
    ripe = Q(stopped__isnull=False) | Q(paused=None, due__lt=timezone.localdate())
    return (Clock.objects.filter(ripe, name=FOLLOW, record__in=found.order_by().values("pk"))
            .exclude(record__state__in=LEFT).order_by("-pk"))


def figures(found: QuerySet[Report]) -> Figures:
    """Of these published reports. Two queries."""
    told = Figures(**found.order_by().aggregate(**counts()))
    solved: dict[int, int] = {}
    calendar = national()
    rows = promises(found).values_list("record", "record__state", "record__created", "record__closed", "started",
                                       "stopped", "due", "pauses")[:SAMPLE]
    for record, state, created, closed, started, stopped, due, pauses in rows:
        told.owed += 1
        if stopped is not None:
            day = timezone.localdate(stopped)
            told.kept += day <= due
            told.first.append(calendar.used(started, day, pauses_of(Clock(pauses=pauses))))
        if state == "solved" and closed is not None:
            solved[record] = (closed - created).days
    told.to_solved = list(solved.values())
    return told


def brief(found: QuerySet[Report]) -> Figures:
    """The same without the days, as a row of a table has it: nothing of it is taken from a sample. Two queries."""
    told = Figures(**found.order_by().aggregate(**counts()))
    owed = promises(found).order_by().aggregate(owed=Count("pk"), kept=Count("pk", filter=IN_TIME))
    told.owed, told.kept = owed["owed"], owed["kept"]
    return told


@dataclass(frozen=True)
class Row:
    """One office, district or category with its figures; `key` is its slug or code."""
    key: str
    name: str
    name_en: str
    told: Figures


def side_by_side(within: str) -> tuple[list[Row], list[Row], list[Row]]:
    """Every office that holds published reports, every district of the city from which some came, and every category
    with enough of them to be told, the most first. Three queries for all. What names no district or no category is in
    the other lists alone."""
    offices: dict[str, Row] = {}
    categories: dict[str, Row] = {}
    districts: dict[str, Figures] = {}
    rows: Any = listed().order_by().annotate(key_=Substr("place__region_id", 1, DISTRICT)).values(
        "office__slug", "office__name", "office__name_en", "key_", "category__code", "category__name",
        "category__name_en").annotate(**named(counts()))
    for row in rows:
        told = Figures(**{name: row[f"n_{name}"] for name in counts()})
        districts.setdefault(row["key_"] or "", Figures()).add(told)
        for found, whose, key in ((offices, "office", row["office__slug"]),
                                  (categories, "category", row["category__code"])):
            if key:
                found.setdefault(key, Row(key, row[f"{whose}__name"], row[f"{whose}__name_en"], Figures())
                                 ).told.add(told)
    owed: Any = promises(listed()).order_by().annotate(key_=Substr("record__place__region_id", 1, DISTRICT)).values(
        "record__office__slug", "key_", "record__report__category__code").annotate(
        owed=Count("pk"), kept=Count("pk", filter=IN_TIME))
    for row in owed:
        told = Figures(owed=row["owed"], kept=row["kept"])
        districts.setdefault(row["key_"] or "", Figures()).add(told)
        for found, key in ((offices, row["record__office__slug"]),
                           (categories, row["record__report__category__code"])):
            if key in found:
                found[key].told.add(told)
    inside = [key for key in districts if key.startswith(f"{within}.")]
    places = [Row(one.code, one.full_name, "", districts[one.code]) for one in Region.objects.filter(code__in=inside)]
    return (ordered(offices.values()), ordered(places),
            ordered(row for row in categories.values() if row.told.count >= FEWEST))


def named(found: dict[str, Any]) -> dict[str, Any]:
    """Names that no column of a record has."""
    return {f"n_{name}": count for name, count in found.items()}


def ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.told.count, row.key))
