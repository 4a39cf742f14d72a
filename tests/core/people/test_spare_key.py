"""When nobody of the secretariat can sign in any more: two people, two papers, once, and everybody hears of it."""
import json
import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from pendopo.core.ledger.models import Line
from pendopo.core.people.actions import spare
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Invitation, Person, SpareKey
from pendopo.core.people.queries import spare_key, system
from pendopo.kit.post.models import Letter
from tests.core.people.conftest import member, organisation, person, refused, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOLDERS = {"first_office": "Sekretaris Daerah", "first_name": "Contoh Satu", "second_office": "Inspektur",
           "second_name": "Contoh Dua"}
NEW = "baru@contoh.example"
USE = "people:use_spare_key"


@pytest.fixture
def rina() -> Person:
    """The last of the secretariat; a colleague of a unit and a citizen are there too."""
    house = organisation("Sekretariat Contoh")
    member(organisation("Dinas Contoh", parent=house), "officer", "Adi Contoh")
    person("Sari Contoh", "sari@contoh.example")
    return member(house, "secretariat", "Rina Contoh")


def test_both_parts_invite_once_and_everybody_hears_of_it(rina: Person, client: Client) -> None:
    first, second = spare.name_holders(actor=rina, **HOLDERS)
    Letter.objects.all().delete()
    answer = client.post(reverse(USE), {"first": second.lower().replace("-", " "), "second": first, "email": NEW})
    assert answer.status_code == 200 and NEW in answer.content.decode()
    invited = Invitation.objects.get(email=NEW)
    assert invited.role == "secretariat" and invited.organisation.slug == "sekretariat-contoh"
    told = set(Letter.objects.exclude(to=NEW).values_list("to", flat=True))
    assert told == {"rina@contoh.example", "adi@contoh.example"}, "all who work here, and no citizen"
    line = Line.objects.filter(facts__contains="people.recover").get()
    assert line.visibility == "public" and json.loads(line.facts)["offices"] == ["Sekretaris Daerah", "Inspektur"]
    assert NEW not in line.facts and "Contoh Satu" not in line.facts, "who, is nobody's business but theirs"
    again = client.post(reverse(USE), {"first": first, "second": second, "email": "lain@contoh.example"})
    assert "tidak membuka apa-apa lagi" in again.content.decode() and 'value="lain@contoh.example"' in \
        again.content.decode()
    assert not Invitation.objects.filter(email="lain@contoh.example").exists()


def test_one_part_alone_or_an_old_one_opens_nothing(rina: Person) -> None:
    old = spare.name_holders(actor=rina, **HOLDERS)
    new = spare.name_holders(actor=rina, **HOLDERS)
    for pair in ((new[0], new[0]), (new[0], old[1]), old, (new[0], new[1][:-2] + "AA"), ("", new[1])):
        with refused(Hindrance):
            spare.recover(actor=system("spare-key"), first=pair[0], second=pair[1], email=NEW)
    assert spare_key() is not None and not Invitation.objects.exists()
    assert not SpareKey.objects.filter(hash__in=[part for pair in (old, new) for part in pair]).exists()


def test_the_operator_alone_lets_nobody_in_once_two_hold_the_key(rina: Person) -> None:
    call_command("admin", "pertama@contoh.example", stdout=StringIO())
    spare.name_holders(actor=rina, **HOLDERS)
    with pytest.raises(CommandError, match="kunci-cadangan/pakai"):
        call_command("admin", "kedua@contoh.example", stdout=StringIO())


def test_the_secretariat_names_two_different_people_and_sees_the_parts_once(
        rina: Person, sign_in: Callable[[Person], Client]) -> None:
    browser = sign_in(with_app(rina))
    page = reverse("people:spare_key")
    assert "Belum ada kunci cadangan" in browser.get(page).content.decode()
    same = browser.post(page, HOLDERS | {"second_office": "sekretaris daerah"}).content.decode()
    assert "dua orang berbeda" in same and "Contoh Satu" in same
    shown = browser.post(page, HOLDERS).content.decode()
    first, second = re.findall(r"(?:[A-Z2-7]{4}-){8,}[A-Z2-7]{1,4}", shown)
    after = browser.get(page).content.decode()
    assert first not in after and second not in after and "Contoh Satu" in after
    assert spare.joined(first, second)


def test_only_the_governments_secretariat_names_holders(rina: Person) -> None:
    for other in (Person.objects.get(name="Adi Contoh"), Person.objects.get(name="Sari Contoh"),
                  member(organisation("Forum Contoh", side="cso"), "secretariat", "Dewi Contoh")):
        other.strong = True
        with refused():
            spare.name_holders(actor=other, **HOLDERS)


def test_guessing_has_an_end(rina: Person, client: Client) -> None:
    first, _second = spare.name_holders(actor=rina, **HOLDERS)
    said = ""
    for _try in range(12):
        said = client.post(reverse(USE), {"first": first, "second": first, "email": NEW}).content.decode()
    assert "Coba lagi" in said or "coba lagi" in said


def test_the_first_unit_is_one_of_this_city() -> None:
    """Plans may be imported before anybody is invited: the bodies that they name elsewhere have no secretariat here."""
    organisation("Department of Water", elsewhere=True)
    call_command("admin", "pertama@contoh.example", stdout=StringIO())
    assert Invitation.objects.get().organisation.name == "Sekretariat Daerah"
