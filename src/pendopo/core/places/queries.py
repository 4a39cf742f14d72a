"""Whose server this is, which days count there, who serves which place."""
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from django.db.models import QuerySet

from pendopo.core.people.models import Organisation
from pendopo.core.places.models import City, DayOff, Place, ServiceArea
from pendopo.kit.prepared import Steady
from pendopo.kit.regions import kinds
from pendopo.kit.regions.models import Region
from pendopo.kit.workdays.calendar import Calendar, MarkedDay
from pendopo.kit.workdays.national import national

SECTIONS = ("daerah", "logo", "zona", "bahasa", "lembaga", "kanal", "peta", "surel", "sms")     # as in addresses
WHOLE = kinds.COUNTRY_CODE
LEVELS = tuple(f"level_{level}" for level in kinds.LEVELS)
days_off = Steady(lambda **codes: DayOff.objects.filter(region__in=list(codes.values())).order_by(
    "region_id", "pk").values_list("day", "reason", "law"), **dict.fromkeys(LEVELS, str))
whole_region = Steady(lambda region: Place.objects.filter(
    region=region, lat=None, lng=None, words="").order_by("pk")[:1], region=str)
whole_city = Steady(lambda: Place.objects.filter(
    region__cities=1, lat=None, lng=None, words="").order_by("pk")[:1])
the_city = Steady(lambda: City.objects.select_related("region", "office", "logo").order_by("pk")[:1])


def undone(whose: City | None) -> list[str]:
    """The sections that nobody has settled yet, in their order; all of them while there is no city."""
    return [name for name in SECTIONS if whose is None or name not in whose.steps]


def tile_host(tiles: str) -> str:
    """The host outside that would see who looks where; empty for our own address."""
    return urlsplit(tiles).netloc


def city() -> City | None:
    """The one row; None while the installation is empty."""
    return next(iter(the_city()), None)


def above(code: str) -> list[str]:
    """The code and everything it lies in: 35.22.01.2003 -> 00, 35, 35.22, 35.22.01, 35.22.01.2003."""
    parts = code.split(".")
    return [WHOLE, *(".".join(parts[:length]) for length in range(1, len(parts) + 1))]


def calendar_of(region: str | None) -> Calendar:
    """The national calendar with the region's own days off, and those of everything it lies in."""
    inside = above(region) if region else [WHOLE]
    inside += inside[-1:] * (len(LEVELS) - len(inside))
    return with_days(tuple(days_off(**dict(zip(LEVELS, inside, strict=True)))))


@lru_cache(maxsize=100)
def with_days(days: tuple[tuple[date, str, str], ...]) -> Calendar:
    return national().with_days(MarkedDay(day=day, name_own=reason, name_en=reason, law=law)
                                for day, reason, law in days)


def serving(region: Region) -> QuerySet[Organisation]:
    """The units that serve this place or anything it lies in; the nearest first is for the caller to choose."""
    return Organisation.objects.filter(pk__in=ServiceArea.objects.filter(
        region_id__in=above(region.code)).values("organisation_id"), until=None)
