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
from pendopo.core.records.figures import SHORT, Source
from pendopo.core.records.models import Event, KeptFigures, Record
from pendopo.core.records.telling import called, opening, readable, told
from pendopo.core.records.views.pages import found
from pendopo.kit.ui import dates
from pendopo.kit.ui.figures import number

MARK = "d"                           # of the address: the digest


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


def source_of(name: str, subject: str) -> Source:
    source = figures.sources().get(name)
    if source is None or subject not in source.subjects():
        raise Http404
    return source


@require_safe
def latest_figures(request: HttpRequest, name: str, subject: str = "") -> HttpResponse:
    """To the numbers of the last day that were kept."""
    source_of(name, subject)
    kept = figures.kept_on(name, subject, timezone.localdate())
    if kept is None:
        raise Http404
    return redirect(here_of(kept))


def here_of(kept: KeptFigures) -> str:
    if kept.subject:
        return reverse("records:figures-of", args=[kept.name, kept.subject, str(kept.day)])
    return reverse("records:figures", args=[kept.name, str(kept.day)])


@require_safe
def dated_figures(request: HttpRequest, name: str, day: str, subject: str = "") -> HttpResponse:
    """The numbers as they were kept on that day, beside those of now."""
    source, when = source_of(name, subject), day_in(day)
    kept = figures.kept_on(name, subject, when) if when else None
    if when is None or kept is None:
        raise Http404
    now, mark = source.count(subject), kept.digest[:SHORT]
    address = f"{settings.SITE}{here_of(kept)}?{MARK}={mark}"
    return render(request, "records/figures.html", {
        "title": source.title(subject), "kept": kept, "asked": when, "verdict": verdict(request, mark),
        "rows": [row(source, key, kept.numbers, now) for key in kept.numbers if key not in wholes(source)],
        "changed": any(now.get(key) != value for key, value in kept.numbers.items()),
        "live": source.address(subject), "address": address, "days": days(kept),
        "cite": cite_figures(source, kept, address)})


def wholes(source: Source) -> set[str]:
    return set(source.of.values())


def row(source: Source, key: str, then_numbers: dict[str, int], now: dict[str, int]) -> dict[str, Any]:
    return {"label": source.label(key), "was": of_whole(source, key, then_numbers), "now": of_whole(source, key, now),
            "same": then_numbers.get(key) == now.get(key)
            and then_numbers.get(source.of.get(key, "")) == now.get(source.of.get(key, ""))}


def of_whole(source: Source, key: str, numbers: dict[str, int]) -> str:
    """"49 of 100", or the number alone."""
    if key not in numbers:
        return gettext("too few to say")
    whole = numbers.get(source.of.get(key, ""))
    told = number(numbers[key])
    return told if whole is None else gettext("%(part)s of %(whole)s") % {"part": told, "whole": number(whole)}


def cite_figures(source: Source, kept: KeptFigures, address: str) -> str:
    whose = city()
    parts = "; ".join(f"{source.label(key)}: {of_whole(source, key, kept.numbers)}" for key in kept.numbers
                      if key not in wholes(source))
    return gettext("%(city)s, %(title)s, as of %(day)s: %(numbers)s. %(address)s") % {
        "city": whose.name if whose else "Pendopo", "title": source.title(kept.subject), "day": dates.day(kept.day),
        "numbers": parts, "address": address}


def days(kept: KeptFigures) -> dict[str, str]:
    """The kept days beside this one."""
    every = figures.days_of(kept.name, kept.subject)
    at = every.index(kept.day)
    beside = {"before": every[at + 1] if at + 1 < len(every) else None, "after": every[at - 1] if at else None}
    return {name: here_of(KeptFigures(name=kept.name, subject=kept.subject, day=day)) if day else ""
            for name, day in beside.items()}
