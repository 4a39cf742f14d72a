"""Shared problems as everybody sees them, and what the offices say about them as one."""
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.channels.reports import rules, rules_clusters, showing
from pendopo.channels.reports.actions import clustering
from pendopo.channels.reports.answering import few
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.forms_clusters import ClusterAnswerForm
from pendopo.channels.reports.forms_public import SaidForm
from pendopo.channels.reports.models import Cluster
from pendopo.channels.reports.queries.clusters import PART, cluster, listed_clusters, reports_of, waiting
from pendopo.channels.reports.views.shared import draw
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import named, visitor
from pendopo.core.records import queries as records
from pendopo.core.records.cards import cards, office_name, related, state, where
from pendopo.core.records.paging import Turn, page
from pendopo.core.records.telling import told
from pendopo.core.records.wanted import Wanted
from pendopo.core.voices.panels import discussion_context
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import day
from pendopo.kit.ui.figures import number

TURNS = {"tutup": (rules.settle_cluster, clustering.settle_cluster, gettext_noop("It is settled")),
         "buka": (rules.reopen_cluster, clustering.reopen_cluster, gettext_noop("It is not over"))}
MOST = 100                           # reports on the page; the list of reports has all


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first; for a coordinator also what waits for a decision."""
    asked, address, actor = Wanted.read(request.GET), reverse("clusters:list"), visitor(request)
    found = page(asked.found(listed_clusters()), Turn.read(request.GET))
    return render(request, "reports/clusters.html", {
        "cards": cards(found.rows), "pager": found.pager(address, asked.pairs()), "q": asked.words,
        "waiting": waiting().count() if rules_clusters.coordinates(actor) else None})


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One shared problem: how many, where, when, its published reports, and who took it up."""
    actor, found = visitor(request), cluster(code)
    if found is None:
        raise Http404
    reports = reports_of(found)
    together = [(sort, one) for sort, one in records.links(found, actor) if sort != f"{PART}-back"]
    return render(request, "reports/cluster.html", {
        "record": found, "state": state(found), "facts": facts(found, reports.count()),
        "cards": showing.cards(reports[:MOST]), "related": related(together), "ways": ways(found, actor),
        "timeline": told(records.timeline(found, actor), False), **discussion_context(request, found, actor)})


def facts(found: Cluster, count: int) -> list[tuple[str, Any]]:
    """Small numbers point at somebody: they are not told."""
    told = [(gettext("Published reports"), few(count)), (gettext("Area"), where(found)),
            (gettext("From"), day(found.first)), (gettext("Until"), day(found.last)),
            (gettext("Category"), shown(found.category) if found.category else ""),
            (gettext("Office"), office_name(found.office)), (gettext("What they say"), found.words),
            (gettext("Usual there in such a time"), "" if found.expected is None else about(found.expected))]
    return [(term, value) for term, value in told if value]


def about(expected: float) -> str:
    return gettext("fewer than one") if expected < 1 else ngettext(
        "about %(count)s report", "about %(count)s reports", round(expected)) % {"count": number(round(expected))}


def ways(found: Cluster, actor: Actor | None) -> list[dict[str, str]]:
    """What this reader can do beside following and talking."""
    if actor is None:
        return []
    offered = [{"text": gettext("One answer to all of them"), "address": reverse("clusters:answer", args=[found.code])}
               ] if rules.answer_cluster.allows(actor, found) else []
    return offered + [{"text": gettext(label), "address": reverse("clusters:turn", args=[found.code, word])}
                      for word, (rule, _action, label) in TURNS.items() if rule.allows(actor, found)]


def case_or_404(request: HttpRequest, code: str) -> tuple[Cluster, Actor]:
    actor, found = named(request), cluster(code)
    if found is None:
        raise Http404
    return found, actor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The same words to everybody who reported it."""
    found, actor = case_or_404(request, code)
    require(rules.answer_cluster, actor, found)
    form = ClusterAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (count := answered(form, actor, found)) is not None:
        messages.success(request, ngettext("%(num)s report was answered.", "%(num)s reports were answered.", count)
                         % {"num": count})
        return redirect(found)
    return form_page(request, form, found, gettext("One answer to all of them"))


def answered(form: ClusterAnswerForm, actor: Actor, found: Cluster) -> int | None:
    """How many; None with a sentence in the form where it cannot be done."""
    told = form.cleaned_data
    try:
        return clustering.answer_cluster(actor=actor, cluster=found, text=told["text"], public=told["public"])
    except Hindrance as hindrance:
        form.add_error(None, str(hindrance.sentence))
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: HttpRequest, code: str, word: str) -> HttpResponse:
    """Settled, or not over after all."""
    if word not in TURNS:
        raise Http404
    found, actor = case_or_404(request, code)
    rule, action, label = TURNS[word]
    require(rule, actor, found)
    form = SaidForm(request.POST if request.method == "POST" else None, label=gettext("What everybody reads"),
                    with_files=False)
    if form.is_valid():
        try:
            action(actor=actor, cluster=found, text=form.cleaned_data["text"])
        except NotFromHere:
            form.add_error(None, gettext("Somebody was faster: it is in another state by now."))
        else:
            messages.success(request, gettext("Done. It stands on the timeline."))
            return redirect(found)
    return form_page(request, form, found, gettext(label))


def form_page(request: HttpRequest, form: Any, found: Cluster, title: str) -> HttpResponse:
    return draw(request, "reports/act.html", form, record=found, title=title, danger=False, over=found.title,
                back=found.get_absolute_url(), staff=True, list_name=gettext("Shared problems"),
                list_address=reverse("clusters:list"))
