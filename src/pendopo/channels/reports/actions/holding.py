"""A legal hold on a report: text, files and identity stay, whoever asks for erasure, until it is lifted."""
from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import office_for
from pendopo.channels.reports.actions.telling import tell_reporter
from pendopo.channels.reports.models import Report
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.records.holds import hold, lift, standing
from pendopo.core.records.models import Hold
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def set_hold(*, actor: Actor, report: Report, ground: str, reference: str) -> Hold:
    """`ground` is one of holds.GROUNDS, `reference` the number and day of the letter; the reporter reads both."""
    with whole():
        report = records.lock(report)
        require(rules.set_hold, actor, report)
        made = hold(report, by=actor, ground=ground, reference=reference, office=office_for(actor, report))
        tell_reporter(report, "news")
    return made


def lift_hold(*, actor: Actor, report: Report) -> None:
    """The report is like any other again; what somebody had asked to be erased meanwhile goes now."""
    with whole():
        report = records.lock(report)
        require(rules.lift_hold, actor, report)
        found = standing(report)
        if found is not None:
            lift(found, by=actor, office=office_for(actor, report))
            tell_reporter(report, "news")
