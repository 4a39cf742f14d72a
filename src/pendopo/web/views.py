"""The first page, the pages that say what this server is, and what is said when a request cannot be answered."""
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup

from pendopo.core.people.sessions import visitor
from pendopo.core.places.queries import tile_host
from pendopo.core.places.standing import city_of
from pendopo.core.records import kinds
from pendopo.core.records.wanted import CLOSED, Wanted
from pendopo.gateways.feeds import addresses
from pendopo.kit.codes import MISTYPED_CODE, Mistyped, parse_record_code
from pendopo.kit.country import in_words
from pendopo.kit.rules import Refused
from pendopo.kit.work.keeping import UNSOURCED, Keep, rule, rules
from pendopo.web import front, typed
from pendopo.web.answers import said
from pendopo.web.language import ENGLISH, spoken

BARE = '<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1><p><a href="/">{home}</a></p>'


def home(request: HttpRequest) -> HttpResponse:
    """Whose server this is, what one can do here, and what is new."""
    whose = city_of(request)
    if whose is not None and whose.first == "en" and request.get_full_path() == "/":
        return redirect(ENGLISH)
    lists = front.lists(visitor(request))
    rows, size, signed = front.rows()
    return render(request, "web/home.html", {
        "about": about_city(request), "tiles": tiles(request), "doors": doors(request),
        "newest": lists[front.NEWEST], "due": lists[front.DUE],
        "finished": lists[front.FINISHED], "rows": rows, "size": size, "signed": signed,
        "finished_url": Wanted(state=CLOSED).address(reverse("web:search")), "feed": addresses.feed("records")})


def about_city(request: HttpRequest) -> str:
    """What the city says of itself, in the reader's language where it says it there."""
    whose = city_of(request)
    if whose is None:
        return ""
    return whose.about_en if get_language() == "en" and whose.about_en else whose.about


def tiles(request: HttpRequest) -> list[dict[str, Any]]:
    """One card a channel that the city keeps open, with its own sentence."""
    whose = city_of(request)
    return [{"title": kind.label, "address": reverse(f"{kind.name}:list"), "summary": kind.about}
            for kind in kinds.rooms() if whose is None or kind.name not in whose.closed]


def doors(request: HttpRequest) -> list[dict[str, Any]]:
    """What most people come to do, one button a channel that has such a thing."""
    whose = city_of(request)
    return [{"text": kind.door[0], "address": reverse(kind.door[1]), "icon": kind.door[2]} for kind in kinds.rooms()
            if kind.door is not None and (whose is None or kind.name not in whose.closed)]


def about(request: HttpRequest) -> HttpResponse:
    whose = city_of(request)
    return render(request, "web/about.html", {
        "about": about_city(request), "contact": whose.contact if whose else "", "tiles": tiles(request)})


def privacy(request: HttpRequest) -> HttpResponse:
    whose = city_of(request)
    return render(request, "web/privacy.html", {
        "contact": whose.contact if whose else "", "kept": kept_for(),
        "tile_host": tile_host(whose.tiles) if whose else "",
        "signed_in_for": days(rule("sessions"))})


def days(keep: Keep) -> str:
    return ngettext("%(count)d day", "%(count)d days", keep.days) % {"count": keep.days}


def kept_for() -> list[tuple[str, str, str, str]]:
    """How long what is kept, why, and which law or standard says so."""
    return [(in_words(keep.what), days(keep),
             in_words(keep.why), gettext("our own choice: no source (unsourced)") if keep.source == UNSOURCED
             else keep.source) for keep in rules().values()]


def accessibility(request: HttpRequest) -> HttpResponse:
    whose = city_of(request)
    return render(request, "web/accessibility.html", {"contact": whose.contact if whose else ""})


def data(request: HttpRequest) -> HttpResponse:
    """Everything that can be taken away: formats, licences, and how to check it."""
    return render(request, "web/data.html", {
        "kinds": [(kind.label, Wanted(kind=kind.name).address(reverse("web:download")),
                   addresses.feed("kind", kind.name)) for kind in kinds.all()],
        "files": [(what, form, linked(address)) for what, form, address in files()]})


def files() -> list[tuple[str, str, str]]:
    """What there is besides the tables of records: what, in which form, where."""
    return [
        (gettext("All records, page by page"), gettext("JSON Feed 1.1"), addresses.feed("json")),
        (gettext("All records, page by page"), gettext("Atom (RFC 4287), paged (RFC 5005)"), addresses.feed("records")),
        (gettext("Places of records"), gettext("GeoJSON (RFC 7946)"), reverse("web:points")),
        (gettext("Due days"), gettext("iCalendar (RFC 5545)"), reverse("web:ical")),
        (gettext("Holidays and collective leave"), gettext("iCalendar (RFC 5545)"), reverse("web:ical-days")),
        (gettext("Statistics"), gettext("tables (CSV)"), reverse("web:statistics")),
        (gettext("Numbers of the city, as they were kept each day"), gettext("JSON lines"),
         reverse("records:figures-data")),
        (gettext("Timelines with their proofs"), gettext("JSON lines (C2SP tiles)"), reverse("tlog:rows", args=[0])),
        *[(str(what), str(form), reverse(name, args=words)) for kind in kinds.all()
          for what, form, name, words in kind.data],
    ]


def linked(address: str) -> Markup:
    return Markup('<a href="{0}">{0}</a>').format(address)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return said(request, 400, gettext("This request cannot be read"), gettext(
        "Something in it is broken or too large. Go back, make it smaller and send it once more."))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The rule's own reason, where a rule refused."""
    why = " ".join(exception.rule.why.split()) if isinstance(exception, Refused) else ""
    reason = gettext("The rule: %(why)s") % {"why": gettext(why)} if why else ""
    known = visitor(request) is not None
    return said(request, 403, gettext("This is not open to you"), reason,
                "" if known else gettext("If you have an account that may do this, sign in first."), ways=not known)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """With the slip named where the address holds a mistyped code."""
    return said(request, 404, gettext("There is nothing at this address"), mistyped(request.path) or gettext(
        "It may have been mistyped, or it is not public. Search may find it."))


def mistyped(path: str) -> str:
    """The sentence for the first part of the address that is a code with a slip."""
    for part in path.split("/"):
        try:
            parse_record_code(part)
        except Mistyped as slip:
            if slip.sentence is MISTYPED_CODE:
                return str(slip.sentence)
    return ""


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault. Asks nothing of the database, because that may be what is broken; nor of a template, if that is."""
    with translation.override(spoken(request.path)):
        try:
            text = str(render_to_string("web/broken.html", {}))
        except Exception:
            text = BARE.format(title=gettext("Something broke on our side"), home=gettext("To the first page"))
    return HttpResponse(text, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was open too long or came from elsewhere. Nothing was done; what was typed is given back to be copied."""
    return render(request, "web/stale.html", {"typed": typed.shown(request), "back": request.path}, status=403)
