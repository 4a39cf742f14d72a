"""The contact of a reporter: shown to be theirs, silenced, or forgotten because it is somebody else's.

Anybody mistypes a number. Whose it is gets our messages; to act they need what stands beside the receipt.
"""
import secrets

from django.utils import timezone

from pendopo.analysis.messages_in import countersigned, denied
from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Identity, Knock, Recovery, Report
from pendopo.channels.reports.queries.contact import DISOWNED, Question, about, digits_of, mark, one_matter
from pendopo.channels.reports.queries.opening import IDENTITY, bound_identity, left
from pendopo.channels.reports.words import Reporter
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.holds import standing
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.post.actions import forget_about
from pendopo.kit.rules import require
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box
from pendopo.kit.whole import whole

TRIES = Budget("report-countersign", 5, 86_400)      # six digits of one report, whoever tries them


def hear_unproved(*, by: System, asked: Question, text: str) -> tuple[str, str]:
    """What words mean that come from a contact of which nobody has shown that it is the reporter's: ("denied", ""),
    ("proved", what else they say), or ("asked", ""): nothing of it counts, and they are asked."""
    if denied(text):
        disown_contact(actor=by, identity=asked.identity)
        return "denied", ""
    digits, rest = countersigned(text)
    if digits and prove_contact(actor=by, identity=asked.identity, digits=digits):
        return "proved", rest
    return "asked", ""


def without_digits(report: Report, text: str) -> str:
    """What else they say whose contact is known already and who send the digits once more: the YES before them says
    whose report it is, not that it is solved."""
    digits, rest = countersigned(text)
    return rest if digits and digits == digits_of(report) else text


def prove_contact(*, actor: Actor | None, identity: Identity, digits: str) -> bool:
    """Whoever reads there has seen the page with the receipt as well: the contact is the reporter's. False: the digits
    are wrong, or were tried too often today."""
    with whole():
        require(rules.prove_contact, actor, identity)
        try:
            spend(TRIES, str(one_matter(identity.report)[0]))
        except TooOften:
            return False
        if not secrets.compare_digest(digits_of(identity.report).encode(), digits.encode()):
            return False
        if not Identity.objects.filter(pk=identity.pk, key=identity.key_id).update(asked=""):
            return False
        Identity.objects.filter(pk__in=one_matter(identity.report)).update(asked="")
        return True


def disown_contact(*, actor: Actor | None, identity: Identity) -> None:
    """Whoever reads there says that the report is not theirs: the contact is forgotten for it, with every message that
    lies there for it, and told nothing any more. Under a legal hold it stays sealed as it is, told nothing and known
    again by nobody. What was split from the report, or it from, is part of it."""
    with whole():
        require(rules.disown_contact, actor, identity)
        if not Identity.objects.filter(pk=identity.pk, key=identity.key_id).exclude(asked="").exists():
            return
        for report in Report.objects.filter(pk__in=one_matter(identity.report)).order_by("pk"):
            _disown(actor, records.lock(report))


def _disown(actor: Actor | None, report: Report) -> None:
    found = Identity.objects.select_for_update(of=("self",)).select_related("key").exclude(asked="").filter(
        pk=report.pk).first()
    if found is None:
        return
    told = left(found, report)
    Knock.objects.filter(report=report, sent=None).delete()
    Recovery.objects.filter(report=report).delete()
    forget_about(about(report.pk), to=told.reached)
    told.email, told.phone = ("", told.phone) if told.way == "mail" else (told.email, "")
    told.way = ""
    marks = {"asked": "", "phone_mark": mark(report.code, told.phone), "email_mark": mark(report.code, told.email)}
    if standing(report) is None:
        _put(report, told, found.key_id, marks)
    else:
        Identity.objects.filter(pk=report.pk).update(stopped=timezone.now(), **marks)
    records.note(report, DISOWNED, by=actor or system("contact"), visibility="members")


def _put(report: Report, told: Reporter, before: int, marks: dict[str, str]) -> None:
    """What else the reporter left, under another key: no copy of what lay under the one before opens again."""
    row = Identity.objects.filter(pk=report.pk)
    if told:
        box = Box()
        row.update(key=keep(box, bound_identity(report)), body=box.seal_words(told.packed(), IDENTITY), **marks)
    else:
        row.delete()
    shred([before])


def stop_news(*, actor: Actor | None, identity: Identity) -> None:
    """Whoever reads there wants no more messages about this report. The contact stays what it was."""
    with whole():
        require(rules.stop_news, actor, identity)
        Identity.objects.filter(pk=identity.pk, key=identity.key_id, stopped=None).update(stopped=timezone.now())


def resume_news(*, actor: Actor | None, identity: Identity) -> None:
    """They want them again."""
    with whole():
        require(rules.resume_news, actor, identity)
        Identity.objects.filter(pk=identity.pk, key=identity.key_id).update(stopped=None)
