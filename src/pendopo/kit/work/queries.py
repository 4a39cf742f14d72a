"""How the work goes: for the health page and `pendopo check`."""
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pendopo.kit.work.models import Passage, Run

SILENT = timedelta(minutes=2)


def runs() -> list[Run]:
    return list(Run.objects.order_by("name"))


def waiting() -> int:
    return int(DBTaskResult.objects.ready().count())


def failed() -> int:
    return int(DBTaskResult.objects.failed().count())


def alive() -> bool:
    """The worker has done something in the last two minutes (it seals the ledger every second). What lies ahead of now
    was noted by a clock that was wrong, and says nothing."""
    now = timezone.now()
    return Run.objects.filter(started__gte=now - SILENT, started__lte=now + SILENT).exists()


def passages() -> dict[str, Passage]:
    """Of every gateway, by name."""
    return {one.name: one for one in Passage.objects.order_by("name")}
