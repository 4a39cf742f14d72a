"""What pages show of a commitment, drawn up from its rows inside the action that changed one of them."""
from collections import Counter
from collections.abc import Collection
from typing import Any

from pendopo.analysis.commitments import MISSING
from pendopo.channels.plans.actions.turns import grouped, named, objection, turns
from pendopo.channels.plans.models import Assessment, Commitment, Dispute, Evidence, Milestone, Part, Report
from pendopo.channels.plans.words import TEXTS
from pendopo.core.records.actions import index
from pendopo.kit.markdown import render

CHUNK = 200                          # commitments at a time


def refresh(keys: Collection[int]) -> None:
    """Faces and marks of these commitments: a dozen queries for each 200, whatever hangs on them."""
    ordered = sorted(keys)
    for at in range(0, len(ordered), CHUNK):
        _refresh(ordered[at:at + CHUNK])


def _refresh(keys: list[int]) -> None:
    """Locked first, in the order of their keys: what somebody else reports meanwhile is drawn after it, not lost."""
    rows = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("successor", "plan")
    found = {one.pk: one for one in rows.order_by("pk")}
    before: dict[int, list[dict[str, str]]] = {pk: [] for pk in keys}
    for old in Commitment.objects.filter(successor__in=keys).order_by("pk"):
        before[old.successor_id or 0].append({"code": old.code, "title": old.title})
    parts = grouped(Part.objects.filter(commitment__in=keys).select_related("organisation"), "commitment_id")
    steps = grouped(Milestone.objects.filter(commitment__in=keys).order_by("position"), "commitment_id")
    judged = grouped(Assessment.objects.filter(commitment__in=keys).order_by("pk"), "commitment_id")
    reports = grouped(Report.objects.filter(milestone__commitment__in=keys).select_related("organisation")
                       .order_by("pk"), "milestone_id")
    shown = grouped(Evidence.objects.filter(milestone__commitment__in=keys).select_related(
        "organisation", "file", "record")
                     .order_by("pk"), "milestone_id")
    disputed = grouped(Dispute.objects.filter(milestone__commitment__in=keys).select_related(
        "organisation", "answer_organisation").order_by("pk"), "report_id")
    more = turns(keys)
    for pk, one in found.items():
        milestones = [_milestone(step, reports.get(step.pk, []), shown.get(step.pk, []), disputed)
                      for step in steps.get(pk, [])]
        assessments = [_assessment(row) for row in judged.get(pk, [])]
        one.face = {
            "texts": {name: render(text) for name in TEXTS if (text := getattr(one, name))},
            "parts": [{"role": part.role, **named(part.organisation)} for part in parts.get(pk, [])],
            "milestones": milestones, "assessments": assessments, "continues": before[pk],
            "continued_by": {"code": one.successor.code, "title": one.successor.title} if one.successor else None,
            **more[pk]}
        one.marks = {"completion": completion(assessments), **progress(milestones)}
    Commitment.objects.bulk_update(found.values(), ["face", "marks"], batch_size=CHUNK)
    index(list(found.values()))


def _milestone(step: Milestone, reports: list[Report], shown: list[Evidence],
               disputed: dict[int, list[Dispute]]) -> dict[str, Any]:
    files = [_evidence(one) for one in shown]
    told = [{"key": one.pk, "side": one.side, "by": named(one.organisation), "level": one.level,
             "html": one.html, "stated": one.stated, "at": one.at.isoformat(), "event": one.event_id,
             "source": one.source, "evidence": [file for file in files if file["report"] == one.pk],
             "disputes": [objection(row) for row in disputed.get(one.pk, [])]}
            for one in reports]
    return {"key": step.pk, "position": step.position, "number": step.number, "title": step.title,
            "deliverable": render(step.deliverable) if step.deliverable else "", "due": step.due,
            "start": step.start, "weight": step.weight, "source": step.source, "reports": sorted(told, key=said),
            "evidence": [file for file in files if file["report"] is None]}


def said(report: dict[str, Any]) -> tuple[str, int]:
    """Order of what was said: by the day it was said, else by the day it came here."""
    return report["stated"] or report["at"][:10], report["key"]


def _evidence(one: Evidence) -> dict[str, Any]:
    file = one.file
    return {"key": one.pk, "report": one.report_id, "side": one.side, "by": named(one.organisation),
            "title": one.title, "url": one.url, "retrieved": str(one.retrieved or ""), "at": one.at.isoformat(),
            "event": one.event_id, "record": {"code": one.record.code, "kind": one.record.kind,
                                              "title": one.record.title} if one.record else None,
            "file": None if file is None else {
                "sha256": file.sha256, "name": file.name, "mime": file.mime, "size": file.size}}


def _assessment(one: Assessment) -> dict[str, Any]:
    return {"key": one.pk, "indicator": one.indicator, "scale": one.scale, "value": one.value, "moment": one.moment,
            "method": one.method, "assessor": one.assessor, "stated": one.stated, "html": one.html,
            "source": one.source, "at": one.at.isoformat(), "event": one.event_id}


def completion(assessments: list[dict[str, Any]]) -> dict[str, str]:
    """The latest level of completion at each moment; kinds of missing count as no level."""
    return {one["moment"]: one["value"] for one in assessments
            if one["indicator"] == "completion" and one["value"] and one["value"] not in MISSING}


def progress(milestones: list[dict[str, Any]]) -> dict[str, Any]:
    """By side: how many milestones stand at which level in its latest report, and the weight of the complete ones."""
    found: dict[str, Any] = {"milestones": len(milestones), "weight": sum(one["weight"] for one in milestones)}
    for side in ("government", "cso"):
        told = [(one["weight"], [row["level"] for row in one["reports"] if row["side"] == side and row["level"]])
                for one in milestones]
        latest = [(weight, levels[-1]) for weight, levels in told if levels]
        found[side] = {"levels": dict(Counter(level for _, level in latest)),
                       "done": sum(weight for weight, level in latest if level == "complete")}
    return found
