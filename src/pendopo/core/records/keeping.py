"""Once a day the published numbers are kept, with a line of the ledger over all that is new."""
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from pendopo.core.ledger.actions import Deed, write
from pendopo.core.records.figures import WHOLE, Source, counted_by, digest, ever_kept, kept_on, sources
from pendopo.core.records.models import KeptFigures
from pendopo.kit.whole import whole

OF_A_LINE = 200                      # fingerprints in one line, so that none grows with the city


def keep_figures() -> int:
    """The first time of a day everything is counted; afterwards only what never was, so that a new plan can be quoted
    on its first day. Called every few minutes; mostly it only asks. Returns how many rows were kept."""
    now = timezone.now()
    first = counted_by(timezone.localdate(now)) != timezone.localdate(now)
    rows = [row for source in sources().values() for row in new_of(source, now, first)]
    if not rows:
        return 0
    with whole():
        for start in range(0, len(rows), OF_A_LINE):
            sign(rows[start:start + OF_A_LINE], now)
    return len(rows)


def new_of(source: Source, now: datetime, first: bool) -> Iterator[KeptFigures]:
    """What is to be kept of one room: for the whole city each day, for the rest only what differs from the last."""
    today, known = timezone.localdate(now), set(ever_kept(source.name))
    for subject in dict.fromkeys([*source.subjects(), *sorted(known)]):
        if first or subject not in known:
            numbers = source.count(subject)
            last = kept_on(source.name, subject, today) if subject != WHOLE else None
            if last is None or last.numbers != numbers:
                yield KeptFigures(name=source.name, subject=subject, day=today, at=now, numbers=numbers,
                                  digest=digest(source.name, subject, today, numbers))


def sign(rows: list[KeptFigures], now: datetime) -> None:
    line = write(Deed({"verb": "records.figures", "at": now.isoformat(), "day": str(rows[0].day),
                       "figures": {f"{row.name}/{row.subject}": row.digest for row in rows}}))
    for row in rows:
        row.line = line
    KeptFigures.objects.bulk_create(rows, ignore_conflicts=True)
