"""Asking somebody outside: the officer's form, and the page behind the link."""
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.actions import outside
from pendopo.channels.reports.actions.reading import look
from pendopo.channels.reports.forms_desk import OutsideAnswerForm, OutsideForm
from pendopo.channels.reports.models import Outside
from pendopo.channels.reports.queries import outside as links
from pendopo.channels.reports.queries import redacting
from pendopo.channels.reports.views.staff import case_or_404
from pendopo.core.people.attempts import place_of
from pendopo.core.records.cards import office_name
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.rules import require

TRIES = Budget("report-outside", 30, 3600)       # openings of links from one address in an hour


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody outside is going to read, without what names anybody, for the officer to confirm."""
    report, actor = case_or_404(request, code)
    require(rules.forward_outside, actor, report)
    initial: dict[str, Any] = {"days": outside.DAYS}
    if request.method != "POST":
        text = report.text or redacting.proposal(report, look(actor=actor, report=report).told.words)[1]
        initial |= {"text": text}
    form = OutsideForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        outside.forward_outside(actor=actor, report=report, name=told["name"], email=told["email"], text=told["text"],
                                days=told["days"])
        messages.success(request, gettext("The link is on its way. The answer will stand here as a note."))
        return redirect("reports:case", report.code)
    answer = render(request, "reports/staff/act.html", {
        "form": form, "upload": False, "record": report, "title": gettext("Ask somebody outside"), "danger": False,
        "over": showing.title(report), "back": reverse("reports:case", args=[report.code]), "phrases": [],
        "said": gettext("They get a link and answer without an account. The clocks go on meanwhile.")},
        status=422 if form.errors else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_POST
def end(request: HttpRequest, code: str, key: int) -> HttpResponse:
    report, actor = case_or_404(request, code)
    outside.end_outside(actor=actor, asked=get_object_or_404(Outside.objects.select_related("report"), pk=key,
                                                             report=report))
    messages.success(request, gettext("The link opens nothing any more."))
    return redirect("reports:case", report.code)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: what the office asks, and a box for the answer. A link that is over looks like one that never
    was."""
    asked = links.by_link(token)
    if asked is None:                    # a right link is never refused because of what neighbours tried
        try:
            spend(TRIES, place_of(request))
        except TooOften:
            return render(request, "reports/outside_over.html", status=429)
        return render(request, "reports/outside_over.html", status=404)
    form = OutsideAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outside.answer_outside(actor=None, asked=asked.row, text=form.cleaned_data["text"])
        return render(request, "reports/outside_thanks.html", {"office": office_name(asked.row.office)})
    page = render(request, "reports/outside.html", {
        "form": form, "asked": asked.row, "text": showing.body(asked.text), "office": office_name(asked.row.office)},
        status=422 if form.errors else 200)
    page["Cache-Control"], page["Referrer-Policy"] = "private, no-store", "no-referrer"
    return page
