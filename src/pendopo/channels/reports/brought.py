"""One report as a file from elsewhere brings it: the national sheet "Laporan Ringkas" or bulk Open311, in our words.
Asks no table and writes nothing."""
from dataclasses import dataclass, field
from datetime import datetime

from pendopo.analysis.open311_bulk import BulkRow
from pendopo.analysis.ringkas import Row
from pendopo.analysis.ringkas_columns import COLUMNS, plain
from pendopo.channels.reports.workflow import COMPLAINT

LAPOR, OPEN311 = "lapor", "open311"      # whose numbers they are: models.Foreign
STATES = {                               # ringkas_columns.STATES -> ours
    "unverified": "unverified", "verified": "verified", "forwarded": "routed", "in_process": "working",
    "waiting": "asking", "postponed": "verified", "not_ours": "verified", "blocked": "blocked",
    "answered_by_reporter": "replied", "closed": "closed_admin", "closed_by_system": "closed_system",
    "closed_by_admin": "closed_admin", "closed_by_reporter": "closed_reporter",
    "archived_by_admin": "archived_admin", "archived_by_system": "archived_system",
    "archived_by_reporter": "archived_reporter"}
UNSEEN = ("unverified", "blocked", "archived_admin", "archived_system", "archived_reporter")   # shown by nobody there
NOBODY = frozenset({"", "anonim", "anonymous", "rahasia", "pelapor", "disamarkan", "tidak diketahui", "hamba allah"})
USED = ("tracking_id", "received", "reporter", "title", "first_text", "district", "village")
REST = tuple(word for word in COLUMNS if word not in (*USED, "hour", "type"))


@dataclass(frozen=True)
class Brought:
    """`text` is sealed as it came; `shown` is what the other system showed of it, "" when it showed nothing."""
    system: str
    number: str
    received: datetime
    text: str
    title: str = ""
    shown: str = ""
    name: str = ""
    classification: str = COMPLAINT
    category: str = ""                   # words or code
    agency: str = ""
    state: str = "unverified"
    said: str = ""                       # the state in the other system's words
    anonymous: bool = False
    secret: bool = False
    district: str = ""
    village: str = ""
    place: str = ""
    lat: float | None = None
    lng: float | None = None
    closed: datetime | None = None       # None: the file does not say
    score: int | None = None
    rest: dict[str, str] = field(default_factory=dict)       # everything else of the row; sealed with the text


def from_ringkas(row: Row) -> Brought:
    """The first text is the person's own; the last one is what a coordinator of LAPOR! made of it and showed."""
    state = STATES.get(row.state, "unverified")
    told = [row.title, row.first_text, row.last_text if row.last_text != row.first_text else ""]
    shown = "" if row.secret or state in UNSEEN else row.last_text or row.first_text or row.title
    rest = {word: getattr(row, word) for word in REST if getattr(row, word)}
    return Brought(
        LAPOR, row.tracking_id, row.received, "\n\n".join(dict.fromkeys(part for part in told if part)), row.title,
        shown, "" if plain(row.reporter) in NOBODY else row.reporter, row.kind or COMPLAINT, row.category, row.agency,
        state, row.status, row.anonymous, row.secret, row.district, row.village, score=stars(row.rating),
        rest=rest | row.extra)


def stars(rating: str) -> int | None:
    return int(rating) if rating in ("1", "2", "3", "4", "5") else None


def from_bulk(row: BulkRow) -> Brought:
    """What a server gave out as bulk was public there; it knows neither names nor secrets."""
    text = row.description or row.service_subtype or row.service_name
    rest = {name: value for name, value in (
        ("status_notes", row.status_notes), ("source", row.source), ("service_name", row.service_name),
        ("service_subtype", row.service_subtype), ("agency_responsible", row.agency_responsible)) if value}
    return Brought(
        OPEN311, row.service_request_id, row.requested_datetime, text, row.service_name, text,
        category=row.service_subtype or row.service_name, agency=row.agency_responsible,
        state="closed_admin" if row.closed else "routed", said=row.status_description, place=row.address, lat=row.lat,
        lng=row.long, closed=row.closed_date or (row.updated_datetime if row.closed else None), rest=rest | row.extra)
