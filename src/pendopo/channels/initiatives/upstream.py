"""Who sits or sat in an initiative, and who led it: told once when something comes of it (a commitment, a dataset)."""
from collections.abc import Collection, Iterator

from pendopo.channels.initiatives.models import Initiative, Seat
from pendopo.core.notices.streams import Upstream


def people(records: Collection[int]) -> Iterator[tuple[int, int, str]]:
    sat = Seat.objects.filter(initiative__in=records, person__isnull=False).values_list("person", "initiative")
    led = Initiative.objects.filter(pk__in=records, facilitator__isnull=False).values_list("facilitator", "pk")
    for person, record in dict.fromkeys([*sat, *led]):
        yield person, record, "digest"


UPSTREAM = Upstream(people)
