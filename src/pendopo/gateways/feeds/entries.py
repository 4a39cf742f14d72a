"""A page of records as both feeds tell it: what changes of each is dated by its last public row."""
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from pendopo.core.records import kinds
from pendopo.core.records.cards import absolute, office_name, state, title_of, titled, where
from pendopo.core.records.models import Event, Record
from pendopo.gateways.feeds import addresses
from pendopo.kit.country import spoken

UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")    # not allowed in XML 1.0
FOUNDED = datetime(2000, 1, 1, tzinfo=UTC)      # the date of a feed that has no entry yet
AUTHORITY = settings.HOST or "localhost"


@dataclass(frozen=True)
class Entry:
    """One record. `id` is a tag (RFC 4151): it stays when the address or the title changes."""
    id: str
    record: Record
    title: str
    language: str               # of the title; the summary's is the record's
    summary: str
    address: str
    published: datetime
    updated: datetime
    office: str
    kind: str
    proof: str


def dated(found: QuerySet[Record]) -> QuerySet[Record]:
    """With the moment and the place in the ledger of each record's last public row."""
    last = Event.objects.filter(record=OuterRef("pk"), visibility="public").order_by("-pk")
    return titled(found).annotate(changed=Subquery(last.values("at")[:1]), seq=Subquery(last.values("line__seq")[:1]))


def entries(records: Iterable[Any]) -> list[Entry]:
    return [entry(record) for record in records]


def entry(record: Any) -> Entry:
    """A record of `dated`; it asks nothing more."""
    published, (title, language) = record.published or record.created, title_of(record)
    return Entry(
        f"tag:{AUTHORITY},{record.created.astimezone(UTC):%Y-%m-%d}:{record.code}", record,
        clean(title) or record.code, language or spoken(), clean(record.summary), absolute(record),
        published, max(record.changed or published, published), clean(office_name(record.office)),
        str(kinds.get(record.kind).one),
        "" if record.seq is None else addresses.absolute(reverse("tlog:proof", args=[record.seq])))


def clean(text: str) -> str:
    """Without the signs that would make the whole feed unreadable."""
    return UNSPEAKABLE.sub("", text)


def item(told: Entry) -> dict[str, Any]:
    """An item of JSON Feed 1.1; what the standard has no word for lies under "_pendopo"."""
    record, place = told.record, told.record.place
    return {
        "id": told.id, "url": told.address, "title": told.title, "content_text": told.summary,
        "language": record.language,
        "date_published": told.published.isoformat(timespec="seconds"),
        "date_modified": told.updated.isoformat(timespec="seconds"), "tags": [told.kind],
        "_pendopo": {
            "code": record.code, "kind": record.kind, "state": record.state, "state_label": state(record)["text"],
            "office": record.office and {"slug": record.office.slug, "name": told.office},
            "place": place and {"code": place.region_id, "name": where(record), "lat": place.lat, "lng": place.lng},
            "due": record.due and record.due.isoformat(), "closed": record.closed and record.closed.isoformat(),
            "timeline": addresses.absolute(reverse("records:timeline", args=[record.code])), "proof": told.proof}}
