"""What each record's page says today, and which row of the ledger last settled it."""
from collections.abc import Iterator
from typing import Any

from django.db.models import Max, Q

from pendopo.core.records.models import Event, Record


def pages() -> Iterator[dict[str, Any]]:
    """Title and state of every public record, each beside the place of the row that last settled it."""
    for field in ("title", "state"):
        latest = (Event.objects.filter(carries__contains=field, record__visibility="public", visibility="public")
                  .filter(~Q(line__seq=None)).values("record").annotate(place=Max("line__seq"))
                  .values_list("record", "place"))
        places = dict(latest.iterator(chunk_size=10_000))
        found = Record.objects.filter(visibility="public").values_list("pk", "code", field)
        for key, code, value in found.iterator(chunk_size=10_000):
            if key in places:
                yield {"record": code, "now": {field: value}, "i": places[key]}


SETTLED = pages
