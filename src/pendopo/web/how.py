"""How days and steps of a kind come about: every limit with its law, counted from today as an example."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pendopo.core.places.queries import calendar_of
from pendopo.core.places.standing import city_of
from pendopo.core.records import kinds
from pendopo.core.records.kinds import Kind
from pendopo.core.records.reckoning import account, counted, name_of


def show(request: HttpRequest, kind: str) -> HttpResponse:
    found = next((one for one in kinds.all() if one.name == kind), None)
    if found is None:
        raise Http404
    whose, today = city_of(request), timezone.localdate()
    calendar = calendar_of(whose.region_id if whose else None)
    limits = [{"name": name_of(found.workflow, limit),
               "account": account(counted(limit, today, calendar), found.workflow, open=False)}
              for limit in found.workflow.limits]
    return render(request, "web/how.html", {
        "kind": found, "limits": limits, "steps": steps(found), "version": calendar.version})


def steps(kind: Kind) -> list[tuple[Any, ...]]:
    """The table of moves as rows: what is done, from which states to which, and why the row exists, with its source."""
    labels = {state.name: gettext(state.label) for state in kind.workflow.states}
    return [(gettext(move.label) if move.label else move.name, ", ".join(labels[name] for name in move.sources),
             labels[move.target], SafeString(urlize(gettext(move.why), autoescape=True)))
            for move in kind.workflow.moves]
