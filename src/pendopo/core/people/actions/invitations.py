"""Staff and members of organisations come in by a link that works once. Only a keyed hash of it is kept."""
import secrets
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.people import rules
from pendopo.core.people.actions.lines import Hindrance, enter
from pendopo.core.people.actions.standing import appoint, check_role
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Invitation, Organisation, Person, today
from pendopo.core.people.queries import by_email, keyed, system
from pendopo.core.people.roles import ROLES
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import moment
from pendopo.kit.whole import whole

VALID = timedelta(days=7)


def invite(*, actor: Actor, email: str, organisation: Organisation, role: str, until: datetime | None = None,
           role_until: date | None = None, language: str = settings.LANGUAGE_CODE) -> str:
    """Mails a one-time address and returns it. It opens to whoever reads that mailbox, until it is used or expires."""
    token = secrets.token_urlsafe(24)
    made = Invitation(hash=keyed("invitation", token), email=email.lower(), organisation=organisation, role=role,
                      by=None if isinstance(actor, System) else actor.person, until=until or timezone.now() + VALID,
                      role_until=role_until)
    check_role(role, today(), role_until)
    with whole():
        require(rules.invite, actor, made)
        made.save(force_insert=True)
        with translation.override(language):
            address = settings.SITE + reverse("people:invitation", args=[token])
            send_mail(*letter(made, address), None, [made.email])
        enter("people.invite", by=actor, facts={"organisation": organisation.slug, "role": role})
    return address


def letter(invitation: Invitation, address: str) -> tuple[str, str]:
    """Subject and words of the mail, in the language of the moment."""
    organisation = invitation.organisation.called if invitation.organisation else ""
    subject = gettext("You are invited to %(organisation)s") % {"organisation": organisation}
    text = gettext(
        "Hello,\n\nYou are invited to work on Pendopo for %(organisation)s, as: %(role)s.\n\nOpen this address to "
        "accept. It works once, until %(day)s:\n\n%(address)s\n\nIf you do not know what this is about, you need not "
        "do anything.\n") % {"organisation": organisation, "role": ROLES[invitation.role], "address": address,
                             "day": moment(invitation.until)}
    return subject, text


def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    with whole():
        invitation = lock(invitation)
        require(rules.withdraw_invitation, actor, invitation)
        invitation.used = invitation.used or timezone.now()
        invitation.save(update_fields=["used"])
        enter("people.withdraw_invitation", by=actor)
    return invitation


def accept_invitation(*, actor: Person | None, invitation: Invitation, name: str = "", password: str = "",
                      language: str = settings.LANGUAGE_CODE) -> Person:
    """The link is used up; the person has an account, a proved address and the role.

    Signed in, the role goes to that account, if the invited address is one of its own. Without an account one is made
    with name and password; the second factor is asked for at once (second_factor.py).
    """
    with whole():
        invitation = lock(invitation)
        require(rules.accept_invitation, actor, invitation)
        person = by_email(invitation.email)
        if person is not None and (actor is None or actor.pk != person.pk):
            raise Hindrance(_("This address already has an account. Sign in with it first, then open the link again."))
        if person is None and actor is not None:
            raise Hindrance(_("The invitation is for another address than yours. Sign out first, then open the link "
                              "again."))
        person = person or newcomer(invitation.email, name, password, language)
        invitation.used, invitation.person = timezone.now(), person
        invitation.save(update_fields=["used", "person"])
        enter("people.accept_invitation", by=person)
        if invitation.organisation is not None:
            appoint(actor=giver(invitation), person=person, organisation=invitation.organisation,
                    role=invitation.role, until=invitation.role_until)
    return person


def newcomer(email: str, name: str, password: str, language: str) -> Person:
    """An address that somebody typed at sign-up and never proved is theirs now; what was set on it goes."""
    person = Person.objects.filter(email=email, sort="new").first() or Person(email=email)
    person.name, person.sort, person.language, person.joined = name, "citizen", language, timezone.now()
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
    return person


def giver(invitation: Invitation) -> Actor:
    """Whoever invited must still be allowed to give the role today; the command line gives it as the system."""
    if invitation.by is None:
        return system("invitation")
    invitation.by.strong = True          # they proved it when they invited; their roles of today decide
    if not rules.invite.allows(invitation.by, invitation):
        raise Hindrance(_("Whoever invited you may no longer give this role. Please ask for a new invitation."))
    return invitation.by


def lock(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "by").get(
        pk=invitation.pk)
