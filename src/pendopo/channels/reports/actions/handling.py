"""What an office does with a report: begins, asks, answers, and says with proof that it is done."""
from collections.abc import Sequence

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.signing import answered, done, keep_inside, waits
from pendopo.channels.reports.actions.speaking import enclose, office_for, remark, said, say, sealed_for, stand
from pendopo.channels.reports.actions.telling import tell_desk, tell_followers, tell_reporter
from pendopo.channels.reports.models import Closing, Enclosure, Message, Report
from pendopo.channels.reports.queries.opening import unlocked
from pendopo.channels.reports.queries.pages import unheard
from pendopo.channels.reports.queries.proofs import doubt, repeated
from pendopo.channels.reports.words import NEEDS_PHOTO, NEEDS_PLACE, NEEDS_TIME, Photo
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.files.checks import Checked
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


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
        return remark(report, text, "reports.note", by=actor, office=office_for(actor, report))


def finish(*, actor: Actor, report: Report, text: str, public: str = "", photo: Photo | None = None) -> Closing:
    """Done, says the office, and shows it. Unconfirmed until the reporter says so.

    Work on a place (Category.physical) needs a photo, and somebody who says when and where it was taken: the camera, or
    else the officer. One that repeats an earlier picture, or was taken before the report or far from its place, is
    held, and the report stays open until a coordinator has looked.
    """
    held = (repeated(report, photo.file) or doubt(report, photo)) if photo else ""
    kept = sealed_for(report, [photo.file] if photo else [])
    with whole():
        report = records.lock(report)
        require(rules.finish, actor, report)
        if report.category is not None and report.category.physical:
            _proved(photo)
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
            done(actor, report, closing)
    return closing


def _proved(photo: Photo | None) -> None:
    """Work on a place is shown by a photo of which somebody says when and where. Raises Hindrance."""
    if photo is None:
        raise Hindrance(NEEDS_PHOTO)
    if not photo.time[1]:
        raise Hindrance(NEEDS_TIME)
    if not photo.place[2]:
        raise Hindrance(NEEDS_PLACE)


def _closing(report: Report, message: Message, shown: list[Enclosure], photo: Photo | None, held: str) -> Closing:
    """Of a secret report neither time nor place is kept."""
    made = Closing(report=report, message=message, photo=shown[0] if shown else None, held=held)
    if photo and not report.secret:
        made.taken, made.time_by = photo.time
        made.lat, made.lng, made.place_by = photo.place
    made.save()
    return made


def release_proof(*, actor: Actor, closing: Closing, reason: str) -> Report:
    """A coordinator has looked: the photo shows what it should after all."""
    with whole():
        report = records.lock(closing.report)
        require(rules.release_proof, actor, report)
        found = Closing.objects.select_related("message").filter(pk=closing.pk, report=report).exclude(held="").first()
        if found is None:                    # somebody else has looked, or the report went to another office
            return report
        found.held = ""
        found.save(update_fields=["held"])
        say(report, unlocked(report), "reason", reason, by=actor, office=report.desk)
        if not found.message.waits:
            done(actor, report, found)
    return report


def close_by_desk(*, actor: Actor, report: Report, reason: str) -> Report:
    """Closed without a proof, for a reason that the reporter reads; they can open it again."""
    with whole():
        report = records.lock(report)
        require(rules.close_by_desk, actor, report)
        keep_inside(unheard(report))
        message = say(report, unlocked(report), "reason", reason, by=actor, office=report.desk)
        stand(message, records.move(report, "close_by_desk", by=actor, office=report.desk, **said(message)))
        tell_reporter(report, "closed")
        tell_followers(report, "reports.moved", state=report.state)
    return report
