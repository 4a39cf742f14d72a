"""How the desk is set up: who verifies, which office answers for what, who sits where and who is away; and how good the
router's proposals are."""
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.channels.reports import packs, rules
from pendopo.channels.reports.actions import keeping
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.forms_desk import DeskForm, DutiesForm
from pendopo.channels.reports.models import Category, Cluster, Router
from pendopo.channels.reports.queries import officers, seats
from pendopo.channels.reports.queries.lists import categories
from pendopo.channels.reports.views.shared import draw
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.people.roles import ROLES
from pendopo.core.people.sessions import named
from pendopo.kit.rules import require
from pendopo.kit.ui.figures import percent


def coordinator(request: HttpRequest) -> Actor:
    """Coordinators and the secretariat look; who may change what, each rule says."""
    actor = named(request)
    require(rules.make_cluster, actor, Cluster())
    return actor


@never_cache
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The desk, and every office with its duties and people."""
    actor = coordinator(request)
    first, second = officers.desk()
    return render(request, "reports/staff/setup.html", {
        "title": gettext("Who answers for what"), "first": first, "second": second,
        "may": bool(first and rules.settle_desk.allows(actor, first)), "bare": not Category.objects.exists(),
        "fill": rules.load_categories.allows(actor, Category()),
        "rows": [row(one, actor) for one in seats.offices()], "free": [shown(one) for one in seats.nobodys()]})


def row(one: seats.Seats, actor: Actor) -> dict[str, Any]:
    may = rules.set_duties.allows(actor, one.office)
    return {"name": one.office.called, "signed": one.signed, "duties": [shown(category) for category in one.duties],
            "people": [(person.shown, ROLES.get(role, role), deputy.shown if deputy else "")
                       for person, role, deputy in one.people],
            "change": reverse("reports:duties", args=[one.office.slug]) if may else ""}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Which office verifies, and which one when the first is complained about."""
    actor = coordinator(request)
    first, second = officers.desk()
    form = DeskForm(request.POST if request.method == "POST" else None, offices=officers.government(),
                    initial={"office": first.pk if first else None, "second": second.pk if second else None})
    if first is not None:
        require(rules.settle_desk, actor, first)
    if form.is_valid():
        keeping.settle_desk(actor=actor, office=form.cleaned_data["office"], second=form.cleaned_data["second"])
        messages.success(request, gettext("Changed. It stands in the ledger."))
        return redirect("reports:setup")
    return page(request, form, gettext("Who verifies"))


@never_cache
@require_POST
def take_categories(request: HttpRequest) -> HttpResponse:
    """A city that has no categories yet begins with those of the country; one that has some keeps its own."""
    actor = coordinator(request)
    require(rules.load_categories, actor, Category())
    if not Category.objects.exists():
        done = keeping.load_categories(actor=actor, rows=packs.categories())
        messages.success(request, ngettext(
            "%(count)d category is here now. Say next which office answers for which.",
            "%(count)d categories are here now. Say next which office answers for which.", done) % {"count": done})
    return redirect("reports:setup")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: HttpRequest, slug: str) -> HttpResponse:
    """The categories for which an office answers in the whole city."""
    actor = coordinator(request)
    office = get_object_or_404(Organisation, slug=slug, side="government")
    require(rules.set_duties, actor, office)
    form = DutiesForm(request.POST if request.method == "POST" else None, categories=categories(),
                      initial={"categories": [str(key) for key in seats.duties_of(office)],
                               "signed": officers.signs(office)})
    if form.is_valid():
        chosen = list(Category.objects.filter(pk__in=form.cleaned_data["categories"]))
        keeping.set_duties(actor=actor, office=office, categories=chosen)
        keeping.settle_signing(actor=actor, office=office, signed=form.cleaned_data["signed"])
        messages.success(request, gettext("Changed. It stands in the ledger."))
        return redirect("reports:setup")
    return page(request, form, gettext("Duties of %(office)s") % {"office": office.called})


def page(request: HttpRequest, form: Any, title: str) -> HttpResponse:
    return draw(request, "reports/staff/keep.html", form, title=title, said=[], back=reverse("reports:setup"))


@never_cache
@require_safe
def score(request: HttpRequest) -> HttpResponse:
    """What the proposals are worth on this city's own decisions, as measured last night."""
    coordinator(request)
    found = (Router.objects.values_list("score", flat=True).first() or {})
    whole = found.get("whole", {"n": 0})
    names = {one.code: shown(one) for one in categories()}
    return render(request, "reports/staff/score.html", {
        "title": gettext("How good the proposals are"), "whole": whole, "figures": figures(whole),
        "at": parse_datetime(found["at"]) if "at" in found else None,
        "curve": [(percent(share), percent(right)) for share, right in found.get("curve", [])],
        "head": [gettext("First right"), gettext("Among three"), gettext("No proposal"), gettext("Called sure"),
                 gettext("Sure and right")],
        "categories": [(names.get(key, key or gettext("None")), one["n"], *cells(one))
                       for key, one in found.get("categories", {}).items()],
        "months": [(key, one["n"], *cells(one)) for key, one in found.get("months", {}).items()]})


def of(part: int, total: int) -> str:
    return percent(part / total) if total else "–"


def cells(one: dict[str, int]) -> tuple[str, ...]:
    return (of(one["right"], one["n"]), of(one["third"], one["n"]), of(one["silent"], one["n"]),
            of(one["sure"], one["n"]), of(one["sure_right"], one["sure"]))


def figures(one: dict[str, int]) -> list[tuple[str, str, str]]:
    if not one["n"]:
        return []
    first, third, silent, sure, right = cells(one)
    return [(first, gettext("first office right"), gettext("of all decisions")),
            (third, gettext("right office among three"), gettext("of all decisions")),
            (sure, gettext("called sure"), gettext("of all decisions")),
            (right, gettext("sure and right"), gettext("of those called sure")),
            (silent, gettext("no proposal"), gettext("of all decisions"))]
