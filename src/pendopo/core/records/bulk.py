"""Many records at once, for imports."""
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from pendopo.core.ledger import actions as ledger
from pendopo.core.people.actors import Actor
from pendopo.core.records import kinds
from pendopo.core.records.actions import deed, index
from pendopo.core.records.models import Event, Number, Record
from pendopo.kit.codes import record_code
from pendopo.kit.rows import insert_all
from pendopo.kit.whole import whole

R = TypeVar("R", bound=Record)


def bulk_add(records: Sequence[R], *, by: Actor, facts: Callable[[R], dict[str, Any]] = lambda record: {}) -> list[R]:
    """Like `add` for each, with the same code, search words, timeline row and line; no clocks, nobody is told."""
    if not records:
        return []
    kind, now = kinds.get(records[0].KIND), timezone.now()
    with whole():
        bare = [record for record in records if not record.code]         # others bring a code of their own
        for record, code in zip(bare, numbers(kind.prefix, len(bare)) if bare else [], strict=True):
            record.code = code
        for record in records:
            dress(record, kind.workflow.start, now)
        insert_all(records)
        index(records)
        note_all([(record, f"{kind.name}.add", {"title": record.title, "state": record.state, **facts(record)})
                  for record in records], by=by, at=now, carries="title state")
    return list(records)


def dress(record: Record, start: str, now: datetime) -> None:
    record.kind, record.state = record.KIND, record.state or start
    record.created = record.created or now
    if record.visibility == "public":
        record.published = record.published or now


def note_all(rows: Sequence[tuple[Record, str, dict[str, Any]]], *, by: Actor, at: datetime,
             carries: str = "") -> list[Event]:
    """A timeline row and a line of the ledger for each (record, verb, facts)."""
    lines = ledger.write_many(deed(record, verb, by=by, at=at, facts=facts) for record, verb, facts in rows)
    return insert_all(Event(record_id=record.pk, line=line, verb=verb, actor=by.person, at=at, carries=carries)
                      for (record, verb, _facts), line in zip(rows, lines, strict=True))


def numbers(prefix: str, many: int) -> list[str]:
    """So many public codes of this year, without gaps."""
    year = timezone.localdate().year
    row, _ = Number.objects.select_for_update().get_or_create(prefix=f"{prefix}-{year}")
    first, row.last = row.last + 1, row.last + many
    row.save(update_fields=["last"])
    return [record_code(prefix, year, number) for number in range(first, first + many)]
