"""The queue of the desk: what ends first stands first, chosen by the address."""
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.channels.reports import desk_rows, rules_clusters, rules_desk
from pendopo.channels.reports.forms_desk import WishForm
from pendopo.channels.reports.queries import caseload, desk, desk_counts
from pendopo.channels.reports.queries.lists import categories
from pendopo.channels.reports.words import STROKES
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.models import Person
from pendopo.core.people.sessions import person
from pendopo.core.places.queries import city
from pendopo.core.records.paging import with_words
from pendopo.kit.prepared import models_of
from pendopo.kit.regions.queries import children
from pendopo.kit.rules import Refused


def at_work(request: HttpRequest) -> Person:
    """Somebody who works on reports for an office, in their own name."""
    me = person(request)
    if not me.at(*COORDINATORS, *HANDLERS):
        raise Refused(rules_desk.work)
    return me


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for my offices and the secret reports that name me. Three questions, however many rows."""
    me, wish, base = at_work(request), desk.Wish.read(request.GET), reverse("reports:desk")
    saved, chosen = desk.saved(me), wish.choice
    wishes = {f"tab-{key}": one for key, (_label, one) in desk_rows.TABS.items()}
    wishes |= {key: one for key, (_label, one) in desk_rows.EXTRA.items()}
    wishes |= {f"saved-{one.pk}": desk_rows.read(one) for one in saved} | {"now": wish}
    counts = desk_counts.counts(me, wishes)
    page = desk.page(me, wish, request.GET)
    back = urlencode([*wish.pairs(), *((word, request.GET[word]) for word in (desk.NEWER, desk.OLDER)
                                       if word in request.GET)])
    drawer = desk_rows.Drawer.of(me, back)
    return render(request, "reports/staff/queue.html", {
        "rows": page.rows, "drawer": drawer, "keys": [("reports.case", drawer, row.row) for row in page.rows],
        "ready": lambda places: models_of([page.rows[place] for place in places]),
        "tabs": desk_rows.tabs(wish, counts),
        "extra": desk_rows.special(counts), "saved": desk_rows.kept(saved, counts, wish, me),
        "said": desk_rows.said(chosen, page.rows), "total": desk_rows.total(counts["now"]), "q": wish.q,
        "hidden": [pair for pair in wish.pairs() if pair[0] != "q"], "strokes": strokes(me),
        "filter_address": wish.address(reverse("reports:desk_filter")),
        "clear": desk.Wish(baris=wish.baris).address(base) if chosen.pairs() else "",
        "keep_address": wish.address(reverse("reports:filter_keep")) if chosen.pairs() else "",
        "leads": caseload.leads(me), "clusters": rules_clusters.coordinates(me), "back": back,
        **pages(wish, page, base)})


def pages(wish: desk.Wish, page: desk.Turned, base: str) -> dict[str, Any]:
    """The ways on, and the choice between short and long pages where there is more than a short one holds."""
    many = page.after or page.before or len(page.rows) > desk.SIZE
    return {"older": page.after and with_words(base, [*wish.pairs(), (desk.OLDER, page.after)]),
            "newer": page.before and with_words(base, [*wish.pairs(), (desk.NEWER, page.before)]),
            "lengths": [{"rows": rows, "address": wish.address(base, baris=word), "current": rows == wish.size}
                        for rows, word in ((desk.SIZE, ""), (desk.LONG, str(desk.LONG)))] if many else []}


def strokes(me: Person) -> tuple[tuple[str, Any], ...]:
    """What this person can do to many at once, by their roles alone; each report is asked again."""
    at_desk = {"route", "close"} if me.at(*COORDINATORS) else set()
    in_office = {"assign", "answer", "gather"} if me.at(*HANDLERS, "secretariat") else {"gather"}
    return tuple((key, label) for key, label in STROKES.items() if key in at_desk | in_office)


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The filters on a page of their own, so that the queue itself stays light."""
    me, whose = at_work(request), city()
    areas = [(one.code, one.full_name) for one in children(whose.region_id).order_by("name")] if whose else []
    form = WishForm(initial=dict(desk.Wish.read(request.GET).pairs()), people=desk.people(me),
                    offices=desk.offices(me), categories=categories(), areas=areas)
    return render(request, "reports/staff/filter.html", {"form": form, "title": gettext("Filter the queue")})
