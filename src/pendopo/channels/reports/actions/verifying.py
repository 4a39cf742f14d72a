"""The desk reads a report, says what it is, and publishes what everybody may read of it."""
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.forgetting import GROUND
from pendopo.channels.reports.actions.learning import sketch_report
from pendopo.channels.reports.actions.speaking import office_for, say
from pendopo.channels.reports.actions.telling import tell_followers, tell_reporter, tell_subscribers
from pendopo.channels.reports.models import Category, Enclosure, Report, Sketch
from pendopo.channels.reports.queries.opening import FILE, file_of, unlocked
from pendopo.channels.reports.words import STORED_TITLE
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.ledger import actions as ledger
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.records.models import Clock, Event
from pendopo.kit.files import disk
from pendopo.kit.files.actions import Kept, show, store
from pendopo.kit.files.kinds import PICTURES
from pendopo.kit.files.models import StoredFile, Visibility
from pendopo.kit.markdown import plain, render
from pendopo.kit.rules import Rule, require
from pendopo.kit.whole import whole

SPOKEN = ("reports.publish", "reports.answer", "reports.finish")       # rows whose words were public
KIND_OF = {kind.mime: kind for kind in PICTURES}
TOPIC = 40                           # letters of a topic
ANSWERED = "answer_"                 # the clocks of which one runs, by classification


def verify(*, actor: Actor, report: Report, classification: str, category: Category | None = None, title: str = "",
           text: str = "") -> Report:
    """It is a report, of this kind; its answer clock starts. With title and text it is published at once."""
    with whole():
        report = records.lock(report)
        require(rules.verify, actor, report)
        report.classification, report.category = classification, category
        report.save(update_fields=["classification", "category"])
        records.move(report, "verify", by=actor, office=report.desk, facts={
            "classification": classification, "category": category.code if category else ""})
        if title and text:
            require(rules.publish, actor, report)
            _show(actor, report, title, text, [])
    return report


def publish(*, actor: Actor, report: Report, title: str, text: str, photos: Sequence[Enclosure] = ()) -> Report:
    """From now on everybody reads this title and this text, and sees these photos: a person has confirmed that they
    name nobody. The original stays sealed."""
    require(rules.publish, actor, report)
    copies = [(photo, _copy(report, photo, number)) for number, photo in enumerate(photos, 1)]
    with whole():
        report = records.lock(report)
        require(rules.publish, actor, report)
        _show(actor, report, title, text, copies)
    return report


def _copy(report: Report, photo: Enclosure, number: int) -> Kept:
    """Under a neutral name: what the person called the file may name somebody."""
    box = unlocked(report)
    about = box.open_words(photo.about, FILE)
    _name, mime, content = file_of(photo, box)
    return Kept(f"foto-{number}.{KIND_OF[mime].ending}", mime, len(content), disk.put(content), about.get("width"),
                about.get("height"), "")


def _show(actor: Actor, report: Report, title: str, text: str, photos: list[tuple[Enclosure, Kept]]) -> None:
    first, new = report.visibility != "public", report.published is None
    report.title, report.summary = title, plain(text)
    report.text, report.html, report.confirmed_by = text, render(text), actor.person
    report.visibility, report.published = "public", report.published or timezone.now()
    report.topic = topic_of(report)
    report.save(update_fields=["title", "summary", "text", "html", "confirmed_by", "visibility", "published", "topic"])
    for photo, kept in photos:
        photo.shown = store(kept=kept, visibility=Visibility.PUBLIC)
        photo.save(update_fields=["shown"])
    records.index([report])
    sketch_report(report)
    if first:                        # what happened before is public from now on; it holds no word of anybody
        ledger.release(list(_lines(report)))
    records.note(report, "reports.publish", by=actor, office=office_for(actor, report), carries="title",
                 words={"title": title, "published": text}, facts={"photos": [kept.sha256 for _photo, kept in photos]})
    if new:
        tell_subscribers(report)


def topic_of(report: Report) -> str:
    """By what maps and lists of all records find it: its category, of what is published alone."""
    return report.category.code[:TOPIC] if report.category else ""


def _lines(report: Report) -> list[int]:
    return list(Event.objects.filter(record=report.pk, visibility="public").values_list("line", flat=True))


def unpublish(*, actor: Actor, report: Report, reason: str) -> Report:
    """The published words are taken back, with all that was said in public; the report goes on unseen."""
    with whole():
        report = records.lock(report)
        require(rules.unpublish, actor, report)
        _hide(report)
        message = say(report, unlocked(report), "reason", reason, by=actor, office=office_for(actor, report))
        records.note(report, "reports.unpublish", by=actor, office=message.office)
    return report


def _hide(report: Report) -> None:
    report.title, report.summary, report.text, report.html = STORED_TITLE, "", "", ""
    report.visibility, report.confirmed_by, report.topic = "sealed", None, ""
    report.save(update_fields=["title", "summary", "text", "html", "visibility", "confirmed_by", "topic"])
    for file in StoredFile.objects.filter(pk__in=report.enclosures.exclude(shown=None).values("shown")):
        show(file=file, visibility=Visibility.PRIVATE)
    report.messages.exclude(text="").update(text="", html="")
    records.index([report])
    Sketch.objects.filter(report=report).delete()
    spoken = Event.objects.filter(record=report.pk, verb__in=SPOKEN).values_list("line", flat=True)
    ledger.erase(list(spoken), ground=GROUND)            # published again later, they must not come back
    ledger.withhold(_lines(report), facts_too=True)


def reclassify(*, actor: Actor, report: Report, classification: str, category: Category | None,
               reason: str = "") -> Report:
    """It is something else than was thought. The days that have run count: the new limit began when the old one did."""
    with whole():
        report = records.lock(report)
        require(rules.reclassify, actor, report)
        before, report.classification, report.category = report.classification, classification, category
        if report.visibility == "public":
            report.topic = topic_of(report)
        report.save(update_fields=["classification", "category", "topic"])
        sketch_report(report)                                # found under its category of now, or not at all
        if before != classification:
            _exchange(report, before, classification)
        if reason:
            say(report, unlocked(report), "reason", reason, by=actor, office=report.desk)
        records.note(report, "reports.reclassify", by=actor, office=office_for(actor, report), facts={
            "before": before, "classification": classification, "category": category.code if category else ""})
    return report


def _exchange(report: Report, before: str, after: str) -> None:
    """The answer clock of the one classification goes on as that of the other."""
    limits = {limit.name: limit for limit in WORKFLOW.limits}
    old = Clock.objects.filter(record=report.pk, name=f"{ANSWERED}{before}", stopped=None).order_by("-pk").first()
    new = limits.get(f"{ANSWERED}{after}")
    if old is not None:
        old.stopped = timezone.now()
        old.save(update_fields=["stopped"])
    started = old.started if old else _verified(report)
    if new is not None and started is not None:
        records.begin(report, new, started, pauses=old.pauses if old else [], paused=old.paused if old else None)
    records.settle_due(report)


def _verified(report: Report) -> date | None:
    """The day on which it was verified, if it was: a report that was an aspiration has no clock to take over."""
    event = Event.objects.filter(record=report.pk, verb="reports.verify").order_by("-pk").first()
    return timezone.localdate(event.at) if event else None


def archive(*, actor: Actor, report: Report, reason: str, text: str = "") -> Report:
    """Put aside. `reason` is one of words.ARCHIVE_REASONS; `text` tells the reporter more."""
    return _aside(rules.archive, "archive", actor, report, reason, text)


def block(*, actor: Actor, report: Report, reason: str) -> Report:
    """Hateful or criminal content: nobody sees it, the office included, but for the desk."""
    return _aside(rules.block, "block", actor, report, "", reason)


def _aside(rule: Rule, move: str, actor: Actor, report: Report, reason: str, text: str) -> Report:
    with whole():
        report = records.lock(report)
        require(rule, actor, report)
        if move == "block" and report.visibility == "public":
            _hide(report)
        if text:
            say(report, unlocked(report), "reason", text, by=actor, office=report.desk)
        records.move(report, move, by=actor, office=report.desk, facts={"reason_code": reason} if reason else None)
        tell_reporter(report, "closed")
    return report


def unblock(*, actor: Actor, report: Report) -> Report:
    """It was no such thing: back to the desk, with a fresh clock."""
    return _back(rules.unblock, "unblock", actor, report)


def restore(*, actor: Actor, report: Report) -> Report:
    """Out of the archive, back to the desk."""
    return _back(rules.restore, "restore", actor, report)


def _back(rule: Rule, move: str, actor: Actor, report: Report) -> Report:
    with whole():
        report = records.lock(report)
        require(rule, actor, report)
        records.move(report, move, by=actor, office=report.desk)
        tell_reporter(report, "news")
        tell_followers(report, "reports.moved", state=report.state)
    return report
