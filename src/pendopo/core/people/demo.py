"""Invented people and organisations of the country pack (demo/organisations.csv, demo/people.csv). Everybody has the
same invented surname, every address ends in .example.

Passwords and second factors are made for this installation alone: nobody who reads this file can sign in anywhere.
"""
import json
import os
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.utils.translation import gettext

from pendopo.core.people.actions.persons import set_password, welcome
from pendopo.core.people.actions.standing import appoint, found
from pendopo.core.people.models import Organisation, Person, today
from pendopo.core.people.queries import by_email, system
from pendopo.core.people.roles import TIME_BOXED
from pendopo.kit.country import country, folder, table

ORGANISATIONS = "organisations.csv", "slug", "side", "name", "name_en", "about"     # the file, and its columns
PEOPLE = "people.csv", "first", "role", "organisation"
DOMAIN, SURNAME = country().demo.domain, country().demo.surname


def load() -> str:
    """Organisations, people with roles, and how they sign in. Safe to call twice."""
    organisations()
    made = [settle(*row) for row in people()]
    if settings.DEMO:
        sign_ins()
    return gettext("%(people)d people, %(organisations)d organisations") % {
        "people": len(made), "organisations": Organisation.objects.count()}


def organisations() -> None:
    operator = system("demo")
    known = set(Organisation.objects.values_list("slug", flat=True))
    told = rows(*ORGANISATIONS)
    parent = Organisation.objects.filter(slug=told[0]["slug"]).first()              # the first one is above the others
    for row in told:
        if row["slug"] not in known:
            above = parent if row["side"] == "government" else None
            made = found(actor=operator, slug=row["slug"], name=row["name"], name_en=row["name_en"], side=row["side"],
                         parent=above, about=row["about"], source="demo")
            parent = parent or made


def people() -> list[tuple[str, str, str]]:
    """First name, role, and the slug of the organisation."""
    told = rows(*PEOPLE)
    return [(row["first"], row["role"], row["organisation"]) for row in told]


def rows(name: str, *columns: str) -> list[dict[str, str]]:
    return [row for _line, row in table(folder("demo", name), *columns)]


def settle(first: str, role: str, slug: str) -> Person:
    operator = system("demo")
    email = f"{first.lower()}@{DOMAIN}"
    person = by_email(email) or welcome(actor=operator, name=f"{first} {SURNAME}", email=email)
    if role and not any(held == role for _, held, _ in person.held):
        until = today() + timedelta(days=180) if role in TIME_BOXED else None
        appoint(actor=operator, person=person, organisation=Organisation.objects.get(slug=slug), role=role,
                until=until)
    return person


def sign_ins() -> None:
    """Password and app for each, once; the passwords lie in a file that only the owner of this installation reads."""
    path = settings.DEMO_SIGN_INS
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    for first, role, _slug in people():
        person = by_email(f"{first.lower()}@{DOMAIN}")
        if person is None:
            continue
        password = passwords.setdefault(person.email or "", secrets.token_urlsafe(9))
        if not person.check_password(password):
            set_password(actor=person, password=password)
        if role and not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(person, generate_totp_secret())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)


DEMO = (10, load)
