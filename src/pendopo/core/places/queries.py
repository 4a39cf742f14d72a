"""Whose server this is, which days count there, who serves which place."""
from django.db.models import QuerySet

from pendopo.core.people.models import Organisation
from pendopo.core.places.models import City, DayOff, ServiceArea
from pendopo.kit.prepared import Prepared
from pendopo.kit.regions.models import Region
from pendopo.kit.workdays.calendar import Calendar, MarkedDay
from pendopo.kit.workdays.national import national

the_city = Prepared(lambda: City.objects.select_related("region", "office").order_by("pk")[:1])


def city() -> City | None:
    """The one row; None while the installation is empty."""
    return next(iter(the_city()), None)


def above(code: str) -> list[str]:
    """The code and everything it lies in: 35.22.01.2003 -> 00, 35, 35.22, 35.22.01, 35.22.01.2003."""
    parts = code.split(".")
    return ["00", *(".".join(parts[:length]) for length in range(1, len(parts) + 1))]


def calendar_of(region: str | None) -> Calendar:
    """The national calendar with the region's own days off, and those of everything it lies in."""
    days = DayOff.objects.filter(region_id__in=above(region) if region else ["00"])
    local = [MarkedDay(day=row.day, name_id=row.reason, name_en=row.reason, law=row.law) for row in days]
    return national().with_days(local) if local else national()


def serving(region: Region) -> QuerySet[Organisation]:
    """The units that serve this place or anything it lies in; the nearest first is for the caller to choose."""
    return Organisation.objects.filter(pk__in=ServiceArea.objects.filter(
        region_id__in=above(region.code)).values("organisation_id"), until=None)
