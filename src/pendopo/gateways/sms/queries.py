"""Keywords, and what is known of a telephone by its keyed hash."""
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from pendopo.core.people.queries import keyed
from pendopo.gateways.sms.models import Arrived, Keyword, Stopped, Talk
from pendopo.kit.post import connections
from pendopo.kit.post.queries import counts
from pendopo.kit.regions.models import Region
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.seal.queries import unlock
from pendopo.kit.work.gates import Waiting

BOUND, DRAWER = "sms", "message"
REMEMBERED = timedelta(days=14)      # how long a bare YES finds its report


def mark(phone: str) -> str:
    return keyed("sms-number", phone)


def words() -> set[str]:
    return set(Keyword.objects.values_list("word", flat=True))


def region_of(word: str) -> Region | None:
    found = Keyword.objects.select_related("region").filter(word=word).first()
    return found.region if found else None


def stopped(phone: str) -> bool:
    return Stopped.objects.filter(mark=mark(phone)).exists()


def due(limit: int) -> QuerySet[Arrived]:
    return Arrived.objects.filter(next_try__lte=timezone.now()).select_related("key").order_by("next_try", "id")[:limit]


def talk(phone: str) -> str:
    """The code of the report about which we last wrote to this telephone; empty: none, or too long ago."""
    since: datetime = timezone.now() - REMEMBERED
    found = Talk.objects.select_related("key").filter(mark=mark(phone), at__gte=since).first()
    if found is None or found.key is None:
        return ""
    try:
        return str(unlock(found.key, BOUND).open_words(found.body, DRAWER)["code"])
    except Shut:
        return ""


def spoke_after(phone: str, moment: datetime) -> bool:
    """Whether we wrote to this telephone about some report after that."""
    return Talk.objects.filter(mark=mark(phone), at__gt=moment).exists()


def waiting() -> Waiting:
    letters = counts("sms", "wa")
    given_up = Arrived.objects.filter(next_try=None, key__isnull=False).count()
    return Waiting(Arrived.objects.filter(next_try__isnull=False).count() + letters.get("waiting", 0)
                   + letters.get("failed", 0), given_up)


def set_up() -> bool:
    return bool(settings.WHATSAPP_SECRET or settings.WHATSAPP_OUT) or connections.named(connections.SMS)
