"""A sheet as one picture: what the room works on and, once both sides have agreed, what everybody reads. Plain data.

`public`: as it may be shown. In a sensitive topic numbers about few people are hidden; what a side struck is left out.
"""
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pendopo.analysis.small_cells import count, parts
from pendopo.channels.initiatives.models import (
    Activity,
    Asset,
    Ballot,
    Branch,
    DataRequest,
    Decision,
    Evidence,
    Initiative,
    Issue,
    Lesson,
    Meeting,
    Prototype,
    Rating,
    Seat,
    Solution,
    Trial,
)
from pendopo.channels.initiatives.queries.room import pieces
from pendopo.channels.initiatives.words import BRANCHES, LESSONS, RATINGS, SIDES, STANCES
from pendopo.core.people.models import Organisation
from pendopo.kit.files.models import StoredFile
from pendopo.kit.markdown import render

Picture = dict[str, Any]


def drawn(initiative: Initiative, name: str, *, public: bool = False) -> Picture:
    """The sheet of that name as it stands now."""
    hide = public and initiative.sensitive
    return {"issue": _issue, "problem": _problem, "team": _team, "plan": _plan, "lessons": _lessons}[name](
        initiative, public, hide)


def organisation(one: Organisation | None) -> dict[str, str] | None:
    return {"name": one.name, "name_en": one.name_en, "slug": one.slug} if one else None


def html(text: str) -> str:
    return render(text) if text else ""


def grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


# The issue sheet

def _issue(initiative: Initiative, public: bool, hide: bool) -> Picture:
    evidence = grouped(pieces(Evidence, initiative).select_related("file", "record"), "issue_id")
    solutions = grouped(pieces(Solution, initiative), "issue_id")
    ratings = grouped(Rating.objects.filter(initiative=initiative.pk), "solution_id")
    issues = [{
        "key": one.pk, "title": one.title, "html": html(one.text), "helps": one.data_helps,
        "reason": html(one.data_reason), "chosen": one.chosen,
        "evidence": [_evidence(row, hide) for row in evidence[one.pk]],
        "solutions": [{"key": row.pk, "title": row.title, "html": html(row.text),
                       "ratings": _ratings(ratings[row.pk], hide)} for row in solutions[one.pk]]}
        for one in pieces(Issue, initiative)]
    ballots = grouped(Ballot.objects.filter(initiative=initiative.pk).select_related("issue").order_by("pk"),
                      "decision_id")
    decisions = pieces(Decision, initiative).select_related("issue")
    return {"issues": issues, "sensitive": initiative.sensitive, "why": html(initiative.sensitive_why),
            "decisions": [_decision(one, ballots[one.pk], hide) for one in decisions
                          if one.closed is not None or not public]}


def _evidence(one: Evidence, hide: bool) -> Picture:
    record = {"code": one.record.code, "title": one.record.title} if one.record else None
    shown = one.file if one.file and (one.checked or not hide) else None
    return {"key": one.pk, "sort": one.sort, "title": one.title, "html": html(one.text), "url": one.url,
            "record": record, "file": file(shown), "withheld": bool(one.file and not shown)}


def file(one: StoredFile | None) -> Picture | None:
    return {"sha256": one.sha256, "name": one.name, "mime": one.mime, "size": one.size} if one else None


def _ratings(rows: list[Rating], hide: bool) -> Picture:
    """By side: how many gave which mark."""
    found = {}
    for side in SIDES:
        counts = dict.fromkeys(map(str, RATINGS), 0)
        for row in rows:
            if row.side == side:
                counts[str(row.value)] += row.people
        if any(counts.values()):
            found[side] = parts(counts, hide)
    return found


def _decision(one: Decision, ballots: list[Ballot], hide: bool) -> Picture:
    told: Picture = {"key": one.pk, "question": one.question, "method": one.method, "outcome": html(one.outcome),
                     "closed": one.closed.isoformat() if one.closed else "",
                     "issue": one.issue.title if one.issue else "", "stances": {}, "points": [],
                     "dissents": [{"side": row.side, "html": html(row.words)} for row in ballots if row.words]}
    if one.method == "consent":
        for side in SIDES:
            counts = dict.fromkeys(STANCES, 0)
            for row in ballots:
                if row.side == side:
                    counts[row.stance] += row.people
            if any(counts.values()):
                told["stances"][side] = parts(counts, hide)
    else:
        told["points"] = _points(ballots, hide)
    return told


def _points(ballots: list[Ballot], hide: bool) -> list[Picture]:
    """By issue and side: how many people gave how many points, most points first."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in ballots:
        if row.issue is not None:
            cell = found[row.issue.title, row.side]
            cell[0] += row.points
            cell[1] += row.people
    rows = [{"issue": title, "side": side, "points": points if count(people, hide) is not None else None,
             "people": count(people, hide)} for (title, side), (points, people) in found.items()]
    return sorted(rows, key=lambda row: -(row["points"] or 0))


# The problem sheet

def _problem(initiative: Initiative, public: bool, hide: bool) -> Picture:
    rows = list(pieces(Branch, initiative).order_by("position", "pk"))
    below = grouped([row for row in rows if row.parent_id], "parent_id")
    tops = [row for row in rows if row.parent_id is None or not any(row.parent_id == one.pk for one in rows)]
    return {
        "groups": {sort: [_branch(row, below) for row in tops if row.sort == sort] for sort in BRANCHES},
        "assets": [{"key": one.pk, "title": one.title, "html": html(one.purpose), "status": one.status,
                    "holder": organisation(one.holder), "holder_name": one.holder_name}
                   for one in pieces(Asset, initiative).select_related("holder")],
        "third": html(initiative.third_parties), "meetings": _meetings(initiative, ("forum",), hide)}


def _branch(row: Branch, below: dict[int, list[Branch]]) -> Picture:
    return {"key": row.pk, "html": html(row.text), "side": row.side,
            "branches": [_branch(child, below) for child in below[row.pk]]}


def _meetings(initiative: Initiative, sorts: tuple[str, ...], hide: bool) -> list[Picture]:
    rows = pieces(Meeting, initiative).filter(sort__in=sorts).order_by("day", "pk")
    return [{"key": one.pk, "sort": one.sort, "side": one.side, "day": one.day.isoformat(), "title": one.title,
             "who": one.who, "html": html(one.text), "came": {side: count(getattr(one, side), hide) for side in SIDES}}
            for one in rows]


# Team, plan, lessons

def _team(initiative: Initiative, public: bool, hide: bool) -> Picture:
    rows = Seat.objects.filter(initiative=initiative.pk, team=True, until=None).select_related("organisation")
    return {"members": [{"key": one.pk, "side": one.side, "organisation": organisation(one.organisation),
                         "function": one.function, "html": html(one.task)} for one in rows],
            "pledge": html(initiative.pledge)}


def _plan(initiative: Initiative, public: bool, hide: bool) -> Picture:
    rows = list(pieces(Activity, initiative).select_related("responsible"))
    below = grouped([row for row in rows if row.parent_id], "parent_id")
    trials = grouped(pieces(Trial, initiative).order_by("day", "pk"), "prototype_id")
    return {
        "activities": [_activity(row) | {"milestones": [_activity(step) for step in sorted(
            below[row.pk], key=lambda step: (step.due is None, step.due, step.pk))]}
            for row in rows if row.parent_id is None],
        "meetings": _meetings(initiative, ("training", "visit"), hide),
        "prototypes": [{"key": one.pk, "title": one.title, "html": html(one.text), "url": one.url, "trials": [
            {"key": row.pk, "day": row.day.isoformat(), "people": count(row.people, hide), "worked": row.worked,
             "html": html(row.text)} for row in trials[one.pk]]} for one in pieces(Prototype, initiative)],
        "requests": [_request(one) for one in pieces(DataRequest, initiative).select_related(
            "asset", "holder", "record")],
        "untested": html(initiative.untested), "scaling": initiative.scaling, "why": html(initiative.scaling_why)}


def _activity(row: Activity) -> Picture:
    return {"key": row.pk, "title": row.title, "html": html(row.text), "responsible": organisation(row.responsible),
            "due": row.due.isoformat() if row.due else "", "done": row.done.isoformat() if row.done else "",
            "result": html(row.result)}


def _request(one: DataRequest) -> Picture:
    record = {"code": one.record.code, "title": one.record.title} if one.record else None
    return {"key": one.pk, "title": one.title, "asset": one.asset.title if one.asset else "",
            "holder": organisation(one.holder), "day": one.day.isoformat(), "state": one.state,
            "answer": html(one.answer), "answered": one.answered.isoformat() if one.answered else "", "record": record}


def _lessons(initiative: Initiative, public: bool, hide: bool) -> Picture:
    rows = list(pieces(Lesson, initiative))
    left = [row for row in rows if not public or not (row.struck_government or row.struck_cso)]
    return {
        "groups": {sort: [{"key": row.pk, "html": html(row.text), **({} if public else {
            "side": row.side, "struck": [side for side in ("government", "cso") if getattr(row, f"struck_{side}")]})}
            for row in left if row.sort == sort] for sort in LESSONS},
        "sessions": _meetings(initiative, ("learning",), hide)}
