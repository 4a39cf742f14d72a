"""An invented town for the tests of pages: its office, its places, and promises in the one channel that is there."""
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from pendopo.channels.plans.models import Commitment, Plan
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import system
from pendopo.core.places.actions import place
from pendopo.core.places.models import City, Place
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.kit.regions import actions as regions
from pendopo.kit.regions.models import Region

HOME = "99.99"
NORTH, VILLAGE = "99.99.02", "99.99.02.2001"
COUNTRY = "00"


def town(**changes: Any) -> City:
    """Kabupaten Contoh with its regions and its office."""
    regions.load_demo()
    values = {"name": "Kabupaten Contoh", "region_id": HOME, "office": office(), "demo": True,
              "about": "Kabupaten rekaan.", "about_en": "An invented regency.", "contact": "halo@contoh.example"}
    return City.objects.create(pk=1, **(values | changes))


def office(slug: str = "bappeda-contoh", name: str = "Bappeda Contoh", **more: Any) -> Organisation:
    return Organisation.objects.get_or_create(slug=slug, defaults={
        "name": name, "name_en": "Contoh Planning Agency", "side": "government", **more})[0]


def plan() -> Plan:
    return Plan.objects.get_or_create(code="RAD1", defaults={
        "title": "Rencana Aksi Contoh 2025-2026", "level": "local", "owner": office(), "created": timezone.now(),
        "start": "2025", "end": "2026"})[0]


def promise(title: str = "Data anggaran desa terbuka", *, region: str = "", lat: float | None = None,
            lng: float | None = None, days_ago: float = 0, due: date | None = None, **more: Any) -> Commitment:
    """A public record, entered so many days ago."""
    number = Commitment.objects.count() + 1
    where: Place | None = place(Region.objects.get(pk=region), lat=lat, lng=lng) if region else None
    created = timezone.now() - timedelta(days=days_ago)
    made = Commitment(title=title, plan=plan(), number=str(number), position=number, level="local",
                      created=created, due=due, place=where, **({"office": office()} | more))
    return records.add(made, by=system("import"), office=made.office)


def finished(record: Commitment, at: datetime | None = None) -> Commitment:
    """Moved to its end along the table."""
    records.move(record, "end", by=system("import"), office=record.office)
    if at is not None:
        Record.objects.filter(pk=record.pk).update(closed=at)
    record.refresh_from_db()
    return record


def officer(unit: Organisation, name: str = "Budi Contoh", role: str = "officer") -> Person:
    made = Person.objects.create(name=name, email=f"{name.split()[0].lower()}@contoh.example", sort="official")
    Membership.objects.create(person=made, organisation=unit, role=role)
    return made


def enter(client: Client, person: Person, strong: bool = True) -> None:
    """Signed in; `strong`: the session has seen the second factor, too."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}] if strong else []
    session.save()


def resident(name: str = "Sari Contoh") -> Person:
    return Person.objects.create(name=name, email=f"warga{Person.objects.count()}@contoh.example")
