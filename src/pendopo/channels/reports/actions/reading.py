"""Looking at what is sealed. Each look is listed: who, what, when. The only way for staff to the plain text."""
from dataclasses import dataclass, field

from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Enclosure, Message, Reading, Report
from pendopo.channels.reports.queries.opening import FILE, HEARD, file_of, told, unlocked, words
from pendopo.channels.reports.words import Told
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

AGAIN = 600                          # seconds within which the same look is not listed twice


@dataclass(frozen=True)
class Said:
    """One message, opened."""
    message: Message
    text: str


@dataclass(frozen=True)
class Opened:
    """A report in plain, for one request."""
    told: Told
    thread: list[Said] = field(default_factory=list)
    files: list[tuple[Enclosure, dict[str, object]]] = field(default_factory=list)


def look(*, actor: Actor, report: Report) -> Opened:
    """Original, messages and names of files, for somebody who may; the look is listed. Raises Shut when it was erased
    or tampered with."""
    require(rules.look, actor, report)
    with whole():
        _list(actor, report, "text")
        return opened(report, inside=True)


def look_file(*, actor: Actor, enclosure: Enclosure) -> tuple[str, str, bytes]:
    """(name, MIME type, bytes) of a sealed file."""
    report = enclosure.report
    require(rules.look_file, actor, report)
    with whole():
        _list(actor, report, "file")
    return file_of(enclosure, unlocked(report))


def opened(report: Report, *, inside: bool) -> Opened:
    """For the reporter's own page (`inside` False: without what is not for them), or behind `look`. Three queries."""
    box, rows = unlocked(report), report.messages.select_related("office", "event", "closing").order_by("pk")
    messages = list(rows if inside else rows.filter(HEARD))
    shown = {None, *(one.pk for one in messages)}
    files = report.enclosures.select_related("file", "shown", "message").order_by("pk")
    return Opened(
        told(report, box),
        [Said(one, words(one, box)) for one in messages],
        [(one, box.open_words(one.about, FILE)) for one in files if one.message_id in shown and one.about])


def _list(actor: Actor, report: Report, what: str) -> None:
    if isinstance(actor, ReceiptHolder):
        return
    now = timezone.now()
    last = Reading.objects.filter(report=report, person=actor.person, what=what).order_by("-pk").first()
    if last is None or (now - last.at).total_seconds() > AGAIN:
        Reading.objects.create(report=report, person=actor.person, what=what, at=now)
