"""Who took part in a plan by contributing to it, or in a promise by asking for it."""
from collections.abc import Collection, Iterator

from pendopo.channels.plans.cycles import Contribution
from pendopo.channels.plans.promises import Promise
from pendopo.core.notices.streams import Upstream


def people(records: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Contributors whose words stand, and askers; in the digest."""
    said = Contribution.objects.filter(cycle__in=records, state__in=("received", "answered"), author__isnull=False)
    for person, record in said.values_list("author", "cycle").order_by().distinct():
        yield person, record, "digest"
    asked = Promise.objects.filter(commitment__in=records, asked=True, commitment__author__isnull=False)
    for person, record in asked.values_list("commitment__author", "commitment"):
        yield person, record, "digest"


UPSTREAM = Upstream(people)
