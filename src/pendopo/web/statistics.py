"""Numbers of all public records, as charts with their tables and as files. Measured, never typed in."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from pendopo.core.people.attempts import place_of
from pendopo.core.records import kinds, queries
from pendopo.core.records.wanted import Wanted
from pendopo.kit import country
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.ui import charts, figures
from pendopo.web import counts
from pendopo.web.answers import too_often
from pendopo.web.choices import spec
from pendopo.web.counts import Group, Pace
from pendopo.web.sheets import answer

COUNTS = Budget("statistics", 60, 600)
KEPT = 600                      # seconds for which counted numbers are used again; the page names the moment
MOST_OFFICES = 15               # bars of a chart; the table and the file have all
TABLES = ("jenis", "status", "lembaga", "bulan", "lama", "peserta")


@dataclass(frozen=True)
class Counted:
    """Everything that the page shows, as of one moment."""
    at: datetime
    groups: list[Group]
    months: list[date]
    flow: dict[str, list[tuple[int, int]]]
    paces: dict[str, Pace]
    people: dict[str, int | None]


def counted(request: HttpRequest, asked: Wanted) -> Counted:
    """Counted now, or not more than ten minutes ago under the same filters.

    Counting reads every record, so one place may ask for so many new counts. Raises TooOften.
    """
    key = "statistics." + sha256(repr(asked).encode()).hexdigest()
    found: Counted | None = cache.get(key)
    if found is None:
        spend(COUNTS, place_of(request))
        records = asked.found(queries.feed(None))
        months, flow = counts.months(records, timezone.localdate())
        found = Counted(timezone.now(), counts.groups(records), months, flow, counts.paces(records),
                        counts.people(records))
        cache.set(key, found, KEPT)
    return found


def show(request: HttpRequest) -> HttpResponse:
    """All charts. How many persons took part is told for everything only: two filters could be set against another."""
    asked, here = Wanted.read(request.GET), reverse("web:statistics")
    try:
        numbers = counted(request, asked)
    except TooOften as often:
        return too_often(request, often.wait)
    files = {name: asked.address(reverse("web:statistics-file", args=[name])) for name in TABLES}
    whole = [sum(getattr(group, name) for group in numbers.groups) for name in ("count", "open", "late")]
    return render(request, "web/statistics.html", {
        "filters": spec(asked, here), "at": numbers.at, "all": whole[0], "open": whole[1], "late": whole[2],
        "kinds": by_kind(numbers), "states": by_state(numbers), "offices": by_office(numbers),
        "flow": by_month(numbers), "pace": table(numbers, "lama"), "files": files,
        "people": None if asked.active else table(numbers, "peserta"),
        "quoted": quotable(asked), "kinds_quoted": [] if asked != Wanted() else [
            {"text": label(kind), "address": reverse("records:figures-now-of", args=["jenis", kind])}
            for kind in counts.added(numbers.groups, "kind")],
        "sample": counts.SAMPLE, "fewest": counts.FEWEST, "empty": not whole[0]})


def quotable(asked: Wanted) -> tuple[str, str] | None:
    """Which numbers are kept day by day: those of everything and of one kind, but not what other filters leave."""
    if asked == Wanted():
        return "statistik", ""
    return ("jenis", asked.kind) if asked == Wanted(kind=asked.kind) else None


def by_kind(numbers: Counted) -> Markup:
    """Open, late and closed of every kind. Closed is not done: how each ended stands among its states."""
    sums = counts.added(numbers.groups, "kind")
    parts = [charts.Series(gettext("Closed"), [count - waiting for count, waiting, _ in sums.values()], "neutral"),
             charts.Series(gettext("Still open"), [waiting - late for _, waiting, late in sums.values()], "going"),
             charts.Series(gettext("Past its day"), [late for _, _, late in sums.values()], "late")]
    return charts.chart_stacked(gettext("Records by kind"), [label(kind) for kind in sums], parts, gettext("records"))


def by_state(numbers: Counted) -> list[Markup]:
    """One chart a kind: its states in the order of its workflow."""
    found = []
    for kind in kinds.all():
        sums = counts.added((group for group in numbers.groups if group.kind == kind.name), "state")
        rows = [(gettext(state.label), sums.get(state.name, (0, 0, 0))[0]) for state in kind.workflow.states]
        if sums:
            found.append(charts.chart_bar(str(kind.label), rows, gettext("records")))
    return found


def by_office(numbers: Counted) -> Markup:
    sums = counts.added((group for group in numbers.groups if group.office), "office")
    names = {group.office: spoken(group) for group in numbers.groups}
    first = list(sums.items())[:MOST_OFFICES]
    parts = [charts.Series(gettext("Closed"), [count - waiting for _, (count, waiting, _) in first], "neutral"),
             charts.Series(gettext("Still open"), [waiting - late for _, (_, waiting, late) in first], "going"),
             charts.Series(gettext("Past its day"), [late for _, (_, _, late) in first], "late")]
    note = gettext("The offices with the most records; the file has all of them.") if len(sums) > MOST_OFFICES else ""
    return charts.chart_stacked(gettext("Records by office"), [names[slug] for slug, _ in first], parts,
                                gettext("records"), note=note)


def by_month(numbers: Counted) -> Markup:
    """New and closed records of the last twelve months."""
    sums = [(sum(flow[at][0] for flow in numbers.flow.values()), sum(flow[at][1] for flow in numbers.flow.values()))
            for at in range(len(numbers.months))]
    lines = [charts.Series(gettext("New"), [new for new, _ in sums]),
             charts.Series(gettext("Closed"), [done for _, done in sums])]
    return charts.chart_line(gettext("New and closed, month by month"),
                             [short(first) for first in numbers.months], lines, gettext("records"))


def short(month: date) -> str:
    """"Des 26": five of them stand under a chart on a phone."""
    return f"{str(MONTHS_3[month.month]).capitalize()} {month:%y}"


def label(kind: str) -> str:
    return str(kinds.get(kind).label)


def spoken(group: Group) -> str:
    return group.office_name_en if get_language() == "en" and group.office_name_en else group.office_name


def table(numbers: Counted, name: str) -> dict[str, Any]:
    """Head and rows of a table of the page, in words."""
    head, rows = cells(numbers, name)
    words = [[label(str(row[0])), *(figures.number(cell) if cell != "" else small() for cell in row[1:])]
             for row in rows]
    titles = {"kind": gettext("Kind"), "closed_looked_at": gettext("Closed records looked at"),
              "median_days": gettext("Median days"), "longest_days": gettext("Most days"),
              "persons": gettext("People who began a record")}
    return {"head": [titles[one] for one in head], "rows": words}


def small() -> str:
    return gettext("fewer than %(count)s") % {"count": counts.FEWEST}


def cells(numbers: Counted, name: str) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """One table as plain cells: English names of columns, "" where a cell is not shown."""
    if name == "jenis":
        return ("kind", "records", "open", "late"), [
            (key, *sums) for key, sums in counts.added(numbers.groups, "kind").items()]
    if name == "status":
        return ("kind", "state", "office", "records", "open", "late"), [
            (one.kind, one.state, one.office, one.count, one.open, one.late) for one in numbers.groups]
    if name == "lembaga":
        names = {group.office: group.office_name for group in numbers.groups}
        return ("office", "office_name", "records", "open", "late"), [
            (key, names[key], *sums) for key, sums in counts.added(numbers.groups, "office").items()]
    if name == "bulan":
        return ("kind", "month", "new", "closed"), [
            (kind, f"{first:%Y-%m}", *pair) for kind, flow in sorted(numbers.flow.items())
            for first, pair in zip(numbers.months, flow, strict=True)]
    if name == "lama":
        return ("kind", "closed_looked_at", "median_days", "longest_days"), [
            (kind, pace.count, pace.middle, pace.longest) for kind, pace in sorted(numbers.paces.items())]
    return ("kind", "persons"), [
        (kind, "" if persons is None else persons) for kind, persons in sorted(numbers.people.items())]


def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table as CSV, with the same filters as the page."""
    asked = Wanted.read(request.GET)
    if name not in TABLES or (name == "peserta" and asked.active):
        raise Http404
    try:
        head, rows = cells(counted(request, asked), name)
    except TooOften as often:
        return too_often(request, often.wait)
    return answer([head, *rows], f"statistik-{name}", country.spoken())
