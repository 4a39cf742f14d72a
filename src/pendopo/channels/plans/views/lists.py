"""Lists of commitments and plans: pages, a feed, and the same as table and JSON."""
import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import condition, require_safe

from pendopo.analysis import ogp, ogp_database
from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries.database import rows
from pendopo.channels.plans.queries.known import told
from pendopo.channels.plans.queries.lists import (
    Asked,
    areas,
    choices,
    entries,
    in_turn,
    of_plans,
    seen,
    turned,
    whole,
)
from pendopo.channels.plans.queries.lists import plans as all_plans
from pendopo.channels.plans.words import SIDES, TEXTS
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.people.sessions import visitor
from pendopo.core.places.standing import Standing
from pendopo.core.records.cards import absolute
from pendopo.core.records.paging import Turn
from pendopo.kit import atom, streamed
from pendopo.kit.country import spoken
from pendopo.kit.regions.models import called


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The list with its filters; the address holds the choice."""
    asked, address = Asked.read(request.GET), reverse("plans:list")
    found = turned(asked, visitor(request), Turn.read(request.GET))
    every = all_plans()
    return render(request, "plans/list.html", {
        "cards": [showing.card(one) for one in found.rows], "pager": found.pager(address, asked.pairs()),
        "filters": filters(asked, every, address), "plans": [showing.plan_card(one) for one in every],
        "feed": asked.address(reverse("plans:feed")), "table": asked.address(reverse("plans:table")),
        "data": asked.address(reverse("plans:data"))})


def filters(asked: Asked, every: list[Plan], address: str) -> dict[str, Any]:
    """What the macro `filters` takes."""
    any_, total = ("", gettext("All")), sum(one.size for one in every)
    selects: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("rencana", gettext("Plan"), asked.plan, [(one.code, f"{one.code}: {showing.title(one)}") for one in every]),
        ("status", gettext("State"), asked.state, [(one.name, gettext(one.label)) for one in WORKFLOW.states]),
        ("wilayah", gettext("Area"), asked.area, [(code, called(code, name, kind)) for code, name, kind in areas()]),
        ("sisi", gettext("Side of the lead unit"), asked.side, [(code, str(label)) for code, label in SIDES.items()]),
        ("tahun", gettext("Year"), asked.year, [(year, year) for year in choices(every)])]
    return {
        "address": address, "active": asked.active, "clear": address,
        "search": {"name": "q", "value": asked.words, "label": gettext("Search in the commitments")},
        "selects": [{"name": name, "label": label, "value": value, "choices": [any_, *options]}
                    for name, label, value, options in selects],
        "total": ngettext("%(n)s commitment on record", "%(n)s commitments on record", total) % {"n": total}
        if not asked.pairs() else ""}


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans: this city's, and what others promised."""
    actor = visitor(request)
    return render(request, "plans/plans.html", {
        "opens": actor is not None and bool(actor.at(*rules.EDITORS)) and not actor.at("monitor"),
        "cards": [showing.plan_card(one) for one in all_plans()]})


def chosen(request: HttpRequest) -> QuerySet[Commitment]:
    """Every commitment of the chosen list."""
    return Asked.read(request.GET).among(seen(visitor(request)))


def mark(request: HttpRequest) -> str | None:
    """The same as long as nothing stands on the record since, so that a copy of the city is not sent it all again.
    None for who has a session or a receipt: what they see depends on more."""
    known: Standing | None = request.__dict__.get("standing")
    if known is None:
        return None
    seen_by_all = (version("pendopo"), settings.SITE, known.version, timezone.localdate(), request.get_full_path())
    return f'"{sha256(repr(seen_by_all).encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=mark)
def table(request: HttpRequest) -> HttpResponseBase:
    """As an import reads it again, so without drafts and promises of a leader, of which these tables know nothing;
    `?bentuk=ogp` gives the 171 columns of the OGP database."""
    found = of_plans(chosen(request))
    if request.GET.get("bentuk") == "ogp":
        return streamed.table(request, ogp_database.lines(rows(found)), spoken(), "rencana-aksi-ogp.csv")
    return streamed.table(request, ogp.lines(told(found)), spoken(), "rencana-aksi.csv")


@require_safe
@condition(etag_func=mark)
def data(request: HttpRequest) -> HttpResponseBase:
    """Everything that the pages show, for programs."""
    return streamed.answer(request, objects(whole(chosen(request))), spoken(), "application/json")


def objects(found: QuerySet[Commitment]) -> Iterator[str]:
    """One object of JSON (RFC 8259), in parts."""
    yield '{"commitments": ['
    between = ""
    for some in in_turn(found):
        yield between + ", ".join(json.dumps(as_data(one), ensure_ascii=False) for one in some)
        between = ", "
    yield "]}"


def as_data(one: Commitment) -> dict[str, Any]:
    face = one.face
    return {
        "code": one.code, "address": absolute(one), "plan": one.plan.code, "number": one.number, "ogp_id": one.ogp_id,
        "title": one.title, "title_en": one.title_en, "language": one.language, "state": one.state, "level": one.level,
        "area": one.place.region_id if one.place else None, "start": one.start, "end": one.end, "source": one.source,
        "texts": {name: text for name in TEXTS if (text := getattr(one, name))},
        "organisations": [{"role": part["role"], "name": part["name"], "side": part["side"]}
                          for part in face.get("parts", [])],
        "milestones": [{**{name: step[name] for name in ("position", "title", "start", "due", "weight")}, "reports": [
            {"side": row["side"], "organisation": row["by"]["name"], "level": row["level"], "stated": row["stated"],
             "at": row["at"]} for row in step["reports"]]} for step in face.get("milestones", [])],
        "assessments": [{name: row[name] for name in (
            "indicator", "scale", "value", "moment", "method", "assessor", "stated", "source")}
            for row in face.get("assessments", [])]}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest commitments of the chosen list as Atom (RFC 4287)."""
    asked = Asked.read(request.GET)
    return atom.feed(request, gettext("Action plans"), asked.address(reverse("plans:list")), [
        atom.Row(showing.title(one), one.get_absolute_url(), one.created, one.summary, showing.name(one.office),
                 mark=f"/{one.code}", topics=(one.plan.code,))
        for one in asked.among(entries(visitor(request)))[:atom.NEWEST]])
