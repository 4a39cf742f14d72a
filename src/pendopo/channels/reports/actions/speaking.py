"""What is written and handed in, sealed. Joined inside other actions, which have asked their rules."""
import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from pendopo.analysis.likeness import bands
from pendopo.channels.reports.models import Band, Enclosure, Likeness, Message, Report
from pendopo.channels.reports.queries.opening import FILE, MESSAGE, unlocked
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.people.models import Organisation
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event
from pendopo.kit.country import spoken
from pendopo.kit.files.actions import Kept, store
from pendopo.kit.files.checks import Checked
from pendopo.kit.files.kinds import PICTURES
from pendopo.kit.files.likeness import fingerprint as print_of
from pendopo.kit.markdown import render
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.files import keep_sealed, scan

Sealed = list[tuple[Kept, bytes, bytes]]      # kept, what it is (sealed), fingerprint of a picture


def fingerprint(body: bytes | memoryview) -> str:
    """What the ledger says of a sealed text: nothing but that it is this one."""
    return hashlib.sha256(bytes(body)).hexdigest()


def say(report: Report, box: Box, sort: str, text: str, *, by: Actor, office: Organisation | None = None,
        public: str = "") -> Message:
    """One sealed message; `public` is what everybody may read of it."""
    person = None if isinstance(by, ReceiptHolder) else by.person
    return Message.objects.create(
        report=report, sort=sort, by=person, office=office, at=timezone.now(), language=spoken(),
        body=box.seal_words({"text": text}, MESSAGE), text=public, html=render(public) if public else "")


def remark(report: Report, text: str, verb: str, *, by: Actor, office: Organisation | None) -> Message:
    """For those who work on it; the reporter and the public never see it."""
    message = say(report, unlocked(report), "note", text, by=by, office=office)
    stand(message, records.note(report, verb, by=by, office=office, visibility="members",
                                facts={"sealed": fingerprint(message.body)}))
    return message


def said(message: Message) -> dict[str, Any]:
    """For records.move and note: the fingerprint as a fact, the public words as words that can be erased."""
    return {"facts": {"sealed": fingerprint(message.body)}, "words": {"text": message.text} if message.text else None}


def stand(message: Message, event: Event) -> None:
    """The message knows its row of the timeline."""
    message.event = event
    message.save(update_fields=["event"])


def sealed_for(report: Report, files: Sequence[Checked]) -> Sealed:
    """Files for a report that is there already, under its key as it is now. Before the transaction."""
    if not files:
        return []
    return sealed(files, unlocked(Report.objects.select_related("key").get(pk=report.pk)), likened=not report.secret)


def sealed(files: Sequence[Checked], box: Box, *, likened: bool = False) -> Sealed:
    """Before the transaction: scanned in memory, sealed, written; pictures of what is not secret are fingerprinted, to
    be known again. Raises NotTaken."""
    found = []
    for one in files:
        scan(one)
        kept, about = keep_sealed(one, box)
        found.append((kept, box.seal_words(about, FILE),
                      print_of(one.content) if likened and one.kind in PICTURES else b""))
    return found


def enclose(report: Report, files: Sealed, message: Message | None = None) -> list[Enclosure]:
    found = []
    for kept, about, print_ in files:
        one = Enclosure.objects.create(report=report, message=message, file=store(kept=kept), about=about,
                                       at=timezone.now())
        if print_:
            known = Likeness.objects.create(enclosure=one, report=report, fingerprint=print_,
                                            closing=message is not None and message.sort == "proof")
            Band.objects.bulk_create(Band(likeness=known, band=band) for band in bands(print_))
        found.append(one)
    return found


def reporter_of(report: Report) -> ReceiptHolder:
    """What a reporter does is done by the guest of this report, never by an account: no name enters a timeline."""
    if report.author is None:
        raise LookupError(report.code)
    return ReceiptHolder(report.author, report.pk)


def office_for(by: Actor, report: Report) -> Organisation | None:
    """For which office somebody acts: the one that has the report, else the desk."""
    if report.office_id in by.office_ids:
        return report.office
    return report.desk if report.desk_id in by.office_ids else None
