"""A receipt was lost. A code goes to the telephone that was left; whoever has both code and telephone gets a new one.

Right and wrong guesses are answered alike: no page tells which reports have a telephone.
"""
import secrets
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.entering import receipt_for
from pendopo.channels.reports.models import Knock, Recovery, Report
from pendopo.channels.reports.queries.contact import about, holder
from pendopo.channels.reports.rules_desk import STAFF
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person, Receipt
from pendopo.core.people.queries import keyed
from pendopo.core.records.actions import note
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.post.actions import post
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

LIVES, MOST = timedelta(minutes=15), 5
EACH = Budget("report-recovery-sms", 5, 3600)        # SMS about one report, whoever asks


def ask_code(*, actor: Actor | None, code: str, phone: str) -> str:
    """Sends eight digits, if this telephone was left for this report. The SMS names neither report nor city.

    A ticket comes back in any case: with the digits it makes a receipt, alone it is worth nothing. Wrong digits count
    against the ticket, so that whoever knows a code cannot use up the tries of the one who asked.
    """
    held, ticket = holder(code, phone=phone), secrets.token_urlsafe(18)
    digits = f"{secrets.randbelow(10 ** 8):08d}"
    with whole():
        report = Report.objects.filter(pk=held.record_id).first() if held else None
        if report is None or too_many(report):
            return ticket
        require(rules.ask_code, actor, report)
        Recovery.objects.create(report=report, code=keyed("report-recovery", digits),
                                ticket=keyed("report-ticket", ticket), until=timezone.now() + LIVES)
        post(channel="sms", to=phone, subject="", text=_("Your code: %(digits)s") % {"digits": digits}, urgent=True,
             sealed=True, about=about(report.pk))
    return ticket


def renew_receipt(*, actor: Person, code: str, phone: str, email: str, seen: str) -> str | None:
    """At a counter, for somebody whose telephone is gone too: they know code and contact, they agree, and an officer
    looked at a document (`seen`: which, no number of it). The officer gets no right by it.

    It stands on the timeline with the office, the contact that was left hears of it, and earlier receipts go on: who
    has one sees it and can end the new one. None: code and contact do not fit, or it is a secret report.
    """
    held = holder(code, phone=phone, email=email)
    with whole():
        report = Report.objects.select_related("author", "office", "desk").filter(
            rules.renew_receipt.q(actor), pk=held.record_id).first() if held else None
        if report is None or too_many(report):
            return None
        require(rules.renew_receipt, actor, report)
        receipt = receipt_for(report)
        office = next(iter(actor.at(*STAFF) & actor.on_side("government")))
        note(report, "reports.renew_receipt", by=actor, visibility="members",
             office=Organisation.objects.get(pk=office), facts={"seen": seen})
        Knock.objects.create(report=report, template="receipt", made=timezone.now())
    return receipt


def too_many(report: Report) -> bool:
    """Whoever knows code and number cannot fill the telephone. It is not said: the answer is the same for everybody."""
    try:
        spend(EACH, report.code)
    except TooOften:
        return True
    return False


def recover_receipt(*, actor: Actor | None, code: str, digits: str, ticket: str) -> str | None:
    """A new receipt; the old ones end. None: wrong, used, too late or tried too often."""
    try:
        found = str(parse_record_code(code))
    except Mistyped:
        return None
    with whole():
        asked = Recovery.objects.select_for_update(of=("self",)).filter(
            report__code=found, ticket=keyed("report-ticket", ticket), used=None, until__gte=timezone.now(),
            tries__lt=MOST).order_by("-pk").first()
        if asked is None:
            return None
        require(rules.recover_receipt, actor, asked.report)
        right = secrets.compare_digest(asked.code, keyed("report-recovery", digits.strip()))
        Recovery.objects.filter(pk=asked.pk).update(tries=F("tries") + 1, used=timezone.now() if right else None)
        if not right:
            return None
        Receipt.objects.filter(record=asked.report_id, ended=None).update(ended=timezone.now())
        return receipt_for(asked.report)
