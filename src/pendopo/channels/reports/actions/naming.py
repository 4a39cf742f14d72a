"""Who is named for a secret report. The key of the report is bound to exactly them, so each change wraps it anew.
Joined inside other actions."""
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.models import Reader, Report
from pendopo.channels.reports.queries.officers import deputy, handlers, staff
from pendopo.channels.reports.queries.opening import bound, excluded, readers, unlocked
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Organisation, Person
from pendopo.kit.seal.actions import rebind

SHUT_OUT = _("This office, or one above it, is complained about in the report: nobody of it can be named.")
NONE_LEFT = _("Nobody of this office can be named: everybody there also works for an office that is complained about.")
DESK_STAYS = _("Officers of the desk are released by its coordinators alone: the desk stays and watches.")
LAST_OF_DESK = _("At least one coordinator of the desk has to stay named. Name another one first.")
LAST = _("At least one officer has to stay named. Name another one first.")


def exchange(report: Report, add: Iterable[tuple[Person, Organisation, str]], drop: Iterable[int]) -> None:
    """The named officers change, and with them the binding of the key. Raises Shut when the table was tampered with."""
    now, gone, before = timezone.now(), set(drop), readers(report)
    new = [(person, office, why) for person, office, why in add if person.pk not in set(before) - gone]
    after = sorted({*(key for key in before if key not in gone), *(person.pk for person, _office, _why in new)})
    if not after:
        raise Hindrance(LAST)
    if report.key is not None:
        report.key = rebind(report.key, bound(report, before), bound(report, after))
    Reader.objects.filter(report=report, person__in=gone, until=None).update(until=now)
    Reader.objects.bulk_create(Reader(report=report, person=person, office=office, why=why, since=now)
                               for person, office, why in new)


def hand_over(report: Report, office: Organisation, officers: Sequence[Person]) -> list[Person]:
    """The handlers of the office before leave, those of the new one come. The desk stays and watches."""
    shut = excluded(report, unlocked(report))
    if office.pk in shut:
        raise Hindrance(SHUT_OUT)
    able = staff(office, (*HANDLERS, *COORDINATORS), shut)
    keys = {person.pk for person in able}
    chosen = [person for person in officers if person.pk in keys] if officers else handlers(office, shut)
    chosen = list({one.pk: one for one in map(deputy, chosen) if one.pk in keys}.values()) or chosen
    if not chosen:
        raise Hindrance(NONE_LEFT)
    old = Reader.objects.filter(report=report, until=None).exclude(why="desk").values_list("person", flat=True)
    exchange(report, [(person, office, "handler") for person in chosen],
             set(old) - {person.pk for person in chosen})
    return chosen
