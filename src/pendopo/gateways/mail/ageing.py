from datetime import datetime

from django.db.models import Min

from pendopo.gateways.mail.models import ArrivedMail
from pendopo.kit.work.keeping import Ageing


def arrived() -> datetime | None:
    found: datetime | None = ArrivedMail.objects.aggregate(Min("at"))["at__min"]
    return found


AGEING = [Ageing("mail-in", arrived)]
