"""What a person has been told. Writes nothing."""
from datetime import datetime, time, timedelta
from typing import Any

from django.core import signing
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from pendopo.core.notices.models import PENDING, Delivery, Notice, Reach
from pendopo.core.notices.rules import read
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records.models import Event, Link
from pendopo.core.records.paging import Key
from pendopo.kit.prepared import Steady

MANY = 100          # the header counts no further
PAGE = 20           # records a page
LINES = 5           # lines a record
SALT = "notices.stop"
ASKING = "notices.prove"
MORNING = 6         # o'clock in the city: the digest
REACHABLE = Q(person__is_active=True) & (Q(person__email__isnull=False) | Q(person__reach__proved__isnull=False))


def unread(person: Person) -> int:
    """How many pieces of news this person has not seen; counted up to a hundred. One query."""
    return len(unseen(person=person.pk))


unseen = Steady(lambda person: Notice.objects.filter(person=person, seen=None).values_list("pk")[:MANY], person=int)


def delivery(person: Person) -> Delivery:
    """Their choice; the daily digest where they have made none."""
    return Delivery.objects.filter(person=person.pk).first() or Delivery(person=person)


def latest(actor: Actor, older: Key | None = None, size: int = PAGE) -> tuple[list[Notice], str]:
    """(the newest lines of the records with the newest news, key of the next page or ""). Two queries."""
    mine = Notice.objects.filter(read.q(actor))
    heads = mine.values("record").annotate(newest=Max("made"), last=Max("pk")).order_by("-newest", "-last")
    if older is not None:
        heads = heads.filter(Q(newest__lt=older.moment) | Q(newest=older.moment, last__lt=older.pk))
    found = list(heads[:size + 1])
    shown = [head["record"] for head in found[:size]]
    lines = mine.filter(Q(record__in=shown) | Q(record=None) if None in shown else Q(record__in=shown)).annotate(
        place=Window(RowNumber(), partition_by=F("record"), order_by=[F("made").desc(), F("pk").desc()]))
    rows: list[Any] = list(lines.filter(place__lte=LINES).select_related("record").order_by("-made", "-pk"))
    more = str(Key(found[size - 1]["newest"], found[size - 1]["last"])) if len(found) > size else ""
    return rows, more


def due_by_digest(now: datetime) -> Q:
    """What belongs in a digest at this moment of the city's clock: news from before the last 06:00, for those who want
    them weekly from before the last Monday 06:00. A digest that was missed is made up for as soon as there is power."""
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    morning -= timedelta(days=1) if morning > now else timedelta()
    monday = morning - timedelta(days=morning.weekday())
    daily = Q(person__delivery__isnull=True) | Q(person__delivery__pace="daily")
    weekly = Q(person__delivery__pace="weekly", made__lt=monday)
    return PENDING & REACHABLE & Q(way__in=("digest", "now")) & (weekly | daily & Q(made__lt=morning))


def due_at_once(now: datetime) -> Q:
    """What cannot wait, for all who take mail; all news for those who want it so. Never in somebody's quiet hours."""
    takes = Q(person__delivery__isnull=True) | Q(person__delivery__pace__in=("instant", "daily", "weekly"))
    wanted = (Q(way="now") & takes) | (Q(way="digest") & Q(person__delivery__pace="instant"))
    return PENDING & REACHABLE & wanted & awake(now.time().replace(second=0, microsecond=0))


def awake(hour: time) -> Q:
    """Not in somebody's quiet hours, which may reach over midnight (21:00 to 06:00)."""
    start, end = "person__delivery__quiet_from", "person__delivery__quiet_until"
    day = Q(**{f"{start}__lte": F(end)}) & (Q(**{f"{start}__gt": hour}) | Q(**{f"{end}__lte": hour}))
    night = Q(**{f"{start}__gt": F(end)}) & Q(**{f"{start}__gt": hour}) & Q(**{f"{end}__lte": hour})
    return Q(person__delivery__isnull=True) | Q(**{f"{start}__isnull": True}) | day | night


def people_waiting(wanted: Q, most: int) -> list[int]:
    return list(Notice.objects.filter(wanted).order_by("person").values_list("person", flat=True).distinct()[:most])


def news_for(people: list[int], wanted: Q) -> QuerySet[Notice]:
    """Their news person by person, the newest first."""
    return Notice.objects.filter(wanted, person__in=people).select_related("person__reach__key", "record").order_by(
        "person", "-made", "-pk")


def stop_address(person: Person) -> str:
    """Where one click ends the mail. Signed, without a date: the link in an old letter works, too."""
    return reverse("notices:stop", args=[signing.dumps(person.pk, salt=SALT)])


def proof_address(reach: Reach) -> str:
    """Where whoever reads a contact says that it is theirs. For this contact only: another one has another key."""
    return reverse("notices:prove", args=[signing.dumps([reach.person_id, reach.key_id], salt=ASKING)])


def asked_by(token: str) -> Reach | None:
    """The contact that this link asks about, while it stands. Raises BadSignature for a link that is none of ours."""
    person, key = signing.loads(token, salt=ASKING)
    return Reach.objects.select_related("person").filter(person=person, key=key).first()


def unanswered(person: Person) -> bool:
    """Whether a contact was left where nobody has said yet that it is theirs."""
    return Reach.objects.filter(person=person.pk, proved=None).exists()


def owner_of(token: str) -> Person | None:
    """The person to whom a letter with this link was written; None for a link that is none of ours."""
    try:
        return Person.objects.filter(pk=signing.loads(token, salt=SALT)).exclude(sort="erased").first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def happened(start: int, end: int, quiet: tuple[str, ...]) -> QuerySet[Event]:
    """What everybody may read of the lines [start, end) on records that are linked to others; comments and the links
    themselves are no news of the record."""
    tied = Link.objects.filter(Q(source=OuterRef("record")) | Q(target=OuterRef("record")), ended=None)
    return (Event.objects.filter(Exists(tied), line__seq__gte=start, line__seq__lt=end, visibility="public",
                                 record__visibility="public")
            .exclude(Q(verb__startswith="voices.") | Q(verb__startswith="records.") | Q(verb__endswith=".add")
                     | Q(verb__in=quiet)).select_related("record").order_by("line__seq"))
