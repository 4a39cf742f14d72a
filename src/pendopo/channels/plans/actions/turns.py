"""What else a commitment's page shows: objections, the government's own word, whose promise it was, what a successor
said, which contributions it answers."""
from collections.abc import Iterable
from typing import Any

from pendopo.channels.plans.cycles import Answer
from pendopo.channels.plans.models import Dispute, SelfAssessment
from pendopo.channels.plans.promises import Confirmation, Handover, Promise
from pendopo.core.people.models import Organisation


def grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def named(one: Organisation | None) -> dict[str, Any]:
    if one is None:
        return {"key": None, "name": "", "name_en": "", "slug": "", "side": ""}
    return {"key": one.pk, "name": one.name, "name_en": one.name_en, "slug": one.slug, "side": one.side}


def turns(keys: list[int]) -> dict[int, dict[str, Any]]:
    """By commitment, whatever of this it has."""
    own = grouped(SelfAssessment.objects.filter(commitment__in=keys).select_related("organisation"), "commitment_id")
    promises = {row.commitment_id: row for row in Promise.objects.filter(commitment__in=keys).select_related("term")}
    said = grouped(Confirmation.objects.filter(commitment__in=keys), "commitment_id")
    handed = grouped(Handover.objects.filter(commitment__in=keys).select_related("term").order_by("pk"),
                     "commitment_id")
    answered: dict[int, list[dict[str, Any]]] = {}
    for answer in Answer.objects.filter(commitments__in=keys).select_related(
            "contribution__cycle__plan").prefetch_related("commitments"):
        for one in answer.commitments.all():
            answered.setdefault(one.pk, []).append({
                "plan": answer.contribution.cycle.plan.code, "number": answer.contribution.number,
                "outcome": answer.outcome})
    return {key: {"own": [self_assessment(row) for row in own.get(key, [])],
                  "promise": promise(promises[key]) if key in promises else None,
                  "confirmations": [{"kept": row.kept, "html": row.html, "at": row.at.isoformat(),
                                     "event": row.event_id} for row in said.get(key, [])],
                  "handovers": [handover(row) for row in handed.get(key, [])],
                  "answers": answered.get(key, [])} for key in keys}


def objection(one: Dispute) -> dict[str, Any]:
    return {"key": one.pk, "state": one.state, "by": named(one.organisation), "side": one.side, "html": one.html,
            "at": one.at.isoformat(), "event": one.event_id, "answer": one.answer_html,
            "answer_by": named(one.answer_organisation),
            "answered": one.answered.isoformat() if one.answered else ""}


def self_assessment(one: SelfAssessment) -> dict[str, Any]:
    return {"key": one.pk, "moment": one.moment, "level": one.level, "html": one.html, "next": one.next_html,
            "by": named(one.organisation), "at": one.at.isoformat(), "event": one.event_id}


def promise(one: Promise) -> dict[str, Any]:
    return {"sort": one.sort, "asked": one.asked, "asker": one.asker, "question": one.question,
            "asked_at": one.asked_at.isoformat() if one.asked_at else "", "said": one.said, "venue": one.venue,
            "leader": str(one.term), "term": one.term.slug}


def handover(one: Handover) -> dict[str, Any]:
    return {"term": one.term.slug, "leader": str(one.term), "position": one.position, "state": one.state_then,
            "answer": one.answer, "reason": one.reason_html, "number": one.number, "title": one.title,
            "answered": one.answered.isoformat() if one.answered else "", "event": one.answer_event_id}
