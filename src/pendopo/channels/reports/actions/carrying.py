"""Between this room and the gateways: numbers in other systems, and news carried to people without an account."""
from django.db.models import F
from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Foreign, Knock, Report
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def give_number(*, actor: Actor, report: Report, system: str, number: str, state: str = "") -> Foreign:
    """The report has this number in that system, and that state there."""
    with whole():
        report = records.lock(report)
        require(rules.give_number, actor, report)
        made, new = Foreign.objects.update_or_create(system=system, number=number, defaults={
            "report": report, "state": state, "at": timezone.now()})
        if new:
            records.note(report, "reports.give_number", by=actor, facts={"system": system, "number": number})
    return made


def carried(*, actor: Actor, knock: Knock, done: bool) -> None:
    """It went out, or it has to be tried again."""
    with whole():
        require(rules.carried, actor, knock)
        Knock.objects.filter(pk=knock.pk).update(tries=F("tries") + 1, sent=timezone.now() if done else None)
