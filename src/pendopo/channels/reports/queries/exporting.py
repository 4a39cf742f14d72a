"""What everybody may take away of the reports: the published words once more through the redactor, and nothing of who
reported. Secret, sealed and erased reports are in no file."""
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from pendopo.analysis.redaction import redacted
from pendopo.channels.reports.models import Report
from pendopo.core.places.queries import city
from pendopo.kit.shapes import shapes

LICENCE = "Creative Commons Attribution 4.0, https://creativecommons.org/licenses/by/4.0/"
SAID = {True: "yes", False: "no", None: ""}
CHUNK, FINE = 500, 3                 # rows in hand; decimals of a point: about a hundred metres


@dataclass(frozen=True)
class Shown:
    """One published report. Columns have English names that never change."""
    code: str
    classification: str
    category: str
    title: str
    text: str
    state: str
    office: str
    region: str
    lat: float | None
    lng: float | None
    received: str
    published: str
    due: str
    closed: str
    solved: str                      # yes no "": what the one who reported says
    score: int | None


def published() -> QuerySet[Report]:
    return Report.objects.filter(visibility="public", secret=False)


def shown() -> Iterator[Shown]:
    """Oldest first; a fixed number of questions for every five hundred."""
    found = published().select_related("office", "category", "place")
    for one in found.defer("original", "html").order_by("pk").iterator(chunk_size=CHUNK):
        yield row(one)


def row(one: Report) -> Shown:
    spot, here = one.place, shapes()
    return Shown(
        one.code, one.classification, one.category.code if one.category else "", redacted(one.title, here),
        redacted(one.text, here), one.state, one.office.slug if one.office else "", spot.region_id if spot else "",
        coarse(spot.lat if spot else None), coarse(spot.lng if spot else None), day(one.created), day(one.published),
        one.due.isoformat() if one.due else "", day(one.closed), SAID[one.solved],
        one.score)


def coarse(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, FINE)


def day(moment: Any) -> str:
    """Days, not moments: an hour can tell who it was."""
    return timezone.localtime(moment).date().isoformat() if moment else ""


def watermark(today: date) -> str:
    """The first line of each file: whose, of which day, under which licence."""
    whose = city()
    return (f"Laporan warga {whose.name if whose else ''}, {today.isoformat()}. {LICENCE}. "
            "Hanya yang terbuka untuk umum; data pribadi disamarkan.")


def cells(one: Shown) -> dict[str, Any]:
    return asdict(one)
