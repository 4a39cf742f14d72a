"""How a plan stood and stands: pictures of its commitments, kept ones and today's, and what changed between two."""
import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from pendopo.analysis.commitments import first_day, last_day
from pendopo.analysis.plan_changes import Change, Picture, compare
from pendopo.channels.plans.models import Commitment, Plan, Snapshot, SnapshotRow
from pendopo.channels.plans.words import TEXTS

PERIODS = {"B03": 3, "B06": 6, "B09": 9, "B12": 12}     # the reporting periods of the presidential monitoring tool
CHUNK = 500


def period_end(year: int, period: str) -> date:
    month = PERIODS[period]
    return date(year, month, calendar.monthrange(year, month)[1])


def last_period(today: date) -> tuple[str, date]:
    """The period that ended last before this day: ("B09", 30 September)."""
    yesterday = today - timedelta(days=1)
    ends = [(period, period_end(year, period)) for year in (yesterday.year - 1, yesterday.year) for period in PERIODS]
    return max((one for one in ends if one[1] <= yesterday), key=lambda one: one[1])


def due(today: date) -> list[tuple[Plan, str, date]]:
    """Plans that ran at the end of the last period and have no snapshot of it yet."""
    period, end = last_period(today)
    slug = f"{period.lower()}-{end.year}"
    plans = Plan.objects.filter(size__gt=0).exclude(snapshots__slug=slug).order_by("pk")
    return [(plan, period, end) for plan in plans if runs(plan, end)]


def runs(plan: Plan, day: date) -> bool:
    return bool(plan.start and plan.end) and first_day(plan.start) <= day <= last_day(plan.end)


def picture(one: Commitment) -> dict[str, Any]:
    """From its face, which is drawn from the rows."""
    texts = {name: sha256(text.encode()).hexdigest() for name in TEXTS if (text := getattr(one, name))}
    return {"number": one.number, "title": one.title, "title_en": one.title_en, "state": one.state, "start": one.start,
            "end": one.end, "texts": texts, "completion": one.marks.get("completion", {}),
            "milestones": [step(told) for told in one.face.get("milestones", [])]}


def step(told: dict[str, Any]) -> dict[str, Any]:
    levels = {side: [row["level"] for row in told["reports"] if row["side"] == side and row["level"]]
              for side in ("government", "cso")}
    shown = len(told["evidence"]) + sum(len(row["evidence"]) for row in told["reports"])
    return {"position": told["position"], "title": told["title"], "due": told["due"], "evidence": shown,
            **{side: said[-1] if said else "" for side, said in levels.items()}}


def pictures(plan: Plan) -> Iterator[tuple[Commitment, dict[str, Any]]]:
    """Today's, of every public commitment, in the order of the plan."""
    found = Commitment.objects.filter(plan=plan.pk, visibility="public").order_by("position", "pk")
    for one in found.only("code", "kind", "number", "title", "title_en", "state", "start", "end", "marks", "face",
                          "position", *TEXTS).iterator(chunk_size=CHUNK):
        yield one, picture(one)


def of_plan(plan: Plan) -> QuerySet[Snapshot]:
    """The newest first."""
    return Snapshot.objects.filter(plan=plan.pk).select_related("line", "plan")


def snapshot(code: str, slug: str) -> Snapshot | None:
    return Snapshot.objects.filter(plan__code=code, slug=slug).select_related("plan__owner", "line").first()


def newest() -> Snapshot | None:
    """Of all plans."""
    return Snapshot.objects.select_related("plan").order_by("-pk").first()


def kept(found: Snapshot) -> dict[str, Picture]:
    """code -> how it stood then."""
    rows = SnapshotRow.objects.filter(snapshot=found.pk).order_by("pk")
    return dict(rows.values_list("commitment__code", "picture").iterator(chunk_size=CHUNK))


def differences(older: Snapshot, newer: Snapshot) -> dict[str, tuple[Picture, list[Change]]]:
    """code -> (picture, what changed). Only rows whose digests differ are read."""
    digests = [dict(SnapshotRow.objects.filter(snapshot=one.pk).values_list("commitment", "digest"))
               for one in (older, newer)]
    moved = {key for key in {*digests[0], *digests[1]} if digests[0].get(key) != digests[1].get(key)}
    was, now = (dict(SnapshotRow.objects.filter(snapshot=one.pk, commitment__in=moved).order_by("pk").values_list(
        "commitment__code", "picture")) for one in (older, newer))
    return {code: (now.get(code) or was[code], changes) for code, changes in compare(was, now).items()}
