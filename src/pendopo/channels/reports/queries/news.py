"""What somebody who proved the contact of a report is told of it by SMS or mail, and what leaves for other systems."""
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Foreign, Message, Report
from pendopo.channels.reports.queries.officers import desk
from pendopo.channels.reports.queries.opening import HEARD, reporter, told, unlocked, words
from pendopo.channels.reports.words import Reporter, Told
from pendopo.channels.reports.workflow import COORDINATORS, WORKFLOW
from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.records import kinds
from pendopo.kit.seal.boxes import Shut

BY_OFFICES = ("question", "answer", "proof", "reason")
LIVING = ("public", "sealed", "secret")


@dataclass(frozen=True)
class News:
    """The state in words, the last thing an office said, and whether it waits for the reporter."""
    code: str
    state: str                           # in the language of the moment
    due: date | None
    said: str
    at: datetime | None
    asks: bool
    secret: bool
    language: str


def held(holder: ReceiptHolder) -> Report | None:
    """The report that somebody may act on by a proved contact."""
    return Report.objects.filter(pk=holder.record_id, visibility__in=LIVING).select_related(
        "key", "author", "category").first()


def news(report: Report) -> News:
    """For its reporter alone: opens the last message."""
    row = Message.objects.filter(HEARD, report=report.pk, sort__in=BY_OFFICES).order_by("-pk").first()
    text = words(row, unlocked(report)) if row else ""
    return News(report.code, kinds.spoken(WORKFLOW.state(report.state)), report.due, text, row.at if row else None,
                report.state in ("incomplete", "asking", "done"), report.secret, report.language)


@dataclass(frozen=True)
class Leaving:
    """A report in plain, only while a gateway sends it to where an officer chose to send it."""
    code: str
    told: Told
    reporter: Reporter | None            # None: anonymous, or nobody left anything
    secret: bool
    anonymous: bool
    title: str


def leaving(report: Report) -> Leaving:
    """Of an anonymous report nobody is named, whatever was left."""
    return Leaving(report.code, told(report, unlocked(report)), None if report.anonymous else reporter(report),
                   report.secret, report.anonymous, report.title if report.visibility == "public" else "")


def linked(system: str) -> QuerySet[Foreign]:
    """Reports with a number in that system, the oldest first."""
    return Foreign.objects.filter(system=system, report__visibility__in=LIVING).select_related(
        "report__key").order_by("pk")


def spoken(system: str) -> QuerySet[Message]:
    """What offices here answered on reports that have a number in that system; what came from there is not among it."""
    return Message.objects.filter(HEARD, report__foreign__system=system, sort__in=("answer", "proof"),
                                  office__isnull=False).select_related("report__key").distinct().order_by("pk")


def words_of(message: Message) -> str:
    """What may stand in the other system: the public words; all of them where that system hides them as well, or the
    reporter is there and not here."""
    if message.text:
        return message.text
    if message.report.secret or message.report.channel == "lapor":
        return words(message, unlocked(message.report))
    return ""


def by_key(number: int) -> Report | None:
    """For a gateway that holds a token of this house which names the report."""
    return Report.objects.filter(pk=number, visibility__in=LIVING).select_related("key", "author").first()


def works_at_desk(actor: Actor | None) -> bool:
    """Whether this is a coordinator of the office that verifies."""
    offices = {one.pk for one in desk() if one is not None}
    return actor is not None and bool(offices & actor.at(*COORDINATORS))


def at_my_desk(actor: Actor) -> QuerySet[Report]:
    """What a coordinator may read, newest first, with what a list or a sheet needs."""
    return Report.objects.filter(rules.look.q(actor), desk__in=actor.at(*COORDINATORS)).select_related(
        "office", "category", "place__region__parent", "key", "author").order_by("-created", "-pk")


def not_in(actor: Actor, system: str) -> QuerySet[Report]:
    """Open reports of my desk without a number in that system."""
    return at_my_desk(actor).filter(closed=None).exclude(pk__in=Foreign.objects.filter(system=system).values("report"))


def with_number(system: str, number: str) -> Report | None:
    found = Foreign.objects.select_related("report__key").filter(system=system, number=number).first()
    return found.report if found is not None and found.report.visibility in LIVING else None


def number_in(system: str, report: Report) -> str:
    found = Foreign.objects.filter(system=system, report=report.pk).order_by("pk").first()
    return found.number if found is not None else ""


def tells(said: str, report: Report) -> bool:
    """Whether the words of this report stand there, wherever lines end. Whoever names its code in a complaint of their
    own is not its reporter, and what becomes of theirs is nothing that its reporter may hear."""
    try:
        own = told(report, unlocked(report)).words
    except Shut:
        return False
    return bool(own) and " ".join(own.split()) in " ".join(said.split())
