"""What our tables hold today of reports, evidence, assessments and totals, so that anyone can hold it to the ledger."""
from collections import defaultdict
from typing import Any

from django.db.models import Q

from pendopo.analysis.plan_changes import digest as picture_digest
from pendopo.analysis.plan_changes import digest_of
from pendopo.channels.plans.actions.additions import digest
from pendopo.channels.plans.cycles import Answer, Contribution, Paper
from pendopo.channels.plans.models import (
    Assessment,
    Commitment,
    Evidence,
    OgpEntry,
    PlanStatement,
    PolicyArea,
    Report,
    SelfAssessment,
    Snapshot,
    SnapshotRow,
)
from pendopo.channels.plans.queries.database import CODES
from pendopo.core.records.models import Event

Shown = dict[int, dict[str, Any]]


def plans(lines: list[int]) -> Shown:
    """By line. What came with an import stands in one line together, what somebody said here in a line of its own."""
    events = dict(Event.objects.filter(line__in=lines).filter(
        Q(verb__startswith="plans.") | Q(verb__startswith="cycles.")).values_list("pk", "line_id"))
    verbs = dict(Event.objects.filter(pk__in=events).values_list("pk", "verb"))
    found: Shown = defaultdict(dict)
    for record, event in Event.objects.filter(pk__in=events, verb="plans.add").values_list("record_id", "pk"):
        found[events[event]]["record_key"] = record
    name_commitments(found)
    for row in Report.objects.filter(event__in=events).select_related("milestone").order_by("pk"):
        line = found[events[row.event_id or 0]]
        if verbs[row.event_id or 0] == "plans.report_milestone":
            line |= {"level": row.level, "side": row.side, "text": row.text}
        else:
            line.setdefault("reports", []).append([row.milestone.title, row.level, row.stated, digest(row.text)])
    for one in Assessment.objects.filter(event__in=events).order_by("pk"):
        line = found[events[one.event_id or 0]]
        if verbs[one.event_id or 0] == "plans.assess":
            line |= {name: getattr(one, name) for name in (
                "indicator", "scale", "value", "moment", "method", "stated", "assessor", "text")}
        else:
            line.setdefault("assessments", []).append(
                [one.indicator, one.moment, one.scale, one.value, one.method, one.assessor])
    for event, sha256 in Evidence.objects.filter(event__in=events).exclude(file=None).values_list(
            "event_id", "file__sha256"):
        found[events[event or 0]]["sha256"] = sha256
    areas: dict[int, dict[str, str]] = {}
    for key, area, value in PolicyArea.objects.filter(commitment__ogp__event__in=events).values_list(
            "commitment", "area", "value"):
        areas.setdefault(key, {})[area] = value
    for entry in OgpEntry.objects.filter(event__in=events):
        line = found[events[entry.event_id or 0]]
        line["areas"] = areas.get(entry.pk, {})
        line["ogp"] = {name: getattr(entry, name) for name in CODES if getattr(entry, name)}
    _making(found, events)
    _of_plans(found, lines)
    return dict(found)


def _of_plans(found: Shown, lines: list[int]) -> None:
    """Pictures of whole plans, and what assessors counted."""
    for taken in Snapshot.objects.filter(line__in=lines):
        rows = SnapshotRow.objects.filter(snapshot=taken.pk).values_list("commitment__code", "picture")
        found[taken.line_id] |= {"snapshot": taken.slug, "day": str(taken.day), "commitments": len(rows),
                                 "digest": digest_of((code, picture_digest(picture)) for code, picture in rows)}
    for told in PlanStatement.objects.filter(line__in=lines):
        found[told.line_id or 0] |= {"counts": told.counts, "moment": told.moment, "method": told.method,
                                     "assessor": told.assessor}


def _making(found: Shown, events: dict[int, int]) -> None:
    """What was contributed, answered and published while a plan was made, and the government's own word."""
    for said in Contribution.objects.filter(event__in=events, state__in=("received", "answered", "held")):
        found[events[said.event_id]] |= {"text": said.text, "number": said.number}
    for answer in Answer.objects.filter(event__in=events):
        found[events[answer.event_id]] |= {"outcome": answer.outcome, "text": answer.text}
    for paper in Paper.objects.filter(event__in=events):
        found[events[paper.event_id]] |= {"sort": paper.sort, "title": paper.title, "text": paper.text}
    for own in SelfAssessment.objects.filter(event__in=events):
        found[events[own.event_id]] |= {"moment": own.moment, "level": own.level, "text": own.text}


def name_commitments(found: Shown) -> None:
    """Plan and number of a commitment never change after it was put on record."""
    keys = [values["record_key"] for values in found.values()]
    named = {pk: (plan, number) for pk, plan, number in Commitment.objects.filter(pk__in=keys).values_list(
        "pk", "plan__code", "number")}
    for values in found.values():
        plan, number = named.get(values.pop("record_key"), ("", ""))
        values |= {"plan": plan, "number": number}


SHOWN = plans
