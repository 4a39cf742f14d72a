"""Who took part in a plan by contributing to it, in a commitment that took a contribution up, in a promise by asking
for it."""
from collections.abc import Collection, Iterator

from pendopo.channels.plans.cycles import Contribution
from pendopo.channels.plans.promises import Promise
from pendopo.channels.plans.queries.hearing import concerned, taken_up
from pendopo.core.notices.streams import Upstream


def people(records: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Contributors whose words stand, and askers, or the account that took over their receipt; in the digest."""
    said = Contribution.objects.filter(cycle__in=records, state__in=("received", "answered"), author__isnull=False)
    taken = taken_up().filter(answers__commitments__in=records)
    asked = Promise.objects.filter(commitment__in=records, asked=True, commitment__author__isnull=False)
    found = [*said.values_list("author", "author__claimed_by", "cycle").order_by(),
             *taken.values_list("author", "author__claimed_by", "answers__commitments").order_by(),
             *asked.values_list("commitment__author", "commitment__author__claimed_by", "commitment").order_by()]
    for own, claimed, record in dict.fromkeys(found):
        yield claimed or own, record, "digest"


def left_out(record: int) -> list[int]:
    """Of the moves of a commitment they hear from its own room."""
    return list(concerned(record).values_list("pk", flat=True))


UPSTREAM = Upstream(people, left_out)
