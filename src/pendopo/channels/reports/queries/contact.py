"""Reaching a reporter without an account, and knowing them again by the contact they left."""
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.channels.reports.models import Identity, Knock, Report
from pendopo.channels.reports.queries.opening import reporter
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import keyed
from pendopo.kit.codes import Mistyped, parse_record_code

MOST_TRIES = 6


def mark(code: str, contact: str) -> str:
    """Proves a contact for one report and links no two of them; without the key of this house it tells nothing."""
    return keyed("report-contact", f"{code}:{contact.strip().lower()}") if contact else ""


def about(report: int) -> str:
    """What the post calls this report: its number, nobody's name."""
    return f"reports.report:{report}"


def holder(code: str, phone: str = "", email: str = "") -> ReceiptHolder | None:
    """Whoever writes from the telephone or address that was left for this report may act on it as its reporter."""
    try:
        found = str(parse_record_code(code))
    except Mistyped:
        return None
    identity = Identity.objects.select_related("report__author").filter(report__code=found).first()
    if identity is None or identity.report.author is None:
        return None
    proved = (phone and identity.phone_mark == mark(found, phone)) or (
        email and identity.email_mark == mark(found, email))
    return ReceiptHolder(identity.report.author, identity.report.pk) if proved else None


@dataclass(frozen=True)
class Carried:
    """A message to somebody without account, in plain only while it is sent."""
    way: str                         # sms whatsapp mail
    address: str
    subject: str
    text: str
    language: str


def knocks() -> QuerySet[Knock]:
    """What waits to be carried, the oldest first. A gateway asks `letter` for each and tells `carried` how it went."""
    return Knock.objects.filter(sent=None, tries__lt=MOST_TRIES).select_related("report__key").order_by("made", "pk")


def letter(knock: Knock) -> Carried | None:
    """None: the reporter does not want to be told, or is gone. Says nothing of the report itself on any way."""
    found = reporter(knock.report)
    if found is None:
        return None
    address = found.email if found.way == "mail" else found.phone if found.way else ""
    if not address:
        return None
    with translation.override(found.language):
        return Carried(found.way, address, _("News from your city"), sentence(knock.template, knock.report),
                       found.language)


def sentence(template: str, report: Report) -> str:
    """Short enough for one SMS. A secret report names neither itself nor what happened."""
    here = f"{settings.SITE}/laporan/cari/"
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
