"""Clocks of reports that come from elsewhere and are still open. The law counts from the day on which the citizen
asked, not from the day on which a file was read; what the reporter is given (to reply, to object) begins today.

Joined inside an import, a thousand reports at a time.
"""
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from pendopo.channels.reports.models import Escalation, Report
from pendopo.channels.reports.queries.due import reached
from pendopo.channels.reports.workflow import OFFICE_LIMITS, WORKFLOW
from pendopo.core.places.queries import calendar_of
from pendopo.core.records.models import Clock, Record
from pendopo.kit.workdays.calendar import Calendar

LIMITS = {limit.name: limit for limit in WORKFLOW.limits}
ANSWER = "answer_"
# By state: (limit, does it stand still today). "answer_" is that of the classification.
WITH_OFFICES = ((ANSWER, False),)
RUNS = {
    "unverified": (("verify", False),), "incomplete": (("verify", True), ("complete", False)),
    "verified": WITH_OFFICES, "routed": (("follow", False), *WITH_OFFICES), "working": WITH_OFFICES,
    "replied": WITH_OFFICES, "reopened": (("follow", False), *WITH_OFFICES),
    "asking": ((ANSWER, True), ("complete", False)), "done": ((ANSWER, True), ("close", False))}


def count_on(reports: Sequence[Report], calendars: dict[str | None, Calendar]) -> int:
    """Starts what runs, and marks as taken the steps of the ladder that were reached long ago: nobody is sent a
    thousand warnings for a file. Returns how many clocks run."""
    today, clocks, dues = timezone.localdate(), list[Clock](), dict[int, date]()
    for report in reports:
        region = region_of(report)
        if region not in calendars:
            calendars[region] = calendar_of(region)
        found = clocks_of(report, calendars[region], today)
        clocks += found
        running = [clock.due for clock in found if clock.paused is None]
        if running:
            dues[report.pk] = min(running)
    Clock.objects.bulk_create(clocks)
    by_day: dict[date, list[int]] = {}
    for key, day in dues.items():
        by_day.setdefault(day, []).append(key)
    for day, keys in by_day.items():
        Record.objects.filter(pk__in=keys).update(due=day)
    Escalation.objects.bulk_create(
        Escalation(report_id=clock.record_id, clock=clock, step=step, at=timezone.now())
        for clock in clocks if clock.name in OFFICE_LIMITS and clock.paused is None
        for step in reached(clock, calendars[region_of(clock.record)], today))
    return len(clocks)


def region_of(record: Record) -> str | None:
    return record.place.region_id if record.place else None


def clocks_of(report: Report, calendar: Calendar, today: date) -> list[Clock]:
    """None for what is over, and none for an aspiration: the law sets no day for it."""
    found, came = [], min(timezone.localdate(report.created), today)
    for name, still in RUNS.get(report.state, ()):
        limit = LIMITS.get(f"{ANSWER}{report.classification}" if name == ANSWER else name)
        if limit is None:
            continue
        started = came if limit.name in OFFICE_LIMITS else today
        found.append(Clock(record=report, name=limit.name, started=started, due=limit.due(started, calendar),
                           paused=today if still else None, pauses=[], calendar=calendar.version))
    return found
