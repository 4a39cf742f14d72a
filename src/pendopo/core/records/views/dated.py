"""A record, or a published number, as it stood on a day: an address to quote, which a square code on paper leads back
to. The address carries a short digest of what it was made for, so that an edited copy does not pass."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.analysis.leaves import canonical
from pendopo.core.places.queries import city
from pendopo.core.records import figures, kinds, queries
from pendopo.core.records.cards import card
from pendopo.core.records.figures import SHORT, WHOLE, Numbers, Source
from pendopo.core.records.models import Event, KeptFigures, Record
from pendopo.core.records.telling import called, opening, readable, told
from pendopo.core.records.views.pages import found
from pendopo.kit.ui import dates
from pendopo.kit.ui.figures import number

MARK = "d"                           # of the address: the digest
LINES = 12                           # numbers of a page; of more, those that are zero stand in one sentence
CITED = 6                            # numbers in a line to quote; its address has the rest


@dataclass(frozen=True)
class Then:
    """A record at the end of a day, as its rows say: nothing is guessed."""
    day: date
    rows: list[Event]
    title: str
    state: str                       # name in the workflow; "" before it was there
    later: int                       # rows since

    def mark(self, code: str) -> str:
        last = bytes(self.rows[-1].line.entry).hex() if self.rows else ""
        told = [code, str(self.day), self.title, self.state, len(self.rows), last]
        return sha256(canonical(told)).hexdigest()[:SHORT]


def then(rows: Sequence[Event], day: date) -> Then:
    """From the rows of the timeline, oldest first: title and state are what the last row said that settled them."""
    end = datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
    before = [row for row in rows if row.at < end]
    settled = {"title": "", "state": ""}
    for row in before:
        facts = opening(row.line.facts) | readable(row, opening(row.line.words), False)
        if "title" in row.carries:
            settled["title"] = str(facts.get("title", settled["title"]))
        if "state" in row.carries:
            settled["state"] = str(facts.get("after", facts.get("state", settled["state"])))
    return Then(day, before, settled["title"], settled["state"], len(rows) - len(before))


def day_in(text: str) -> date | None:
    """A day that has begun, from an address."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Which day? Today is proposed: its address is the one to quote."""
    record = found(request, code)
    wanted, problem = request.GET.get("tanggal", ""), ""
    if wanted:
        day = day_in(wanted)
        if day is not None:
            return redirect("records:dated", record.code, str(day))
        problem = gettext("Please give a day that has begun, like 2026-11-22.")
    return render(request, "records/choose_day.html", {
        "record": record, "kind": kinds.get(record.kind), "wanted": wanted or str(timezone.localdate()),
        "first": str(timezone.localdate(record.created)), "last": str(timezone.localdate()), "problem": problem},
        status=422 if problem else 200)


@require_safe
def dated(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The record as it stood at the end of that day, and whether it has changed since."""
    record, when = found(request, code), day_in(day)
    if when is None:
        raise Http404
    was = then(list(queries.timeline(record, None)), when)
    mark, here = was.mark(record.code), reverse("records:dated", args=[record.code, str(when)])
    return render(request, "records/dated.html", {
        "record": record, "kind": kinds.get(record.kind), "card": card(record), "was": was, "there": bool(was.rows),
        "state": called(record.kind, was.state), "timeline": told(was.rows), "line": last_line(was),
        "changed": changes(record, was), "verdict": verdict(request, mark),
        "address": f"{settings.SITE}{here}?{MARK}={mark}", "cite": cite(record, was, here, mark)})


def last_line(was: Then) -> int | None:
    return next((row.line.seq for row in reversed(was.rows) if row.line.seq is not None), None)


def changes(record: Record, was: Then) -> list[str]:
    """What is different today, in sentences; nothing where it stands as it was."""
    told = []
    if was.rows and was.state != record.state:
        now = called(record.kind, record.state)
        told.append(gettext("Its state is now: %(state)s.") % {"state": now["text"] if now else record.state})
    if was.title and was.title != record.title:
        told.append(gettext("Its title is now: %(title)s.") % {"title": record.title})
    if was.later:
        told.append(gettext("Steps on its timeline since then: %(count)s.") % {"count": number(was.later)})
    return told


def verdict(request: HttpRequest, mark: str) -> str:
    """Was this address made for what stands here? none, fits, or edited."""
    given = request.GET.get(MARK, "")
    return "none" if not given else "fits" if given == mark else "edited"


def cite(record: Record, was: Then, here: str, mark: str) -> str:
    """One line to put under a quotation."""
    whose, state = city(), called(record.kind, was.state)
    return gettext("%(city)s, %(code)s, “%(title)s”, %(state)s as of %(day)s. %(address)s") % {
        "city": whose.name if whose else "Pendopo", "code": record.code, "title": was.title or record.title,
        "state": state["text"] if state else "-", "day": dates.day(was.day),
        "address": f"{settings.SITE}{here}?{MARK}={mark}"}


def source_of(name: str) -> Source:
    source = figures.sources().get(name)
    if source is None:
        raise Http404
    return source


@require_safe
def latest_figures(request: HttpRequest, name: str, subject: str = WHOLE) -> HttpResponse:
    """To the numbers as they stood on the last day on which anything was counted."""
    source, today = source_of(name), timezone.localdate()
    kept = figures.kept_on(name, subject, today)
    if kept is not None and numbered(source, kept):
        return redirect(here_of(name, subject, stood(kept, today)))
    if subject not in source.subjects():
        raise Http404
    return render(request, "records/figures_wait.html", {
        "title": source.title(subject), "live": source.address(subject)}, status=404)


def here_of(name: str, subject: str, day: date) -> str:
    if subject:
        return reverse("records:figures-of", args=[name, subject, str(day)])
    return reverse("records:figures", args=[name, str(day)])


def days_of(name: str, subject: str) -> str:
    """The table of all days."""
    if subject:
        return reverse("records:figures-days-of", args=[name, subject])
    return reverse("records:figures-days", args=[name])


def numbered(source: Source, kept: KeptFigures) -> bool:
    """Not the row that only says that the room was counted."""
    return bool(kept.subject != WHOLE or kept.numbers) or WHOLE in source.subjects()


def stood(kept: KeptFigures, day: date) -> date:
    """The last day up to this one on which these were the numbers, as was counted then."""
    return max(figures.counted_by(kept.name, day) or kept.day, kept.day)


@require_safe
def dated_figures(request: HttpRequest, name: str, day: str, subject: str = WHOLE) -> HttpResponse:
    """The numbers as they stood on that day, beside those of now."""
    source, when = source_of(name), day_in(day)
    kept = figures.kept_on(name, subject, when) if when else None
    if when is None or kept is None or not numbered(source, kept):
        raise Http404
    now, until = source.count(subject), stood(kept, when)
    shown = figures.digest(name, subject, kept.day, kept.numbers)
    mark = shown[:SHORT]
    address = f"{settings.SITE}{here_of(name, subject, until)}?{MARK}={mark}"
    rows = [row(source, key, kept.numbers, now) for key in told_alone(source, kept.numbers, now)]
    zeros = [one for one in rows if one["zero"]] if len(rows) > LINES else []
    return render(request, "records/figures.html", {
        "title": source.title(subject), "kept": kept, "asked": when, "until": until,
        "verdict": verdict(request, mark), "signed": figures.signed(kept) == shown,
        "changed": [one for one in rows if not one["same"]],
        "rows": [one for one in rows if one not in zeros], "zeros": [one["label"] for one in zeros],
        "live": source.address(subject), "days": days_of(name, subject), "address": address, "nearby": nearby(kept),
        "cite": cite_figures(source, kept, until, rows, address)})


def told_alone(source: Source, numbers: Numbers, now: Numbers) -> list[str]:
    """The keys of the lines, in the order in which they are counted now (a database may keep them in another); a whole
    that stands in "49 of 100" has no line of its own. What was too small to be told then and is told now has one."""
    wholes = {source.of[key] for key in numbers if key in source.of} & numbers.keys()
    return [key for key in dict.fromkeys([*now, *sorted(numbers)])
            if (key in numbers or key in source.hides) and key not in wholes]


def row(source: Source, key: str, then_numbers: Numbers, now: Numbers) -> dict[str, Any]:
    """What is not counted any more, like a month of long ago, has not changed either. A whole that was too small to be
    told then does not stand beside its part today either: that part has not changed by it."""
    was = of_whole(source, key, then_numbers, then_numbers)
    today = of_whole(source, key, now, then_numbers)
    gone = key not in now and key not in source.hides
    return {"label": called_now(source, key), "was": was, "now": today, "same": gone or was == today,
            "zero": then_numbers.get(key) == 0 and key not in source.of and (gone or was == today)}


def called_now(source: Source, key: str) -> str:
    """A number that no version counts any more keeps the name under which it was kept."""
    try:
        return source.label(key)
    except KeyError:
        return key


def of_whole(source: Source, key: str, numbers: Numbers, wholes: Numbers) -> str:
    """"49 of 100", or the number alone where its whole is not among `wholes`."""
    if key not in numbers:
        return gettext("too few to say") if key in source.hides else gettext("no longer counted")
    part, whole = source.told(key, numbers[key]), source.of.get(key, "")
    if whole not in numbers or whole not in wholes:
        return part
    return gettext("%(part)s of %(whole)s") % {"part": part, "whole": source.told(whole, numbers[whole])}


def cite_figures(source: Source, kept: KeptFigures, day: date, rows: list[dict[str, Any]], address: str) -> str:
    whose, first = city(), [f"{one['label']}: {one['was']}" for one in rows[:CITED]]
    return gettext("%(city)s, %(title)s, as of %(day)s: %(numbers)s. %(address)s") % {
        "city": whose.name if whose else "Pendopo", "title": source.title(kept.subject), "day": dates.day(day),
        "numbers": "; ".join(first if len(rows) <= CITED else [*first, "…"]), "address": address}


def nearby(kept: KeptFigures) -> dict[str, str]:
    """Where the numbers before these and after these stand."""
    before = figures.kept_on(kept.name, kept.subject, kept.day - timedelta(days=1))
    after = figures.kept_after(kept.name, kept.subject, kept.day)
    return {name: here_of(one.name, one.subject, one.day) if one else ""
            for name, one in (("before", before), ("after", after))}
