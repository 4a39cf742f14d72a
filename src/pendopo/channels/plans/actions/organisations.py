"""The organisations that a file names: found again, or founded with the file as their source.

The same name in two regions is two offices (Diskominfo of Semarang is not that of Bojonegoro), so a name counts with
its area. Civil society of national reach is one, wherever it is named.
"""
import hashlib

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pendopo.channels.plans.packs import Known, organisations
from pendopo.core.people.actions.standing import found
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.people.roles import SOCIETY
from pendopo.core.places.models import City
from pendopo.kit.regions.kinds import GOVERNMENT
from pendopo.kit.regions.models import Region

NATIONAL = "00"
SLUG = 60


class Offices:
    """The organisations of one import, all read at once."""

    def __init__(self, actor: Actor, city: City | None) -> None:
        self.actor, self.city = actor, city
        self.by_slug = {one.slug: one for one in Organisation.objects.all()}
        self.made: list[str] = []

    def named(self, name: str, area: str, source: str, side: str) -> Organisation:
        """Who is meant by this name in this area. `side` is where it stands if nothing else is known of it."""
        area = governed(area)
        if self.is_here(area) and (ours := self.own(name)):
            return ours
        known = _known(name, area) or Known(side, name, area)
        return self.get(slug_of(known.name, known.area), known.name, "" if known.name == name else name, known.side,
                        source, area)

    def own(self, name: str) -> Organisation | None:
        """In the city itself units have their own names here already."""
        wanted = name.casefold()
        return next((one for one in self.by_slug.values()
                     if one.until is None and wanted in (one.name.casefold(), one.name_en.casefold())), None)

    def owner(self, region: Region | None, country: str, source: str) -> Organisation:
        """Whose plan it is: the national secretariat, a regional government, another country's government."""
        if self.city is not None and region is not None and region.code == self.city.region_id and self.city.office:
            return self.city.office
        if region is None and country:
            names = _both(_("Government of %(name)s"), name=country)
        elif region is None or region.code == NATIONAL:
            names = _both(_("National secretariat of Open Government Indonesia"))
        else:
            names = _both(_("Government of %(name)s"), region=region)
        area = region.code if region else slugify(country)
        return self.get(slug_of(names[0], area), names[0], names[1], "government", source, area)

    def get(self, slug: str, name: str, name_en: str, side: str, source: str, area: str) -> Organisation:
        """The one that is there, or a new one: of this city if its own plan names it."""
        if slug not in self.by_slug:
            self.by_slug[slug] = found(actor=self.actor, name=name, side=side, slug=slug, name_en=name_en,
                                       source=source[:200], elsewhere=not self.is_here(area))
            self.made.append(name)
        return self.by_slug[slug]

    def is_here(self, area: str) -> bool:
        return self.city is not None and area == self.city.region_id


def governed(area: str) -> str:
    """The province, city or regency whose government an area has: a district and a village have none of their own."""
    return ".".join(area.split(".")[:GOVERNMENT]) if area[:1].isdigit() else area


def _known(name: str, area: str) -> Known | None:
    listed = organisations()
    if here := listed.get((name, area)):
        return here
    national = listed.get((name, NATIONAL)) if area[:1].isdigit() else None
    return national if national and national.side in SOCIETY else None


def slug_of(name: str, area: str) -> str:
    """bappenas, inspektorat-33-74: short, readable, and the same at every import."""
    tail = "" if area in ("", NATIONAL) else f"-{slugify(area.replace('.', '-'))}"
    stem = slugify(name) or "lembaga"
    if len(stem) + len(tail) > SLUG:
        stem = f"{stem[:SLUG - len(tail) - 9]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return f"{stem}{tail}"


def _both(sentence: str | Promise, name: str = "", region: Region | None = None) -> tuple[str, str]:
    """A name in the country's language and in English."""
    told = []
    for language in dict(settings.LANGUAGES):
        with override(language):
            told.append(str(sentence) % {"name": region.full_name if region else name})
    return told[0], told[1]
