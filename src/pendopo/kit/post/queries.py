"""What lies in the outbox. Writes nothing."""
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from pendopo.kit.post.models import Letter

LONGEST_WAIT = timedelta(days=1)        # between two tries; what is kept back for longer was asked to go later


def due(limit: int, channel: str = "mail") -> QuerySet[Letter]:
    """What may be tried now: what somebody waits for first, then the longest waiting."""
    return Letter.objects.filter(channel=channel, next_try__lte=timezone.now()).select_related("key").order_by(
        "rank", "next_try", "id")[:limit]


def waiting() -> int:
    """Letters that are still to be carried, for the health page."""
    return Letter.objects.filter(next_try__isnull=False).count()


def latest(limit: int = 50) -> QuerySet[Letter]:
    """The newest letters with their words, for the demo's page of outgoing mail."""
    return Letter.objects.order_by("-id")[:limit]


def counts(*channels: str) -> dict[str, int]:
    """How many letters of these ways are in which state; no address and no word."""
    rows = Letter.objects.filter(channel__in=channels).order_by("state").values_list("state").annotate(Count("id"))
    return {str(state): int(number) for state, number in rows}


def standing(since: datetime) -> tuple[int, datetime | None, int]:
    """How many letters wait, since when the oldest that may go by now, how many were given up since that moment."""
    told = Letter.objects.aggregate(
        waiting=Count("id", filter=Q(next_try__isnull=False)),
        oldest=Min("made", filter=Q(next_try__isnull=False, next_try__lte=timezone.now() + LONGEST_WAIT)),
        lost=Count("id", filter=Q(state="given_up", made__gte=since)))
    return int(told["waiting"]), told["oldest"], int(told["lost"])
