"""The daily sheet: the way for a city without a developer account, in the shape that LAPOR! itself gives out.

Out: reports of a day, for a person to enter or upload there, each with our code in its text. Back: the sheet that
LAPOR! gives out; numbers, states and answers find their reports, and what is new there becomes a report here.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.analysis import ringkas
from pendopo.analysis.loss import Loss
from pendopo.channels.reports.actions.carrying import give_number
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.hearing import hear_foreign
from pendopo.channels.reports.actions.identity import look_identity
from pendopo.channels.reports.actions.reading import look
from pendopo.channels.reports.queries.news import at_my_desk, number_in, tells, with_number
from pendopo.channels.reports.queries.pages import at_staff
from pendopo.channels.reports.words import CHANNELS, Entry, Reporter
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.queries import system
from pendopo.gateways.lapor.actions import once
from pendopo.gateways.lapor.desk import SYSTEM
from pendopo.gateways.lapor.models import Sending

KINDS = {"supervisory": "Pengaduan Berkadar Pengawasan", "complaint": "Pengaduan Tidak Berkadar Pengawasan",
         "aspiration": "Aspirasi", "information": "Permintaan Informasi"}
STATES = {"unverified": "Belum Terverifikasi", "incomplete": "Menunggu Kelengkapan Informasi",
          "asking": "Menunggu Kelengkapan Informasi", "verified": "Terverifikasi", "routed": "Belum Ditindaklanjuti",
          "working": "Proses", "replied": "Proses", "reopened": "Proses", "done": "Proses",
          "solved": "Ditutup oleh Pelapor", "closed_reporter": "Ditutup oleh Pelapor",
          "closed_system": "Ditutup oleh Sistem", "closed_admin": "Ditutup oleh Admin",
          "archived_admin": "Diarsipkan oleh Admin", "archived_system": "Diarsipkan oleh Sistem",
          "archived_reporter": "Diarsipkan oleh Pelapor", "blocked": "Konten Terblokir"}
ANSWERS = frozenset({"tindak lanjut", "tindak lanjut terakhir", "isi tindak lanjut", "jawaban", "tanggapan",
                     "tanggapan terakhir", "tanggapan instansi"})          # columns of newer sheets, by what they say
CODE = re.compile(r"LAP-2\d{3}-\d{4,9}-[0-9A-Z]")


def rows(by: Actor, day: date) -> Iterator[ringkas.Row]:
    """Reports of my desk that came in on that day; secret ones only where an officer chose to send them. Each text is
    opened for whoever fetches the sheet, and the look is listed."""
    chosen = Q(secret=False) | Q(pk__in=Sending.objects.values("report"))
    for report in at_my_desk(by).filter(chosen, created__date=day).order_by("pk"):
        text = look(actor=by, report=report).told.words or report.text
        known = None if report.anonymous or report.secret else look_identity(actor=by, report=report)
        region = None if report.secret or report.place is None else report.place.region
        parts = {one.level: one.name for one in (region, region.parent if region else None) if one is not None}
        yield ringkas.Row(
            0, number_in(SYSTEM, report) or report.code, timezone.localtime(report.created),
            reporter=known.name if known else "", classification=KINDS[report.classification],
            category=report.category.name if report.category else "",
            title=report.title if report.visibility == "public" else "", first_text=f"{text}\n\n[{report.code}]",
            last_text=report.text, anonymous=report.anonymous, secret=report.secret,
            source=str(CHANNELS[report.channel]), agency=report.office.name if report.office else "",
            status=STATES.get(report.state, ""), city=parts.get(2, ""), district=parts.get(3, ""),
            village=parts.get(4, ""))


def write(file: BinaryIO, by: Actor, day: date) -> int:
    """XLSX. Returns how many reports."""
    return ringkas.write_xlsx(file, rows(by, day), head=[f"Laporan Ringkas {day:%d-%m-%Y}"], whole=True)


@dataclass
class Back:
    """What a sheet that came back did, in numbers."""
    linked: int = 0                      # got their number
    changed: int = 0
    same: int = 0
    new: int = 0                         # became reports here
    unknown: int = 0                     # not from here, and not taken
    hindered: int = 0                    # could not be taken
    loss: Loss = field(default_factory=Loss)


class Undone(Exception):
    """Only tried."""


def take(by: Actor, file: BinaryIO, *, new_too: bool, dry: bool) -> Back:
    """The caller has asked whether this is a coordinator of the desk. Raises xlsx_parts.Unreadable."""
    sheet, done = ringkas.open_sheet(file, zone=timezone.get_current_timezone()), Back()
    if dry:
        try:
            with transaction.atomic():
                read(by, sheet, new_too, done)
                raise Undone
        except Undone:
            pass
    else:
        read(by, sheet, new_too, done)
    done.loss = sheet.loss
    return done


def read(by: Actor, sheet: ringkas.Sheet, new_too: bool, done: Back) -> None:
    for row in sheet:
        if with_number(SYSTEM, row.tracking_id) is None and not link(by, row, done):
            enter(row, done) if new_too and not CODE.fullmatch(row.tracking_id) else skip(done)
        elif hear(row):
            done.changed += 1
        else:
            done.same += 1


def skip(done: Back) -> None:
    done.unknown += 1


def link(by: Actor, row: ringkas.Row, done: Back) -> bool:
    """Our code stands in its text beside our words: it is one of ours, and this is its number there."""
    if CODE.fullmatch(row.tracking_id):
        return False                     # our own sheet, as it left
    said = " ".join([row.title, row.first_text, row.last_text, *row.extra.values()])
    for code in CODE.findall(said):
        report = at_staff(code, by)
        if report is not None and not number_in(SYSTEM, report) and tells(said, report):
            give_number(actor=system("lapor"), report=report, system=SYSTEM, number=row.tracking_id)
            Sending.objects.filter(report=report).update(state="sent", next_try=None, error="")
            done.linked += 1
            return True
    return False


def hear(row: ringkas.Row) -> bool:
    """State and answer, each once, as the stream would have told them."""
    report = with_number(SYSTEM, row.tracking_id)
    if report is None:
        return False
    changed = False
    for name, text in row.extra.items():
        if " ".join(name.lower().split()) in ANSWERS and text.strip():
            changed |= once(f"{row.tracking_id}:{text.strip()}", partial(
                hear_foreign, by=system("lapor"), report=report, system=SYSTEM, number=row.tracking_id,
                text=text.strip()))
    if row.status:
        changed |= hear_foreign(by=system("lapor"), report=report, system=SYSTEM, number=row.tracking_id,
                                state=row.state, label=row.status[:60])
    return changed


def enter(row: ringkas.Row, done: Back) -> None:
    """A report that came in there. What is secret or anonymous there is so here."""
    text = "\n\n".join(part for part in (row.title, row.first_text or row.last_text) if part)
    try:
        submit(actor=system("lapor"), entry=Entry(
            text=text, classification=row.kind or "complaint", anonymous=row.anonymous, secret=row.secret,
            reporter=Reporter(name="" if row.anonymous else row.reporter), channel="lapor", system=SYSTEM,
            number=row.tracking_id, form_key=f"lapor:{row.tracking_id}", created=row.received,
            place=", ".join(part for part in (row.village, row.district) if part)))
    except Hindrance:
        done.hindered += 1
    else:
        done.new += 1


def sentences(done: Back, language: str) -> list[str]:
    """For the page."""
    told = [(done.linked, _("%(n)d reports got their number.")), (done.changed, _("%(n)d reports have news.")),
            (done.same, _("%(n)d reports are as they were.")), (done.new, _("%(n)d new reports came from there.")),
            (done.unknown, _("%(n)d rows belong to no report here.")),
            (done.hindered, _("%(n)d rows could not be taken."))]
    return [*(text % {"n": count} for count, text in told if count), *done.loss.summary(language)]
