"""Data requests as everybody reads them: what both sides have published, and how the record that took one over stands
today. A record that is not public any more is not named."""
from collections.abc import Iterable

from pendopo.channels.initiatives.models import Initiative, Sheet
from pendopo.channels.initiatives.queries.drawing import Picture
from pendopo.core.records.models import Record


def published(initiative: Initiative, key: int) -> tuple[Picture, Sheet] | None:
    """The request as it stands on the plan to which both sides agreed. One query."""
    sheet = (Sheet.objects.filter(initiative=initiative.pk, name="plan", shown_version__gt=0)
             .select_related("event__line").first())
    rows = sheet.face.get("requests", []) if sheet else []
    found = next((row for row in rows if row["key"] == key), None)
    return (found, sheet) if sheet and found else None


def adopters(faces: Iterable[Picture]) -> dict[str, Record]:
    """By code: the public records that took over the requests of these plans. No query where none did."""
    codes = {row["record"]["code"] for face in faces for row in face.get("requests", []) if row["record"]}
    return {one.code: one for one in Record.objects.filter(code__in=codes, visibility="public")} if codes else {}
