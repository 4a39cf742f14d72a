"""How often somebody may knock, without anybody being locked out by a stranger.

Guessing a password is slow from one place, slower for one account, and the count for one account is kept apart for
devices that it knows: whoever hammers on an account from elsewhere uses up the budget of strangers, not the owner's.
A device is known when the account signed in there before; its cookie names nobody (a keyed hash; OWASP calls it a
device cookie). And a passkey, or a code by mail, is never refused because of what others did: letters to one address
are counted by the place that asks for them alone. Only SMS, which the city pays for, have a count for the number.
"""
import ipaddress

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from pendopo.core.people.models import Person
from pendopo.core.people.queries import keyed
from pendopo.kit.limits.actions import Budget, TooOften, spend

COOKIE = "pendopo_device"
SALT = "pendopo.device"
REMEMBERED = 180 * 24 * 3600           # seconds that a device is known
MOST = 5                               # accounts known on one device; the oldest is forgotten

PLACE = Budget("knock-place", 300, 600)             # one address on the network, any account: a village behind one line
PASSWORD_HERE = Budget("password-here", 10, 300)    # one place, one account
PASSWORD_ALL = Budget("password-all", 40, 3600)     # one account, all devices it does not know together
PASSWORD_KNOWN = Budget("password-known", 20, 600)  # one account, on a device it knows
CODE_HERE = Budget("code-here", 5, 600)
SMS_ALL = Budget("sms-all", 10, 3600)               # SMS that strangers together can cause to one number
CODE_KNOWN = Budget("code-known", 10, 600)
PROPOSALS = Budget("people.propose", 5, 86_400)     # each is read by a member of both sides
COPIES = Budget("people.export", 10, 3600)          # copies of one's own data: packing reads everything
RECEIPTS = Budget("receipt", 30, 600)               # receipts tried from one place: 95 bits need no more

SPARE = Budget("people.spare-key", 10, 3600)        # 256 bits are not guessed; ten slips of the pen are enough


def address_of(request: HttpRequest) -> str:
    """The address on the network, behind the proxies that we trust. Nothing a visitor writes can change it."""
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return passed[-proxies] if proxies and len(passed) >= proxies else str(request.META.get("REMOTE_ADDR", ""))


def place_of(request: HttpRequest) -> str:
    """Where a request comes from: the address, or the /64 of an IPv6 address."""
    text = address_of(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else text


def try_password(request: HttpRequest, login: str, person: Person | None) -> None:
    """Before a password is compared. Raises TooOften."""
    knock(request, login, person, here=PASSWORD_HERE, known=PASSWORD_KNOWN, strangers=PASSWORD_ALL)


def ask_code(request: HttpRequest, login: str, person: Person | None) -> None:
    """Before a code is sent. Raises TooOften."""
    knock(request, login, person, here=CODE_HERE, known=CODE_KNOWN, strangers=None if "@" in login else SMS_ALL)


def knock(request: HttpRequest, login: str, person: Person | None, *, here: Budget, known: Budget,
          strangers: Budget | None) -> None:
    if person is not None and is_known(request, person):
        spend(known, mark(person))
        return
    place = place_of(request)
    spend(PLACE, place)
    spend(here, f"{place} {login.lower()}")
    if strangers is not None:
        spend(strangers, login.lower())


def try_receipt(request: HttpRequest) -> None:
    spend(RECEIPTS, place_of(request))


def try_spare_key(request: HttpRequest) -> None:
    spend(SPARE, place_of(request))


def propose(person: Person) -> None:
    """Before an organisation is proposed. Raises TooOften."""
    spend(PROPOSALS, str(person.pk))


def copy(person: Person) -> None:
    """Before somebody's data are packed. Raises TooOften."""
    spend(COPIES, str(person.pk))


def too_often(error: TooOften) -> str:
    """When to come back, in words."""
    minutes = max(1, round(error.wait / 60))
    return ngettext("That was a lot in a short time. Please try again in %(minutes)d minute.",
                    "That was a lot in a short time. Please try again in %(minutes)d minutes.",
                    minutes) % {"minutes": minutes}


def mark(person: Person) -> str:
    return keyed("device", str(person.pk))[:32]


def marks(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=REMEMBERED)
    except signing.BadSignature:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []


def is_known(request: HttpRequest, person: Person) -> bool:
    return mark(person) in marks(request)


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """This account signed in on this device."""
    known = [mark(person), *(one for one in marks(request) if one != mark(person))][:MOST]
    response.set_cookie(COOKIE, signing.dumps(known, salt=SALT), max_age=REMEMBERED, httponly=True, samesite="Lax",
                        secure=settings.SESSION_COOKIE_SECURE)
