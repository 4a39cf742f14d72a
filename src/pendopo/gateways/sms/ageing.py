from datetime import datetime

from django.db.models import Min

from pendopo.gateways.sms.models import Arrived
from pendopo.kit.work.keeping import Ageing


def arrived() -> datetime | None:
    found: datetime | None = Arrived.objects.aggregate(Min("at"))["at__min"]
    return found


AGEING = [Ageing("messages-in", arrived)]
