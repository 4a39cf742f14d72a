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
from pendopo.channels.reports.models import Recovery, Report
from pendopo.channels.reports.queries.contact import holder
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Receipt
from pendopo.core.people.queries import keyed
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.post.actions import post
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

LIVES, MOST = timedelta(minutes=15), 5


def ask_code(*, actor: Actor | None, code: str, phone: str) -> None:
    """Sends eight digits, if this telephone was left for this report. The SMS names neither report nor city."""
    held = holder(code, phone=phone)
    digits = f"{secrets.randbelow(10 ** 8):08d}"
    with whole():
        report = Report.objects.filter(pk=held.record_id).first() if held else None
        if report is None:
            return
        require(rules.ask_code, actor, report)
        Recovery.objects.create(report=report, code=keyed("report-recovery", digits), until=timezone.now() + LIVES)
        post(channel="sms", to=phone, subject="", text=_("Your code: %(digits)s") % {"digits": digits}, urgent=True)


def recover_receipt(*, actor: Actor | None, code: str, digits: str) -> str | None:
    """A new receipt; the old ones end. None: wrong, used, too late or tried too often."""
    try:
        found = str(parse_record_code(code))
    except Mistyped:
        return None
    with whole():
        asked = Recovery.objects.select_for_update(of=("self",)).filter(
            report__code=found, used=None, until__gte=timezone.now(), tries__lt=MOST).order_by("-pk").first()
        if asked is None:
            return None
        require(rules.recover_receipt, actor, asked.report)
        right = secrets.compare_digest(asked.code, keyed("report-recovery", digits.strip()))
        Recovery.objects.filter(pk=asked.pk).update(tries=F("tries") + 1, used=timezone.now() if right else None)
        if not right:
            return None
        Receipt.objects.filter(record=asked.report_id, ended=None).update(ended=timezone.now())
        return receipt_for(asked.report)
