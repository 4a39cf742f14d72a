"""Persons, organisations, and who holds which role where."""
import secrets
from datetime import date
from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext

from pendopo.core.ledger.models import Line
from pendopo.kit.prepared import Steady


def new_alias() -> str:
    return secrets.token_hex(16)


def today() -> date:
    return timezone.localdate()


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A citizen, an official, a guest with a receipt, or a named part of the system.

    Many have no account: password unusable, e-mail null. No PermissionsMixin: rules decide. `alias` is random and the
    only name that enters the ledger; erasure replaces it. `sort` is new until an address was proved by a code.
    """
    alias = models.CharField(max_length=32, unique=True, default=new_alias)
    name = models.CharField(max_length=200, blank=True)                  # as they wish to be called; may be empty
    email = models.EmailField(null=True, unique=True)
    phone = models.CharField(max_length=20, null=True, unique=True)      # E.164, proved by a code
    phone_asked = models.CharField(max_length=20, blank=True)            # a number that waits for its code
    sort = models.CharField(max_length=10, default="citizen")            # new citizen official guest system erased
    language = models.CharField(max_length=2, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="guests")   # of a guest: the account
    claimed = models.PositiveIntegerField(default=0)                     # of an account: how many guests it was
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    strong = False                       # set for one request: this session proved a second factor
    helper: "Person | None" = None       # set for one request: the officer who acts for this person
    serves: bool | None = None           # said by the keeper of the door (keeper.py): has this person ever had a role
    record_id: int | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """What stands beside their words. Nobody needs to give a name to speak to their city."""
        return (self.name if self.sort != "erased" else "") or gettext("A resident")

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False                     # Django's permissions are not used: rules are

    def has_module_perms(self, label: str) -> bool:
        return False

    @property
    def person(self) -> "Person":
        return self

    @cached_property
    def own_ids(self) -> frozenset[int]:
        """This person and the guests that they were before they had an account."""
        if not self.claimed:
            return frozenset({self.pk})
        return frozenset({self.pk, *Person.objects.filter(claimed_by=self.pk).values_list("pk", flat=True)})

    @cached_property
    def held(self) -> tuple[tuple[int, str, str], ...]:
        """(organisation, role, side) of today, in one query, whatever this session has proved.

        A role in a unit is also a role in the units it came from: what they left open is carried on.
        """
        if self.serves is False:
            return ()
        found = serving(person=self.pk or 0, today=today())
        now = [(organisation, role, side) for organisation, role, side, _, _ in found]
        return tuple(dict.fromkeys([*now, *((past, role, side) for _, role, _, past, side in found if past)]))

    @cached_property
    def roles(self) -> tuple[tuple[int, str, str], ...]:
        """What counts now: without the second factor a member of staff is a citizen like any other."""
        return self.held if self.strong else ()

    @property
    def office_ids(self) -> frozenset[int]:
        return frozenset(organisation for organisation, _, _ in self.roles)

    def at(self, *roles: str) -> frozenset[int]:
        """The organisations where this person holds one of these roles."""
        return frozenset(organisation for organisation, role, _ in self.roles if role in roles)

    def on_side(self, *sides: str) -> frozenset[int]:
        return frozenset(organisation for organisation, _, side in self.roles if side in sides)

    def sides(self, *roles: str) -> frozenset[str]:
        """The sides for which this person holds one of these roles."""
        return frozenset(side for _, role, side in self.roles if role in roles)


class Organisation(models.Model):
    """A unit of government, a council, a CSO... It outlives its staff; renamed, it has a successor."""
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=12)   # government council cso academia media business community funder
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    heir = models.ForeignKey("self", models.PROTECT, null=True, related_name="past")   # the last of its successors
    since = models.DateField(null=True)
    until = models.DateField(null=True)                                  # the last day under this name
    state = models.CharField(max_length=10, default="confirmed")         # proposed confirmed refused appealed closed
    about = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)                # where the fact that it exists comes from
    elsewhere = models.BooleanField(default=False)                       # named by a plan of another place, no more
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="organisations_proposed")
    refused_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="organisations_refused")
    refusal = models.TextField(blank=True)
    plea = models.TextField(blank=True)                                  # why the refusal was wrong (appeal)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["state", "side", "name"], name="organisation_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name in the language of the page, where there is one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Membership(models.Model):
    """A role of a person in an organisation for a time. Roles: see people/roles.py."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True)                                  # the last day that counts

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation", "role", "since"], name="role_once")]
        indexes = [models.Index(fields=["organisation", "role"], name="membership_staff")]


serving = Steady(lambda person, today: Membership.objects.filter(
    Q(until=None) | Q(until__gte=today), person=person, since__lte=today).values_list(
    "organisation_id", "role", "organisation__side", "organisation__past__pk", "organisation__past__side"),
    person=int, today=date)


class Vouch(models.Model):
    """One member of the forum says, with a reason, that an organisation is what it says, or that it is not."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="vouches")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="vouches")
    side = models.CharField(max_length=12)                               # the side the person spoke for
    yes = models.BooleanField()
    appeal = models.BooleanField(default=False)                          # said in the second round
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)


class Receipt(models.Model):
    """What lets somebody without an account act on one record. Only a keyed hash of the code is kept."""
    hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts")
    record = models.BigIntegerField()                       # the key of the record; the room of records lies above
    address = models.CharField(max_length=300)              # where it leads, without language
    made = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)


class Invitation(models.Model):
    """A one-time link for staff and CSO members. Only a keyed hash of the link is kept."""
    hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)                   # emptied with the person's data
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="invitations")
    role = models.CharField(max_length=20, blank=True)
    until = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations_made")
    role_until = models.DateField(null=True)                # a time-boxed role (auditor)
    used = models.DateTimeField(null=True)                  # accepted, or withdrawn
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations_used")


class SpareKey(models.Model):
    """The way back in when nobody of the secretariat can sign in any more: two people each hold a printed part, and
    only both together open it, once. What is kept is a keyed hash; neither part is here."""
    hash = models.CharField(max_length=64, unique=True)
    first_office = models.CharField(max_length=120)         # who holds a part, as the city knows them: public
    second_office = models.CharField(max_length=120)
    first_name = models.CharField(max_length=120)           # for the secretariat, never exported
    second_name = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="spare_keys")
    made = models.DateTimeField(default=timezone.now)
    used = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)                 # replaced by newer parts


class Assistance(models.Model):
    """An officer acts for a person, with consent, for a short time; every act says so."""
    officer = models.ForeignKey(Person, models.PROTECT, related_name="assistances_given")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assistances_had")
    consent = models.CharField(max_length=200)              # how consent was given
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()


class Look(models.Model):
    """An auditor looked at something: each look is listed."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="looks")
    address = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="look_own")]


class Trace(models.Model):
    """A line of the ledger that names this person: what they are shown, and what is emptied when they go."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="traces")
    line = models.ForeignKey(Line, models.PROTECT, related_name="traces")
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="trace_own")]
