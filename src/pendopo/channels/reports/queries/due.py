"""What a timer has to look at. Plain rows; nothing is opened and nothing written."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from pendopo.channels.reports.models import Escalation, Reader, Report
from pendopo.channels.reports.workflow import HANDLERS, LADDER, OFFICE_LIMITS, WARNINGS, WORKFLOW
from pendopo.core.people.models import Membership
from pendopo.core.people.queries import current
from pendopo.core.places.queries import calendar_of
from pendopo.core.records.models import Clock
from pendopo.core.records.reckoning import pauses_of
from pendopo.kit.workdays.calendar import Calendar

LIMITS = {limit.name: limit for limit in WORKFLOW.limits}
NEAR = timedelta(days=120)           # calendar days in which the longest limit of sixty working days lies


@dataclass(frozen=True)
class Step:
    report: Report
    clock: Clock
    name: str


def steps(today: date) -> Iterator[Step]:
    """Steps of the ladder that are reached today and were not taken. A clock that stands still warns nobody."""
    taken: dict[int, set[str]] = {}
    for key, step in Escalation.objects.filter(clock__stopped=None).values_list("clock", "step"):
        taken.setdefault(key, set()).add(step)
    calendars: dict[str | None, Calendar] = {}
    running = Clock.objects.filter(name__in=OFFICE_LIMITS, stopped=None, paused=None, due__lte=today + NEAR,
                                   record__kind=Report.KIND).select_related("record__report", "record__place")
    for clock in running.order_by("pk").iterator(chunk_size=1000):
        region = clock.record.place.region_id if clock.record.place else None
        if region not in calendars:
            calendars[region] = calendar_of(region)
        for name in reached(clock, calendars[region], today):
            if name not in taken.get(clock.pk, ()):
                yield Step(clock.record.report, clock, name)


def reached(clock: Clock, calendar: Calendar, today: date) -> list[str]:
    """All steps up to today, in their order."""
    limit = LIMITS[clock.name]
    if today <= clock.due:
        used = calendar.used(clock.started, today, pauses_of(clock)) / limit.days
        return [name for name, share in WARNINGS if used >= share]
    late = calendar.count(clock.due, today)
    return [*(name for name, _share in WARNINGS), *(name for name, days in LADDER if late >= days)]


def silent(limit: str, state: str, today: date) -> list[Report]:
    """Reports in this state whose clock of the reporter has run out before today."""
    over = Clock.objects.filter(record=OuterRef("pk"), name=limit, stopped=None, due__lt=today)
    return list(Report.objects.filter(Exists(over), state=state).order_by("pk"))


def badly_named() -> list[Report]:
    """Secret reports with a named officer whose role has ended, or who joined another office since."""
    holds = Membership.objects.filter(current(), person=OuterRef("person"), organisation=OuterRef("office"),
                                      role__in=(*HANDLERS, "secretariat"))
    elsewhere = Membership.objects.filter(current(), ~Q(organisation=OuterRef("office")), person=OuterRef("person"),
                                          since__gte=OuterRef("since__date"))
    rows = Reader.objects.filter(until=None, report__closed=None).filter(~Exists(holds) | Exists(elsewhere))
    return list(Report.objects.filter(pk__in=rows.values("report")).order_by("pk"))
