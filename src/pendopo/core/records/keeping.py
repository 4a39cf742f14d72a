"""Once a day every published number is kept, with one line in the ledger over all of them."""
from typing import Any

from django.utils import timezone

from pendopo.core.ledger.actions import Deed, write
from pendopo.core.records.figures import digest, sources
from pendopo.core.records.models import KeptFigures
from pendopo.kit.whole import whole


def keep_figures() -> int:
    """Whatever has no number of today yet gets one. Called every few minutes; after the first time of a day it asks one
    question and writes nothing. Returns how many were kept."""
    today, now = timezone.localdate(), timezone.now()
    there = set(KeptFigures.objects.filter(day=today).values_list("name", "subject"))
    wanted = [(source, subject) for source in sources().values() for subject in source.subjects()
              if (source.name, subject) not in there]
    if not wanted:
        return 0
    rows: list[Any] = []
    for source, subject in wanted:
        numbers = source.count(subject)
        rows.append(KeptFigures(name=source.name, subject=subject, day=today, at=now, numbers=numbers,
                                digest=digest(source.name, subject, today, numbers)))
    with whole():
        line = write(Deed({"verb": "records.figures", "at": now.isoformat(), "day": str(today),
                           "figures": {f"{row.name}/{row.subject}": row.digest for row in rows}}))
        for row in rows:
            row.line = line
        KeptFigures.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)
