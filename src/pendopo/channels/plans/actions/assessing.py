"""A monitoring body says what it found: dated, named, of a named method; what was said before stays beside it."""
from dataclasses import dataclass

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.additions import digest
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Assessment, Commitment
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


@dataclass(frozen=True)
class Finding:
    """On which scale, at which value or kind of missing, at which moment of the plan, by which version of a method."""
    indicator: str
    scale: str
    value: str
    moment: str
    method: str
    stated: str                      # partial date
    text: str
    source: str = ""


def assess(*, actor: Actor, commitment: Commitment, finding: Finding) -> Assessment:
    """The finding stands on the commitment's page under the body's name; followers are told."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.assess, actor, commitment)
        body = commitment.plan.monitor
        told = {"indicator": finding.indicator, "scale": finding.scale, "value": finding.value,
                "moment": finding.moment, "method": finding.method, "stated": finding.stated}
        assessor = body.name if body else ""
        event = records.note(commitment, "plans.assess", by=actor, office=body,
                             facts={**told, "assessor": assessor, "says": digest(finding.text),
                                    "source": finding.source}, words={"text": finding.text})
        made = Assessment.objects.create(
            commitment=commitment, assessor=assessor, organisation=body, text=finding.text, html=render(finding.text),
            source=finding.source, at=event.at, by=actor.person, event=event, **told)
        refresh([commitment.pk])
        tell_of(commitment, "plans.assess", by=actor)
    return made
