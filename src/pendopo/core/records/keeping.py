"""Once a day the published numbers are kept, with a line of the ledger over all that is new."""
from datetime import datetime

from django.utils import timezone

from pendopo.core.ledger.actions import Deed, write
from pendopo.core.records.figures import WHOLE, Numbers, Source, counted_by, digest, ever_kept, kept_on, sources
from pendopo.core.records.models import KeptFigures
from pendopo.kit.whole import whole

OF_A_LINE = 200                      # fingerprints in one line, so that none grows with the city


class NotCounted(Exception):
    """Names the rooms whose numbers are missing."""


def keep_figures() -> int:
    """The first time of a day everything is counted; afterwards only what never was, so that a new plan can be quoted
    on its first day. Called every few minutes; mostly it only asks. Returns how many rows were kept.

    Raises NotCounted, after all others are kept, where a room could not count: the next call asks it again."""
    now, rows, failed = timezone.now(), list[KeptFigures](), dict[str, Exception]()
    for source in sources().values():
        try:
            rows += new_of(source, now)
        except Exception as fault:  # whatever it is: it must not cost the others their day
            failed[source.name] = fault
    if rows:
        with whole():
            for start in range(0, len(rows), OF_A_LINE):
                sign(rows[start:start + OF_A_LINE], now)
    if failed:
        raise NotCounted(", ".join(failed)) from ExceptionGroup("counting", list(failed.values()))
    return len(rows)


def new_of(source: Source, now: datetime) -> list[KeptFigures]:
    """What is to be kept of one room: for the whole city each day, for the rest only what differs from the last. Where
    a room counts nothing for the whole city, an empty row says that it was counted that day."""
    today, known, new = timezone.localdate(now), set(ever_kept(source.name)), dict[str, Numbers]()
    first, subjects = counted_by(source.name, today) != today, source.subjects()
    for subject in dict.fromkeys([*subjects, *sorted(known - {WHOLE})]):
        if first or subject not in known:
            numbers = source.count(subject)
            last = kept_on(source.name, subject, today) if subject != WHOLE else None
            if last is None or last.numbers != numbers:
                new[subject] = numbers
    if first:
        new.setdefault(WHOLE, {})
    return [KeptFigures(name=source.name, subject=subject, day=today, at=now, numbers=numbers,
                        digest=digest(source.name, subject, today, numbers)) for subject, numbers in new.items()]


def sign(rows: list[KeptFigures], now: datetime) -> None:
    line = write(Deed({"verb": "records.figures", "at": now.isoformat(), "day": str(rows[0].day),
                       "figures": {f"{row.name}/{row.subject}": row.digest for row in rows}}))
    for row in rows:
        row.line = line
    KeptFigures.objects.bulk_create(rows, ignore_conflicts=True)
