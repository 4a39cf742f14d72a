"""Each side says how far a milestone is, and shows it. What is said stays; what is said later stands beside it."""
from dataclasses import dataclass
from datetime import date
from typing import Any

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.additions import digest
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Evidence, Milestone, Part, Report
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event, Record
from pendopo.kit.files.actions import Kept, store
from pendopo.kit.files.models import Visibility
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


@dataclass(frozen=True)
class Shown:
    """What is shown as evidence: a file that was checked and kept, an address and the day it was looked at, or a
    record here."""
    title: str
    kept: Kept | None = None
    url: str = ""
    retrieved: date | None = None
    record: Record | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The content of a file is known by its hash for ever; the address goes with the words."""
        if self.record is not None:
            return {"to": self.record.code}
        return {"sha256": self.kept.sha256} if self.kept else {"retrieved": str(self.retrieved or "")}

    @property
    def words(self) -> dict[str, Any]:
        return {"evidence": self.title, **({"url": self.url} if self.url else {})}


def report_milestone(*, actor: Actor, milestone: Milestone, part: Part, level: str, text: str,
                     shown: Shown | None = None) -> Report:
    """One side's statement on a milestone, with its evidence; followers are told."""
    with whole():
        milestone, part = _locked(milestone, part)
        require(rules.report_milestone, actor, part)
        side = side_of(part.organisation)
        event = records.note(
            part.commitment, "plans.report_milestone", by=actor, office=part.organisation,
            facts={"milestone": milestone.position, "title": milestone.title, "side": side, "level": level,
                   "says": digest(text), **(shown.facts if shown else {})},
            words={"text": text, **(shown.words if shown else {})})
        report = Report.objects.create(milestone=milestone, side=side, organisation=part.organisation, level=level,
                                       text=text, html=render(text), at=event.at, by=actor.person, event=event)
        if shown:
            _show(actor, milestone, part.organisation, shown, event, report)
        refresh([part.commitment_id])
        tell_of(part.commitment, "plans.report_milestone", by=actor)
    return report


def add_evidence(*, actor: Actor, milestone: Milestone, part: Part, shown: Shown) -> Evidence:
    """Something to look at, without a statement on how far the milestone is."""
    with whole():
        milestone, part = _locked(milestone, part)
        require(rules.add_evidence, actor, part)
        event = records.note(
            part.commitment, "plans.add_evidence", by=actor, office=part.organisation,
            facts={"milestone": milestone.position, "title": milestone.title, "side": side_of(part.organisation),
                   **shown.facts}, words={"note": shown.title, **shown.words})
        evidence = _show(actor, milestone, part.organisation, shown, event, None)
        refresh([part.commitment_id])
        tell_of(part.commitment, "plans.add_evidence", by=actor)
    return evidence


def _locked(milestone: Milestone, part: Part) -> tuple[Milestone, Part]:
    """The commitment is held until the end; milestone and part are of that commitment."""
    commitment = records.lock(part.commitment)
    part = Part.objects.select_related("organisation").get(pk=part.pk)
    part.commitment = commitment
    return Milestone.objects.get(pk=milestone.pk, commitment=commitment), part


def _show(actor: Actor, milestone: Milestone, office: Organisation, shown: Shown, event: Event,
          report: Report | None) -> Evidence:
    file = store(kept=shown.kept, visibility=Visibility.PUBLIC) if shown.kept else None
    return Evidence.objects.create(
        milestone=milestone, report=report, side=side_of(office), organisation=office, title=shown.title,
        url=shown.url, retrieved=shown.retrieved, file=file, record=shown.record, at=event.at, by=actor.person,
        event=event)


def side_of(office: Organisation) -> str:
    """Government and council on one side of the table, everybody else on the other."""
    return "government" if office.side in OFFICIAL else "cso"
