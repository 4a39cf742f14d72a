"""One plan, one commitment, and the counts that stand on a plan's page."""
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pendopo.channels.plans import rules
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries import cycling
from pendopo.channels.plans.queries.lists import HEAVY
from pendopo.channels.plans.words import COUNTED
from pendopo.core.people.actors import Actor
from pendopo.core.records.models import Link
from pendopo.kit.codes import in_address
from pendopo.kit.prepared import Prepared


def commitment(address: str, actor: Actor | None) -> Commitment | None:
    """By its code in the address, whatever words follow it. One query; `linked`: links are worth another."""
    code = in_address(address)
    if code is None:
        return None
    if actor is None:
        return next(iter(for_visitors(code=str(code))), None)
    return coded(str(code), actor).first()


def coded(code: str, actor: Actor | None = None) -> QuerySet[Commitment]:
    return (Commitment.objects.filter(rules.see.q(actor), code=code)
            .select_related("plan__owner", "plan__monitor", "plan__region", "lead", "office", "place__region")
            .annotate(linked=Exists(Link.objects.filter(
                Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")), ended=None))))


for_visitors = Prepared(coded, code=str)


class Told(NamedTuple):
    """What an assessor counted for the whole plan, with the place of its line in the ledger (None: not placed yet)."""
    moment: str
    method: str
    assessor: str
    counts: dict[str, int]
    source: str
    seq: int | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


TOLD = {f"told_{name}": F(f"statements__{'line__seq' if name == 'seq' else name}") for name in Told._fields}


def plan(code: str) -> tuple[Plan | None, list[Told]]:
    """The plan, and what assessors counted for it, oldest first. One query: a row for each of their statements."""
    rows = list(cycling.covering(code).annotate(**TOLD).order_by("statements__pk"))
    told = [Told(*(getattr(row, name) for name in TOLD)) for row in rows]
    return rows[0] if rows else None, [one for one in told if one.counts is not None]


def of_plan(found: Plan, actor: Actor | None) -> list[Commitment]:
    """In the order of the plan."""
    rows = list(Commitment.objects.filter(rules.see.q(actor), plan=found)
                .select_related("lead", "office", "place__region").defer(*HEAVY).order_by("position", "pk"))
    for one in rows:
        one.plan = found
    return rows


def with_faces(found: Plan) -> list[Commitment]:
    """The public ones in the order of the plan, with everything that hangs on them."""
    return list(Commitment.objects.filter(plan=found, visibility="public").exclude(
        state__in=("dropped", "declined")).select_related("lead").order_by("position", "pk"))


@dataclass
class OwnCount:
    """What we count ourselves, from the assessments in this place, and how much of the whole that covers."""
    moment: str
    levels: Counter[str] = field(default_factory=Counter)
    counted: list[Commitment] = field(default_factory=list)
    here: int = 0                    # commitments of the plan in this place
    assessed: int | None = None      # how many the assessor's own total speaks of; None: there is no such total

    @property
    def of(self) -> int:
        return self.here if self.assessed is None else self.assessed


def own_counts(found: list[Commitment], told: list[Told]) -> list[OwnCount]:
    """One for each moment that an assessment or a total speaks of: mid-term, end, then no named moment."""
    totals = {statement.moment: statement.total for statement in told}
    moments = {moment for one in found for moment in one.marks.get("completion", {})} | set(totals)
    counts = []
    for moment in sorted(moments, key=lambda name: ("midterm", "end", "").index(name)):
        count = OwnCount(moment, here=len(found), assessed=totals.get(moment))
        for one in found:
            if level := one.marks.get("completion", {}).get(moment):
                count.levels[level] += 1
                count.counted.append(one)
        counts.append(count)
    return counts


def by_side(found: list[Commitment]) -> dict[str, dict[str, Any]]:
    """How many milestones each side reports at which level, over all commitments; nothing where no side has spoken."""
    sums: dict[str, dict[str, Any]] = {}
    for side in ("government", "cso"):
        levels: Counter[str] = Counter()
        done = 0
        for one in found:
            told = one.marks.get(side, {})
            levels.update(told.get("levels", {}))
            done += told.get("done", 0)
        sums[side] = {"levels": levels, "done": done, "reported": sum(levels.values())}
    sums["all"] = {"milestones": sum(one.marks.get("milestones", 0) for one in found),
                   "weight": sum(one.marks.get("weight", 0) for one in found)}
    return sums


def level_parts(levels: Counter[str] | dict[str, int]) -> list[tuple[str, int]]:
    """In the order in which assessors draw them, others after; a level that nobody has is left out of the rest."""
    rest = sorted(set(levels) - set(COUNTED))
    return [(level, levels.get(level, 0)) for level in (*COUNTED, *rest)]
