"""Somebody outside is asked who has no account here: a power company, an agency of the province. They get a link by
mail that says nothing itself; behind it stands what the officer wrote for them, and a box for the answer. What they
answer is a note: nobody but the office reads it until an officer has made an answer of it.
"""
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import enclose, fingerprint, office_for, say, sealed_for, stand
from pendopo.channels.reports.actions.telling import tell_office
from pendopo.channels.reports.models import Message, Outside, Report
from pendopo.channels.reports.queries.contact import about
from pendopo.channels.reports.queries.opening import unlocked
from pendopo.channels.reports.queries.outside import LETTER, SALT
from pendopo.core.people.actors import Actor
from pendopo.core.people.queries import keyed, system
from pendopo.core.records import actions as records
from pendopo.kit.files.checks import Checked
from pendopo.kit.post.actions import post
from pendopo.kit.post.replies import OUTSIDE, answerable
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import day
from pendopo.kit.whole import whole

DAYS = 14                            # calendar days that a link is open unless the officer says otherwise; our own rule


def forward_outside(*, actor: Actor, report: Report, name: str, email: str, text: str, days: int = DAYS) -> Outside:
    """Asks `name` at `email`; the mail carries the link alone. The clocks go on."""
    secret = secrets.token_urlsafe(24)
    with whole():
        report = records.lock(report)
        require(rules.forward_outside, actor, report)
        now, office = timezone.now(), office_for(actor, report)
        asked = Outside.objects.create(
            report=report, name=name, mark=keyed("report-outside", secret), by=actor.person, office=office, at=now,
            until=now + timedelta(days=days),
            body=unlocked(report).seal_words({"to": email, "text": text}, LETTER))
        link = f"{settings.SITE}/laporan/luar/{signing.dumps([asked.pk, secret], salt=SALT, compress=True)}/"
        records.note(report, "reports.forward_outside", by=actor, office=office, visibility="members",
                     facts={"body": name, "sealed": fingerprint(asked.body)})
        with translation.override(settings.LANGUAGE_CODE):
            post(to=email, subject=_("A question about a citizen's report"), language=settings.LANGUAGE_CODE,
                 sealed=True, about=about(report.pk), headers=answerable(OUTSIDE, asked.pk), text="\n\n".join([
                _("%(office)s asks you about a matter that a citizen reported.") % {
                    "office": office.name if office else ""},
                _("What it is about stands behind this link; you can answer there without an account until %(day)s:")
                % {"day": day(asked.until)}, link,
                _("Please do not pass the link on: whoever has it can read and answer.")]))
    return asked


def end_outside(*, actor: Actor, asked: Outside) -> None:
    """The link opens nothing any more."""
    with whole():
        report = records.lock(asked.report)
        require(rules.end_outside, actor, report)
        if asked.ended is None:
            asked.ended = timezone.now()
            asked.save(update_fields=["ended"])
            records.note(report, "reports.end_outside", by=actor, office=office_for(actor, report),
                         visibility="members", facts={"body": asked.name})


def answer_outside(*, actor: Actor | None, asked: Outside, text: str, files: Sequence[Checked] = ()) -> Message:
    """The body answers once, by its link or by mail; its words are a note until an officer takes them over. The link is
    used up."""
    by, kept = actor or system("outside"), sealed_for(asked.report, files)
    with whole():
        report = records.lock(asked.report)
        asked = Outside.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        require(rules.answer_outside, actor, asked)
        message = say(report, unlocked(report), "note", text, by=by)
        enclose(report, kept, message)
        stand(message, records.note(report, "reports.answer_outside", by=by, visibility="members",
                                    facts={"body": asked.name, "sealed": fingerprint(message.body)}))
        asked.ended, asked.answer = timezone.now(), message
        asked.save(update_fields=["ended", "answer"])
        tell_office(report, "reports.replied")
    return message
