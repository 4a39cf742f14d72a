"""What every page knows: whose server this is, where one can go, who is looking."""
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.core.notices.queries import unread
from pendopo.core.people.models import Person
from pendopo.core.people.sessions import assistance
from pendopo.core.places.models import City
from pendopo.core.places.standing import city_of
from pendopo.core.records import kinds
from pendopo.gateways.feeds.addresses import feed
from pendopo.kit import shutters
from pendopo.kit.country import spoken
from pendopo.kit.ui.dates import moment
from pendopo.web.language import home, other


def page(request: HttpRequest) -> dict[str, Any]:
    language = spoken()
    whose = city_of(request)
    if getattr(request, "bare", False):
        return bare(language, whose)
    me = seen(request)
    return {
        "city": {"name": whose.name if whose else "Pendopo", "demo": bool(whose and whose.demo),
                 "demo_notice": gettext("An invented regency for trying things out: nobody here is real."),
                 "logo": whose.logo if whose else None},
        "menu": menu(request, whose.closed if whose else []),
        "me": me and {"name": me.shown, "unread": unread(me)},
        "language": language,
        "languages": [{"code": code, "name": name, "address": other(request.get_full_path(), code, whose),
                       "current": code == language} for code, name in settings.LANGUAGES],
        **addresses(language), "home_url": home(language, whose),
        "notices_bar": [*closed(), *helping(request, me), *({"level": message.level_tag, "text": message.message}
                                                 for message in flashes(request))],
    }


def bare(language: str, whose: City | None) -> dict[str, Any]:
    """For a page that is sent without the frame that all pages have (web/sending.py)."""
    return {"bare": True, "city": {"name": whose.name if whose else "Pendopo"}, "language": language,
            **addresses(language), "home_url": home(language, whose)}


@cache
def addresses(language: str) -> dict[str, Any]:
    """Where every page leads, in the language of its address; that one stands here for the memory only."""
    return {
        "search_url": reverse("web:search"), "my_page_url": reverse("web:mine"),
        "sign_in_url": reverse("account_login"), "feed_of": feed_of,
        "feed_of_office": feed_of_office,
        "foot": {name: reverse(f"web:{name}") for name in ("about", "privacy", "accessibility", "data")}
        | {"ledger": reverse("ledger:page")}}


def feed_of(kind: str) -> str:
    """The feed of all records of a kind, for the list of any channel: channels do not know the gateways."""
    return feed("kind", kind)


def feed_of_office(slug: str) -> str:
    """The feed of all records of an organisation, for its page."""
    return feed("office", slug)


def seen(request: HttpRequest) -> Person | None:
    """Who looks, without touching the session of somebody who has none: their page must stay cacheable."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def helping(request: HttpRequest, me: Person | None) -> list[dict[str, str]]:
    """An officer who acts for somebody sees it on every page, until the help has ended."""
    now = assistance(request) if me else None
    return [{"level": "warning", "text": gettext("You are acting for somebody else until %(until)s.") % {
        "until": moment(now.until)}}] if now else []


def closed() -> list[dict[str, str]]:
    """Said before anybody begins to type."""
    now = shutters.now()
    if now is None:
        return []
    if now.until is None:
        return [{"level": "warning", "text": gettext("Reading only for now: %(why)s") % {"why": now.why}}]
    return [{"level": "warning", "text": gettext("Reading only until %(until)s: %(why)s") % {
        "until": moment(now.until), "why": now.why}}]


def flashes(request: HttpRequest) -> list[Any]:
    return list(get_messages(request)) if "messages" in request.COOKIES or (hasattr(request, "_messages") and getattr(
        request._messages, "added_new", False)) else []


def menu(request: HttpRequest, off: list[str]) -> list[dict[str, Any]]:
    return [{"name": label, "address": address, "current": request.path.startswith(address)}
            for name, label, address in entrances(spoken()) if name not in off]


@cache
def entrances(language: str | None) -> list[tuple[str, str, str]]:
    """The rooms of the house and what lies beside them: name, words, address."""
    rooms = [(kind.name, str(kind.label), reverse(f"{kind.name}:list")) for kind in kinds.rooms()]
    return [*rooms, ("", gettext("Map"), reverse("web:map")), ("", gettext("Calendar"), reverse("web:calendar")),
            ("", gettext("Statistics"), reverse("web:statistics"))]
