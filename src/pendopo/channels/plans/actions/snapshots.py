"""A picture of a plan is taken, once and for good: by the timer after each reporting period, or when somebody asks."""
from datetime import date

from django.utils import timezone

from pendopo.analysis.plan_changes import digest, digest_of
from pendopo.channels.plans import rules
from pendopo.channels.plans.models import Plan, Snapshot, SnapshotRow
from pendopo.channels.plans.queries.snapshots import CHUNK, pictures
from pendopo.core.ledger.actions import Deed, write
from pendopo.core.people.actors import Actor, System, signature
from pendopo.core.people.models import Person
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def take_snapshot(*, actor: Actor, plan: Plan, period: str = "", day: date | None = None) -> Snapshot:
    """How every public commitment stands now; its digest goes into the ledger, so that nobody can alter it later.

    Of a period there is one: a second time gives the first one back.
    """
    with whole():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        require(rules.take_snapshot, actor, plan)
        day = day or timezone.localdate()
        slug = f"{period.lower()}-{day.year}" if period else _free(plan, day)
        if period and (there := Snapshot.objects.filter(plan=plan, slug=slug).first()):
            return there
        rows = [SnapshotRow(commitment_id=one.pk, picture=told, digest=digest(told)) for one, told in pictures(plan)]
        codes = dict(plan.commitments.values_list("pk", "code"))
        whole_digest, now = digest_of((codes[row.commitment_id], row.digest) for row in rows), timezone.now()
        line = write(Deed({"verb": "plans.snapshot", "at": now.isoformat(), "plan": plan.code, "snapshot": slug,
                           "day": str(day), "commitments": len(rows), "digest": whole_digest}, dict(signature(actor))))
        made = Snapshot.objects.create(
            plan=plan, slug=slug, period=period, day=day, at=now, size=len(rows), digest=whole_digest, line=line,
            by=None if isinstance(actor, System) else actor.person)
        for row in rows:
            row.snapshot = made
        SnapshotRow.objects.bulk_create(rows, batch_size=CHUNK)
    return made


def _free(plan: Plan, day: date) -> str:
    """The day, and a number behind it where there is one of that day already."""
    taken = set(Snapshot.objects.filter(plan=plan, slug__startswith=str(day)).values_list("slug", flat=True))
    names = [str(day), *(f"{day}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def release_snapshots(person: Person) -> int:
    """The picture stays; who asked for it becomes nobody."""
    return Snapshot.objects.filter(by=person).update(by=None)
