"""The invented place of the country pack: its code is reserved, its office is the secretariat of the room of people."""
from typing import Any

from django.utils import timezone

from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.places.actions import serve, settle
from pendopo.core.places.models import City
from pendopo.core.places.queries import SECTIONS
from pendopo.kit.country import data, folder
from pendopo.kit.regions import actions as regions
from pendopo.kit.regions.models import Region


def load() -> str:
    regions.load_demo()
    told = invented()
    region = Region.objects.get(pk=told["region"])
    units = Organisation.objects.filter(side="government").order_by("pk")
    office = units.filter(memberships__role="secretariat").first() or units.filter(parent=None).first()
    if not City.objects.exists():           # what somebody has settled here since then stays
        settle(actor=system("demo"), city=City(
            name=region.full_name, region=region, office=office, demo=True, contact=told["contact"],
            about=told["about"], about_en=told["about_en"],
            steps=dict.fromkeys(SECTIONS, timezone.now().isoformat())))
    for unit in Organisation.objects.filter(side="government", until=None):
        serve(unit, region)
    return region.full_name


def invented() -> dict[str, Any]:
    """Raises Malformed."""
    return data(folder("demo", "city.json"), "region", "contact", "about", "about_en")


DEMO = (20, load)
