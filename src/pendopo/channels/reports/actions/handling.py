"""What an office does with a report: begins, asks, answers, and says with proof that it is done."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.signing import answered, send, waits
from pendopo.channels.reports.actions.speaking import enclose, office_for, said, say, sealed_for, stand
from pendopo.channels.reports.actions.telling import tell_desk, tell_followers, tell_reporter
from pendopo.channels.reports.models import Closing, Enclosure, Likeness, Message, Report, Route
from pendopo.channels.reports.queries.opening import MESSAGE, unlocked
from pendopo.channels.reports.queries.pages import unsigned
from pendopo.channels.reports.queries.proofs import EARLY, FAR, doubt, repeated
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.kit.files.checks import Checked
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

NEEDS_PHOTO = _("Work on a place is shown by a photo taken there.")
HELD = {"": _("The photo repeats an earlier one. A coordinator looks at both before the report is closed."),
        EARLY: _("The photo was taken before this was reported or objected to. A coordinator looks at it before the "
                 "report is closed."),
        FAR: _("The photo was taken far from the place of the report. A coordinator looks at it before the report is "
               "closed.")}


@dataclass(frozen=True)
class Photo:
    """A closing photo: checked, with where and when it was taken as the officer says, and what it looks like."""
    file: Checked
    taken: datetime | None = None
    lat: float | None = None
    lng: float | None = None


def begin(*, actor: Actor, report: Report) -> Report:
    """The office has taken it up; the first-follow-up clock stops."""
    with whole():
        report = records.lock(report)
        require(rules.begin, actor, report)
        records.move(report, "begin", by=actor, office=report.office)
        tell_reporter(report, "news")
        tell_followers(report, "reports.moved", state=report.state)
    return report


def answer(*, actor: Actor, report: Report, text: str, public: str = "", files: Sequence[Checked] = ()) -> Message:
    """The office answers. `text` is for the reporter; `public` is what everybody reads of it, redacted. Where the head
    signs, it waits for that (`Message.waits`)."""
    kept = sealed_for(report, files)
    with whole():
        report = records.lock(report)
        require(rules.answer, actor, report)
        message = say(report, unlocked(report), "answer", text, by=actor, office=report.office,
                      public="" if report.secret else public)
        enclose(report, kept, message)
        answered(actor, report, message)
    return message


def ask(*, actor: Actor, report: Report, text: str) -> Message:
    """The reporter is asked; until the reply the clocks stand still."""
    with whole():
        report = records.lock(report)
        require(rules.ask, actor, report)
        office = office_for(actor, report)
        message = say(report, unlocked(report), "question", text, by=actor, office=office)
        stand(message, records.move(report, "ask", by=actor, office=office, **said(message)))
        tell_reporter(report, "question")
    return message


def note(*, actor: Actor, report: Report, text: str) -> Message:
    """For those who work on it; the reporter and the public never see it."""
    with whole():
        report = records.lock(report)
        require(rules.note, actor, report)
        message = say(report, unlocked(report), "note", text, by=actor, office=office_for(actor, report))
        stand(message, records.note(report, "reports.note", by=actor, office=message.office, visibility="members",
                                    facts={"sealed": said(message)["facts"]["sealed"]}))
    return message


def finish(*, actor: Actor, report: Report, text: str, public: str = "", photo: Photo | None = None) -> Closing:
    """Done, says the office, and shows it. Unconfirmed until the reporter says so.

    Work on a place (Category.physical) needs a photo. One that repeats an earlier picture, or was taken before the
    report or far from its place, is held, and the report stays open until a coordinator has looked.
    """
    held = (repeated(report, photo.file) or doubt(report, photo.taken, photo.lat, photo.lng)) if photo else ""
    kept = sealed_for(report, [photo.file] if photo else [])
    with whole():
        report = records.lock(report)
        require(rules.finish, actor, report)
        if report.category is not None and report.category.physical and photo is None:
            raise Hindrance(NEEDS_PHOTO)
        box = unlocked(report)
        message = say(report, box, "proof", text, by=actor, office=report.office,
                      public="" if report.secret else public)
        shown = enclose(report, kept, message)
        closing = _closing(report, message, shown, photo, held)
        later = waits(actor, report, message)
        if held:
            records.note(report, "reports.hold_proof", by=actor, office=report.office, visibility="members")
            tell_desk(report, "reports.held")
        elif not later:
            _done(actor, report, closing)
    return closing


def _closing(report: Report, message: Message, shown: list[Enclosure], photo: Photo | None, held: str) -> Closing:
    place = photo if photo and not report.secret else None
    return Closing.objects.create(report=report, message=message, photo=shown[0] if shown else None,
                                  taken=place.taken if place else None, lat=place.lat if place else None,
                                  lng=place.lng if place else None, held=held)


def _done(actor: Actor, report: Report, closing: Closing) -> None:
    closing.event = records.move(report, "finish", by=actor, office=report.office, **said(closing.message))
    closing.save(update_fields=["event"])
    stand(closing.message, closing.event)
    Route.objects.filter(report=report, ended=None).update(outcome="done")
    tell_reporter(report, "done")
    tell_followers(report, "reports.moved", state=report.state)


def release_proof(*, actor: Actor, closing: Closing, reason: str) -> Report:
    """A coordinator has looked: the photo shows what it should after all."""
    with whole():
        report = records.lock(closing.report)
        require(rules.release_proof, actor, report)
        closing = Closing.objects.select_related("message").get(pk=closing.pk, report=report)
        if not closing.held:
            return report
        closing.held = ""
        closing.save(update_fields=["held"])
        say(report, unlocked(report), "reason", reason, by=actor, office=report.desk)
        if not closing.message.waits:
            _done(actor, report, closing)
    return report


def sign(*, actor: Actor, report: Report, text: str, public: str = "") -> Report:
    """The head signs the oldest words that wait, perhaps in better ones: they go to the reporter, or the work counts as
    done, unless its photo is held."""
    with whole():
        report = records.lock(report)
        require(rules.sign, actor, report)
        message = _unsigned(report)
        if message is None:
            return report
        box = unlocked(report)
        message.waits, message.text, message.html = False, public, render(public) if public else ""
        message.body = box.seal_words({"text": text}, MESSAGE)
        message.save(update_fields=["waits", "text", "html", "body"])
        closing = Closing.objects.filter(message=message.pk).select_related("message").first()
        if closing is None:
            send(actor, report, message)
        elif not closing.held:
            _done(actor, report, closing)
    return report


def send_back(*, actor: Actor, report: Report, text: str) -> Report:
    """The head wants something else: what was written stays inside as a note, beside what is wished, and whoever wrote
    it hears of it. The photo may be handed in again."""
    with whole():
        report = records.lock(report)
        require(rules.send_back, actor, report)
        message = _unsigned(report)
        if message is None:
            return report
        Closing.objects.filter(message=message.pk).delete()
        Likeness.objects.filter(enclosure__message=message.pk).delete()
        Message.objects.filter(pk=message.pk).update(waits=False, sort="note")
        wish = say(report, unlocked(report), "note", text, by=actor, office=report.office)
        stand(wish, records.note(report, "reports.send_back", by=actor, office=report.office, visibility="members",
                                 facts={"sealed": said(wish)["facts"]["sealed"]}))
        if message.by_id is not None:
            tell(Person.objects.filter(pk=message.by_id), "reports.sent_back", report)
    return report


def _unsigned(report: Report) -> Message | None:
    return unsigned(report).select_for_update().first()


def close_by_desk(*, actor: Actor, report: Report, reason: str) -> Report:
    """Closed without a proof, for a reason that the reporter reads; they can open it again."""
    with whole():
        report = records.lock(report)
        require(rules.close_by_desk, actor, report)
        message = say(report, unlocked(report), "reason", reason, by=actor, office=report.desk)
        stand(message, records.move(report, "close_by_desk", by=actor, office=report.desk, **said(message)))
        tell_reporter(report, "closed")
        tell_followers(report, "reports.moved", state=report.state)
    return report
