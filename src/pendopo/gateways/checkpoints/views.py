"""What goes out of the ledger: a list, a feed, a sheet of paper to sign, and the letter of the morning."""
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.core.ledger import queries as ledger
from pendopo.core.ledger import tlog
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import visitor
from pendopo.core.places.queries import city
from pendopo.gateways.checkpoints import actions
from pendopo.gateways.checkpoints.models import Point, Reader
from pendopo.kit import atom
from pendopo.kit.ui.twins import twin

SHOWN = 60                       # days on the page and in the feed


def of(name: str, *values: Any) -> str:
    """An address of this room in the language of the page."""
    return twin("checkpoints", name, *values)


def name_of_city() -> str:
    whose = city()
    return whose.name if whose else "Pendopo"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    points = Point.objects.order_by("-day")[:SHOWN]
    return render(request, "checkpoints/page.html", {
        "points": [(one, of("paper-of", one.pk)) for one in points], "feed": of("feed"), "paper": of("paper"),
        "by_mail": of("by-mail"), "key": tlog.verifier_key(ledger.origin()), "site": f"{settings.SITE}/ledger"})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Each checkpoint as an entry: whoever reads feeds keeps copies without doing anything."""
    return atom.feed(request, gettext("Checkpoints of the ledger") + f" · {name_of_city()}", of("page"), [
        atom.Row(one.line, of("paper-of", one.pk), one.at, one.note, mark=f"/titik-periksa/{one.day}")
        for one in Point.objects.order_by("-day")[:SHOWN]])


@require_safe
def paper(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """One sheet for the minutes of a meeting: the checkpoint, its square code, and lines to sign on."""
    points = Point.objects.order_by("-day")
    found = points.first() if key is None else points.filter(pk=key).first()
    if found is None:
        raise Http404
    return render(request, "checkpoints/paper.html", {
        "point": found, "name": name_of_city(), "key": tlog.verifier_key(found.origin), "page_of": of("page"),
        "site": f"{settings.SITE}/ledger"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest) -> HttpResponse:
    """Into the morning's letter, or no more. Whose account has a number alone reads that no letter comes."""
    me = account(visitor(request))
    if me is None:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if request.method == "POST":
        if request.POST.get("wish") == "stop":
            actions.unsubscribe(actor=me)
            messages.success(request, gettext("No more checkpoints by mail."))
        else:
            actions.subscribe(actor=me)
            messages.success(request, gettext("The next checkpoint comes with the morning's letter.") if me.email else
                             gettext("Noted. The letters begin as soon as your account has an e-mail address."))
        return redirect(of("by-mail"))
    return render(request, "checkpoints/by_mail.html", {
        "reads": Reader.objects.filter(person=me.person).exists(), "page_of": of("page"),
        "addressed": bool(me.email)})
