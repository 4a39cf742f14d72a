"""Files of reports from elsewhere: which reader reads them, what is wrong in them in plain words, and the import."""
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.loss import Loss, Problem, explain
from pendopo.analysis.open311_bulk import Bulk
from pendopo.analysis.ringkas import Sheet, open_sheet
from pendopo.analysis.xlsx_parts import Unreadable
from pendopo.channels.reports.actions.importing import Outcome, Tick, import_reports
from pendopo.channels.reports.brought import Brought, from_bulk, from_ringkas
from pendopo.core.people.actors import Actor
from pendopo.kit.country import spoken

UNREADABLE = {
    "broken": _("The file is broken and cannot be read."),
    "bomb": _("Unpacked, the file would be larger than any sheet of reports. It is not opened."),
    "old_office": _("This is an old Excel file (.xls). Save it as .xlsx or as CSV."),
    "page": _("This is a web page and no sheet. Download the sheet itself."),
    "no_header": _("No header was found: neither the columns of “Laporan Ringkas” (Tracking ID, Tanggal Laporan "
                   "Masuk, ...) nor those of Open311 bulk (service_request_id, requested_datetime, ...)."),
    "no_sheet": _("There is no sheet in this file."),
}


class NothingTaken(Exception):
    """Rows are wrong, and all of a file comes in or nothing. `loss` says which rows."""

    def __init__(self, loss: Loss) -> None:
        super().__init__()
        self.loss = loss


@dataclass
class Reading:
    """An opened file. Iterating it once gives its rows; what could not be kept gathers in `loss` meanwhile."""
    sheet: Sheet | Bulk
    leave_out: bool = False              # broken rows are left out instead of stopping everything
    sort: str = field(init=False)

    def __post_init__(self) -> None:
        self.sort = "ringkas" if isinstance(self.sheet, Sheet) else "open311"

    @property
    def loss(self) -> Loss:
        return self.sheet.loss

    @property
    def broken(self) -> int:
        """Rows that cannot be taken. A number that stands twice is one report and no fault."""
        return self.loss.left_out - sum(n for (code, _column), n in self.loss.counts.items() if code == "twice")

    def __iter__(self) -> Iterator[Brought]:
        """After the first broken row the rest is only read, so that all faults are told at once."""
        if isinstance(self.sheet, Sheet):
            for row in self.sheet:
                if self.leave_out or not self.broken:
                    yield from_ringkas(row)
        else:
            for one in self.sheet:
                if self.leave_out or not self.broken:
                    yield from_bulk(one)


def opened(file: BinaryIO, leave_out: bool = False) -> Reading:
    """The reader that knows its header. Raises Unreadable."""
    zone = timezone.get_current_timezone()
    try:
        return Reading(open_sheet(file, zone=zone), leave_out)
    except Unreadable as error:
        if error.code != "no_header":
            raise
    file.seek(0)
    return Reading(Bulk(file, zone), leave_out)


def take(path: Path, *, by: Actor, dry_run: bool = False, publish: bool = False, leave_out: bool = False,
         tick: Tick | None = None) -> tuple[Outcome, Loss]:
    """All of it or nothing. A dry run does the whole import and takes it back: it tells exactly what would happen.

    Raises Unreadable, NothingTaken, Hindrance, Refused.
    """
    with path.open("rb") as file:
        reading = opened(file, leave_out)
        with transaction.atomic():
            outcome = import_reports(actor=by, rows=reading, name=path.name, sort=reading.sort, publish=publish,
                                     tick=tick)
            if reading.broken and not leave_out:
                raise NothingTaken(reading.loss)
            if dry_run:
                transaction.set_rollback(True)
    return outcome, reading.loss


def sentence(problem: Problem) -> str:
    """"Row 12, column Tanggal Laporan Masuk: ..." in the language of the reader."""
    return explain(problem, spoken())
