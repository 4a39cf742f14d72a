"""Who reported. Of an anonymous or secret report two people are needed, a ground and a reason, and all of it stands on
the record. Where the reporter left nothing, there is nothing to open, and the page says so before anybody asks."""
from datetime import timedelta

from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import office_for
from pendopo.channels.reports.actions.telling import tell_office, tell_reporter
from pendopo.channels.reports.models import Opening, Reading, Report
from pendopo.channels.reports.queries.opening import REASON, reporter, unlocked
from pendopo.channels.reports.words import GROUNDS, Reporter
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.rules import Refused, require
from pendopo.kit.whole import whole

OPEN_FOR = timedelta(hours=24)


def ask_identity(*, actor: Actor, report: Report, ground: str, reason: str) -> Opening:
    """One person asks, and says why."""
    if ground not in GROUNDS:
        raise ValueError(ground)
    with whole():
        report = records.lock(report)
        require(rules.ask_identity, actor, report)
        opening = Opening.objects.create(report=report, ground=ground, asked_by=actor.person, asked=timezone.now(),
                                         reason=unlocked(report).seal_words({"text": reason}, REASON))
        records.note(report, "reports.ask_identity", by=actor, office=office_for(actor, report), visibility="members",
                     facts={"ground": ground})
        tell_office(report, "reports.identity_asked")
    return opening


def decide_identity(*, actor: Actor, opening: Opening, granted: bool) -> Opening:
    """Another person agrees, for a day, or does not. The reporter is told that it happened."""
    with whole():
        report = records.lock(opening.report)
        require(rules.decide_identity, actor, report)
        opening = Opening.objects.select_for_update().get(pk=opening.pk, report=report)
        if opening.asked_by_id == actor.person.pk or opening.granted is not None:
            raise Refused(rules.decide_identity)
        now = timezone.now()
        opening.decided_by, opening.decided, opening.granted = actor.person, now, granted
        opening.until = now + OPEN_FOR if granted else None
        opening.save(update_fields=["decided_by", "decided", "granted", "until"])
        records.note(report, "reports.grant_identity" if granted else "reports.refuse_identity", by=actor,
                     office=office_for(actor, report), visibility="members", facts={"ground": opening.ground})
        if granted:
            tell_reporter(report, "news")
    return opening


def look_identity(*, actor: Actor, report: Report) -> Reporter | None:
    """Name and contact; the look is listed. None: nobody left anything."""
    with whole():
        report = records.lock(report)
        require(rules.look_identity, actor, report)
        Reading.objects.create(report=report, person=actor.person, what="identity", at=timezone.now())
        if report.anonymous or report.secret:
            records.note(report, "reports.look_identity", by=actor, office=office_for(actor, report),
                         visibility="members")
        return reporter(report)
