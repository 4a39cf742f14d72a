"""Persons arrive, choose how they are called, take their data with them and go."""
from datetime import datetime
from typing import IO

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.core.ledger import actions as ledger
from pendopo.core.people import rules
from pendopo.core.people.actions.lines import Hindrance, enter
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.dossier import pack
from pendopo.core.people.models import (
    Assistance,
    Invitation,
    Look,
    Membership,
    Organisation,
    Person,
    Receipt,
    Trace,
    Vouch,
    new_alias,
)
from pendopo.core.people.queries import addresses, current, holdings, yesterday
from pendopo.kit.post.actions import forget
from pendopo.kit.rows import insert
from pendopo.kit.rules import Rule, require
from pendopo.kit.whole import whole

GROUND = "UU 27/2022 art. 8"         # a person may have their data erased


def sign_up(*, email: str | None = None, phone: str = "", name: str = "",
            language: str = settings.LANGUAGE_CODE) -> Person:
    """Somebody typed an address. They are nobody yet: the code sent there makes them a person of the city.

    An address that was typed before and never proved is taken up again, so that nobody can keep it from its owner;
    what a stranger set on it (a password, a name) goes.
    """
    with whole():
        person = Person.objects.filter(sort="new", email=email).first() if email else None
        person = person or Person(email=email, sort="new")
        person.name, person.phone_asked, person.language = name, phone, language
        person.set_unusable_password()
        person.save()
    return person


def prove(*, actor: Person) -> Person:
    """The code came back: the address is theirs, and so is the account."""
    with whole():
        require(rules.prove, actor, actor)
        actor.sort, actor.joined = "citizen", timezone.now()
        actor.save(update_fields=["sort", "joined"])
        enter("people.prove", by=actor)
    return actor


def welcome(*, actor: System | Person, name: str = "", email: str | None = None, phone: str | None = None,
            sort: str = "citizen", language: str = settings.LANGUAGE_CODE) -> Person:
    """A person whom an import, the command line or an officer brings in. No password: they sign in by code."""
    person = Person(name=name, email=email, phone=phone, sort=sort, language=language)
    person.set_unusable_password()
    with whole():
        require(rules.welcome, actor, person)
        if email:
            Person.objects.filter(email=email, sort="new").delete()      # typed by somebody, proved by nobody
        person.save(force_insert=True)
        if email:
            EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
        enter("people.welcome", by=actor, about=person, facts={"sort": sort})
    return person


def guest(*, name: str = "", language: str = settings.LANGUAGE_CODE) -> Person:
    """Somebody acts without an account. Called inside the action that they do; its line names them by alias."""
    person = Person(name=name, sort="guest", language=language)
    person.set_unusable_password()
    return insert(person)


def change_name(*, actor: Person, name: str) -> Person:
    """From now on their words stand under this name; what the ledger holds is their alias, so nothing there changes."""
    return change(actor, rules.change_name, "people.change_name", name=" ".join(name.split()))


def change_language(*, actor: Person, language: str) -> Person:
    """The language of mails and notices. A page keeps the language of its address."""
    return change(actor, rules.change_language, "people.change_language", language=language)


def change(me: Person, rule: Rule, verb: str, **columns: str) -> Person:
    with whole():
        person = Person.objects.select_for_update().get(pk=me.pk)
        require(rule, me, person)
        for column, value in columns.items():
            setattr(person, column, value)
            setattr(me, column, value)
        person.save(update_fields=list(columns))
        enter(verb, by=me)
    return person


def set_password(*, actor: Person, password: str) -> Person:
    """A new password; every other session of the account ends (Django binds a session to the password's hash)."""
    with whole():
        require(rules.set_password, actor, actor)
        actor.set_password(password)
        actor.save(update_fields=["password"])
        enter("people.set_password", by=actor)
    return actor


def ask_phone(*, person: Person, phone: str) -> None:
    """A number waits for its code. It keeps nobody else from it."""
    person.phone_asked = phone
    Person.objects.filter(pk=person.pk).update(phone_asked=phone)


def prove_phone(*, person: Person, phone: str) -> None:
    """The code sent to the number came back."""
    if person.phone == phone:
        return
    try:
        with whole():
            person.phone, person.phone_asked = phone, ""
            person.save(update_fields=["phone", "phone_asked"])
            enter("people.prove_phone", by=person)
    except IntegrityError as error:
        raise Hindrance(_("This number belongs to another account by now.")) from error


def look(*, actor: Person, address: str) -> Look:
    """An auditor opened a page. It is listed before the page is shown, with a line so that none can be dropped."""
    made = Look(person=actor, address=address[:300], at=timezone.now())
    with whole():
        require(rules.look, actor, made)
        made.save(force_insert=True)
        enter("people.look", by=actor, words={"address": made.address})
    return made


def export(*, actor: Person) -> IO[bytes]:
    """The person takes a copy of everything that the city holds of them: a ZIP to read and to compute with."""
    with whole():
        require(rules.export, actor, actor)
        enter("people.export", by=actor)
    return pack(actor)


def erase(*, actor: Actor, person: Person) -> int:
    """The person goes. What the city must keep stays without a name; the ledger still verifies.

    From the top floor down: a lower room would cut the thread by which the upper one finds its rows.
    """
    with whole():
        person = Person.objects.select_for_update().get(pk=person.pk)
        require(rules.erase, actor, person)
        for address in addresses(person):
            forget(address)
            Invitation.objects.filter(email__iexact=address).update(email="")
        everyone = [*Person.objects.filter(claimed_by=person), person]
        rows = sum(held.erase(one) for one in everyone for held in holdings() if held.erase)
        ledger.write(ledger.Deed({"verb": "people.erase", "at": timezone.now().isoformat(), "rows": rows,
                                  "ground": GROUND}))
    return rows


def forget_unproved(*, before: datetime) -> int:
    """Addresses that somebody typed and nobody proved: we have no consent to keep them."""
    with whole():
        stale = Person.objects.filter(sort="new", joined__lt=before)
        EmailAddress.objects.filter(user__in=stale).delete()
        count: int = stale.delete()[0]
    return count


def blank(person: Person) -> int:
    """The last row: nobody can tell any more who it was. While a legal hold keeps something of theirs as it is, the
    name beside it waits with it, and no page shows it."""
    waits = any(held.waits(person) for held in holdings() if held.waits)
    return Person.objects.filter(pk=person.pk).update(
        name=person.name if waits else "", email=None, phone=None, phone_asked="", password=make_password(None),
        sort="erased", is_active=False, alias=new_alias(), last_login=None, claimed_by=None, claimed=0)


def blank_guests(person: Person) -> int:
    """Guests whose receipts the person had claimed go with the account."""
    return sum(blank(guest) for guest in Person.objects.filter(claimed_by=person))


def forget_sign_in(person: Person) -> int:
    """Addresses, second factors and open sessions, everywhere at once."""
    for session in UserSession.objects.filter(user=person.pk):
        session.end()
    gone: int = Authenticator.objects.filter(user=person.pk).delete()[0]
    return gone + int(EmailAddress.objects.filter(user=person.pk).delete()[0])


def forget_traces(person: Person) -> int:
    """What the lines of this room say of the person loses its words; that something was done stays."""
    lines = list(Trace.objects.filter(person=person).values_list("line", flat=True))
    Trace.objects.filter(person=person).delete()
    return ledger.erase(lines, ground=GROUND)


def end_memberships(person: Person) -> int:
    """Roles end today. The rows stay: how many worked there and when is the organisation's past, now without a name."""
    open_ones = Membership.objects.filter(current(), person=person)
    return open_ones.update(until=yesterday())


def forget_receipts(person: Person) -> int:
    return Receipt.objects.filter(person=person).delete()[0]


def forget_invitations(person: Person) -> int:
    return (Invitation.objects.filter(person=person).update(person=None, email="")
            + Invitation.objects.filter(by=person).update(by=None))


def forget_assistance(person: Person) -> int:
    """That an officer helped somebody stays; how the person agreed goes."""
    return Assistance.objects.filter(person=person).exclude(consent="").update(consent="")


def forget_vouches(person: Person) -> int:
    return Vouch.objects.filter(person=person).update(person=None)


def forget_proposals(person: Person) -> int:
    """A proposal that nobody confirmed is the person's own words; a confirmed organisation lives on without them."""
    theirs = Organisation.objects.filter(proposed_by=person)
    count = theirs.exclude(state="confirmed").update(
        name="", name_en="", about="", plea="", state="closed", slug=Concat(Value("usulan-"), Cast("pk", CharField())))
    return count + theirs.update(proposed_by=None) + Organisation.objects.filter(refused_by=person).update(
        refused_by=None)

