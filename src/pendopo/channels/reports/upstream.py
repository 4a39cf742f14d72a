"""Who reported: told by the account that claimed the report, and by a knock where only a contact was left."""
from collections.abc import Collection, Iterator

from django.db.models import F

from pendopo.channels.reports.actions.linking import MOVED, hear
from pendopo.channels.reports.models import Report
from pendopo.core.notices.streams import Upstream


def people(records: Collection[int]) -> Iterator[tuple[int, int, str]]:
    for own, claimed, record in Report.objects.filter(pk__in=records, author__isnull=False).values_list(
            F("author"), F("author__claimed_by"), "pk"):
        yield claimed or own, record, "now"


UPSTREAM = Upstream(people, heard=hear, quiet=(MOVED, "clusters.answer"))      # each reporter gets the answer itself
