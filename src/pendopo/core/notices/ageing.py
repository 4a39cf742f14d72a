from datetime import datetime

from django.db.models import Min

from pendopo.core.notices.models import Notice
from pendopo.kit.work.keeping import Ageing


def seen() -> datetime | None:
    found: datetime | None = Notice.objects.aggregate(Min("seen"))["seen__min"]
    return found


def unseen() -> datetime | None:
    found: datetime | None = Notice.objects.aggregate(Min("made"))["made__min"]
    return found


AGEING = [Ageing("news-seen", seen), Ageing("news-unseen", unseen)]
