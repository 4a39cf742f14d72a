"""The moderators' desk, the objections, and the log that everybody can read."""
import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.core.people.models import Person
from pendopo.core.people.sessions import visitor
from pendopo.core.records import kinds
from pendopo.core.records.paging import Turn, page
from pendopo.core.voices import panels, queries, rules
from pendopo.core.voices.actions import moderation
from pendopo.core.voices.forms import AppealForm, DecisionForm, HideForm, VerdictForm
from pendopo.core.voices.models import Case
from pendopo.core.voices.reasons import REASONS
from pendopo.core.voices.views import back_to, sign_in, spoken
from pendopo.kit import atom
from pendopo.kit.rules import require

MOST = 50                       # cases a page of the queue
BATCH = re.compile(r"[0-9a-f]{32}")
STATES, CAUSES = ("open", "appealed"), ("spam", "flag")


def moderator(request: HttpRequest) -> Person:
    actor = visitor(request)
    if not isinstance(actor, Person) or not actor.at("moderator"):
        raise PermissionDenied
    return actor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; several can be decided in one go, and taken back for ten minutes."""
    actor = moderator(request)
    asked = {name: request.GET.get(name, "") for name in ("state", "cause", "kind")}
    state = asked["state"] if asked["state"] in STATES else "open"
    cause = asked["cause"] if asked["cause"] in CAUSES else ""
    kind = asked["kind"] if asked["kind"] in {one.name for one in kinds.all()} else ""
    cases = list(queries.waiting(actor, state=state, cause=cause, kind=kind)[:MOST + 1])
    form = DecisionForm(request.POST or None, waiting=[case.comment_id for case in cases])
    if request.method == "POST" and form.is_valid():
        return decided(request, actor, form.cleaned_data)
    batch = request.GET.get("batch", "")
    undoable = Case.objects.filter(rules.undo.q(actor), batch=batch).count() if BATCH.fullmatch(batch) else 0
    return render(request, "voices/queue.html", {
        "cases": [panels.case_row(case) for case in cases[:MOST]], "more": len(cases) > MOST, "form": form,
        "state": state, "ticked": {str(key) for key in request.POST.getlist("comment")},
        "batch": batch, "undoable": undoable, "filters": panels.queue_filters(state, cause, kind)})


def decided(request: HttpRequest, actor: Person, wanted: dict[str, Any]) -> HttpResponse:
    many = len(wanted["comment"])
    if wanted["decision"] == "hide":
        batch = moderation.bulk_hide(actor=actor, comments=wanted["comment"], reason=wanted["reason"],
                                     words=wanted["words"])
        said = ngettext("%(many)d comment is hidden.", "%(many)d comments are hidden.", many)
    else:
        batch = moderation.bulk_keep(actor=actor, comments=wanted["comment"])
        said = ngettext("%(many)d comment stays.", "%(many)d comments stay.", many)
    messages.success(request, said % {"many": many})
    return redirect(f"{reverse('voices:queue')}?batch={batch}")


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, number: int) -> HttpResponse:
    """A moderator hides a comment that nobody has reported; like the others it can be taken back for ten minutes."""
    comment, actor = spoken(request, number)
    require(rules.hide, actor, comment)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and actor is not None:
        done = moderation.hide(actor=actor, comment=comment, **form.cleaned_data)
        messages.success(request, gettext("The comment is hidden. Its author is told why."))
        return redirect(f"{reverse('voices:queue')}?batch={done.batch}")
    return render(request, "voices/hide.html", {
        "record": comment.record, "form": form, "author": panels.author(comment), "text": comment.html,
        "back": back_to(comment)})


@require_POST
def undo(request: HttpRequest, batch: str) -> HttpResponse:
    actor = moderator(request)
    if BATCH.fullmatch(batch) and moderation.undo(actor=actor, batch=batch):
        messages.success(request, gettext("Taken back. Everything is as it was before."))
    else:
        messages.error(request, gettext("This can no longer be taken back: ten minutes have passed, or the author has "
                                        "objected meanwhile."))
    return redirect("voices:queue")


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    """The author objects to the hiding of their comment."""
    comment, actor = spoken(request, number)
    if actor is None:
        return sign_in(request)
    hidden = comment.cases.filter(state="hidden").select_related("comment").order_by("-pk").first()
    if hidden is None:
        raise Http404
    require(rules.appeal, actor, hidden)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.appeal(actor=actor, case=hidden, text=form.cleaned_data["text"])
        messages.success(request, gettext("Your objection is noted. Another moderator will decide and tell you why."))
        return redirect(back_to(comment))
    return render(request, "voices/appeal.html", {
        "record": comment.record, "form": form, "text": comment.html, "reason": REASONS.get(hidden.reason),
        "words": hidden.words, "back": back_to(comment)})


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One decision as it stands in the log; for a moderator who did not make it, also the objection to decide."""
    actor = visitor(request)
    found = get_object_or_404(Case.objects.select_related(
        "comment__record__office", "comment__author", "comment__office", "office", "judge_office"), pk=number)
    judges = rules.decide_appeal.allows(actor, found)
    if not judges and (found.decided is None or found.comment.record.visibility != "public"):
        raise Http404
    form = VerdictForm(request.POST or None)
    if request.method == "POST":
        require(rules.decide_appeal, actor, found)
        if form.is_valid() and isinstance(actor, Person):
            moderation.decide_appeal(actor=actor, case=found, restore=form.cleaned_data["restore"] == "yes",
                                     words=form.cleaned_data["words"])
            messages.success(request, gettext("Decided. The author is told."))
            return redirect("voices:case", number=found.pk)
    return render(request, "voices/case.html", {
        "case": panels.log_row(found), "record": found.comment.record, "judges": judges, "form": form,
        "text": found.comment.html if judges else "", "plea": found.appeal if judges else ""})


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Every decision of moderation, newest first."""
    shown = page(queries.log(), Turn.read(request.GET), by="decided")
    return render(request, "voices/log.html", {
        "cases": [panels.log_row(one) for one in shown.rows], "pager": shown.pager(reverse("voices:log")),
        "month": queries.lately()})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest decisions as Atom (RFC 4287), as the log tells them: never the hidden words."""
    newest = queries.log().order_by("-decided", "-pk")[:atom.NEWEST]
    return atom.feed(request, gettext("Moderation log"), reverse("voices:log"), [entry(one) for one in newest])


def entry(case: Case) -> atom.Row:
    row = panels.log_row(case)
    return atom.Row(f"{row['outcome']['text']}: {row['rule'] or row['cause']}, {row['record']}", row["address"],
                    case.judged or case.decided or case.opened, row["words"], row["office"] or "")


@require_safe
def conduct(request: HttpRequest) -> HttpResponse:
    """The rules of the conversation."""
    return render(request, "voices/conduct.html", {"reasons": list(REASONS.items())})
