"""What the tables of this room show today, so that anyone can hold it against the ledger."""
from typing import Any

from pendopo.core.records.models import Event


def events(lines: list[int]) -> dict[int, dict[str, Any]]:
    """Verb, record and time of each public row of a timeline."""
    found = Event.objects.filter(line__in=lines).values_list("line", "verb", "record__code", "at")
    return {line: {"verb": verb, "record": code, "at": at.isoformat()} for line, verb, code, at in found}


SHOWN = events
