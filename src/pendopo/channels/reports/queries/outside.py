"""Links for somebody outside: who was asked about a report, and what a link opens."""
from dataclasses import dataclass

from django.core import signing
from django.db.models import QuerySet

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Message, Outside, Report
from pendopo.channels.reports.queries.opening import unlocked
from pendopo.core.people.queries import keyed
from pendopo.kit.seal.boxes import Shut

LIVING = ("public", "sealed")
SALT, LETTER = "pendopo.reports.outside", "outside"


@dataclass(frozen=True)
class Asked:
    """What somebody outside reads: which office asks, and the words that an officer wrote for them."""
    row: Outside
    text: str


def by_link(token: str) -> Asked | None:
    """What this link opens. None: it is no link of ours, over, used up, or the report is gone; all alike."""
    try:
        pk, secret = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = Outside.objects.select_related("report__key", "report__office", "office").filter(
        rules.answer_outside.q(None), pk=pk, mark=keyed("report-outside", str(secret))).first()
    if row is None or row.report.secret:
        return None
    try:
        return Asked(row, str(unlocked(row.report).open_words(row.body, LETTER)["text"]))
    except Shut:
        return None


def awaited(asked: Outside) -> bool:
    """Whether an answer to this question still counts as one."""
    return rules.answer_outside.allows(None, asked)


def by_number(number: int) -> Outside | None:
    """For a gateway that holds a token of this house: the question that a letter answers, open or not."""
    return Outside.objects.select_related("report__key", "report__office", "office").filter(
        pk=number, report__secret=False, report__visibility__in=LIVING).first()


def asked(report: Report) -> QuerySet[Outside]:
    return Outside.objects.filter(report=report.pk).select_related("office", "answer").order_by("pk")


def answered(report: Report, key: str) -> Message | None:
    """What somebody outside answered, by its key, to be taken over into an answer."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Message.objects.filter(report=report.pk, pk=key, from_outside__isnull=False).first()
