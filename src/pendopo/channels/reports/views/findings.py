"""What the timer found, for coordinators: made a shared problem, put with one, or sent away."""
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.actions import clustering
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.forms_clusters import ClusterForm
from pendopo.channels.reports.models import Cluster, Finding, Group, Report
from pendopo.channels.reports.queries.clusters import waiting_with
from pendopo.channels.reports.queries.lists import listed
from pendopo.channels.reports.views.clusters import about
from pendopo.channels.reports.views.shared import draw
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import named
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import day

MOST, SHOWN = 50, 5                  # findings in the list; reports of each


def coordinator(request: HttpRequest) -> Actor:
    actor = named(request)
    require(rules.make_cluster, actor, Cluster())
    return actor


@never_cache
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """What nobody has decided about."""
    coordinator(request)
    return render(request, "reports/staff/findings.html", {
        "rows": [row(one) for one in waiting_with(MOST, SHOWN)]})


def row(one: Any) -> dict[str, Any]:
    """A finding as `waiting_with` gives it."""
    return {"key": one.pk, "title": called(one), "count": one.many, "words": one.words,
            "since": day(one.first), "until": day(one.last), "usual": about(one.expected),
            "cards": showing.cards(one.newest), "cluster": one.cluster}


def called(one: Finding) -> str:
    """How it could be called."""
    return f"{shown(one.category)}, {one.region.full_name}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Its reports, all ticked, and how it is called."""
    actor = coordinator(request)
    finding = get_object_or_404(Finding.objects.select_related("category", "region", "cluster"), pk=key, decided=None)
    return form(request, actor, list(listed().filter(findings=finding.pk)), called(finding), finding)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_group(request: HttpRequest, key: int) -> HttpResponse:
    """The same for reports that somebody put together by hand."""
    actor = coordinator(request)
    group = get_object_or_404(Group, pk=key)
    reports = list(listed().filter(group=group.pk))
    return form(request, actor, reports, reports[0].title if reports else "", None)


def form(request: HttpRequest, actor: Actor, reports: list[Report], title: str,
         finding: Finding | None) -> HttpResponse:
    known = finding.cluster if finding else None
    told = ClusterForm(request.POST if request.method == "POST" else None, reports=reports, named=known is None,
                       initial={"title": title})
    heading = gettext("Put them with the shared problem") if known else gettext("Make a shared problem of them")
    if told.is_valid():
        try:
            return redirect(made(actor, told.cleaned_data, reports, finding))
        except Hindrance as hindrance:
            told.add_error("reports", str(hindrance.sentence))
    return draw(request, "reports/act.html", told, record=known, title=heading, danger=False,
                over=known.title if known else title, back=reverse("clusters:findings"), staff=True,
                list_name=gettext("Shared problems"), list_address=reverse("clusters:list"))


def made(actor: Actor, told: dict[str, Any], reports: list[Report], finding: Finding | None) -> Cluster:
    chosen = [one for one in reports if str(one.pk) in told["reports"]]
    known = finding.cluster if finding else None
    if known is None:
        return clustering.make_cluster(actor=actor, title=told["title"], text=told["text"], reports=chosen,
                                       finding=finding)
    clustering.enlarge_cluster(actor=actor, cluster=known, reports=chosen, finding=finding)
    return known


@never_cache
@require_POST
def dismiss(request: HttpRequest, key: int) -> HttpResponse:
    """It only looks like one problem."""
    clustering.dismiss_finding(actor=coordinator(request), finding=get_object_or_404(Finding, pk=key, decided=None))
    messages.success(request, gettext("It is not proposed again."))
    return redirect("clusters:findings")
