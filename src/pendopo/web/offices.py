"""The public side of an office: what it holds, what is open, what is late. Its people are managed elsewhere."""
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from pendopo.core.people.models import Organisation
from pendopo.core.people.roles import SIDES
from pendopo.core.people.sessions import visitor
from pendopo.core.records import queries
from pendopo.core.records.cards import cards, office_name, titled
from pendopo.core.records.paging import Turn, page
from pendopo.core.records.wanted import CLOSED, LATE, OPEN, Wanted
from pendopo.gateways.feeds import addresses
from pendopo.web.choices import spec


def counted() -> QuerySet[Any]:
    """Organisations with how many public records each has: held, waiting (still open), late."""
    public = Q(records__visibility="public")
    waiting = public & Q(records__closed=None)
    return Organisation.objects.annotate(
        held=Count("records", filter=public), waiting=Count("records", filter=waiting),
        late=Count("records", filter=waiting & Q(records__due__lt=timezone.localdate())))


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Its records, newest first, by kind and state; a renamed office points to the one that came after it."""
    office = counted().filter(slug=slug).select_related("parent", "successor").first()
    if office is None or (office.state != "confirmed" and not office.held):
        raise Http404
    here, asked = reverse("web:office", args=[slug]), Wanted.read(request.GET)
    asked = Wanted(kind=asked.kind, state=asked.state, office=slug)
    found = page(titled(asked.among(queries.feed(visitor(request)))), Turn.read(request.GET))
    narrowed = Wanted(kind=asked.kind, state=asked.state)
    return render(request, "web/office.html", {
        "office": office, "name": office_name(office), "side": SIDES[office.side], "cards": cards(found.rows),
        "parent": office.parent and (office_name(office.parent), reverse("web:office", args=[office.parent.slug])),
        "successor": office.successor and (office_name(office.successor),
                                           reverse("web:office", args=[office.successor.slug])),
        "pager": found.pager(here, narrowed.pairs()), "filters": spec(narrowed, here),
        "tabs": [(OPEN, Wanted(state=OPEN).address(here)), (LATE, Wanted(state=LATE).address(here)),
                 (CLOSED, Wanted(state=CLOSED).address(here))],
        "feed": addresses.feed("office", slug)})
