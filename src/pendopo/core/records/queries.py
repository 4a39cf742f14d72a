"""Questions across all kinds. Writes nothing; a card is drawn from the record's own columns."""
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records.models import Attachment, Clock, Event, Link, Record
from pendopo.core.records.rules import see
from pendopo.kit.files.models import StoredFile
from pendopo.kit.prepared import Prepared

PAGE = 20


def feed(actor: Actor | None) -> QuerySet[Record]:
    """What this reader may see, newest first, with what a card needs."""
    return (Record.objects.filter(see.q(actor)).select_related("office", "place__region")
            .order_by("-created", "-pk"))


def filtered(found: QuerySet[Record], *, kind: str = "", place: str = "", office: str = "", state: str = "",
             year: int | None = None) -> QuerySet[Record]:
    """The filters that every list has. A place means everything inside it: 35.22 and all its villages."""
    if kind:
        found = found.filter(kind=kind)
    if place:
        found = found.filter(Q(place__region=place) | Q(place__region__code__startswith=f"{place}."))
    if office:
        found = found.filter(office__slug=office)
    if state:
        found = found.filter(state=state)
    if year:
        found = found.filter(created__gte=datetime(year, 1, 1, tzinfo=timezone.get_current_timezone()),
                             created__lt=datetime(year + 1, 1, 1, tzinfo=timezone.get_current_timezone()))
    return found


def rows_of(record: int) -> QuerySet[Event]:
    return Event.objects.filter(record=record).select_related("line", "actor", "office").order_by("pk")


def timeline(record: Record, actor: Actor | None) -> QuerySet[Event]:
    """The rows that this reader may see, oldest first, with their lines of the ledger: one query."""
    rows = rows_of(record.pk)
    inside = actor is not None and record.office_id in actor.office_ids
    return rows.filter(visibility__in=("public", "members") if inside else ("public",))


def deeds(record: Record, actor: Actor | None) -> list[Event]:
    """The timeline without what people said: that stands in the discussion of the same page."""
    if actor is None:
        return public_deeds(record=record.pk)
    return list(timeline(record, actor).exclude(verb__startswith="voices."))


public_deeds = Prepared(
    lambda record: rows_of(record).filter(visibility="public").exclude(verb__startswith="voices."), record=int)


def links(record: Record, actor: Actor | None) -> list[tuple[str, Record]]:
    """What belongs to this record: (relation, the other one), both directions, only what the reader may see."""
    found = Link.objects.filter(Q(source=record.pk) | Q(target=record.pk)).select_related(
        "source__office", "source__place__region", "target__office", "target__place__region").order_by("pk")
    pairs = [(link.sort, link.target) if link.source_id == record.pk else (f"{link.sort}-back", link.source)
             for link in found]
    return [(sort, other) for sort, other in pairs if see.allows(actor, other)]


def attachments(record: Record, actor: Actor | None) -> QuerySet[Attachment]:
    found = Attachment.objects.filter(record=record.pk).select_related("file", "by").order_by("pk")
    inside = actor is not None and record.office_id in actor.office_ids
    return found if inside else found.filter(visibility="public")


def clocks(record: Record) -> QuerySet[Clock]:
    return Clock.objects.filter(record=record.pk).order_by("pk")


def desk(actor: Actor) -> QuerySet[Record]:
    """What waits for the offices of this person, the nearest due day first."""
    return feed(actor).filter(office__in=actor.office_ids, closed=None).order_by("due", "pk")


def tally(actor: Actor | None) -> list[dict[str, Any]]:
    """How many records of each kind and state a reader may see: one query, for home and statistics."""
    found = Record.objects.filter(see.q(actor)).values("kind", "state").annotate(count=Count("pk"))
    return [dict(row) for row in found.order_by("kind", "state")]


def news_since(place: int, most: int = 100) -> QuerySet[Event]:
    """What happened after that line of the ledger: gap-free, because the place is given after commit."""
    return (Event.objects.filter(line__seq__gt=place, visibility="public", record__visibility="public")
            .select_related("record", "line", "office", "actor").order_by("line__seq")[:most])


def detail(code: str, actor: Actor | None) -> Record | None:
    return feed(actor).filter(code=code).first()


def files_of(person: Person) -> list[StoredFile]:
    """The files that somebody added to records, for the copy of their data."""
    return list(StoredFile.objects.filter(attachments__by=person.pk).order_by("pk"))
