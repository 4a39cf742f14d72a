"""Who can be named for a secret report, and who works where."""
from collections.abc import Collection
from datetime import date
from functools import partial

from django.db.models import Q, QuerySet

from pendopo.channels.reports.models import Absence, Desk, Report
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Organisation, Person, today
from pendopo.core.people.queries import current
from pendopo.core.places.queries import city
from pendopo.kit.prepared import Steady


def holding(roles: Collection[str], office: int, today: date) -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, pk__in=Membership.objects.filter(
        current(today), organisation=office, role__in=roles).values("person")).order_by("pk")


desks = Steady(lambda: Desk.objects.select_related("office", "second").order_by("pk")[:1])
coordinators = Steady(partial(holding, COORDINATORS), office=int, today=date)


def desk() -> tuple[Organisation | None, Organisation | None]:
    """The office that verifies, and the one that does it when the first is complained about."""
    for found in desks():
        return found.office, found.second
    place = city()
    return (place.office if place else None), None


def desk_without(excluded: Collection[int]) -> Organisation | None:
    """The desk that may take a report in which these offices are complained about; None: nobody here may."""
    found = staffed(excluded)
    return found[0] if found else None


def staffed(excluded: Collection[int]) -> tuple[Organisation, list[Person]] | None:
    """The same with its coordinators, of whom none works in an excluded office."""
    for one in desk():
        if one is not None and one.pk not in excluded and (people := staff(one, COORDINATORS, excluded)):
            return one, people
    return None


def staff(office: Organisation, roles: Collection[str], excluded: Collection[int] = ()) -> list[Person]:
    """Who holds one of these roles there today and none in an excluded office."""
    if roles == COORDINATORS and not excluded:               # asked whenever a report comes in
        return coordinators(office=office.pk, today=today())
    found = holding(roles, office.pk, today())
    if excluded:
        found = found.exclude(pk__in=Membership.objects.filter(
            current(), organisation__in=list(excluded)).values("person"))
    return list(found)


def handlers(office: Organisation, excluded: Collection[int] = ()) -> list[Person]:
    """Those who are named when nobody is chosen: liaison officers, else officers, else the head."""
    for role in HANDLERS:
        if found := staff(office, (role,), excluded):
            return found
    return []


def colleagues(office: Organisation | None) -> QuerySet[Person]:
    """Everybody who may work on the reports of this office."""
    held = Membership.objects.filter(current(), organisation=office, role__in=(*HANDLERS, *COORDINATORS))
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk")


def releasable(actor: Actor, report: Report) -> QuerySet[Person]:
    """Whom of the named officers somebody may release: those of the desk only its coordinators, so that no office is
    left alone with a secret report."""
    found = report.readers.filter(until=None)
    if report.desk_id not in actor.at(*COORDINATORS):
        found = found.exclude(why="desk")
    return Person.objects.filter(pk__in=found.values("person")).order_by("name", "pk")


def signs(office: Organisation) -> bool:
    """Whether answers of this office go out only when its head has signed them."""
    return Desk.objects.filter(signed=office.pk).exists()


def heads(office: Organisation) -> QuerySet[Person]:
    """Who signs for it today: its heads, and who of its people stands in for one who is away."""
    found = holding(("head",), office.pk, today()).order_by().values("pk")
    deputies = Absence.objects.filter(person__in=found, since__lte=today(), until__gte=today()).values("deputy")
    here = holding((*COORDINATORS, *HANDLERS), office.pk, today()).order_by().values("pk")
    return Person.objects.filter(Q(pk__in=found) | Q(pk__in=deputies) & Q(pk__in=here), is_active=True).order_by("pk")


def deputy(person: Person) -> Person:
    """Who takes the cases of somebody who is away today."""
    found = Absence.objects.filter(person=person.pk, since__lte=today(), until__gte=today()).select_related(
        "deputy").order_by("-pk").first()
    return found.deputy if found else person


def government() -> list[Organisation]:
    """Every unit of this government, for choosing."""
    return list(Organisation.objects.filter(current(), side="government", state="confirmed", elsewhere=False)
                .order_by("name"))
