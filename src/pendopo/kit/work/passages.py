"""Counting what goes through the gateways, for the page that shows whether they are open."""
from django.db.models import F
from django.utils import timezone

from pendopo.kit.work.models import Passage


def passed(name: str, count: int = 1) -> None:
    """`count` things went through just now."""
    if count:
        changed(name, passed=F("passed") + count, last=timezone.now())


def dropped(name: str, count: int = 1) -> None:
    """Left aside on purpose."""
    if count:
        changed(name, dropped=F("dropped") + count)


def failed(name: str, error: str) -> None:
    """`error` is the class of an error or a number, never words of anybody."""
    changed(name, failed=F("failed") + 1, last_failed=timezone.now(), error=error[:100])


def changed(name: str, **columns: object) -> None:
    Passage.objects.get_or_create(name=name)
    Passage.objects.filter(pk=name).update(**columns)
