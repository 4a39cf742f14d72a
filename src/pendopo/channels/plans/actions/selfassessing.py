from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Commitment, SelfAssessment
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def self_assess(*, actor: Actor, commitment: Commitment, moment: str, level: str, text: str,
                next_steps: str = "") -> SelfAssessment:
    """The government says how far it has come, what was reached and what comes next. A later word stands beside it."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.self_assess, actor, commitment)
        owner = commitment.plan.owner
        event = records.note(commitment, "plans.self_assess", by=actor, office=owner, facts={
            "moment": moment, "level": level, "text": text, "next_steps": next_steps})
        made = SelfAssessment.objects.create(
            commitment=commitment, moment=moment, level=level, text=text, html=render(text), next_steps=next_steps,
            next_html=render(next_steps) if next_steps else "", organisation=owner, at=event.at, by=actor.person,
            event=event)
        refresh([commitment.pk])
        tell_of(commitment, "plans.self_assess", by=actor)
    return made
