"""How an office or a place answers: its figures, and below them its published reports."""
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from pendopo.channels.reports import showing
from pendopo.channels.reports.answering import cells, counts, published, shares
from pendopo.channels.reports.kept import CATEGORIES, OFFICES, REGIONS, in_address
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.figures import FEWEST, Figures, Row, figures, side_by_side
from pendopo.channels.reports.queries.lists import CATEGORY, listed
from pendopo.core.people.models import Organisation
from pendopo.core.places.queries import city
from pendopo.core.records.cards import office_name
from pendopo.core.records.paging import Turn, page, with_words
from pendopo.core.records.wanted import OFFICE, PLACE, inside
from pendopo.kit.regions.models import Region

KEPT = 600                           # seconds for which counted numbers are used again


def counted(key: str, count: Callable[[], Any]) -> Any:
    """Counted now, or not more than ten minutes ago."""
    found = cache.get(f"reports.{key}")
    if found is None:
        found = count()
        cache.set(f"reports.{key}", found, KEPT)
    return found


@require_safe
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """What an office makes of the reports that it has."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return show(request, office_name(found), reverse("reports:office", args=[slug]), f"office.{found.pk}",
                listed().filter(office=found.pk), (OFFICE, slug), (OFFICES, slug))


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """What becomes of reports from a place and everything inside it."""
    found = Region.objects.filter(pk=code.replace("\0", "")).first()
    if found is None:
        raise Http404
    return show(request, found.full_name, reverse("reports:region", args=[code]), f"region.{found.pk}",
                listed().filter(inside(found.pk)), (PLACE, found.pk), (REGIONS, found.pk))


def show(request: HttpRequest, name: str, here: str, key: str, found: Any, chosen: tuple[str, str],
         quoted: tuple[str, str]) -> HttpResponse:
    turned = page(found, Turn.read(request.GET))
    told = published(counted(key, lambda: figures(found)))
    return render(request, "reports/figures.html", {
        "name": name, "numbers": counts(told), "shares": shares(told), "fewest": FEWEST,
        "quoted": quoted if told.get("reports") != 0 else None,
        "cards": showing.cards(turned.rows), "pager": turned.pager(here, []),
        "narrow": with_words(reverse("reports:list"), [chosen]), "feed": with_words(reverse("reports:feed"), [chosen])})


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """All offices, all districts and all categories beside each other."""
    whose = city()
    offices, districts, categories = counted("everybody", lambda: side_by_side(whose.region_id if whose else "00"))
    return render(request, "reports/everybody.html", {
        "head": [gettext("Reports"), gettext("Followed up in time"), gettext("Solved, says the reporter"),
                 gettext("Closed by the timer")], "quoting": gettext("Quote"),
        "offices": [line(spoken(row), reverse("reports:office", args=[row.key]), row.told) for row in offices],
        "districts": [line(row.name, reverse("reports:region", args=[row.key]), row.told) for row in districts],
        "categories": [[*line(spoken(row), with_words(reverse("reports:list"), [(CATEGORY, row.key)]), row.told),
                        quote(row)] for row in categories],
        "fewest": FEWEST})


def spoken(row: Row) -> str:
    return row.name_en if get_language() == "en" and row.name_en else row.name


def quote(row: Row) -> Markup:
    """To the numbers of a category with their day; offices and districts have it on pages of their own."""
    return Markup('<a href="{}">{}<span class="hush"> {}</span></a>').format(
        reverse("records:figures-now-of", args=[CATEGORIES, in_address(row.key)]),
        gettext("these numbers"), spoken(row))


def line(name: str, address: str, told: Figures) -> list[str]:
    """A row of the table, its name a link."""
    return [Markup('<a href="{}">{}</a>').format(address, name), *cells(published(told))]


def of_report(report: Report) -> list[dict[str, str]]:
    """From a report to the figures of its office and its place."""
    ways = []
    if report.office is not None:
        ways.append({"text": gettext("How %(name)s answers") % {"name": office_name(report.office)},
                     "address": reverse("reports:office", args=[report.office.slug]), "icon": "chart"})
    if report.place is not None and not report.secret:
        ways.append({"text": gettext("Reports from %(name)s") % {"name": report.place.region.full_name},
                     "address": reverse("reports:region", args=[report.place.region_id]), "icon": "pin"})
    return ways
