"""How a due day comes about: which limit, under which law, which days were skipped and why. Asks nothing."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from markupsafe import escape

from pendopo.core.records import kinds
from pendopo.core.records.models import Clock, Record
from pendopo.core.workflow.table import Limit, Workflow
from pendopo.kit import country
from pendopo.kit.ui import dates, figures
from pendopo.kit.workdays.calendar import Calendar, MarkedDay, Pause, Sort

UNSOURCED = "unsourced"
ENTRY = "add"


@dataclass(frozen=True)
class Reckoning:
    """One clock, opened: what the law says, what the calendar made of it, and where the clock stands today."""
    limit: Limit
    started: date
    due: date | None                # None: it stands still, so nobody can say yet
    skipped: tuple[MarkedDay, ...]
    pauses: tuple[Pause, ...]
    used: int                       # days of the limit that have run
    firm: bool                      # False: an estimated holiday, or a year without decreed leave, lies in between
    version: str                    # of the calendar by which the day was told
    today: date | None = None       # what a newer calendar would give, if it differs: the told day stays

    @property
    def sourced(self) -> bool:
        return self.limit.law != UNSOURCED


def pauses_of(clock: Clock) -> tuple[Pause, ...]:
    """The times in which the clock stood still, the open one last."""
    found = [Pause(date.fromisoformat(began), date.fromisoformat(ended)) for began, ended in clock.pauses]
    return (*found, Pause(clock.paused)) if clock.paused else tuple(found)


def reckon(clock: Clock, limit: Limit, calendar: Calendar) -> Reckoning:
    """A clock of a record, up to the day it stopped or today."""
    stopped = timezone.localdate(clock.stopped) if clock.stopped else timezone.localdate()
    found = counted(limit, clock.started, calendar, pauses_of(clock), stopped)
    now = found.due if clock.calendar != calendar.version and found.due != clock.due else None
    return Reckoning(limit, clock.started, clock.due if found.due else None, found.skipped, found.pauses, found.used,
                     found.firm, clock.calendar, now)


def counted(limit: Limit, start: date, calendar: Calendar, pauses: tuple[Pause, ...] = (),
            until: date | None = None) -> Reckoning:
    """The limit from `start`; `until` is the day up to which it has run (by default the start: an example)."""
    until = until or start
    if limit.working:
        due, used = calendar.due(start, limit.days, pauses), calendar.used(start, until, pauses)
        skipped = tuple(calendar.explain(start, limit.days, pauses))
    else:
        stood = sum((pause.ended - pause.began).days for pause in pauses if pause.ended)
        due = None if pauses and pauses[-1].ended is None else start + timedelta(days=limit.days + stood)
        used, skipped = max(0, (until - start).days - stood), ()
    return Reckoning(limit, start, due, skipped, pauses, used, calendar.is_firm(start, due or until), calendar.version)


def limit_of(workflow: Workflow, name: str) -> Limit | None:
    """The limit of that name; None when a later version of the table no longer has it."""
    return next((limit for limit in workflow.limits if limit.name == name), None)


def spoken(workflow: Workflow, moves: tuple[str, ...]) -> str:
    """The moves that start or stop a clock, as the buttons call them."""
    return f" {gettext('or')} ".join(f"“{spoken_move(workflow, name)}”" for name in moves)


def spoken_move(workflow: Workflow, name: str) -> str:
    if name == ENTRY:
        return gettext("entry")
    found = next((move for move in workflow.moves if move.name == name), None)
    return gettext(found.label) if found and found.label else name


def faces(record: Record, clocks: Iterable[Clock], calendar: Calendar) -> list[dict[str, Any]]:
    """What the macro `clock` takes, one a clock of the record; a limit that the table no longer has is left out."""
    workflow = kinds.get(record.kind).workflow
    found = ((row, limit_of(workflow, row.name)) for row in clocks)
    return [face(record, row, limit, calendar) for row, limit in found if limit is not None]


def face(record: Record, clock: Clock, limit: Limit, calendar: Calendar) -> dict[str, Any]:
    """The day, how it stands in words and tone, and where it is explained."""
    tone, words = standing(clock, limit, calendar, timezone.localdate())
    return {"due": clock.due, "tone": tone, "words": words, "label": name_of(kinds.get(record.kind).workflow, limit),
            "how": reverse("records:clock", args=[record.code, clock.pk])}


def standing(clock: Clock, limit: Limit, calendar: Calendar, today: date) -> tuple[str, str]:
    """(tone, words): finished in time or late, standing still, or how many days are left."""
    if clock.stopped is not None:
        over = overrun(clock, limit, calendar, timezone.localdate(clock.stopped))
        return ("late", gettext("finished %(days)s late") % {"days": days(limit, over)}) if over > 0 else (
            "good", gettext("finished in time"))
    if clock.paused is not None:
        return "waiting", gettext("stands still since %(day)s") % {"day": dates.day(clock.paused)}
    if today > clock.due:
        return "late", gettext("%(days)s late") % {"days": days(limit, max(1, overrun(clock, limit, calendar, today)))}
    left = span(limit, calendar, today, clock.due)
    if today == clock.due:
        return "waiting", gettext("today is the last day")
    return "going", gettext("%(days)s left") % {"days": days(limit, left)}


def span(limit: Limit, calendar: Calendar, begin: date, end: date) -> int:
    """Days from one day to another as this limit counts them."""
    return calendar.count(begin, end) if limit.working else (end - begin).days


def overrun(clock: Clock, limit: Limit, calendar: Calendar, until: date) -> int:
    """Days beyond the due day; those in which the clock stood still are not held against anybody."""
    over = span(limit, calendar, clock.due, until)
    for pause in pauses_of(clock):
        begin, end = max(pause.began, clock.due), min(pause.ended or until, until)
        if over > 0 and end > begin:
            over -= span(limit, calendar, begin, end)
    return over


def days(limit: Limit, count: int) -> str:
    if limit.working:
        return ngettext("%(days)s working day", "%(days)s working days", count) % {"days": figures.number(count)}
    return ngettext("%(days)s calendar day", "%(days)s calendar days", count) % {"days": figures.number(count)}


def name_of(workflow: Workflow, limit: Limit) -> str:
    """What ends when the clock ends."""
    if limit.label:
        return gettext(limit.label)
    return gettext("%(moves)s by") % {"moves": spoken(workflow, limit.stops)}


def account(found: Reckoning, workflow: Workflow, open: bool = True) -> dict[str, Any]:
    """What the page shows of it: facts in order, and the skipped days as rows of a table."""
    limit, language = found.limit, country.spoken()
    facts: list[tuple[str, Any]] = [
        (gettext("Limit"), days(limit, limit.days)),
        (gettext("Law"), limit.law if found.sourced else gettext("No source has been checked for this limit yet.")),
        (gettext("Starts with"), spoken(workflow, limit.starts)), (gettext("Ends with"), spoken(workflow, limit.stops)),
        (gettext("First day"), escape(gettext("{day}, not counted")).format(day=dates.dated(found.started)))]
    facts += [(gettext("Stood still"), escape(gettext("from {began} to {ended}")).format(
        began=dates.dated(pause.began), ended=dates.dated(pause.ended) if pause.ended else gettext("today")))
        for pause in found.pauses]
    facts += [(gettext("Last day"), escape(gettext("{day}, until 23:59:59")).format(day=dates.dated(found.due))
               if found.due else gettext("not known while the clock stands still"))]
    if limit.valid_from or limit.valid_until:
        facts.append((gettext("The limit applies"), validity(limit)))
    facts.append((gettext("Calendar"), found.version))
    return {"facts": facts, "firm": found.firm or not limit.working, "today": found.today, "open": open,
            "skipped": [(dates.dated(day.day), day.name(language), law(day)) for day in found.skipped]}


def validity(limit: Limit) -> str:
    """From when to when the law says so."""
    if limit.valid_from and limit.valid_until:
        return gettext("from %(began)s to %(ended)s") % {
            "began": dates.day(limit.valid_from), "ended": dates.day(limit.valid_until)}
    if limit.valid_from:
        return gettext("since %(day)s") % {"day": dates.day(limit.valid_from)}
    return gettext("until %(day)s") % {"day": dates.day(limit.valid_until)}


def law(day: MarkedDay) -> str:
    if day.sort is Sort.WEEKEND:
        return gettext("weekend")
    return gettext("source not checked") if day.law == UNSOURCED else day.law
