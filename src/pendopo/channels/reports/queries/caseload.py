"""The morning page of whoever leads: what lies still, what is in process, what is done, by office and days.

Secret reports are left out of every figure here: a small office would tell by them who reported.
"""
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from pendopo.channels.reports.models import Message, Report
from pendopo.channels.reports.queries.opening import below
from pendopo.channels.reports.workflow import CLOSED, COORDINATORS, OFFICE_LIMITS
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, today
from pendopo.core.records.models import Clock

RED = ("unverified", "verified", "routed", "reopened")               # nobody has followed up yet
YELLOW = ("incomplete", "working", "asking", "replied")              # in process
BLUE = ("done", "solved", "closed_reporter", "closed_system", "closed_admin")     # reported done, or closed
DAYS = 90                            # calendar days back for what is done and for the shares
LEADERS = ("head", "coordinator", "auditor")


@dataclass
class Load:
    """One office. Days are calendar days since the report came in."""
    office: Organisation | None
    red: int = 0
    yellow: int = 0
    blue: int = 0
    late: int = 0
    oldest: int | None = None        # days of the oldest one that is red or yellow
    handled: int = 0                 # clocks that ended
    in_time: int = 0
    closed: int = 0
    solved: int = 0                  # confirmed by the reporter
    answers: int = 0                 # written to reporters
    of_all: int = 0                  # ... and how many all units of this page wrote

    @property
    def share_in_time(self) -> float | None:
        return self.in_time / self.handled if self.handled else None

    @property
    def share_of_answers(self) -> float | None:
        return self.answers / self.of_all if self.of_all else None

    @property
    def share_solved(self) -> float | None:
        return self.solved / self.closed if self.closed else None


@dataclass
class Morning:
    rows: list[Load] = field(default_factory=list)

    @property
    def total(self) -> Load:
        whole = Load(None)
        for row in self.rows:
            for name in ("red", "yellow", "blue", "late", "handled", "in_time", "closed", "solved", "answers"):
                setattr(whole, name, getattr(whole, name) + getattr(row, name))
        whole.oldest = max((row.oldest for row in self.rows if row.oldest is not None), default=None)
        return whole


def led(actor: Actor) -> Q:
    """The reports whose figures this person sees: of the units they lead and those below, of the desk they
    coordinate, everything for the secretariat of the government and its auditors."""
    open_ones = Q(secret=False, visibility__in=("public", "sealed"))
    if "government" in actor.sides("secretariat", "auditor"):
        return open_ones
    return open_ones & (Q(office__in=below(actor.at(*LEADERS))) | Q(desk__in=actor.at(*COORDINATORS)))


def leads(actor: Actor) -> bool:
    return bool(actor.at(*LEADERS, *COORDINATORS))


def morning(actor: Actor, day: date | None = None) -> Morning:
    """Five questions, however many offices."""
    day = day or today()
    since = timezone.now() - timedelta(days=DAYS)
    mine = Report.objects.filter(led(actor)).order_by()
    loads: dict[int | None, Load] = {}
    for row in _states(mine, since, day):
        load = loads.setdefault(row["office"], Load(None))
        load.red, load.yellow, load.blue, load.late = row["red"], row["yellow"], row["blue"], row["late_ones"]
        load.closed, load.solved = row["ended"], row["confirmed"]
        load.oldest = (day - timezone.localdate(row["first"])).days if row["first"] else None
    for row in _clocks(mine, since):
        load = loads.setdefault(row["record__office"], Load(None))
        load.handled, load.in_time = row["handled"], row["in_time"]
    wrote = list(_answers(mine, since))
    for row in wrote:
        loads.setdefault(row["office"], Load(None)).answers = row["written"]
    for load in loads.values():
        load.of_all = sum(row["written"] for row in wrote)
    named = {one.pk: one for one in Organisation.objects.filter(pk__in=[key for key in loads if key])}
    for key, load in loads.items():
        load.office = named.get(key) if key else None
    shown = [load for load in loads.values() if load.red or load.yellow or load.blue or load.handled
             or load.answers]
    return Morning(sorted(shown, key=lambda one: (-one.red, -one.late, one.office.name if one.office else "")))


def _states(mine: QuerySet[Report], since: datetime, day: date) -> Iterable[dict[str, Any]]:
    recent = Q(closed=None) | Q(closed__gte=since)
    rows = mine.values("office").annotate(
        red=Count("pk", filter=Q(state__in=RED)), yellow=Count("pk", filter=Q(state__in=YELLOW)),
        blue=Count("pk", filter=Q(state__in=BLUE) & recent),
        late_ones=Count("pk", filter=Q(closed=None, due__lt=day)),
        first=Min("created", filter=Q(state__in=(*RED, *YELLOW))),
        ended=Count("pk", filter=Q(state__in=CLOSED, closed__gte=since)),
        confirmed=Count("pk", filter=Q(state="solved", closed__gte=since)))
    return cast(Iterable[dict[str, Any]], rows)


def _clocks(mine: QuerySet[Report], since: datetime) -> Iterable[dict[str, Any]]:
    """Clocks of offices that ended: in time when they ended by their last day."""
    ended = Clock.objects.filter(record__in=mine.values("pk"), name__in=OFFICE_LIMITS, stopped__gte=since)
    rows = ended.annotate(day=TruncDate("stopped")).values("record__office").annotate(
        handled=Count("pk"), in_time=Count("pk", filter=Q(day__lte=F("due")))).order_by()
    return cast(Iterable[dict[str, Any]], rows)


def _answers(mine: QuerySet[Report], since: datetime) -> Iterable[dict[str, Any]]:
    """What units wrote to reporters, by the unit that wrote it."""
    rows = Message.objects.filter(report__in=mine.values("pk"), sort="answer", at__gte=since).order_by().values(
        "office").annotate(written=Count("pk"))
    return cast(Iterable[dict[str, Any]], rows)


def waiting(actor: Actor, office: Organisation | None, colour: str, most: int = 100) -> list[Report]:
    """The reports behind one figure, the oldest first."""
    states = {"merah": RED, "kuning": YELLOW}.get(colour, BLUE)
    return list(Report.objects.filter(led(actor), office=office, state__in=states).select_related(
        "office", "place__region", "category", "handler").order_by("created", "pk")[:most])
