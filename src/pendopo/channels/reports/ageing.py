from datetime import datetime

from django.db.models import Min

from pendopo.channels.reports.models import Identity
from pendopo.core.records.actions import held
from pendopo.kit.work.keeping import Ageing


def reporters() -> datetime | None:
    """Since the closing of their report; what a legal hold keeps is not counted."""
    found: datetime | None = Identity.objects.exclude(report__in=held()).aggregate(
        Min("report__closed"))["report__closed__min"]
    return found


AGEING = [Ageing("identities", reporters)]
