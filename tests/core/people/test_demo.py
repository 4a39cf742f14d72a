"""The invented people of the demo city, and the operator's two commands."""
import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from pendopo.core.people.demo import load, people
from pendopo.core.people.models import Invitation, Membership, Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.DEMO_SIGN_INS = True, tmp_path / "demo.json"
    load()
    return settings.DEMO_SIGN_INS


def said(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def test_everybody_is_invented_and_loading_twice_changes_nothing(demo):
    before = (Person.objects.count(), Organisation.objects.count(), demo.read_text())
    load()
    assert before == (Person.objects.count(), Organisation.objects.count(), demo.read_text())
    assert all(one.name.endswith(" Contoh") and one.email.endswith("@contoh.example")
               for one in Person.objects.exclude(sort="system"))


def test_passwords_lie_where_only_the_owner_reads(demo):
    assert stat.S_IMODE(demo.stat().st_mode) == 0o600
    assert len(set(json.loads(demo.read_text()).values())) == len(people())


def test_an_objection_finds_a_second_moderator_of_another_side(demo):
    found = set(Membership.objects.filter(role="moderator").values_list("person__email", "organisation__side"))
    assert found == {("maya@contoh.example", "cso"), ("nina@contoh.example", "academia")}


def test_invented_staff_signs_in_with_password_and_code(client, demo):
    line = said("demo_code", "ratna")
    password = json.loads(demo.read_text())["ratna@contoh.example"]
    assert password in line
    client.post(reverse("account_login"), {"login": "ratna@contoh.example", "password": password})
    client.post(reverse("mfa_authenticate"), {"code": line.split()[0]})
    assert client.get(reverse("people:staff", args=["bappeda"])).status_code == 200


def test_without_demo_nobody_gets_a_password(settings, tmp_path):
    settings.DEMO, settings.DEMO_SIGN_INS = False, tmp_path / "demo.json"
    load()
    assert not settings.DEMO_SIGN_INS.exists()
    assert not any(one.has_usable_password() for one in Person.objects.exclude(sort="system"))
    with pytest.raises(CommandError):
        said("demo_code", "ratna")


def test_an_unknown_name_lists_the_known_ones(demo):
    with pytest.raises(CommandError, match="ratna"):
        said("demo_code", "siapa")


def test_the_first_member_of_staff_is_invited_on_an_empty_machine(client):
    line = said("admin", "kepala@contoh.example").split()[0]
    assert Invitation.objects.get().role == "secretariat"
    assert client.get(line.replace("http://localhost:8000", "")).status_code == 200
