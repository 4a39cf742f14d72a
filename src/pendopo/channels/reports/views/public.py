"""What everybody sees: published reports, and of the others with an open code only that they wait."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.queries.lists import CATEGORY, SORT, Asked, categories, listed
from pendopo.channels.reports.words import CLASSES
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import visitor
from pendopo.core.records import queries as records
from pendopo.core.records.paging import Turn, page
from pendopo.core.records.relations import related
from pendopo.core.records.telling import told
from pendopo.core.voices.panels import discussion_context


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The list with its filters; the address holds the choice."""
    asked, address = Asked.read(request.GET), reverse("reports:list")
    found = page(asked.among(listed()), Turn.read(request.GET))
    return render(request, "reports/list.html", {
        "cards": showing.cards(found.rows), "pager": found.pager(address, asked.pairs()),
        "filters": filters(asked, address)})


def filters(asked: Asked, address: str) -> dict[str, Any]:
    """What the macro `filters` takes."""
    any_ = ("", gettext("All"))
    tree = [(one.code, shown(one) if one.parent_id is None else f"– {shown(one)}")
            for one in categories()]
    selects: list[tuple[str, Any, str, list[tuple[str, Any]]]] = [
        (CATEGORY, gettext("Category"), asked.category, tree),
        (SORT, gettext("Kind"), asked.classification, list(CLASSES.items())),
        ("status", gettext("State"), asked.wanted.state, [(one.name, gettext(one.label)) for one in WORKFLOW.states])]
    return {"address": address, "active": asked.active, "clear": address,
            "search": {"name": "q", "value": asked.wanted.words, "label": gettext("Search in the reports")},
            "selects": [{"name": name, "label": label, "value": value, "choices": [any_, *options]}
                        for name, label, value, options in selects]}


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """A published report with its whole story; or that one waits. Anything else is not here, whatever the reason."""
    actor = visitor(request)
    found = pages.report(code, actor)
    if found is None:
        waiting = pages.waiting(code)
        if waiting is None:
            raise Http404
        return wait(request, waiting)
    if found.visibility != "public":
        return elsewhere(request, found, actor)
    return render(request, "reports/report.html", {
        **common(found, actor), "photos": pages.photos(found), "group": pages.group_size(found),
        "related": related(records.links(found, actor)), "ways": ways(found, actor),
        **discussion_context(request, found, actor)})


def common(found: Report, actor: Actor | None) -> dict[str, Any]:
    return {"record": found, "title": showing.title(found), "state": showing.standing(found),
            "facts": showing.facts(found), "clocks": showing.clocks(found, records.clocks(found)),
            "unconfirmed": showing.unconfirmed(found), "timeline": told(records.timeline(found, actor), False)}


def wait(request: HttpRequest, found: Report) -> HttpResponse:
    """State, dates and office, and not a word of the report."""
    return render(request, "reports/waiting.html", {**common(found, None), "clocks": []})


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
            (rules.supplement, gettext("Your report"), reverse("reports:own", args=[found.code]), "user")]
    return [{"text": text, "address": address, "icon": icon} for rule, text, address, icon in told
            if rule.allows(actor, found)]
