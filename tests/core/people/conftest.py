"""Invented people of an invented regency, and how a test reads their mail."""
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from pendopo.core.people.actions.persons import set_password, welcome
from pendopo.core.people.actions.standing import appoint, found
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import system
from pendopo.kit.post.models import Letter
from pendopo.kit.rules import Refused

PASSWORD = "empat kata yang diingat"


@pytest.fixture(autouse=True)
def _real_outbox(settings: Any) -> None:
    """Django's test runner would put mail aside; here it lies in the outbox as it does in a city."""
    settings.EMAIL_BACKEND = "pendopo.kit.post.backend.Outbox"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]      # Argon2 is slow on purpose
    cache.clear()


def person(name: str = "Sari Contoh", email: str | None = "sari@contoh.example", **about: Any) -> Person:
    return welcome(actor=system("test"), name=name, email=email, **about)


def organisation(name: str, side: str = "government", **about: Any) -> Organisation:
    return found(actor=system("test"), name=name, side=side, **about)


def member(one: Organisation, role: str, name: str, **about: Any) -> Person:
    """Somebody with a role, whose second factor counts in this test."""
    made = person(name, f"{name.split()[0].lower()}@contoh.example")
    appoint(actor=system("test"), person=made, organisation=one, role=role, **about)
    made.strong = True
    return made


def with_password(one: Person) -> Person:
    return set_password(actor=one, password=PASSWORD)


def with_app(one: Person) -> Person:
    TOTP.activate(one, generate_totp_secret())
    return one


def app_code(one: Person) -> str:
    """What the person's authenticator app shows now."""
    secret = decrypt(Authenticator.objects.get(user=one, type="totp").data["secret"])
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@contextmanager
def refused(sort: type[Exception] = Refused) -> Iterator[None]:
    """What is refused leaves nothing behind, and the test goes on."""
    with pytest.raises(sort), transaction.atomic():
        yield


def letter_to(address: str) -> str:
    found = Letter.objects.filter(to=address).order_by("-pk").first()
    assert found is not None, f"no letter to {address}"
    return f"{found.subject}\n{found.text}"


def code_to(address: str) -> str:
    hit = re.search(r"\b(\d{4}-\d{4})\b", letter_to(address))
    assert hit is not None, letter_to(address)
    return hit[1]


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    """Signs in the way people do: password, then the app's code where there is one."""
    def go(one: Person) -> Client:
        with_password(one)
        answer = client.post(reverse("account_login"), {"login": one.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        if Authenticator.objects.filter(user=one).exists():
            answer = client.post(reverse("mfa_authenticate"), {"code": app_code(one)})
            assert answer.status_code == 302, answer.content.decode()
        return client
    return go


@pytest.fixture
def sides() -> tuple[Person, Person]:
    """The secretariat of the government and that of civil society."""
    return (member(organisation("Sekretariat Contoh"), "secretariat", "Ratna Contoh"),
            member(organisation("Forum Contoh", "cso"), "secretariat", "Lestari Contoh"))
