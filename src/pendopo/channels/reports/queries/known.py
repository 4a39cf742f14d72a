"""What a file names and we know: offices, categories and places by their names, numbers that are here already."""
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Q, QuerySet

from pendopo.analysis.ringkas_columns import plain
from pendopo.channels.reports.models import Batch, Category, Foreign, Report
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import current
from pendopo.core.records.models import Event
from pendopo.kit.regions.kinds import FINEST, GOVERNMENT
from pendopo.kit.regions.models import Region

K = TypeVar("K")
V = TypeVar("V")
DISTRICT = min(GOVERNMENT + 1, FINEST)               # level of the places right below a city; villages lie below


class Known:
    """Read once for a whole file. A name that two offices or places have in common finds neither."""

    def __init__(self, region: Region | None) -> None:
        self.offices = only_one((plain(one.name), one) for one in Organisation.objects.filter(
            current(), side="government", state="confirmed", elsewhere=False))
        names = [(plain(word), one) for one in Category.objects.all() for word in {one.name, one.name_en, one.code}]
        self.categories = only_one((word, one) for word, one in names if word)
        inside = Region.objects.filter(level__gte=DISTRICT, ended=None).filter(
            Q(pk__startswith=f"{region.pk}.") if region and region.pk != "00" else Q()) if region else []
        rows = list(inside)
        self.districts = only_one((plain(one.name), one) for one in rows if one.level == DISTRICT)
        self.villages = only_one(((one.parent_id, plain(one.name)), one) for one in rows if one.level > DISTRICT)

    def office(self, name: str) -> Organisation | None:
        return self.offices.get(plain(name))

    def category(self, name: str) -> Category | None:
        return self.categories.get(plain(name))

    def region(self, district: str, village: str) -> Region | None:
        """The village, else its district. A village without its district is not guessed."""
        known = self.districts.get(plain(district))
        return known and self.villages.get((known.pk, plain(village)), known)


def only_one(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    found: dict[K, V] = {}
    twice = set[K]()
    for name, one in pairs:
        if found.setdefault(name, one) != one:
            twice.add(name)
    return {name: one for name, one in found.items() if name not in twice}


def numbers_here(system: str, numbers: Collection[str]) -> set[str]:
    """Numbers of the other system that a report here has."""
    return set(Foreign.objects.filter(system=system, number__in=list(numbers)).values_list("number", flat=True))


def acted_upon(batch: Batch) -> QuerySet[Event]:
    """What anybody did with the reports of an import since."""
    return Event.objects.filter(record__in=Report.objects.filter(batch=batch).values("pk"),
                                pk__gt=batch.loss.get("last_event", 0))
