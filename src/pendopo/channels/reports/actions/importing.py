"""Reports of another system come in by the thousand, and go out again as a whole. Everything is sealed as if it had
been typed here: a key for each report, another for who reported, the desk's coordinators named for a secret one.

Nobody is told. The clocks of what is still open count from the day of the report, as the law does (counting.py).
"""
import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pendopo.analysis.redaction import find
from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.counting import count_on
from pendopo.channels.reports.actions.entering import first_desk, fresh_codes
from pendopo.channels.reports.actions.speaking import fingerprint
from pendopo.channels.reports.brought import Brought
from pendopo.channels.reports.models import (
    Batch,
    Category,
    Escalation,
    Foreign,
    Identity,
    Reader,
    Report,
    Route,
)
from pendopo.channels.reports.queries.known import Known, acted_upon, numbers_here
from pendopo.channels.reports.queries.officers import staff
from pendopo.channels.reports.queries.opening import IDENTITY, ORIGINAL, bound, bound_identity
from pendopo.channels.reports.words import STORED_TITLE, Reporter, Told
from pendopo.channels.reports.workflow import COORDINATORS, MOVING, WORKFLOW
from pendopo.core.ledger import actions as ledger
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor, signature
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.places.actions import place
from pendopo.core.places.models import Place
from pendopo.core.places.queries import city
from pendopo.core.records.actions import deed, empty
from pendopo.core.records.bulk import bulk_add
from pendopo.core.records.models import Clock, Event
from pendopo.kit.markdown import plain, render
from pendopo.kit.regions.models import Region
from pendopo.kit.rows import insert_all
from pendopo.kit.rules import require
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.models import DataKey
from pendopo.kit.seal.queries import wrapping
from pendopo.kit.shapes import shapes
from pendopo.kit.whole import whole
from pendopo.kit.work.keeping import rule
from pendopo.kit.workdays.calendar import Calendar

CHUNK = 1000                         # reports in hand at a time: what an import needs of memory does not grow
KEPT = rule("identities").span       # whoever reported something that was closed longer ago stays unknown here
GROUND = "impor dibatalkan"
TITLE = 80                           # characters, where the file has no title
NO_DESK = _("Nobody takes reports in yet. Say first which office verifies.")
NO_OFFICER = _("There are secret reports in this file and no coordinator at the desk who could be named for them. "
               "Appoint one first.")
UNDONE = _("This import was undone already.")
ACTED = ngettext_lazy("Somebody has acted on %(n)s report of this import since: it stays.",
                      "Somebody has acted on %(n)s reports of this import since: it stays.", "n")
Tick = Callable[[int], None]


@dataclass
class Outcome:
    """What an import did, or would do."""
    batch: Batch | None = None
    counts: Counter[str] = field(default_factory=Counter)        # new here secret public open name_old no_office ...
    agencies: Counter[str] = field(default_factory=Counter)      # named in the file, known nowhere here
    categories: Counter[str] = field(default_factory=Counter)


def import_reports(*, actor: Actor, rows: Iterable[Brought], name: str, sort: str, publish: bool = False,
                   tick: Tick | None = None) -> Outcome:
    """All rows become reports, or none. A number that is here already is left alone. With `publish`, whoever acts
    confirms the texts that the other system showed and in which the redactor finds nobody. Raises Hindrance."""
    with whole():
        desk = first_desk()
        if desk is None:
            raise Hindrance(NO_DESK)
        require(rules.import_reports, actor, desk)
        batch = Batch.objects.create(name=name[:200], sort=sort, at=timezone.now())
        intake = Intake(actor, desk, batch, publish)
        with undisturbed():
            for chunk in chunks(rows):
                intake.take(chunk)
                gc.collect()
                if tick is not None:
                    tick(intake.seen)
        counts = intake.outcome.counts
        batch.rows = counts["new"]
        batch.loss = {"counts": dict(counts), "last_event": intake.last_event}
        batch.save(update_fields=["rows", "loss"])
        ledger.write(ledger.Deed({"verb": "reports.import", "at": batch.at.isoformat(), "batch": batch.pk,
                                  "rows": counts["new"], "sort": sort}, dict(signature(actor))))
    return intake.outcome


def chunks(rows: Iterable[Brought]) -> Iterator[list[Brought]]:
    waiting = iter(rows)
    while found := list(islice(waiting, CHUNK)):
        yield found


@contextmanager
def undisturbed() -> Iterator[None]:
    """The search for rings in memory runs once a chunk, not every few rows: a quarter of the time of an import."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


class Intake:
    """What one import has in its hands."""

    def __init__(self, actor: Actor, desk: Organisation, batch: Batch, publish: bool) -> None:
        self.actor, self.importer, self.desk, self.batch, self.publish = actor, system("import"), desk, batch, publish
        whose = city()
        self.home = whose.region if whose else None
        self.known, self.outcome = Known(self.home), Outcome(batch)
        self.named = staff(desk, COORDINATORS)
        self.keys = [person.pk for person in self.named]
        self.places: dict[str, Place] = {}
        self.calendars: dict[str | None, Calendar] = {}
        self.ring = wrapping()
        self.seen = self.last_event = 0

    def take(self, rows: Sequence[Brought]) -> None:
        """A thousand rows, in a fixed number of statements."""
        self.seen += len(rows)
        fresh = self.unknown(rows)
        if not fresh:
            return
        if not self.named and any(row.secret for row in fresh):
            raise Hindrance(NO_OFFICER)
        made = [(row, *self.report(row, code)) for row, code in zip(fresh, fresh_codes(len(fresh)), strict=True)]
        self.keep([(report, box, bound(report, self.keys)) for _row, report, box in made])
        reports = [report for _row, report, _box in made]
        bulk_add(reports, by=self.importer, facts=lambda one: {
            "title": STORED_TITLE, "classification": one.classification, "channel": one.channel,
            "sealed": fingerprint(one.original)})
        pairs = [(row, report) for row, report, _box in made]
        self.name_officers(reports)
        self.identify(pairs)
        insert_all(Route(report=report, office=report.office, at=report.created)
                   for report in reports if report.office_id and report.office_id != self.desk.pk)
        insert_all(Foreign(report=report, system=row.system, number=row.number[:60], state=row.said[:60],
                           at=self.batch.at) for row, report in pairs)
        self.outcome.counts["clocks"] += count_on([report for report in reports if report.closed is None],
                                                  self.calendars)
        self.confirm([report for report in reports if report.visibility == "public"])
        self.last_event = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.outcome.counts["new"] += len(reports)

    def unknown(self, rows: Sequence[Brought]) -> list[Brought]:
        here = {(one, number) for one in {row.system for row in rows}
                for number in numbers_here(one, [row.number[:60] for row in rows])}
        fresh = list({(row.system, row.number[:60]): row for row in rows
                      if (row.system, row.number[:60]) not in here}.values())
        self.outcome.counts["here"] += len(rows) - len(fresh)
        return fresh

    def report(self, row: Brought, code: str) -> tuple[Report, Box]:
        """The row, with nothing of the text in plain unless it may be shown; a secret one stays with the desk."""
        counts, box = self.outcome.counts, Box()
        region = self.known.region(row.district, row.village)
        category, office = self.category(row), None if row.secret else self.office(row)
        told = Told(row.text, row.place)
        if row.secret:
            told.region, told.lat, told.lng = region.pk if region else "", row.lat, row.lng
        state = row.state if office or row.state not in MOVING or row.state == "unverified" else "verified"
        over = WORKFLOW.state(state).final
        report = Report(
            code=code, title=STORED_TITLE, classification=row.classification, category=category,
            anonymous=row.anonymous, secret=row.secret, channel="import", state=state, score=row.score,
            visibility="secret" if row.secret else "sealed", office=office or self.desk, desk=self.desk,
            place=self.place(row, region), created=row.received, batch=self.batch,
            closed=(row.closed or self.batch.at) if over else None,
            original=box.seal_words({**vars(told), "rest": row.rest}, ORIGINAL))
        if self.publish and not row.secret and row.shown:
            self.show(row, report)
        for name, yes in (("secret", row.secret), ("open", not over), ("public", report.visibility == "public"),
                          ("waits", not row.secret and report.visibility != "public")):
            counts[name] += yes
        return report, box

    def show(self, row: Brought, report: Report) -> None:
        """What it was called and said there, if the redactor finds nobody in it; else a person reads it first."""
        title = row.title or plain(row.shown, TITLE)
        if find(f"{title}\n\n{row.shown}", shapes(), [row.name] if row.name else []):
            self.outcome.counts["found"] += 1
            return
        report.title, report.summary, report.text = title[:300], plain(row.shown), row.shown
        report.html, report.visibility = render(row.shown), "public"
        report.published, report.confirmed_by = self.batch.at, self.actor.person

    def category(self, row: Brought) -> Category | None:
        found = self.known.category(row.category)
        if found is None and row.category:
            self.outcome.categories[row.category[:60]] += 1
        return found

    def office(self, row: Brought) -> Organisation | None:
        found = self.known.office(row.agency)
        if found is None and row.agency:
            self.outcome.agencies[row.agency[:80]] += 1
        return found

    def place(self, row: Brought, region: Region | None) -> Place | None:
        """Of a secret report the whole city: where it was lies sealed."""
        where = self.home if row.secret or region is None else region
        if where is None:
            return None
        if row.lat is not None and not row.secret:
            return place(where, lat=row.lat, lng=row.lng)
        if where.pk not in self.places:
            self.places[where.pk] = place(where)
        return self.places[where.pk]

    def keep(self, found: Sequence[tuple[Report | Identity, Box, str]]) -> None:
        """The keys of all of them at once, each under the wrapping key and bound to its thing and its people."""
        wrapper, version = self.ring.keys[self.ring.current], self.ring.current
        keys = insert_all(DataKey(bound=to, version=version, wrapped=box.wrapped(wrapper, to))
                          for _one, box, to in found)
        for (one, _box, _to), key in zip(found, keys, strict=True):
            one.key = key

    def name_officers(self, reports: Sequence[Report]) -> None:
        insert_all(
            Reader(report=report, person=person, office=self.desk, why="desk", since=self.batch.at)
            for report in reports if report.secret for person in self.named)

    def identify(self, pairs: Sequence[tuple[Brought, Report]]) -> None:
        """Who reported, sealed apart. Of what was over longer ago than names are kept nobody needs it."""
        made: list[tuple[Report | Identity, Box, str]] = []
        for row, report in pairs:
            if not row.name:
                continue
            if report.closed is not None and min(report.closed, report.created) < self.batch.at - KEPT:
                self.outcome.counts["name_old"] += 1
                continue
            box = Box()
            body = box.seal_words(vars(Reporter(name=row.name)), IDENTITY)
            made.append((Identity(report=report, body=body), box, bound_identity(report)))
        self.keep(made)
        insert_all(one for one, _box, _to in made if isinstance(one, Identity))

    def confirm(self, reports: Sequence[Report]) -> None:
        """The row that publishes, as if a person had pressed the button for each: words that can be erased."""
        now = timezone.now()
        lines = ledger.write_many(deed(report, "reports.publish", by=self.actor, at=now, facts={"photos": []}, words={
            "title": report.title, "published": report.text}) for report in reports)
        insert_all(Event(record_id=report.pk, line=line, verb="reports.publish", actor=self.actor.person, at=now,
                         carries="title") for report, line in zip(reports, lines, strict=True))


def undo_import(*, actor: Actor, batch: Batch, tick: Tick | None = None) -> int:
    """Every report of an import goes: words, names and keys for ever; code and day stay, as of everything that was
    erased. Only while nobody has acted on any of them. The same file can come in again. Raises Hindrance."""
    with whole():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        require(rules.undo_import, actor, first_desk())
        if batch.undone is not None:
            raise Hindrance(UNDONE)
        if touched := acted_upon(batch).values("record").distinct().count():
            raise Hindrance(ACTED % {"n": touched})
        keys, done = list(Report.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)), 0
        for at in range(0, len(keys), CHUNK):
            take_out(keys[at:at + CHUNK])
            done += len(keys[at:at + CHUNK])
            if tick is not None:
                tick(done)
        batch.undone = timezone.now()
        batch.save(update_fields=["undone"])
        ledger.write(ledger.Deed({"verb": "reports.undo_import", "at": batch.undone.isoformat(), "batch": batch.pk,
                                  "rows": done}, dict(signature(actor))))
    return done


def take_out(keys: list[int]) -> None:
    """A thousand at a time."""
    shut: list[Any] = [*Report.objects.filter(pk__in=keys).values_list("key", flat=True),
                       *Identity.objects.filter(report__in=keys).values_list("key", flat=True)]
    for model in (Identity, Reader, Route, Foreign, Escalation):
        model._default_manager.filter(report__in=keys).delete()
    Clock.objects.filter(record__in=keys).delete()
    Report.objects.filter(pk__in=keys).update(original=b"", key=None, text="", html="", confirmed_by=None, score=None)
    DataKey.objects.filter(pk__in=[key for key in shut if key is not None]).delete()
    empty(keys, ground=GROUND)
