"""Staff act with two proofs of who they are, or not as staff. Auditors change nothing, and each look is listed."""
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from pendopo.core.people.actions.persons import look
from pendopo.core.people.models import Person
from pendopo.core.people.roles import is_staff
from pendopo.core.people.sessions import signed_in

DOORS = ("account_", "mfa_", "usersessions_")                # allauth's own pages: signing in, out, and the factors
OPEN = ("people:second_factor", "people:invitation", "people:password")
READING = ("GET", "HEAD", "OPTIONS")
FRESH = 1800                 # seconds


def proved(request: HttpRequest) -> bool:
    """This session saw a second factor: a code of an app, a recovery code, or a passkey.

    A passkey that signs in alone was verified with finger, face or PIN, so it is both factors (WebAuthn level 2,
    user verification; allauth asks for it whenever no password came before).
    """
    person = request.user
    if not isinstance(person, Person):
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, person))


def lately(request: HttpRequest, seconds: int = FRESH) -> bool:
    """The second factor was shown in the last half hour, not only some day in this session."""
    person, since = request.user, timezone.now().timestamp() - seconds
    if not isinstance(person, Person):
        return False
    told = get_authentication_records(request, person)
    return any(record.get("method") == "mfa" and record["at"] > since for record in told)


class SecondFactor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Who has no session is not asked: neither session nor database is touched for a visitor."""
        here = settings.SESSION_COOKIE_NAME in request.COOKIES
        request.__dict__["second_factor"] = here and proved(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], positional: tuple[Any, ...],
                     named: dict[str, Any]) -> HttpResponse | None:
        person = signed_in(request)
        match = request.resolver_match
        if person is None or match is None or match.view_name.startswith(DOORS) or match.view_name in OPEN:
            return None
        if not person.strong:
            return ask(request) if is_staff(person.held) else None
        if person.at("auditor"):
            watch(request, person)
        return None


def ask(request: HttpRequest) -> HttpResponse:
    """To the page that explains the second factor, and back here afterwards."""
    back = urlencode({"next": request.get_full_path()}) if request.method in READING else ""
    return HttpResponseRedirect(reverse("people:second_factor") + (f"?{back}" if back else ""))


def watch(request: HttpRequest, person: Person) -> None:
    """Read-only by construction: whoever audits here writes with another account, as a citizen."""
    if request.method not in READING:
        raise PermissionDenied
    look(actor=person, address=request.get_full_path())
