"""Addresses for programs: robots, the map of the site, the installable page's manifest."""
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, ExpressionWrapper, F
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pendopo.core.places.standing import city_of
from pendopo.core.records import kinds
from pendopo.core.records.models import Record

STEP = 5_000                    # records in one file of the map, by their number, so that no file ever moves
CLOSED = ("/akun/", "/saya/", "/suara/", "/kabar-saya/", "/cari/unduh.csv")
STILL = ("home", "search", "map", "calendar", "statistics", "about", "privacy", "accessibility", "data")
BLANK = "RA-2000-0001-A"         # a code in the pattern of an address, which is made once for each kind
XML = "application/xml; charset=utf-8"


def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; forms and personal pages lead nowhere for a machine."""
    shut = [f"Disallow: {language}{path}" for language in ("", "/en") for path in CLOSED]
    lines = ["User-agent: *", *shut, f"Sitemap: {settings.SITE}{spoken(settings.LANGUAGE_CODE, 'web:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one file of still pages, then one for each five thousand keys among which a record is public."""
    part = ExpressionWrapper(F("pk") / STEP, output_field=BigIntegerField())
    filled = Record.objects.filter(visibility="public").order_by().values_list(part, flat=True).distinct()
    files = [spoken(settings.LANGUAGE_CODE, "web:sitemap-still")]
    files += [spoken(settings.LANGUAGE_CODE, "web:sitemap-records", number) for number in sorted(filled)]
    return HttpResponse(render_to_string("web/sitemap-index.xml", {
        "files": [settings.SITE + file for file in files]}), content_type=XML)


def sitemap_still(request: HttpRequest) -> HttpResponse:
    names: list[tuple[str, list[Any]]] = [(f"web:{name}", []) for name in STILL]
    for kind in kinds.all():
        names += [(f"{kind.name}:list", []), ("web:how", [kind.name])]
    return pages([both(name, *values) for name, values in names])


def sitemap_records(request: HttpRequest, number: int) -> HttpResponse:
    found = Record.objects.filter(visibility="public", pk__gte=number * STEP, pk__lt=(number + 1) * STEP)
    rows = list(found.order_by("pk").values_list("kind", "code"))
    if not rows:
        raise Http404
    made = {kind: both(f"{kind}:detail", BLANK) for kind in {kind for kind, _ in rows}}
    return pages([(made[kind][0].replace(BLANK, code), made[kind][1].replace(BLANK, code)) for kind, code in rows])


def pages(found: list[tuple[str, str]]) -> HttpResponse:
    told = {"pages": found, "own": settings.LANGUAGE_CODE}
    return HttpResponse(render_to_string("web/sitemap.xml", told), content_type=XML)


def both(name: str, *values: Any) -> tuple[str, str]:
    """The same page in the country's language and in English."""
    return settings.SITE + spoken(settings.LANGUAGE_CODE, name, *values), settings.SITE + spoken("en", name, *values)


def spoken(language: str, name: str, *values: Any) -> str:
    with translation.override(language):
        return reverse(name, args=values)


def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the city on its first screen."""
    whose = city_of(request)
    name = whose.name if whose else "Pendopo"
    return JsonResponse({
        "name": name, "short_name": name[:24], "start_url": reverse("web:home"), "scope": "/", "display": "browser",
        "lang": translation.get_language(), "background_color": "#fbf7f0", "theme_color": "#9c3d1c",
        "description": gettext("What this city does in the open."),
        "icons": [{"src": static("ui/pendopo.svg"), "type": "image/svg+xml", "sizes": "any"}]},
        content_type="application/manifest+json")


def icon(request: HttpRequest) -> HttpResponse:
    return redirect(static("ui/pendopo.svg"), permanent=True)
