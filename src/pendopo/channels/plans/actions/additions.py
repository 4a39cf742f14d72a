"""What a file has more than we have of one commitment: organisations, milestones, reports, evidence, assessments."""
import hashlib
from collections import Counter
from datetime import datetime
from typing import Any

from pendopo.analysis.commitments import (
    ASSESSOR,
    METHOD,
    CommitmentFacts,
    MilestoneFacts,
    ReportFacts,
)
from pendopo.channels.plans.actions.coding import Coding
from pendopo.channels.plans.actions.organisations import Offices
from pendopo.channels.plans.models import Assessment, Commitment, Evidence, Milestone, Part, Report
from pendopo.core.records.models import Event
from pendopo.kit.markdown import render

MILESTONE = ("due", "deliverable", "weight", "number")


class Addition:
    """Worked out before anything is written, so that the line in the ledger names all of it."""

    def __init__(self, commitment: Commitment, facts: CommitmentFacts, offices: Offices, now: datetime) -> None:
        self.commitment, self.facts_of, self.offices, self.now = commitment, facts, offices, now
        self.area = facts.area or commitment.plan.country
        known = commitment.pk is not None
        self.parts = self.new_parts(Part.objects.filter(commitment=commitment) if known else [])
        self.milestones: list[Milestone] = []
        self.corrected: dict[int, tuple[Milestone, list[str]]] = {}
        self.reports: list[tuple[Milestone, ReportFacts]] = []
        self.compare(list(Milestone.objects.filter(commitment=commitment)) if known else [])
        self.assessments = self.new_assessments(Assessment.objects.filter(commitment=commitment) if known else [])
        self.coding = Coding(commitment, facts)

    def __bool__(self) -> bool:
        return bool(self.parts or self.milestones or self.corrected or self.reports or self.assessments or self.coding)

    def kinds(self) -> list[str]:
        """Which sorts of things it has, by the names of the file's columns."""
        return [name for name, rows in (("partners", self.parts), ("milestones", self.milestones or self.corrected),
                                        ("reports", self.reports), ("assessments", self.assessments),
                                        ("codes", self.coding)) if rows]

    def facts(self) -> dict[str, Any]:
        """For the ledger: every word of an office stands there by its hash, every code as it is."""
        found: dict[str, Any] = {}
        if self.parts:
            found["parts"] = [[part.role, part.organisation.slug] for part in self.parts]
        if self.milestones:
            found["milestones"] = [[one.title, one.due] for one in self.milestones]
        if self.corrected:
            found["corrected"] = [[one.title, {name: getattr(one, name) for name in names}]
                                  for one, names in self.corrected.values()]
        if self.reports:
            found["reports"] = [[step.title, said.level, said.stated, digest(said.words)]
                                for step, said in self.reports]
        if self.assessments:
            found["assessments"] = [[one.indicator, one.moment, one.scale, one.value, one.method, one.assessor]
                                    for one in self.assessments]
        return found | self.coding.facts()

    def new_parts(self, there: Any) -> list[Part]:
        have = {(part.organisation_id, part.role) for part in there}
        found = []
        for role, names, side in (("lead", self.facts_of.lead, "government"),
                                  ("partner", self.facts_of.partners, "cso")):
            for name in names:
                office = self.offices.named(name, self.area, self.facts_of.source, side)
                if (office.pk, role) not in have:
                    have.add((office.pk, role))
                    found.append(Part(commitment=self.commitment, organisation=office, role=role, position=len(have)))
        return found

    def compare(self, there: list[Milestone]) -> None:
        """Milestones are found again by their title, the second of the same title as the second; none is taken away."""
        by_title: dict[tuple[str, int], Milestone] = {}
        counted: Counter[str] = Counter()
        for one in sorted(there, key=lambda row: row.position):
            counted[one.title] += 1
            by_title[one.title, counted[one.title]] = one
        last, counted = max((one.position for one in there), default=0), Counter()
        for facts in self.facts_of.milestones:
            counted[facts.title] += 1
            step = by_title.get((facts.title, counted[facts.title]))
            if step is None:
                last += 1
                step = Milestone(commitment=self.commitment, position=last, title=facts.title, due=facts.due,
                                 deliverable=facts.deliverable, weight=facts.weight, number=facts.number,
                                 source=self.facts_of.source)
                self.milestones.append(step)
            else:
                self.correct(step, facts)
            self.reports += [(step, said) for said in facts.reports if not self.is_there(step, said)]

    def correct(self, step: Milestone, facts: MilestoneFacts) -> None:
        changes = [name for name in MILESTONE if getattr(facts, name) and getattr(step, name) != getattr(facts, name)]
        if changes:
            for name in changes:
                setattr(step, name, getattr(facts, name))
            self.corrected[step.pk] = (step, changes)

    def is_there(self, step: Milestone, said: ReportFacts) -> bool:
        return step.pk is not None and Report.objects.filter(
            milestone=step, level=said.level, stated=said.stated, text=said.words).exists()

    def new_assessments(self, there: Any) -> list[Assessment]:
        facts, years = self.facts_of, self.commitment.plan.years
        have = {key(one) for one in there}
        told = [Assessment(commitment=self.commitment, indicator=one.indicator, scale=one.scale, value=one.value,
                           moment=one.moment, method=facts.method or f"{METHOD} {years}".strip(),
                           assessor=facts.assessor or ASSESSOR, source=facts.source, at=self.now)
                for one in facts.judgements]
        return [one for one in told if key(one) not in have]

    def attach(self, event: Event) -> None:
        """Written, after the commitment itself. Each row knows the line of the timeline that it came with."""
        rows: list[Part | Milestone | Assessment] = [*self.parts, *self.milestones, *self.assessments]
        for row in rows:
            row.commitment = self.commitment         # its key is known only now
        for one in self.assessments:
            one.event = event
        Part.objects.bulk_create(self.parts)
        Milestone.objects.bulk_create(self.milestones)
        Assessment.objects.bulk_create(self.assessments)
        for step, names in self.corrected.values():
            step.save(update_fields=names)
        for step, said in self.reports:
            self.report(step, said, event)
        self.coding.attach(event)

    def report(self, step: Milestone, said: ReportFacts, event: Event) -> None:
        office = self.offices.named(said.by, self.area, self.facts_of.source, "government") if said.by else None
        row = Report.objects.create(milestone=step, side="government", organisation=office, level=said.level,
                                    text=said.words, html=render(said.words), stated=said.stated, at=self.now,
                                    event=event, source=self.facts_of.source)
        Evidence.objects.bulk_create([
            Evidence(milestone=step, report=row, side=row.side, organisation=office, title=title[:300], url=address,
                     at=self.now, event=event) for title, address in said.links])


def key(one: Assessment) -> tuple[str, ...]:
    return one.indicator, one.scale, one.value, one.moment, one.method, one.assessor


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
