"""The calendar of due days, with the working days by which they are counted; the same as iCalendar feeds (RFC 5545)."""
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from icalendar import Calendar as Feed
from icalendar import Event as Entry

from pendopo.core.people.sessions import visitor
from pendopo.core.places.queries import calendar_of
from pendopo.core.places.standing import city_of
from pendopo.core.records import queries
from pendopo.core.records.cards import absolute, card, office_name, state, titled
from pendopo.core.records.models import Record
from pendopo.core.records.wanted import Wanted
from pendopo.kit.country import spoken
from pendopo.kit.ui.dates import day as day_words
from pendopo.kit.workdays.calendar import Calendar, MarkedDay, Sort
from pendopo.web.choices import spec
from pendopo.web.months import after, days_off, month, weeks, working_days

MONTH = "bulan"                 # of the address: 2026-11
MOST = 300                      # due days that a month names; the page says so when there are more
NAMED = 3                       # of a day in the sheet; the list below it has all
BEHIND, AHEAD = 31, 366         # days of the feeds, back and forth from today
LONGEST = 1000                  # entries of the feed


def show(request: HttpRequest) -> HttpResponse:
    """A month: first as a list by day, on wide screens also as a sheet."""
    asked, today = Wanted.read(request.GET), timezone.localdate()
    first, here = month(request.GET.get(MONTH, ""), today), reverse("web:calendar")
    found = due_between(request, asked, first, after(first))
    records, more = found[:MOST], len(found) > MOST
    by_day: dict[date, list[dict[str, Any]]] = {}
    for record in records:
        by_day.setdefault(record.due or today, []).append(card(record))
    days = workdays(request)
    listed = [{"name": day_words(day), "iso": day.isoformat(), "off": why(days.why_off(day)), "cards": cards}
              for day, cards in by_day.items()]
    filters = spec(asked, here, hidden=[(MONTH, f"{first:%Y-%m}"), *([("q", asked.words)] if asked.words else [])])
    return render(request, "web/calendar.html", {
        "name": day_words(f"{first:%Y-%m}"), "listed": listed, "more": more, "filters": filters, "today": today,
        "weekdays": weekday_names(first),
        "off": [(day_words(day.day), why(day), law(day)) for day in days_off(first, days)],
        "sheet": [[{"number": day.day.day, "inside": day.inside, "today": day.day == today, "iso": day.day.isoformat(),
                    "off": day.off is not None, "name": why(day.named), "due": day.due[:NAMED],
                    "more": max(0, len(day.due) - NAMED)} for day in week]
                  for week in weeks(first, days, by_day)],
        "working": ngettext("%(count)s working day", "%(count)s working days", working_days(first, days)) % {
            "count": working_days(first, days)},
        "earlier": (turned(asked, here, after(first, -1)), day_words(f"{after(first, -1):%Y-%m}")),
        "later": (turned(asked, here, after(first)), day_words(f"{after(first):%Y-%m}")),
        "now": asked.address(here), "feed": asked.address(reverse("web:ical")), "days_feed": reverse("web:ical-days"),
        "version": days.version})


def due_between(request: HttpRequest, asked: Wanted, begin: date, end: date) -> list[Record]:
    """Due on `begin` or later, before `end`; one more than a month names."""
    found = asked.found(queries.feed(visitor(request))).filter(due__gte=begin, due__lt=end)
    return list(titled(found).order_by("due", "pk")[:MOST + 1])


def turned(asked: Wanted, here: str, to: date) -> str:
    joint = "&" if asked.pairs() else "?"
    return f"{asked.address(here)}{joint}{MONTH}={to:%Y-%m}"


def workdays(request: HttpRequest) -> Calendar:
    """The city's own: the national calendar with its local days off."""
    whose = city_of(request)
    return calendar_of(whose.region_id if whose else None)


def weekday_names(first: date) -> list[str]:
    monday = first - timedelta(days=first.weekday())
    return [day_words(monday + timedelta(days=step)).split(",")[0] for step in range(7)]


def why(day: MarkedDay | None) -> str:
    """The name of a day off, and that it is collective leave where it is."""
    if day is None or day.sort is Sort.WEEKEND:
        return ""
    name = day.name(spoken())
    if day.sort is Sort.LEAVE and gettext("collective leave").casefold() not in name.casefold():
        name = f"{name} ({gettext('collective leave')})"
    return f"{name} ({gettext('estimated')})" if day.provisional else name


def law(day: MarkedDay) -> str:
    return gettext("source not checked") if day.law == "unsourced" else day.law


def ical(request: HttpRequest) -> HttpResponse:
    """Due days of the coming year as a calendar to subscribe to, under the same filters as the page."""
    asked, today = Wanted.read(request.GET), timezone.localdate()
    found = asked.found(queries.feed(visitor(request))).filter(
        due__gte=today - timedelta(days=BEHIND), due__lt=today + timedelta(days=AHEAD)).order_by("due", "pk")[:LONGEST]
    return feed(gettext("Due days"), (due_entry(record) for record in found))


def ical_days(request: HttpRequest) -> HttpResponse:
    """Holidays and collective leave of this year and the next, as the working days of every clock are counted."""
    days, year = workdays(request), timezone.localdate().year
    off = [day for first in (date(year + step // 12, step % 12 + 1, 1) for step in range(24))
           for day in days_off(first, days)]
    return feed(gettext("Days off"), (day_entry(day) for day in off))


def feed(name: str, entries: Iterable[Entry]) -> HttpResponse:
    made = Feed()
    made.add("prodid", "-//Pendopo//Kalender//ID")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", timezone.get_current_timezone_name())
    for entry in entries:
        made.add_component(entry)
    return HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")


def due_entry(record: Record) -> Entry:
    """A whole day: a clock ends with its last minute. The stamp is the record's own: nothing changes without cause."""
    entry = whole_day(record.due or timezone.localdate(), f"{record.code}@{settings.ORIGIN}", record.created)
    entry.add("summary", f"{record.code}: {record.title}")
    words = [state(record)["text"], office_name(record.office), record.summary]
    entry.add("description", "\n".join(filter(None, words)))
    entry.add("url", absolute(record))
    return entry


def day_entry(day: MarkedDay) -> Entry:
    entry = whole_day(day.day, f"off-{day.day.isoformat()}@{settings.ORIGIN}", datetime.combine(day.day, time(), UTC))
    entry.add("summary", why(day))
    entry.add("description", law(day))
    return entry


def whole_day(day: date, key: str, stamp: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", key)
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry
