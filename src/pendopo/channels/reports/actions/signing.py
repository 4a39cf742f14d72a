"""In an office whose head signs, what its people answer waits until the head has signed it or given it back. The clocks
go on meanwhile: the citizen has asked the city. A secret report is left out of this, because its named officers alone
read it, and the head may not be one of them.
"""
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import remark, said, stand
from pendopo.channels.reports.actions.telling import tell_followers, tell_reporter
from pendopo.channels.reports.models import Closing, Likeness, Message, Report, Route
from pendopo.channels.reports.queries.officers import heads, signs
from pendopo.channels.reports.queries.opening import MESSAGE, unlocked
from pendopo.channels.reports.queries.pages import proofs, unsigned
from pendopo.channels.reports.rules_who import heading
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

NOBODY_SIGNS = _("Nobody can sign for your office today: it has no head here. Ask your secretariat to name one; then "
                 "send this again.")
NOT_THESE = _("Nothing was sent: the words that this page showed do not wait any more. They were signed or given back "
              "meanwhile, or the report went on. What you typed is still here; the page of the report shows what waits "
              "now.")


def sign(*, actor: Actor, report: Report, message: int | None, text: str, public: str = "") -> Report:
    """The head signs the words that wait, perhaps in better ones: they go to the reporter, or the work counts as done,
    unless its photo is held. `message`: the key of those that the head read; Hindrance when they wait no more."""
    with whole():
        report = records.lock(report)
        require(rules.sign, actor, report)
        waiting = _read(report, message)
        waiting.waits, waiting.text, waiting.html = False, public, render(public) if public else ""
        waiting.body = unlocked(report).seal_words({"text": text}, MESSAGE)
        waiting.save(update_fields=["waits", "text", "html", "body"])
        closing = Closing.objects.filter(message=waiting.pk).select_related("message").first()
        if closing is None:
            send(actor, report, waiting)
        elif not closing.held:
            done(actor, report, closing)
    return report


def send_back(*, actor: Actor, report: Report, message: int | None, text: str) -> Report:
    """The head wants something else: what was written stays inside as a note, beside what is wished, and whoever wrote
    it hears of it. `message` as for `sign`."""
    with whole():
        report = records.lock(report)
        require(rules.send_back, actor, report)
        waiting = _read(report, message)
        keep_inside(Message.objects.filter(pk=waiting.pk))
        remark(report, text, "reports.send_back", by=actor, office=report.office)
        if waiting.by_id is not None:
            tell(Person.objects.filter(pk=waiting.by_id), "reports.sent_back", report)
    return report


def _read(report: Report, message: int | None) -> Message:
    """The oldest words that wait, when they are those that the head read."""
    waiting = unsigned(report).select_for_update().first()
    if waiting is None or waiting.pk != message:
        raise Hindrance(NOT_THESE)
    return waiting


def waits(by: Actor, report: Report, message: Message) -> bool:
    """Whether these words wait for a signature from now on; until then those for the public lie sealed as well. Joined
    in the action that wrote them. Hindrance: there is nobody who could sign."""
    office = report.office
    if office is None or report.secret or office.pk in heading(by) or not signs(office):
        return False
    signers = heads(office)
    if not signers:
        raise Hindrance(NOBODY_SIGNS)
    box = unlocked(report)
    message.body = box.seal_words({**box.open_words(message.body, MESSAGE), "public": message.text}, MESSAGE)
    message.waits, message.text, message.html = True, "", ""
    message.save(update_fields=["waits", "body", "text", "html"])
    records.note(report, "reports.draft", by=by, office=office, visibility="members",
                 facts={"sealed": said(message)["facts"]["sealed"]})
    tell(signers, "reports.to_sign", report)
    return True


def answered(by: Actor, report: Report, message: Message) -> None:
    """The answer goes out, or it waits."""
    if not waits(by, report, message):
        send(by, report, message)


def send(by: Actor, report: Report, message: Message) -> None:
    """From now on the reporter reads it, and everybody what is public of it."""
    stand(message, records.move(report, "answer", by=by, office=report.office, **said(message)))
    tell_reporter(report, "answer")
    tell_followers(report, "reports.answered")


def done(by: Actor, report: Report, closing: Closing) -> None:
    """From now on the work counts as done, until the reporter says otherwise. An earlier proof that is held shows
    nothing any more: after an objection it would count as new work."""
    keep_inside(proofs(report).exclude(pk=closing.message_id))
    closing.event = records.move(report, "finish", by=by, office=report.office, **said(closing.message))
    closing.save(update_fields=["event"])
    stand(closing.message, closing.event)
    Route.objects.filter(report=report, ended=None).update(outcome="done")
    tell_reporter(report, "done")
    tell_followers(report, "reports.moved", state=report.state)


def keep_inside(waiting: QuerySet[Message]) -> None:
    """As notes. A photo among them may be handed in again. Joined where a report leaves its office, whose words the
    head of the next one does not sign and whose proof is not the next one's, or is closed."""
    keys = list(waiting.values_list("pk", flat=True))
    if keys:
        Closing.objects.filter(message__in=keys).delete()
        Likeness.objects.filter(enclosure__message__in=keys).delete()
        Message.objects.filter(pk__in=keys).update(waits=False, sort="note")
