"""Questions across all kinds. Writes nothing; a card is drawn from the record's own columns."""
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.records.models import Attachment, Clock, Event, Link, Record
from pendopo.core.records.relations import BACK, falls
from pendopo.core.records.rules import see
from pendopo.kit.files.models import StoredFile
from pendopo.kit.fulltext.terms import asked
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


def problems(actor: Actor | None, *, words: str = "", place: str = "", topic: str = "") -> QuerySet[Record]:
    """Open public problems that a forum can take up, the newest first, with what a card needs. `words`: any of them is
    enough; `place`: a region and everything in it; `topic`: as the kind calls it."""
    found = filtered(feed(actor).filter(visibility="public", closed=None, kind__in=kinds.problems()), place=place)
    if topic:
        found = found.filter(topic=topic)
    if not words:
        return found
    spoken = [Q(search_text__words__match=group) for word in words.split()[:20] if (group := asked(word))]
    return found.filter(reduce(or_, spoken)) if spoken else found.none()


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
    return [(sort, other) for sort, other, _link in ends(record, actor, linked_to(record).filter(ended=None))]


def linked_to(record: Record) -> QuerySet[Link]:
    return Link.objects.filter(Q(source=record.pk) | Q(target=record.pk)).select_related(
        "source__office", "source__place__region", "target__office", "target__place__region").order_by("pk")


def ends(record: Record, actor: Actor | None, found: QuerySet[Link]) -> list[tuple[str, Record, Link]]:
    """Links as they look from this record: (relation, the other one, the link)."""
    rows = [(link.sort, link.target, link) if link.source_id == record.pk else (f"{link.sort}{BACK}", link.source, link)
            for link in found]
    return [row for row in rows if see.allows(actor, row[1])]


def ties(record: Record, actor: Actor | None) -> list[tuple[str, Record, Link]]:
    """As `links`, with who linked them when and why; those that were taken back come last."""
    rows = ends(record, actor, linked_to(record).select_related("by", "office", "event__line"))
    return sorted(rows, key=lambda row: row[2].ended is not None)


def around(record: Record, actor: Actor | None, steps: int = 2, most: int = 60) -> list[Link]:
    """The links within so many steps of a record, nearest first: one query a step, whatever circles there are."""
    known, found, front = {record.pk}, dict[int, Link](), [record.pk]
    for _step in range(steps):
        rows = Link.objects.filter(Q(source__in=front) | Q(target__in=front), ended=None).select_related(
            "source", "target").order_by("pk")[:most * 2]
        front = []
        for link in rows:
            if len(found) < most and see.allows(actor, link.source) and see.allows(actor, link.target):
                found.setdefault(link.pk, link)
                front += [pk for pk in (link.source_id, link.target_id) if pk not in known]
                known.update(front)
    return list(found.values())


def upstream(record: int, most: int = 500) -> list[int]:
    """The records of which something comes here, nearest first, each once, the record itself not among them."""
    order, front = [record], {record}
    while front and len(order) <= most:
        rows = Link.objects.filter(Q(source__in=front) | Q(target__in=front), ended=None).order_by("pk").values_list(
            "sort", "source", "target")
        fresh = dict.fromkeys(upper for row in rows for upper, lower in falls(*row) if lower in front)
        front = {one for one in fresh if one not in order}
        order += [one for one in fresh if one in front]
    return order[1:most + 1]


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
