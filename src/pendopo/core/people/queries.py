"""Who is there, who holds what, and what the city holds of a person. Writes nothing, but for the rows of the system."""
import hashlib
import hmac
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from pendopo.core.people import rules
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import (
    Assistance,
    Invitation,
    Look,
    Membership,
    Organisation,
    Person,
    Receipt,
    SpareKey,
    today,
)
from pendopo.core.people.personal import Holding
from pendopo.core.people.roles import STAFF_ROLES, STAFF_SIDES
from pendopo.kit.codes import receipt_hash
from pendopo.kit.discover import shelf


def system(name: str) -> System:
    """The named part of the system; its row is made on first use (the one write a question may cause)."""
    person, _ = Person.objects.get_or_create(alias=f"system-{name}", defaults={
        "name": name, "sort": "system", "password": "!"})
    return System(person)


def keyed(what: str, secret: str) -> str:
    """What is stored instead of a secret link: without the key of this installation a copy opens nothing."""
    return hmac.new(settings.RECEIPT_KEY, f"{what}:{secret}".encode(), hashlib.sha256).hexdigest()


def yesterday() -> date:
    return today() - timedelta(days=1)


def current(day: date | None = None) -> Q:
    """The part of a table with `since` and `until` that counts on that day."""
    day = day or today()
    return (Q(until=None) | Q(until__gte=day)) & (Q(since=None) | Q(since__lte=day))


# Persons

def by_email(email: str) -> Person | None:
    """Whose address this is, proved by a code; somebody who only typed it is nobody yet."""
    proved = EmailAddress.objects.filter(email=email.lower(), verified=True).select_related("user").first()
    person = proved.user if proved else Person.objects.filter(email=email.lower()).exclude(sort="new").first()
    return person if isinstance(person, Person) else None


def by_phone(phone: str) -> Person | None:
    return Person.objects.filter(phone=phone, is_active=True).first()


def addresses(person: Person) -> list[str]:
    """Every mail address and number that is proved to be this person's; what they only typed may be anybody's."""
    mails = EmailAddress.objects.filter(user=person.pk, verified=True).values_list("email", flat=True)
    own = person.email if person.sort != "new" else ""
    return sorted({address for address in (*mails, own, person.phone) if address})


def holdings() -> list[Holding]:
    """Upper floors first: a lower room cuts the thread by which the upper one finds its rows."""
    return [holding for room in reversed(shelf("holdings", "HOLDINGS")) for holding in room]


def selves(person: Person) -> list[Person]:
    """The account and the guests whose receipts it claimed."""
    return [person, *(Person.objects.filter(claimed_by=person.pk) if person.claimed else [])]


def everything_about(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Each holding by name, empty ones too: what is not there is also an answer."""
    return {held.name: [row for one in selves(person) for row in held.rows(one)] for held in holdings()}


# Receipts and assistance

def receipt_from(text: str) -> Receipt:
    """The receipt that was typed. Raises Mistyped (with a sentence) or Receipt.DoesNotExist."""
    wanted = receipt_hash(settings.RECEIPT_KEY, text)
    return Receipt.objects.select_related("person").get(hash=wanted, ended=None)


def receipts_of(person: Person) -> QuerySet[Receipt]:
    return Receipt.objects.filter(person__in=person.own_ids, ended=None).order_by("-pk")


def assistance_of(officer: Person) -> Assistance | None:
    """The help that this officer is giving at this moment."""
    return Assistance.objects.filter(officer=officer.pk, until__gt=timezone.now()).select_related(
        "person").order_by("-pk").first()


# Organisations, roles, invitations

def organisations(actor: Actor | None, side: str = "", after: str = "", words: str = "") -> QuerySet[Organisation]:
    """What exists today by name, with how many people and units each has: one query.

    `after`: from that slug on. `words`: a part of its name, in either language.
    """
    serving = Q(memberships__until=None) | Q(memberships__until__gte=today())
    found = Organisation.objects.filter(rules.see_organisation.q(actor), current(), state="confirmed").annotate(
        member_count=Count("memberships__person", filter=serving & Q(memberships__since__lte=today()), distinct=True),
        unit_count=Count("units", filter=Q(units__until=None), distinct=True)).select_related("parent").order_by(
        "name", "slug")
    if after:
        last = Organisation.objects.filter(slug=after).values("name")[:1]
        found = found.filter(Q(name__gt=last) | Q(name=last, slug__gt=after))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(name_en__icontains=words))
    return found.filter(side=side) if side else found


def organisation(actor: Actor | None, slug: str) -> Organisation | None:
    """By its address, also when it has another name by now."""
    return Organisation.objects.filter(rules.see_organisation.q(actor), slug=slug).select_related(
        "parent", "successor", "heir", "proposed_by").first()


def waiting(actor: Actor) -> QuerySet[Organisation]:
    """Proposals that this person may decide, and their own."""
    me = rules.account(actor)
    theirs = Q(proposed_by=me.pk) if me else Q(pk__in=())
    return Organisation.objects.filter(rules.vouch.q(actor) | theirs).exclude(state="confirmed").order_by("pk")


def names_before(organisation: Organisation) -> list[Organisation]:
    """What it was called before, the latest first; whatever was merged into it is among them."""
    return list(Organisation.objects.filter(heir=organisation.pk).order_by("-until", "name"))


def staff(organisation: Organisation) -> QuerySet[Membership]:
    return Membership.objects.filter(current(), organisation=organisation.pk).select_related(
        "person", "organisation").order_by("role", "person__name", "pk")


def invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Those that can still be accepted."""
    return Invitation.objects.filter(organisation=organisation.pk, used=None, until__gte=timezone.now()).select_related(
        "by").order_by("-pk")


def invitation_from(token: str) -> Invitation | None:
    return Invitation.objects.select_related("organisation", "by").filter(hash=keyed("invitation", token)).first()


def spare_key() -> SpareKey | None:
    """The one whose parts are out and open something."""
    return SpareKey.objects.filter(used=None, ended=None).order_by("-pk").first()


def people_of_staff() -> QuerySet[Person]:
    """Everybody who holds a role today for which a second factor is asked, and can be written to."""
    serving = Q(memberships__until=None) | Q(memberships__until__gte=today())
    theirs = Q(memberships__organisation__side__in=STAFF_SIDES) | Q(memberships__role__in=STAFF_ROLES)
    return Person.objects.filter(serving & theirs, memberships__since__lte=today(), is_active=True).exclude(
        email=None).distinct().order_by("pk")


def looks(actor: Actor, before: int | None = None) -> QuerySet[Look]:
    """The pages that auditors opened, newest first."""
    found = Look.objects.filter(rules.see_looks.q(actor)).select_related("person").order_by("-pk")
    return found.filter(pk__lt=before) if before else found
