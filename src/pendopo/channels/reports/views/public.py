"""What everybody sees: published reports, and of the others with an open code only that they wait."""
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.models import Category, Report
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.queries.lists import (
    CATEGORY,
    SORT,
    Asked,
    listed,
    open_categories,
    turned,
    with_reports,
)
from pendopo.channels.reports.views.offices import of_report
from pendopo.channels.reports.views.shared import LOOKS, often
from pendopo.channels.reports.words import CLASSES
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.attempts import place_of
from pendopo.core.people.models import Organisation
from pendopo.core.people.sessions import visitor
from pendopo.core.records import queries as records
from pendopo.core.records.cards import office_name, related
from pendopo.core.records.paging import Turn, with_words
from pendopo.core.records.telling import told
from pendopo.core.records.wanted import CLOSED, LATE, OFFICE, OPEN, PLACE, STATE
from pendopo.core.voices.panels import discussion_context
from pendopo.kit import atom
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import TooOften, spend
from pendopo.kit.prepared import Late, models_of

GENERAL = [(OPEN, _("Still open")), (LATE, _("Past their day")), (CLOSED, _("Closed"))]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The list with its filters; the address holds the choice, for the feed, the map and a subscription too."""
    asked, address = Asked.read(request.GET), reverse("reports:list")
    found = turned(asked, Turn.read(request.GET))
    return render(request, "reports/list.html", {
        "cards": showing.cards(found.rows), "pager": found.pager(address, asked.pairs()),
        **filters(asked, address), "feed": asked.address(reverse("reports:feed")),
        "map": replace(asked.wanted, kind="reports", topic=asked.category).address(reverse("web:map")),
        "subscribe": with_words(reverse("reports:subscribe"), [
            (CATEGORY, asked.category), (PLACE, asked.wanted.place)])})


def filters(asked: Asked, address: str) -> dict[str, Any]:
    """The filters, and all that they show: where that is the same, they are drawn already."""
    choices = open_categories.late(), with_reports.late()
    return {"filters": partial(drawn, asked, address, *choices), "filters_key": (
        "reports.filters", spoken(), address, asked, *(tuple(one.row for one in rows) for rows in choices))}


def drawn(asked: Asked, address: str, categories: list[Late[Category]],
          offices: list[Late[Organisation]]) -> dict[str, Any]:
    """What the macro `filters` takes. The place comes with the address: there are too many to choose from."""
    any_ = ("", gettext("All"))
    selects: list[tuple[str, Any, str, list[tuple[str, Any]]]] = [
        (CATEGORY, gettext("Category"), asked.category, showing.tree(models_of(categories))),
        (OFFICE, gettext("Office"), asked.wanted.office, [
            (one.slug, office_name(one)) for one in models_of(offices)]),
        (SORT, gettext("Kind"), asked.classification, list(CLASSES.items())),
        (STATE, gettext("State"), asked.wanted.state, [*GENERAL, *(
            (one.name, gettext(one.label)) for one in WORKFLOW.states)])]
    return {"address": address, "active": asked.active, "clear": address,
            "search": {"name": "q", "value": asked.wanted.words, "label": gettext("Search in the reports")},
            "hidden": [(PLACE, asked.wanted.place)] if asked.wanted.place else [],
            "selects": [{"name": name, "label": label, "value": value, "choices": [any_, *options]}
                        for name, label, value, options in selects]}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest reports of the chosen list as Atom (RFC 4287)."""
    asked = Asked.read(request.GET)
    return atom.feed(request, gettext("Reports"), asked.address(reverse("reports:list")), [
        atom.Row(one.title, one.get_absolute_url(), one.published or one.created, one.summary, office_name(one.office),
                 mark=f"/{one.code}", topics=(str(CLASSES[one.classification]),))
        for one in asked.among(listed())[:atom.NEWEST]])


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """A published report with its whole story; or that one waits. Anything else is not here, whatever the reason."""
    actor = visitor(request)
    found = pages.report(code, actor)
    if found is None:
        try:
            spend(LOOKS, place_of(request))
        except TooOften as error:
            return often(request, error)
        waiting = pages.waiting(code)
        if waiting is None:
            raise Http404
        return wait(request, waiting)
    if found.visibility != "public":
        return elsewhere(request, found, actor)
    return render(request, "reports/report.html", {
        **common(found, actor), "photos": pages.photos(found), "group": pages.group_size(found),
        "related": related(records.links(found, actor)), "ways": ways(found, actor), "more": of_report(found),
        **discussion_context(request, found, actor)})


def common(found: Report, actor: Actor | None) -> dict[str, Any]:
    return {"record": found, "title": showing.title(found), "state": showing.standing(found),
            "facts": showing.facts(found), "clocks": showing.clocks(found, records.clocks(found)),
            "unconfirmed": showing.unconfirmed(found), "timeline": told(records.timeline(found, actor), False)}


def wait(request: HttpRequest, found: Report) -> HttpResponse:
    """State, dates and office, and not a word of the report."""
    answer = render(request, "reports/waiting.html", {**common(found, None), "clocks": []})
    answer["Cache-Control"] = "private, no-store"        # each look counts, and no phone that is lent keeps it
    return answer


def elsewhere(request: HttpRequest, found: Report, actor: Actor | None) -> HttpResponse:
    """Not published: who works on it has the desk, who reported has a page of their own. Told by a link, so that an
    address sent to somebody opens nothing by itself."""
    return render(request, "reports/waiting.html", {
        **common(found, None), "clocks": [], "ways": ways(found, actor)})


def ways(found: Report, actor: Actor | None) -> list[dict[str, str]]:
    """Where this reader can go on."""
    if actor is None:
        return []
    told = [(rules.look, gettext("Work on it"), reverse("reports:case", args=[found.code]), "edit"),
            (rules.link, gettext("Link to a commitment"), reverse("reports:link", args=[found.code]), "link"),
            (rules.supplement, gettext("Your report"), reverse("reports:own", args=[found.code]), "user")]
    return [{"text": text, "address": address, "icon": icon} for rule, text, address, icon in told
            if rule.allows(actor, found) and (rule is not rules.link or found.visibility == "public")]
