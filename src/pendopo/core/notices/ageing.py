from datetime import datetime

from django.db.models import Min

from pendopo.core.notices.models import Notice, Reach
from pendopo.kit.work.keeping import Ageing


def seen() -> datetime | None:
    found: datetime | None = Notice.objects.aggregate(Min("seen"))["seen__min"]
    return found


def unseen() -> datetime | None:
    found: datetime | None = Notice.objects.aggregate(Min("made"))["made__min"]
    return found


def contacts() -> datetime | None:
    found: datetime | None = Reach.objects.exclude(proved=None).aggregate(Min("used"))["used__min"]
    return found


def unproved() -> datetime | None:
    found: datetime | None = Reach.objects.filter(proved=None).aggregate(Min("used"))["used__min"]
    return found


AGEING = [Ageing("news-seen", seen), Ageing("news-unseen", unseen), Ageing("contacts", contacts),
          Ageing("contacts-unproved", unproved)]
