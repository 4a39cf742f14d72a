"""Feeds of what is public: Atom (RFC 4287) and JSON Feed 1.1, one page after the other by key (RFC 5005).

A feed never depends on who asks: it is built from the public side alone.
"""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from pendopo.core.people.models import Organisation
from pendopo.core.places.queries import city
from pendopo.core.records import kinds, queries
from pendopo.core.records.cards import office_name
from pendopo.core.records.paging import NEWER, OLDER, Page, Turn, page, with_words
from pendopo.core.records.wanted import Wanted
from pendopo.gateways.feeds import addresses
from pendopo.gateways.feeds.entries import FOUNDED, clean, dated, entries, item
from pendopo.kit.country import spoken
from pendopo.kit.regions.models import Region

SIZE = 30                       # entries a page
ATOM = "application/atom+xml; charset=utf-8"


def records(request: HttpRequest) -> HttpResponse:
    """All records, or those that the address asks for: the words are those of the search page."""
    asked = Wanted.read(request.GET)
    named = gettext("Records about “%(words)s”") % {"words": asked.words} if asked.words else gettext("Records")
    return atom(request, asked, named, asked.pairs())


def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    found = next((one for one in kinds.all() if one.name == kind), None)
    if found is None:
        raise Http404
    return atom(request, Wanted(kind=kind), str(found.label))


def of_office(request: HttpRequest, office: str) -> HttpResponse:
    found = Organisation.objects.filter(slug=office).first()
    if found is None:
        raise Http404
    return atom(request, Wanted(office=office), office_name(found))


def of_place(request: HttpRequest, place: str) -> HttpResponse:
    """Everything inside the place."""
    found = Region.objects.filter(pk=place.replace("\0", "")).first()
    if found is None:
        raise Http404
    return atom(request, Wanted(place=place), found.full_name)


def turned(request: HttpRequest, asked: Wanted) -> Page[Any]:
    return page(dated(asked.found(queries.feed(None))), Turn.read(request.GET), SIZE)


def atom(request: HttpRequest, asked: Wanted, name: str, kept: list[tuple[str, str]] | None = None) -> HttpResponse:
    """One page of the feed. Its own name and author are the city's; each entry is the office's that holds it."""
    found, here = turned(request, asked), addresses.absolute(request.path)
    told, whose = entries(found.rows), city()
    text = render_to_string("feeds/atom.xml", {
        "name": clean(name), "city": clean(whose.name) if whose else "Pendopo", "entries": told,
        "updated": max((one.updated for one in told), default=FOUNDED), "id": with_words(here, kept or []),
        "address": addresses.absolute(request.get_full_path()), "language": spoken(),
        **ways(found, here, kept or [])})
    return HttpResponse(text, content_type=ATOM)


def ways(found: Page[Any], here: str, kept: list[tuple[str, str]]) -> dict[str, str]:
    """The pages beside this one: next are the older ones, as RFC 5005 has it."""
    return {"first": with_words(here, kept), "next": found.older and with_words(here, [*kept, (OLDER, found.older)]),
            "previous": found.newer and with_words(here, [*kept, (NEWER, found.newer)])}


def json_feed(request: HttpRequest) -> HttpResponse:
    """The same for programs that would rather not read XML; each item names the proof of its last row."""
    asked = Wanted.read(request.GET)
    found, here, whose = turned(request, asked), addresses.absolute(request.path), city()
    told = {
        "version": "https://jsonfeed.org/version/1.1", "title": whose.name if whose else "Pendopo",
        "home_page_url": addresses.absolute("/"), "feed_url": with_words(here, asked.pairs()),
        "language": spoken(), "items": [item(one) for one in entries(found.rows)]}
    if found.older:
        told["next_url"] = with_words(here, [*asked.pairs(), (OLDER, found.older)])
    return JsonResponse(told, content_type="application/feed+json; charset=utf-8",
                        json_dumps_params={"ensure_ascii": False})
