"""Whose server this is, what it shows, and when it takes nothing in. Every change is on the ledger."""
from datetime import datetime
from typing import Any

from django.utils import timezone

from pendopo.core.ledger.actions import Deed, write
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Organisation
from pendopo.core.places import rules
from pendopo.core.places.models import City, Place, ServiceArea
from pendopo.core.places.queries import city, whole_city, whole_region
from pendopo.kit import shutters
from pendopo.kit.files.actions import Kept, forget, store
from pendopo.kit.files.models import StoredFile, Visibility
from pendopo.kit.post import connections
from pendopo.kit.regions.models import Region
from pendopo.kit.rows import insert
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

WORDS = ("about", "about_en", "contact")



def settle(*, actor: Actor, city: City) -> City:
    """The one row is made or changed: name, region, office, words about the city."""
    with whole():
        require(rules.settle, actor, city)
        city.pk = 1
        city.save()
        write(Deed({"verb": "places.settle", "at": timezone.now().isoformat(), "name": city.name,
                    "region": city.region_id, "demo": city.demo}, {"by": actor.person.alias}))
    return city


def change(*, actor: Actor, city: City, section: str, values: dict[str, Any] | None = None) -> City:
    """One section of what a city settles for itself. What is new stands on the ledger; whoever saves it unchanged says
    that it is right as it is."""
    with whole():
        require(rules.settle, actor, city)
        given = values or {}
        before = {name: getattr(city, name) for name in given}
        for name, value in given.items():
            setattr(city, name, value)
        city.steps = {**city.steps, section: timezone.now().isoformat()}
        city.save(update_fields=[*given, "steps"])
        new = {name: told(name, value) for name, value in given.items() if value != before[name]}
        if new:
            write(Deed({"verb": "places.change", "at": timezone.now().isoformat(), "section": section, "new": new},
                       {"by": actor.person.alias}))
    return city


def told(name: str, value: Any) -> Any:
    """As the ledger keeps it for ever: of a picture its fingerprint, of a region its code, and of free words, in which
    somebody's name or number may stand, only that they are others."""
    if name in WORDS:
        return True
    return value.sha256 if isinstance(value, StoredFile) else value.pk if isinstance(value, Region) else value


def hang_up(*, actor: Actor, city: City, kept: Kept | None) -> City:
    """The city's sign, beside its name on every page; None takes it down. The one before goes."""
    with whole():
        require(rules.settle, actor, city)
        before = city.logo
        logo = store(kept=kept, visibility=Visibility.PUBLIC) if kept else None
        change(actor=actor, city=city, section="logo", values={"logo": logo})
        if before is not None:
            forget(file=before)
    return city


def connect(*, actor: Actor, city: City, section: str, words: dict[str, str] | None) -> None:
    """How letters or messages leave: sealed, because it holds a password. The ledger learns that it changed."""
    with whole():
        require(rules.settle, actor, city)
        changed = connections.keep(section, words)
        change(actor=actor, city=city, section=section)
        if changed:
            write(Deed({"verb": "places.connect", "at": timezone.now().isoformat(), "section": section,
                        "set": words is not None}, {"by": actor.person.alias}))


def switch(*, actor: Actor, city: City, channel: str, on: bool) -> City:
    """A channel of this city is opened or closed; what it holds stays where it is."""
    with whole():
        require(rules.switch, actor, city)
        city.closed = sorted(set(city.closed) - {channel} if on else {*city.closed, channel})
        city.save(update_fields=["closed"])
        write(Deed({"verb": "places.switch", "at": timezone.now().isoformat(), "channel": channel, "on": on},
                   {"by": actor.person.alias}))
    return city


def close_counter(*, actor: Actor, city: City, until: datetime, why: str) -> None:
    """Everybody reads on, and nothing is taken in until that moment; every page says so. It ends by itself."""
    shutters.leave(operator=isinstance(actor, System))
    with shutters.keeper(), whole():                    # a new time may be named while they are closed
        require(rules.close_counter, actor, city)
        write(Deed({"verb": "places.close_counter", "at": timezone.now().isoformat(), "until": until.isoformat(),
                    "why": why}, {"by": actor.person.alias}))
    shutters.close(shutters.READ_ONLY, until, why)


def open_counter(*, actor: Actor, city: City) -> None:
    """Before the time that was named."""
    shutters.leave(operator=isinstance(actor, System))
    with shutters.keeper(), whole():
        require(rules.open_counter, actor, city)
        write(Deed({"verb": "places.open_counter", "at": timezone.now().isoformat()}, {"by": actor.person.alias}))
    shutters.lift()


def place(region: Region, *, lat: float | None = None, lng: float | None = None, words: str = "") -> Place:
    """Where a record is. A region alone is stored once; a point or words are a place of their own."""
    if lat is None and not words:
        known = whole_region(region=region.pk)
        if known:
            return known[0]
    return insert(Place(region=region, lat=lat, lng=lng, words=words))


def somewhere() -> Place | None:
    """The whole city: where no place was told, or nobody may know it. None while there is no city."""
    for known in whole_city():
        return known
    whose = city()
    return place(whose.region) if whose is not None else None


def serve(organisation: Organisation, region: Region) -> ServiceArea:
    """The unit answers for this region and everything inside it."""
    return ServiceArea.objects.get_or_create(organisation=organisation, region=region)[0]
