"""Words that come without a button: by SMS, WhatsApp or mail, from other offices and other systems.

What they mean follows from where the report is. Each thing is done by the action of its own, which asks its rule; what
is not plain is handed to a person as it stands.
"""
import re
from collections.abc import Sequence

from pendopo.analysis.messages_in import NO, yes_or_no
from pendopo.channels.reports import rules
from pendopo.channels.reports.actions import replying
from pendopo.channels.reports.actions.signing import keep_inside
from pendopo.channels.reports.actions.speaking import enclose, said, say, sealed_for, stand
from pendopo.channels.reports.actions.telling import tell_desk, tell_office, tell_reporter
from pendopo.channels.reports.models import Foreign, Message, Report
from pendopo.channels.reports.queries.opening import unlocked
from pendopo.channels.reports.queries.pages import unheard
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.people.actors import ReceiptHolder, System
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.files.checks import Checked
from pendopo.kit.rules import Refused
from pendopo.kit.whole import whole

AGAIN = re.compile(r"(keberatan|buka|object|reopen|open)\b[\s:,.-]*", re.IGNORECASE)
CLOSED_THERE = ("closed", "closed_by_system", "closed_by_admin", "closed_by_reporter")


def hear(*, by: ReceiptHolder, report: Report, text: str, files: Sequence[Checked] = ()) -> str:
    """What the reporter's words became: confirmed objected reopened replied added, or shut: nothing can be done now."""
    try:
        return understood(by, report, text.strip(), files)
    except (Refused, NotFromHere):                   # something else happened at the same moment
        return "shut"


def understood(by: ReceiptHolder, report: Report, text: str, files: Sequence[Checked]) -> str:
    verdict, again = yes_or_no(text), AGAIN.match(text)
    if verdict and not files and rules.confirm.allows(by, report):
        replying.confirm(actor=by, report=report)
        return "confirmed"
    against = bool(again) or begins_with_no(text)
    if against and rules.object_to.allows(by, report):
        replying.object_to(actor=by, report=report, text=text, files=files)
        return "objected"
    if against and rules.reopen.allows(by, report):
        replying.reopen(actor=by, report=report, text=text, files=files)
        return "reopened"
    if rules.reply.allows(by, report):
        replying.reply(actor=by, report=report, text=text, files=files)
        return "replied"
    if rules.supplement.allows(by, report):
        replying.supplement(actor=by, report=report, text=text, files=files)
        return "added"
    return "shut"


def begins_with_no(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return bool(words) and words[0] in NO


def hear_outside(*, by: System, report: Report, text: str, files: Sequence[Checked] = ()) -> Message:
    """Somebody outside to whom the desk forwarded it has replied: a note for those who work on it. Whether the
    reporter and the public hear of it, they decide."""
    kept = sealed_for(report, files)
    with whole():
        report = records.lock(report)
        message = say(report, unlocked(report), "note", text, by=by)
        enclose(report, kept, message)
        stand(message, records.note(report, "reports.outside", by=by, visibility="members",
                                    facts={"sealed": said(message)["facts"]["sealed"]}))
        tell_office(report, "reports.replied")
    return message


def hear_foreign(*, by: System, report: Report, system: str, number: str, state: str = "", label: str = "",
                 text: str = "") -> bool:
    """Another system tells its state (`label` in its words, `state` in ours where they are known), perhaps an answer.
    The answer goes to the reporter as it stands, and to the desk, which decides what the public reads; a report that is
    closed there is closed here, where it can be. False: nothing new."""
    with whole():
        report = records.lock(report)
        link = Foreign.objects.select_for_update().filter(report=report, system=system, number=number).first()
        changed = link is not None and bool(label) and link.state != label[:60]
        if link is None or not (text or changed):
            return False
        if changed:
            Foreign.objects.filter(pk=link.pk).update(state=label[:60])
        if text:
            message = say(report, unlocked(report), "answer", text, by=by)
            stand(message, take_over(report, by, message))
            tell_reporter(report, "answer")
            tell_desk(report, "reports.replied")
        if changed and state:            # known words only: what the ledger says stays for ever
            records.note(report, "reports.foreign_state", by=by, facts={"system": system, "foreign_state": label})
        if changed and state in CLOSED_THERE:
            close_here(report, by)
    return True


def take_over(report: Report, by: System, message: Message) -> Event:
    """An answer moves a report that is with an office, and stands beside one that is not. Asked before: a move that is
    refused takes the whole transaction along."""
    if report.state in WORKFLOW.sources("answer"):
        return records.move(report, "answer", by=by, office=report.office, **said(message))
    return records.note(report, "reports.foreign_answer", by=by, **said(message))


def close_here(report: Report, by: System) -> None:
    if report.state not in WORKFLOW.sources("close_by_desk"):
        return                                       # not yet with an office, or closed already: the desk decides
    records.move(report, "close_by_desk", by=by, office=report.desk)
    keep_inside(unheard(report))
    tell_reporter(report, "closed")
