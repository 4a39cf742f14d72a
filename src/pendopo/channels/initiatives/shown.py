"""What our tables show today of published sheets and signed pledges, so that anyone can hold it to the ledger."""
from typing import Any

from pendopo.channels.initiatives.actions.rooms import digest
from pendopo.channels.initiatives.models import Pledge, Sheet


def initiatives(lines: list[int]) -> dict[int, dict[str, Any]]:
    """By line: the fingerprint of the sheet that it made public, as far as it is the last one; the pledge it signed."""
    found: dict[int, dict[str, Any]] = {}
    for sheet in Sheet.objects.filter(event__line__in=lines).select_related("event"):
        if sheet.event is not None:
            found[sheet.event.line_id] = {"sheet": sheet.name, "version": sheet.shown_version,
                                          "shows": digest(sheet.face)}
    for pledge in Pledge.objects.filter(event__line__in=lines, state="signed").select_related("event"):
        if pledge.event is not None:
            found[pledge.event.line_id] = {"side": pledge.side, "function": pledge.function, "pledge": pledge.text}
    return found


SHOWN = initiatives
