"""Reaching a reporter without an account, and knowing them again by the contact they left."""
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.channels.reports.models import Identity, Knock, Report
from pendopo.channels.reports.queries.opening import left
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import keyed
from pendopo.core.records.models import Event
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.post.replies import ending

MOST_TRIES = 6
SALT = "pendopo.reports.contact"
RECENT = timedelta(days=14)              # how long a bare answer finds the question to which it belongs
DISOWNED = "reports.disown_contact"


def mark(code: str, contact: str) -> str:
    """Proves a contact for one report and links no two of them; without the key of this house it tells nothing."""
    return keyed("report-contact", f"{code}:{contact.strip().lower()}") if contact else ""


def countersign(code: str) -> str:
    """Six digits that stand beside the receipt and in no message: whoever answers with them from the contact that was
    left has both, and the stranger whose number was typed by mistake has not."""
    return f"{int(keyed('report-countersign', code)[:15], 16) % 1_000_000:06d}"


def one_matter(report: Report) -> list[int]:
    """This report, what it was split from and what was split from it: one contact was left for all of them."""
    first = report
    while first.parent is not None:
        first = first.parent
    found = rest = [first.pk]
    while rest := list(Report.objects.filter(parent__in=rest).values_list("pk", flat=True)):
        found = found + rest
    return sorted(found)


def digits_of(report: Report) -> str:
    """The digits beside the receipt: of a part, those of the report that came in."""
    while report.parent is not None:
        report = report.parent
    return countersign(report.code)


def about(report: int) -> str:
    """What the post calls this report: its number, nobody's name."""
    return f"reports.report:{report}"


def kept(code: str) -> Identity | None:
    """What the reporter of this code left."""
    try:
        found = str(parse_record_code(code))
    except Mistyped:
        return None
    return Identity.objects.select_related("report__author", "key").filter(report__code=found).first()


def fitting(identity: Identity, phone: str, email: str) -> set[str]:
    """The marks of what was left that this telephone and this address fit."""
    code = identity.report.code
    return {identity.phone_mark, identity.email_mark} & {mark(code, phone), mark(code, email)} - {""}


def holder(code: str, phone: str = "", email: str = "") -> ReceiptHolder | None:
    """Whoever writes from the telephone or address that was left for this report may act on it as its reporter, once it
    is known to be the reporter's. The code of a secret report is never written to a telephone: whoever has both has
    seen the page with the receipt."""
    found = kept(code)
    if found is None or found.report.author is None:
        return None
    fits = fitting(found, phone, email)
    sure = fits if phone and found.report.secret else fits - {found.asked}
    return ReceiptHolder(found.report.author, found.report.pk) if sure else None


@dataclass(frozen=True)
class Question:
    """Somebody writes from a contact of which nobody has shown yet that it is the reporter's."""
    identity: Identity

    @property
    def report(self) -> Report:
        return self.identity.report


def question(code: str, phone: str = "", email: str = "") -> Question | None:
    """Whether the contact of this report is the reporter's, where that is still open and this is the contact."""
    found = kept(code)
    return Question(found) if found is not None and found.asked in fitting(found, phone, email) else None


def questions(phone: str) -> list[Question]:
    """All of this telephone, the newest first. No table says which reports a telephone left: the few open questions of
    the last days are gone through."""
    rows = Identity.objects.exclude(asked="").filter(report__created__gte=timezone.now() - RECENT).order_by(
        "-report__created", "-report").values_list("report", "report__code", "asked")
    found = [key for key, code, asked in rows.iterator() if asked == mark(code, phone)]
    there = Identity.objects.select_related("report", "key").in_bulk(found) if found else {}
    return [Question(there[key]) for key in found]


def open_question(report: Report) -> str:
    """The digits with which the contact of this report is shown to be the reporter's; "" where it need not be."""
    return digits_of(report) if Identity.objects.exclude(asked="").filter(report=report.pk).exists() else ""


def disowned(report: Report) -> bool:
    """Whether somebody said of the contact that was left that it is not the reporter's."""
    return Event.objects.filter(record=report.pk, verb=DISOWNED).exists()


def token(identity: Identity) -> str:
    """For this contact only: another one of the same report has another key."""
    return signing.dumps([identity.report_id, identity.key_id], salt=SALT)


def by_token(text: str) -> Identity | None:
    """The contact to which a letter with this link went, while it is kept. BadSignature, ValueError or TypeError: a
    link that is none of ours."""
    report, key = signing.loads(text, salt=SALT)
    return Identity.objects.select_related("report", "key").filter(report=report, key=key).exclude(
        email_mark="").first()


def left_with(report: int) -> Identity | None:
    """What the reporter of this one left."""
    return Identity.objects.filter(report=report).first()


def page_of(identity: Identity) -> str:
    return settings.SITE + reverse("reports:contact", args=[token(identity)])


def stop_of(identity: Identity) -> str:
    return settings.SITE + reverse("reports:contact_stop", args=[token(identity)])


def closing(identity: Identity | None) -> tuple[str, dict[str, str]]:
    """(the last lines, the headers) of every mail about a report: how to end them without an account."""
    if identity is None:
        return "", {}
    stop = stop_of(identity)
    return "\n\n-- \n" + _("No more mail about this: %(stop)s") % {"stop": stop}, ending(stop)


@dataclass(frozen=True)
class Carried:
    """A message to somebody without account, in plain only while it is sent."""
    way: str                         # sms whatsapp mail
    address: str
    subject: str
    text: str
    language: str
    headers: dict[str, str] = field(default_factory=dict)


def knocks() -> QuerySet[Knock]:
    """What waits to be carried, the oldest first. A gateway asks `letter` for each and tells `carried` how it went."""
    return Knock.objects.filter(sent=None, tries__lt=MOST_TRIES).select_related("report__key").order_by("made", "pk")


def letter(knock: Knock) -> Carried | None:
    """None: the reporter does not want to be told, or is gone. Says nothing of the report itself on any way."""
    found = Identity.objects.select_related("key").filter(report=knock.report_id, stopped=None).first()
    told = left(found, knock.report) if found is not None else None
    if found is None or told is None or not told.reached:
        return None
    with translation.override(told.language):
        foot, headers = closing(found if told.way == "mail" else None)
        text = sentence(knock.template, knock.report, found, told.way) + foot
        return Carried(told.way, told.reached, _("News from your city"), text, told.language, headers)


def sentence(template: str, report: Report, identity: Identity, way: str) -> str:
    """Short enough for one SMS. A secret report names neither itself nor what happened."""
    here = f"{settings.SITE}/laporan/cari/"
    if template == "arrived" and identity.asked:
        return greeting(report, identity, way)
    said = {
        "arrived": _("Your report %(code)s has come in. Keep your receipt."),
        "question": _("The office has a question about %(code)s. Reply %(code)s and your answer, or see %(here)s"),
        "answer": _("There is an answer to %(code)s: %(here)s"),
        "done": _("The office says %(code)s is done. Is it solved? Reply %(code)s YES or NO, or see %(here)s"),
        "receipt": _("A new receipt for %(code)s was given at a counter. If it was not you: %(here)s"),
        "closed": _("%(code)s has been closed. You can open it again for 60 days: %(here)s"),
        "news": _("There is news of %(code)s: %(here)s"),
    }.get(template)
    if said is None or report.secret:
        return _("There is news. Reply CODE.")
    return said % {"code": report.code, "here": here}


def greeting(report: Report, identity: Identity, way: str) -> str:
    """The first message to a contact that somebody typed: what came in, and whether it is theirs."""
    page = f"{settings.SITE}/laporan/{report.code}/"
    if way != "mail":
        return _("There is news. Reply CODE. Not you? Reply WRONG.") if report.secret else _(
            "A report came in with this number: %(code)s, %(page)s Is it yours? Reply YES and the six digits beside "
            "your receipt. Not yours? Reply WRONG.") % {"code": report.code, "page": page}
    return "\n\n".join([
        _("There is news.") if report.secret else _("A report came in with this address: %(code)s, %(page)s") % {
            "code": report.code, "page": page},
        _("Is it yours, or did somebody mistype an address? Say so here: %(address)s") % {
            "address": page_of(identity)}])
