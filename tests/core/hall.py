"""People, offices and a promise to talk about, for the tests of core. Everybody here is invented."""
from contextlib import contextmanager
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone

from pendopo.channels.plans.models import Commitment, Plan
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.kit.rules import Refused

NEXT = count(1)


def office(name="Dinas Contoh", side="government", **more):
    slug = f"{name.lower().replace(' ', '-')}-{next(NEXT)}"
    return Organisation.objects.create(slug=slug, name=name, side=side, **more)


def person(name="Sari Contoh", *, at=None, role="", strong=True, **more):
    """`at` and `role`: staff of an office, who has proved a second factor unless told otherwise."""
    number = next(NEXT)
    made = Person.objects.create(**{"name": name, "email": f"warga{number}@contoh.example", "password": "!"} | more)
    if at is not None:
        Membership.objects.create(person=made, organisation=at, role=role)
    made.strong = strong
    return made


def again(one):
    """The same person in a new request: nothing remembered."""
    fresh = Person.objects.get(pk=one.pk)
    fresh.strong = one.strong
    return fresh


def record(title="Jalan desa diperbaiki", *, at=None, **more):
    number = next(NEXT)
    plan, _ = Plan.objects.get_or_create(code="UJI", defaults={
        "title": "Rencana uji", "level": "local", "owner": at or office("Sekretariat Uji"), "created": timezone.now()})
    return records.add(Commitment(title=title, office=at, plan=plan, number=str(number), position=number, level="local",
                                  **more), by=system("test"), facts={"plan": plan.code, "number": str(number)})


@contextmanager
def refused(error=Refused, match=None):
    """The action is refused and leaves nothing behind. (A test runs inside a transaction of its own.)"""
    with pytest.raises(error, match=match), transaction.atomic():
        yield
