"""The demo's page of outgoing mail: whoever tries the demo finds the code that was mailed to them. Nowhere else."""
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.kit.post.models import Letter
from pendopo.kit.post.queries import latest

NAMES = {"waiting": (_("Waiting"), "waiting"), "sent": (_("Sent"), "good"),
         "failed": (_("Will be tried again"), "late"), "given_up": (_("Given up"), "bad")}


def only_here(request: HttpRequest) -> None:
    """Demo mode, no public host name, and a visitor on this very machine; for everybody else there is no such page."""
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"))
    if not settings.DEMO or settings.HOST or not near or forwarded:
        raise Http404


@require_safe
@never_cache
def outgoing(request: HttpRequest) -> HttpResponse:
    only_here(request)
    return render(request, "mail/outgoing.html", {"letters": latest(), "names": NAMES})


@require_safe
@never_cache
def letter(request: HttpRequest, number: int) -> HttpResponse:
    only_here(request)
    found = get_object_or_404(Letter, pk=number)
    lines = [line for line in found.text.splitlines() if line.strip()]
    return render(request, "mail/letter.html", {"letter": found, "lines": lines, "names": NAMES})
