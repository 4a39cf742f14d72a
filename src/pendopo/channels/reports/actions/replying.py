"""What the reporter does, with the receipt or signed in: replies, adds, objects, confirms, takes back.

Whoever acts, the timeline names the guest of this report and nobody else.
"""
from collections.abc import Sequence

from django.db.models import F

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.forgetting import empty_reports, forget_identity, go_on_without
from pendopo.channels.reports.actions.signing import keep_inside
from pendopo.channels.reports.actions.speaking import enclose, reporter_of, said, say, sealed_for, stand
from pendopo.channels.reports.actions.telling import tell_desk, tell_followers, tell_office
from pendopo.channels.reports.models import Message, Report
from pendopo.channels.reports.queries.opening import unlocked
from pendopo.channels.reports.queries.pages import unheard
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.files.checks import Checked
from pendopo.kit.rules import Rule, require
from pendopo.kit.whole import whole


def reply(*, actor: Actor, report: Report, text: str, files: Sequence[Checked] = ()) -> Message:
    """The answer to a question; the clocks run again."""
    kept = sealed_for(report, files)
    with whole():
        report = records.lock(report)
        require(rules.reply, actor, report)
        me = reporter_of(report)
        message = say(report, unlocked(report), "reply", text, by=me)
        enclose(report, kept, message)
        stand(message, records.move(report, "reply", by=me, **said(message)))
        tell_office(report, "reports.replied")
    return message


def supplement(*, actor: Actor, report: Report, text: str, files: Sequence[Checked] = ()) -> Message:
    """More words or files, without being asked. No clock cares."""
    kept = sealed_for(report, files)
    with whole():
        report = records.lock(report)
        require(rules.supplement, actor, report)
        me = reporter_of(report)
        message = say(report, unlocked(report), "addition", text, by=me)
        enclose(report, kept, message)
        stand(message, records.note(report, "reports.supplement", by=me, **said(message)))
        tell_office(report, "reports.replied")
    return message


def object_to(*, actor: Actor, report: Report, text: str, files: Sequence[Checked] = ()) -> Message:
    """It is not solved, and why. The office goes on; its clock had stood still meanwhile."""
    return _again(rules.object_to, "object", actor, report, text, files)


def reopen(*, actor: Actor, report: Report, text: str, files: Sequence[Checked] = ()) -> Message:
    """Closed, and yet not solved. The time since it was closed is held against nobody."""
    return _again(rules.reopen, "reopen", actor, report, text, files)


def _again(rule: Rule, move: str, actor: Actor, report: Report, text: str, files: Sequence[Checked]) -> Message:
    kept = sealed_for(report, files)
    with whole():
        report = records.lock(report)
        require(rule, actor, report)
        me = reporter_of(report)
        message = say(report, unlocked(report), "objection", text, by=me)
        enclose(report, kept, message)
        Report.objects.filter(pk=report.pk).update(objections=F("objections") + 1, solved=False)
        stand(message, records.move(report, move, by=me, **said(message)))
        tell_office(report, "reports.objected")
        tell_desk(report, "reports.objected")
        tell_followers(report, "reports.moved", state=report.state)
    return message


def confirm(*, actor: Actor, report: Report, score: int | None = None, text: str = "") -> Report:
    """Solved, says the one who asked. `score`: 1 (bad) to 5 (good), if they want to say."""
    return _close(rules.confirm, "confirm", actor, report, score, text, solved=True)


def accept(*, actor: Actor, report: Report, score: int | None = None, text: str = "") -> Report:
    """Not solved, but it may rest."""
    return _close(rules.accept, "accept", actor, report, score, text, solved=False)


def _close(rule: Rule, move: str, actor: Actor, report: Report, score: int | None, text: str, *,
           solved: bool) -> Report:
    if score is not None and not 1 <= score <= 5:
        raise ValueError(f"a score is 1 to 5, not {score}")
    with whole():
        report = records.lock(report)
        require(rule, actor, report)
        me = reporter_of(report)
        if text:
            say(report, unlocked(report), "thanks", text, by=me)
        report.solved, report.score = solved, score
        report.save(update_fields=["solved", "score"])
        records.move(report, move, by=me, facts={"score": score} if score else None)
        tell_office(report, "reports.confirmed" if solved else "reports.accepted")
        tell_followers(report, "reports.moved", state=report.state)
    return report


def forget_own(*, actor: Actor, report: Report) -> None:
    """The reporter has it erased: words, files and identity, with their keys. What was published stays without author,
    as the memory of the city; what was never published is emptied altogether."""
    with whole():
        report = records.lock(report)
        require(rules.forget_own, actor, report)
        forget_identity(Report.objects.filter(pk=report.pk))
        if report.visibility == "public":
            records.note(report, "reports.forget_own", by=reporter_of(report))
            go_on_without(report)
            Report.objects.filter(pk=report.pk).update(author=None)
        else:
            empty_reports([report.pk])


def withdraw(*, actor: Actor, report: Report, text: str = "") -> Report:
    """The reporter takes it back; the office reads why, if they say."""
    with whole():
        report = records.lock(report)
        require(rules.withdraw, actor, report)
        me = reporter_of(report)
        if text:
            say(report, unlocked(report), "reason", text, by=me)
        keep_inside(unheard(report))
        records.move(report, "withdraw", by=me)
        tell_office(report, "reports.withdrawn")
    return report
