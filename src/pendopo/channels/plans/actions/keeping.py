"""What the keepers of a plan do: correct a commitment, and move it along its table."""
from typing import Any

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Commitment
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.markdown import plain
from pendopo.kit.rules import Rule, require
from pendopo.kit.whole import whole


def edit_commitment(*, actor: Actor, commitment: Commitment, changes: dict[str, Any]) -> Commitment:
    """Its words and dates are corrected; the timeline and the ledger hold what they were changed to."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.edit_commitment, actor, commitment)
        changed = {name: value for name, value in changes.items() if getattr(commitment, name) != value}
        if changed:
            told = {"to": dict(changed)}
            if about := changed.get("action") or changed.get("problem"):
                changed["summary"] = plain(about)
            records.edit(commitment, by=actor, changes=changed, office=commitment.plan.owner, facts=told)
            refresh([commitment.pk])
            tell_of(commitment, "plans.edit", by=actor)
    return commitment


def start(*, actor: Actor, commitment: Commitment, reason: str = "") -> Commitment:
    """Work has begun."""
    return _move(rules.start, "start", actor, commitment, reason)


def claim(*, actor: Actor, commitment: Commitment, reason: str = "") -> Commitment:
    """The owner of the plan says that the promise is kept. Others may say otherwise, beside it."""
    return _move(rules.claim, "claim", actor, commitment, reason)


def reopen(*, actor: Actor, commitment: Commitment, reason: str = "") -> Commitment:
    """The claim is taken back."""
    return _move(rules.reopen, "reopen", actor, commitment, reason)


def end(*, actor: Actor, commitment: Commitment, reason: str = "") -> Commitment:
    """The term is over, whatever was reached."""
    return _move(rules.end, "end", actor, commitment, reason)


def withdraw(*, actor: Actor, commitment: Commitment, reason: str) -> Commitment:
    """The promise is taken back; it stays on the record with the reason."""
    return _move(rules.withdraw, "withdraw", actor, commitment, reason)


def drop(*, actor: Actor, commitment: Commitment, reason: str) -> Commitment:
    """A draft that does not come into the plan; it stays readable with the reason."""
    return _move(rules.drop, "drop", actor, commitment, reason)


def carry_over(*, actor: Actor, commitment: Commitment, successor: Commitment | None = None,
               reason: str = "") -> Commitment:
    """It goes on in a later plan: as `successor`, where that one is here already."""
    with whole():
        commitment = _move(rules.carry_over, "carry_over", actor, commitment, reason)
        if successor is not None:
            records.link(successor, commitment, by=actor, sort="continues")
            commitment.successor = successor
            commitment.save(update_fields=["successor"])
            refresh([commitment.pk, successor.pk])
    return commitment


def _move(rule: Rule, name: str, actor: Actor, commitment: Commitment, reason: str) -> Commitment:
    with whole():
        commitment = records.lock(commitment)
        require(rule, actor, commitment)
        records.move(commitment, name, by=actor, office=commitment.plan.owner,
                     words={"reason": reason} if reason else None)
        tell_of(commitment, "plans.moved", by=actor, state=commitment.state)
    return commitment


