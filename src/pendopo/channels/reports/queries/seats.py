"""Who sits where: offices with their duties, their people by role, and who stands in for whom today."""
from dataclasses import dataclass, field

from pendopo.channels.reports.models import Absence, Category, Desk, Duty
from pendopo.channels.reports.rules_desk import STAFF
from pendopo.core.people.models import Membership, Organisation, Person, today
from pendopo.core.people.queries import current


@dataclass
class Seats:
    """One office: what it answers for, and (person, role, who stands in) of those who work on reports."""
    office: Organisation
    duties: list[Category] = field(default_factory=list)
    people: list[tuple[Person, str, Person | None]] = field(default_factory=list)
    signed: bool = False                 # its head signs every answer


def offices() -> list[Seats]:
    """Every unit of the government that has duties or people here, by name. Four queries."""
    away = {one.person_id: one.deputy for one in Absence.objects.filter(
        since__lte=today(), until__gte=today()).select_related("deputy")}
    found: dict[int, Seats] = {}
    for held in Membership.objects.filter(current(), role__in=STAFF, organisation__side="government",
                                          organisation__elsewhere=False).select_related(
            "organisation", "person").order_by("person__name", "pk"):
        one = found.setdefault(held.organisation_id, Seats(held.organisation))
        one.people.append((held.person, held.role, away.get(held.person_id)))
    for duty in Duty.objects.filter(region=None).select_related("office", "category").order_by("category__position"):
        found.setdefault(duty.office_id, Seats(duty.office)).duties.append(duty.category)
    for key in Desk.objects.filter(signed__isnull=False).values_list("signed", flat=True):
        if key in found:
            found[key].signed = True
    return sorted(found.values(), key=lambda one: one.office.name)


def nobodys() -> list[Category]:
    """Open categories for which no office answers."""
    return list(Category.objects.filter(open=True, duties=None).exclude(parent=None).order_by("position", "code"))


def duties_of(office: Organisation) -> list[int]:
    return list(Duty.objects.filter(office=office, region=None).values_list("category", flat=True))
