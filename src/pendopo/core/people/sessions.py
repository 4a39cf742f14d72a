"""Who stands at the counter."""
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import LazyObject

from pendopo.core.people.actors import Actor, ReceiptHolder
from pendopo.core.people.models import Assistance, Person, Receipt
from pendopo.core.people.queries import assistance_of
from pendopo.core.people.roles import HELPERS

HALF_AN_HOUR = 30 * 60           # seconds that a receipt stays open
SALT = "pendopo.receipt"
HELPING = "helping"              # in the officer's session: the key of the assistance


def visitor(request: HttpRequest) -> Actor | None:
    """The person signed in, the holder of a receipt, or nobody. Staff roles count only after a second factor.

    An officer who helps somebody is that person here, without any role, and every act names both.
    """
    me = signed_in(request)
    if me is None:
        return holder(request)
    helped = assistance(request)
    if helped is None:
        return me
    person = helped.person
    person.helper = me
    return person


def named(request: HttpRequest) -> Actor:
    actor = visitor(request)
    if actor is None:
        raise PermissionDenied
    return actor


def signed_in(request: HttpRequest) -> Person | None:
    """The account of this session. The session of somebody who has none is not touched: their page stays cacheable."""
    person = getattr(request, "user", None)
    if isinstance(person, LazyObject) and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not isinstance(person, Person):
        return None
    person.strong = bool(getattr(request, "second_factor", False))
    return person.person             # without the lazy wrapping of the request


def person(request: HttpRequest) -> Person:
    """Somebody with an account, in their own name. Raises PermissionDenied."""
    actor = visitor(request)
    if not isinstance(actor, Person) or actor.helper is not None:
        raise PermissionDenied
    return actor


def at(request: HttpRequest, record_id: int) -> Actor | None:
    """On the page of one record the holder of a receipt for it goes before the account: the two are never tied."""
    held = holder(request)
    return held if held is not None and held.record_id == record_id else visitor(request)


# The receipt: a signed cookie of its own, looked up at each request, so that an ended one opens nothing.

def receipt(request: HttpRequest) -> Receipt | None:
    """The receipt that was entered in this browser in the last half hour."""
    kept = request.__dict__
    if "receipt" not in kept:
        kept["receipt"] = read(request.COOKIES.get(settings.RECEIPT_COOKIE_NAME, ""))
    found: Receipt | None = kept["receipt"]
    return found


def read(cookie: str) -> Receipt | None:
    try:
        key = signing.loads(cookie, salt=SALT, max_age=HALF_AN_HOUR) if cookie else None
    except signing.BadSignature:
        return None
    return Receipt.objects.select_related("person").filter(pk=key, ended=None).first() if key else None


def holder(request: HttpRequest) -> ReceiptHolder | None:
    found = receipt(request)
    return ReceiptHolder(found.person, found.record) if found else None


def open_receipt(response: HttpResponse, receipt: Receipt) -> None:
    response.set_cookie(settings.RECEIPT_COOKIE_NAME, signing.dumps(receipt.pk, salt=SALT), max_age=HALF_AN_HOUR,
                        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def close_receipt(response: HttpResponse) -> None:
    response.delete_cookie(settings.RECEIPT_COOKIE_NAME, samesite="Lax")


# Help at the counter

def assistance(request: HttpRequest) -> Assistance | None:
    """The help that this session is giving now; over when its time is over or the officer's role has ended."""
    me = signed_in(request)
    if me is None or not request.session.get(HELPING):
        return None
    kept = request.__dict__
    if "helped" not in kept:
        found = assistance_of(me)
        kept["helped"] = found if found and found.pk == request.session[HELPING] and me.at(*HELPERS) else None
    helped: Assistance | None = kept["helped"]
    return helped


def begin_help(request: HttpRequest, helped: Assistance) -> None:
    request.session[HELPING] = helped.pk


def end_help(request: HttpRequest) -> None:
    request.session.pop(HELPING, None)


def left(helped: Assistance) -> int:
    """Minutes until the help ends by itself."""
    return max(0, int((helped.until - timezone.now()).total_seconds() // 60))
