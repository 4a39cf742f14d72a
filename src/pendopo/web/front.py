"""What the first page shows: the newest, what is due, what was finished, and the last rows of the public record.

Three short lists in one query, because a list of six rows should not cost three journeys to the database.
"""
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from markupsafe import Markup

from pendopo.core.ledger.models import Head
from pendopo.core.people.actors import Actor
from pendopo.core.records import queries
from pendopo.core.records.cards import cards, titled
from pendopo.core.records.models import Event, Record
from pendopo.core.records.telling import item
from pendopo.kit.country import spoken
from pendopo.kit.prepared import Prepared

NEWEST, DUE, FINISHED = 1, 2, 3
LENGTH = 5                      # of each list
ROWS = 6                        # of the public record
RECENT = 200                    # rows among which those are looked for


def lists(actor: Actor | None) -> dict[int, list[dict[str, Any]]]:
    """The cards of each list: newest by entry, due from today on, finished last."""
    now, today = timezone.now(), timezone.localdate()
    rows = three(actor, today) if actor is not None else visitors[spoken()](today=today)
    found = shelved(rows, (NEWEST, DUE, FINISHED))
    found[NEWEST].sort(key=lambda record: (record.created, record.pk), reverse=True)
    found[DUE].sort(key=lambda record: (record.due or now.date(), record.pk))
    found[FINISHED].sort(key=lambda record: (record.closed or now, record.pk), reverse=True)
    brief = {"summary": ""}        # days matter there, not words
    return {shelf: [one | (brief if shelf != NEWEST else {}) for one in cards(records)]
            for shelf, records in found.items()}


def three(actor: Actor | None, today: date) -> QuerySet[Record]:
    seen = queries.feed(actor)
    return gathered({
        NEWEST: seen,
        DUE: seen.filter(due__gte=today, closed=None).order_by("due", "pk"),
        FINISHED: seen.filter(closed__isnull=False).order_by("-closed", "-pk")}, LENGTH)


def gathered(chosen: Mapping[int, QuerySet[Record]], length: int) -> QuerySet[Record]:
    """The first records of several lists, in one query and in no order; each says as `shelf` which list it is of.

    Neither database sorts or cuts inside a union, so each part names its rows by their keys.
    """
    parts = [titled(Record.objects.filter(pk__in=rows.values("pk")[:length]).order_by()
                    .select_related("office", "place__region")).annotate(shelf=Value(shelf))
             for shelf, rows in chosen.items()]
    return parts[0].union(*parts[1:], all=True)


def shelved(rows: Iterable[Any], shelves: Iterable[int]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {shelf: [] for shelf in shelves}
    for record in rows:
        found[record.shelf].append(record)
    return found


visitors = {code: Prepared(partial(three, None), today=date) for code, _name in settings.LANGUAGES}


def latest() -> QuerySet[Event]:
    """The last public rows, each with the size of the ledger and of what is signed."""
    head = Head.objects.filter(pk=1)
    recent = Event.objects.filter(visibility="public").order_by("-pk").values("pk")[:RECENT]   # walks back by the key
    return (Event.objects.filter(pk__in=recent, record__visibility="public")
            .annotate(size=Coalesce(Subquery(head.values("size")[:1]), Value(0)),
                      signed=Coalesce(Subquery(head.values("published")[:1]), Value(0)))
            .select_related("record", "line", "actor", "office").order_by("-pk")[:ROWS])


last_rows = Prepared(latest)


def rows() -> tuple[list[dict[str, Any]], int, int]:
    """(the last rows of the public record, lines in the ledger, lines under its last signature)."""
    found: list[Any] = last_rows()
    told = [item(event) | {"body": title(event.record)} for event in found]
    return told, found[0].size if found else 0, found[0].signed if found else 0


def title(record: Record) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(record.get_absolute_url(), record.title or record.code)
