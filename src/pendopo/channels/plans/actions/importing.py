"""A file's plans are taken over, all or nothing. Safe to run twice: the second run finds everything and writes nothing.

An import adds and corrects; it never deletes, neither what is missing in the file nor anything of another plan. A cell
that is empty says nothing and changes nothing. What an assessor says differently in a newer file stands beside the
older statement. Everything is found again by plan and number (or OGP id within the plan), never by a database key.
"""
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pendopo.analysis import ogp_database
from pendopo.analysis.commitments import (
    CodedFacts,
    CommitmentFacts,
    PlanFacts,
    Reading,
    TotalFacts,
    first_day,
    last_day,
    years_of,
)
from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.additions import Addition
from pendopo.channels.plans.actions.coding import keep_spelling
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.organisations import NATIONAL, Offices, governed
from pendopo.channels.plans.actions.planning import closing, cover
from pendopo.channels.plans.models import Commitment, OgpEntry, Plan, PlanStatement
from pendopo.channels.plans.packs import home
from pendopo.channels.plans.queries.database import rows_of
from pendopo.core.ledger.actions import Deed, write
from pendopo.core.people.actors import Actor, signature
from pendopo.core.people.models import Organisation
from pendopo.core.places.actions import place
from pendopo.core.places.queries import city
from pendopo.core.records import actions as records
from pendopo.core.records.bulk import bulk_add
from pendopo.core.records.models import Event
from pendopo.kit.markdown import plain
from pendopo.kit.regions.models import Region
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

SAME = ("title_en", "level", "start", "end", "long_title", "source")     # columns of a commitment that a row tells


@dataclass(frozen=True)
class Change:
    what: str                        # plan commitment statement organisation
    name: str                        # "NAP4", "NAP4 / 37"
    new: bool
    fields: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What an import did, or would do."""
    changes: list[Change] = field(default_factory=list)
    seen: int = 0                    # commitments in the file
    spelt: Counter[str] = field(default_factory=Counter)     # column -> cells kept as the source spells them
    loss: list[tuple[str, str, str, str]] = field(default_factory=list)      # key, column, in the file, written again

    def new(self, what: str) -> int:
        return sum(change.new for change in self.changes if change.what == what)

    def changed(self, what: str) -> int:
        return sum(not change.new for change in self.changes if change.what == what)


def import_plans(*, actor: Actor, reading: Reading) -> Outcome:
    """Plans, commitments and totals of a reading without errors become those of this server."""
    with whole():
        require(rules.import_plans, actor, Plan())
        desk = Desk(actor)
        for facts in reading.plans:
            desk.take_plan(facts)
        desk.add_new()
        for total in reading.totals:
            desk.take_total(total)
        refresh(desk.touched)
        desk.keep_rows()
        desk.outcome.changes += [Change("organisation", name, True) for name in desk.offices.made]
    return desk.outcome


class Desk:
    """What one import has in its hands."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.now = actor, timezone.now()
        self.offices = Offices(actor, city())
        self.plans = {plan.code: plan for plan in Plan.objects.select_related("owner", "monitor", "region", "cycle")}
        self.waiting: list[tuple[Commitment, Addition]] = []
        self.said: list[tuple[Commitment, dict[str, str]]] = []      # rows of the OGP database as they stand
        self.touched: set[int] = set()
        self.outcome = Outcome()

    def take_plan(self, facts: PlanFacts) -> None:
        plan, news = self.plans.get(facts.code), facts
        if plan is None:
            plan = self.plans[facts.code] = self.open_plan(facts)
        else:
            news = self.news(plan, facts)
            self.correct_plan(plan, news)
        there = list(Commitment.objects.filter(plan=plan).select_related("place", "lead", "office"))
        by_number, by_id = {one.number: one for one in there}, {one.ogp_id: one for one in there if one.ogp_id}
        for place_in_file, (said, one) in enumerate(zip(facts.commitments, news.commitments, strict=True), 1):
            self.outcome.seen += 1
            known = by_id.get(one.ogp_id) or by_number.get(one.number)
            if known is None:
                known = self.prepare(plan, one, place_in_file)
            else:
                self.correct(plan, known, one)
            if said.coded is not None:
                self.said.append((known, said.coded.said))

    def news(self, plan: Plan, facts: PlanFacts) -> PlanFacts:
        """A file may hold rows that were written here. Of these only what somebody changed since says anything: what
        the columns cannot tell (months of a plan, the language of a text) and what they say of a commitment that no
        reviewer saw is no news."""
        codes = [one.code for one in facts.commitments if one.code]
        rows = [(2, row) for _one, row in rows_of(Commitment.objects.filter(plan=plan, code__in=codes))]
        mine = {one.code: (of_plan, one) for of_plan, one in (ogp_database.read(rows, home=home())[0] if rows else ())}
        if not mine:
            return facts
        own = next(of_plan for of_plan, _one in mine.values())
        return replace(facts, codes={name: said for name, said in facts.codes.items() if own.codes.get(name) != said},
            commitments=tuple(differing(one, mine[one.code][1]) if one.code in mine else one
                              for one in facts.commitments))

    def open_plan(self, facts: PlanFacts) -> Plan:
        """A plan that was not here yet. Its title is made of whose plan it is and its years, if the file names none."""
        area = next((governed(one.area) for one in facts.commitments if one.level == "local" and one.area), "")
        region = None if facts.country else Region.objects.get(pk=area or NATIONAL)
        start, end = years_of(facts.years)
        title, title_en = titles(facts, region)
        source = facts.source or facts.commitments[0].source
        owner = self.office(facts.owner, region) or self.offices.owner(region, facts.country, source)
        plan = Plan.objects.create(
            code=facts.code, title=title, title_en=title_en, level="local" if area else "national",
            country=facts.country, region=region, owner=owner, monitor=self.office(facts.monitor, region, "cso"),
            start=start, end=end, source=source, created=self.now, **coded(facts))
        write(Deed({"verb": "plans.open", "at": self.now.isoformat(), "plan": plan.code, "title": title,
                    "years": facts.years, "owner": plan.owner.slug, "source": source}, self.signed()))
        cover(plan, by=self.actor)
        self.outcome.changes.append(Change("plan", plan.code, True))
        return plan

    def office(self, name: str, region: Region | None, side: str = "government") -> Organisation | None:
        return self.offices.named(name, region.code if region else "", "", side) if name else None

    def correct_plan(self, plan: Plan, facts: PlanFacts) -> None:
        start, end = years_of(facts.years) if facts.years != plan.years else ("", "")       # the months stay
        wanted = {"start": start, "end": end, "title": facts.title_id, "title_en": facts.title_en,
                  "monitor": self.office(facts.monitor, plan.region, "cso"), **coded(facts)}
        changes = {name: value for name, value in wanted.items() if value and getattr(plan, name) != value}
        if changes:
            for name, value in changes.items():
                setattr(plan, name, value)
            plan.save(update_fields=list(changes))
            write(Deed({"verb": "plans.correct", "at": self.now.isoformat(), "plan": plan.code,
                        **{name: getattr(value, "slug", value) for name, value in changes.items()}}, self.signed()))
            if plan.cycle is not None and {"title", "title_en"} & set(changes):
                records.edit(plan.cycle, by=self.actor, facts={"plan": plan.code}, changes={
                    "title": plan.title, "title_en": plan.title_en})
            self.outcome.changes.append(Change("plan", plan.code, False, tuple(sorted(changes))))

    def signed(self) -> dict[str, Any]:
        return dict(signature(self.actor))

    def columns(self, plan: Plan, facts: CommitmentFacts, known: Commitment | None) -> dict[str, Any]:
        """What the file says of the commitment's own columns; what it does not say is left out.

        Who leads it holds it: there it waits, and under that name it is found. Where nobody leads it, the plan's owner.
        """
        spoken = facts.language or (known.spoken or known.language if known else "")
        told: dict[str, Any] = {"ogp_id": facts.ogp_id, "level": facts.level, "title_en": facts.title_en,
                                "start": facts.start, "end": facts.end, "source": facts.source,
                                "spoken": spoken, "long_title": facts.long_title, **facts.texts}
        if facts.title_id:
            told |= {"title": facts.title_id, "language": settings.LANGUAGE_CODE}
        elif known is None or known.language == "en":
            told |= {"title": facts.title_en, "language": "en"}
        about = facts.texts.get("action") or facts.texts.get("problem")
        if about and spoken == told.get("language", known.language if known else settings.LANGUAGE_CODE):
            told["summary"] = plain(about)
        if facts.area and (known is None or known.place is None or known.place.region_id != facts.area):
            told["place"] = place(Region.objects.get(pk=facts.area))
        if facts.lead:
            told["lead"] = self.offices.named(facts.lead[0], facts.area or plan.country, facts.source, "government")
            told["office"] = told["lead"]
        return {name: value for name, value in told.items() if value}

    def prepare(self, plan: Plan, facts: CommitmentFacts, place_in_file: int) -> Commitment:
        """A commitment that was not here yet; it waits until all are read, to be added at once."""
        told = self.columns(plan, facts, None)
        position = int(facts.number) if facts.number.isdigit() and len(facts.number) < 6 else place_in_file
        one = Commitment(plan=plan, number=facts.number, position=position, state=state_of(plan, told),
                         closed=closing_of(plan, told), **{"office": plan.owner, **told})
        self.waiting.append((one, Addition(one, facts, self.offices, self.now)))
        self.outcome.changes.append(Change("commitment", f"{plan.code} / {facts.number}", True))
        return one

    def correct(self, plan: Plan, known: Commitment, facts: CommitmentFacts) -> None:
        """A commitment that is here already: what the file says differently, and what it has more."""
        told = self.columns(plan, facts, known)
        changes = {name: value for name, value in told.items() if getattr(known, name) != value}
        addition = Addition(known, facts, self.offices, self.now)
        if not changes and not addition:
            return
        more = {"source": facts.source, **addition.facts()}
        event = (records.edit(known, by=self.actor, changes=changes, facts=more) if changes
                 else records.note(known, "plans.supplement", by=self.actor, facts=more))
        addition.attach(event)
        self.touched.add(known.pk)
        self.outcome.changes.append(Change("commitment", f"{plan.code} / {known.number}", False,
                                           tuple(sorted((*changes, *addition.kinds())))))

    def add_new(self) -> None:
        """Oldest plan first and each plan from its last number, so that lists, newest first, show number 1 on top."""
        self.waiting.sort(key=lambda pair: (pair[0].plan.start, pair[0].plan.code, -pair[0].position))
        facts = {id(one): {"plan": one.plan.code, "number": one.number, "ogp_id": one.ogp_id, "source": one.source,
                           **addition.facts()} for one, addition in self.waiting}
        added = bulk_add([one for one, _ in self.waiting], by=self.actor, facts=lambda one: facts[id(one)])
        events = {event.record_id: event for event in Event.objects.filter(
            record__in=[one.pk for one in added], verb="plans.add")}
        for one, addition in self.waiting:
            addition.attach(events[one.pk])
            self.touched.add(one.pk)
        for plan, more in Counter(one.plan_id for one in added).items():
            Plan.objects.filter(pk=plan).update(size=F("size") + more)

    def keep_rows(self) -> None:
        """How the file spells what we say otherwise is kept; then every row is written again and held to the file."""
        said = {one.pk: row for one, row in self.said}
        by_key = {one.pk: one for one, _row in self.said}
        for key, columns in keep_spelling(said).items():
            if key not in self.touched:
                one = by_key[key]
                records.note(one, "plans.supplement", by=self.actor, facts={"source": one.source, "spelt": columns})
                self.outcome.changes.append(Change("commitment", f"{one.plan.code} / {one.number}", False, ("spelt",)))
        for spelt in OgpEntry.objects.filter(pk__in=said).values_list("spelt", flat=True):
            self.outcome.spelt.update(spelt.keys())
        for one, row in rows_of(Commitment.objects.filter(pk__in=said)):
            self.outcome.loss += ogp_database.unlike([said[one.pk]], [row])

    def take_total(self, total: TotalFacts) -> None:
        """What an assessor counted for the whole plan. The same is not said twice; something else stands beside it."""
        plan = self.plans[total.plan]
        told = {"moment": total.moment, "method": total.method, "assessor": total.assessor, "source": total.source}
        if any(row.counts == total.counts for row in PlanStatement.objects.filter(plan=plan, **told)):
            return
        line = write(Deed({"verb": "plans.state_totals", "at": self.now.isoformat(), "plan": plan.code, **told,
                           "counts": total.counts}, self.signed()))
        PlanStatement.objects.create(plan=plan, counts=total.counts, at=self.now, line=line, **told)
        self.outcome.changes.append(Change("statement", f"{plan.code} / {total.moment}", True))


def differing(said: CommitmentFacts, mine: CommitmentFacts) -> CommitmentFacts:
    """What a row says otherwise than it would be written here today."""
    same: dict[str, Any] = {name: "" for name in SAME if getattr(said, name) == getattr(mine, name)}
    told, ours = said.coded or CodedFacts(), mine.coded or CodedFacts()
    coded = None if (told.areas, told.codes, told.missing) == (ours.areas, ours.codes, ours.missing) else said.coded
    return replace(
        said, **same, language="", lead=() if said.lead == mine.lead else said.lead,
        partners=() if said.partners == mine.partners else said.partners, coded=coded,
        judgements=tuple(one for one in said.judgements if one not in mine.judgements),
        texts={name: text for name, text in said.texts.items() if mine.texts.get(name) != text})


def coded(facts: PlanFacts) -> dict[str, Any]:
    """The columns of a plan that the OGP database alone tells."""
    return {name: int(value) if name in ("ogp_number", "submitted", "duration") else value
            for name, value in facts.codes.items() if value}


def titles(facts: PlanFacts, region: Region | None) -> tuple[str, str]:
    """In the country's language and in English."""
    found = []
    for language in dict(settings.LANGUAGES):
        with override(language):
            told = {"name": facts.country or (region.full_name if region else ""), "years": facts.years or facts.code}
            found.append(str(pattern(facts, region)) % told)
    return facts.title_id or found[0], facts.title_en or found[1]


def pattern(facts: PlanFacts, region: Region | None) -> str | Promise:
    if facts.country:
        return _("Open government action plan of %(name)s, %(years)s")
    if region is None or region.code == NATIONAL:
        return _("National open government action plan %(years)s")
    return _("Local open government action plan of %(name)s, %(years)s")


def state_of(plan: Plan, told: dict[str, Any]) -> str:
    """Where an imported commitment stands today, by its own term or else its plan's."""
    start, end, today = told.get("start") or plan.start, told.get("end") or plan.end, timezone.localdate()
    if end and last_day(end) < today:
        return "ended"
    return "adopted" if start and first_day(start) > today else "in_progress"


def closing_of(plan: Plan, told: dict[str, Any]) -> datetime | None:
    """For lists and counts of what is over: the last day that the partial end may mean."""
    end = told.get("end") or plan.end
    if state_of(plan, told) != "ended":
        return None
    return closing(end)
