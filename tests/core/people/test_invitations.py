"""How somebody is asked to come and work for an organisation, and who may ask."""
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.core.ledger.models import Line
from pendopo.core.people.actions.invitations import accept_invitation, invite, withdraw_invitation
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actions.standing import end_role
from pendopo.core.people.models import Invitation, Person
from pendopo.core.people.queries import invitation_from, system
from tests.core.people.conftest import letter_to, organisation, person, refused, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def token_of(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def test_an_invitation_brings_somebody_in_with_both_proofs(client, sides):
    ratna, _ = sides
    office = organisation("Dinas Contoh")
    address = invite(actor=ratna, email="Wati@contoh.example", organisation=office, role="officer")
    assert address in (letter := letter_to("wati@contoh.example"))
    assert re.search(r"sampai \w+, \d+ \w+ 20\d\d pukul \d\d\.\d\d WIB:", letter), "a day with its zone"
    path = reverse("people:invitation", args=[token_of(address)])
    assert client.get(path).status_code == 200
    kept = client.post(path, {"name": "Wati Contoh", "password": "pendek"})
    assert kept.status_code == 200 and 'value="Wati Contoh"' in kept.content.decode()
    answer = client.post(path, {"name": "Wati Contoh", "password": "empat kata yang diingat"})
    assert answer["Location"] == reverse("people:second_factor")
    wati = Person.objects.get(email="wati@contoh.example")
    assert wati.sort == "official" and wati.held and not wati.roles
    assert client.get(reverse("people:account"))["Location"].startswith(reverse("people:second_factor"))
    assert client.get(reverse("mfa_activate_totp")).status_code == 200       # the new password is not asked for again


def test_a_used_invitation_is_refused(client, sides):
    ratna, _ = sides
    address = invite(actor=ratna, email="wati@contoh.example", organisation=organisation("Dinas Contoh"),
                     role="officer")
    path = reverse("people:invitation", args=[token_of(address)])
    client.post(path, {"name": "Wati Contoh", "password": "empat kata yang diingat"})
    for stranger in (Client(), client):
        assert stranger.get(path).status_code == 410
        assert stranger.post(path, {"name": "Lain Contoh", "password": "empat kata yang diingat"}).status_code == 410
    assert not Person.objects.filter(name="Lain Contoh").exists()


def test_the_button_beside_an_invitation_says_what_it_takes_back(sign_in, sides):
    """One word of the code had the words of the action plans: "Tarik komitmen" stood beside an invitation."""
    ratna, _ = sides
    office = organisation("Dinas Contoh")
    invite(actor=ratna, email="wati@contoh.example", organisation=office, role="officer")
    with_app(ratna)
    page = sign_in(ratna).get(reverse("people:staff", args=[office.slug])).content.decode()
    assert "Tarik undangan" in page and "Tarik komitmen" not in page


def test_an_old_or_withdrawn_invitation_is_refused(client, sides):
    ratna, _ = sides
    office = organisation("Dinas Contoh")
    old = invite(actor=ratna, email="wati@contoh.example", organisation=office, role="officer",
                 until=timezone.now() - timedelta(minutes=1))
    taken_back = invite(actor=ratna, email="wati@contoh.example", organisation=office, role="officer")
    found = invitation_from(token_of(taken_back))
    assert found is not None
    withdraw_invitation(actor=ratna, invitation=found)
    for address in (old, taken_back, "/x/unknown/"):
        assert client.get(reverse("people:invitation", args=[token_of(address)])).status_code == 410


def test_only_the_hash_of_the_link_is_kept(sides):
    ratna, _ = sides
    address = invite(actor=ratna, email="wati@contoh.example", organisation=organisation("Dinas Contoh"),
                     role="officer")
    assert token_of(address) not in str(list(Invitation.objects.values())) + str(list(Line.objects.values()))


def test_whoever_lost_the_right_to_invite_invites_nobody(sides):
    ratna, _ = sides
    address = invite(actor=ratna, email="wati@contoh.example", organisation=organisation("Dinas Contoh"),
                     role="officer")
    end_role(actor=system("test"), membership=ratna.memberships.get())
    found = invitation_from(token_of(address))
    assert found is not None
    with refused(Hindrance):
        accept_invitation(actor=None, invitation=found, name="Wati Contoh", password="empat kata yang diingat")
    assert not Person.objects.filter(email="wati@contoh.example").exists()


def test_an_account_accepts_signed_in_and_nobody_else_does(client, sign_in, sides):
    ratna, _ = sides
    sari = person()
    address = invite(actor=ratna, email=sari.email or "", organisation=organisation("Dinas Contoh"), role="officer")
    path = reverse("people:invitation", args=[token_of(address)])
    assert reverse("account_login") in Client().get(path).content.decode()
    Client().post(path, {"name": "Lain", "password": "empat kata yang diingat"})
    assert not Person.objects.get(pk=sari.pk).held
    sign_in(sari)
    assert client.post(path).status_code == 302
    assert Person.objects.get(pk=sari.pk).held
