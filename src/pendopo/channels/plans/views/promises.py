"""Leaders and their promises: asked, promised, kept, confirmed by the one who asked. Counts, and never a rank."""
import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.channels.plans import leading, rules, showing
from pendopo.channels.plans.actions import promising
from pendopo.channels.plans.body_forms import AskForm, ConfirmForm, PromiseForm, RecordForm
from pendopo.channels.plans.making_forms import WordsForm
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.promises import Term
from pendopo.channels.plans.queries import leading as asked
from pendopo.channels.plans.queries import pages
from pendopo.channels.plans.views.contributions import HERE, TOO_OFTEN
from pendopo.channels.plans.views.shared import asked_first, form_methods, here, posted, sheet, thanks, way
from pendopo.channels.plans.words import PROMISES
from pendopo.core.people.actors import Actor
from pendopo.core.people.attempts import place_of
from pendopo.core.people.models import Person
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import at, named, visitor
from pendopo.core.records.paging import Turn, page, with_words
from pendopo.kit import atom
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import TooOften, spend
from pendopo.kit.rules import require


def crumbs(term: Term | None = None) -> list[dict[str, str]]:
    first = (gettext("Promises of the leader"), reverse("plans:promises"))
    return way(first, (str(term), term.get_absolute_url())) if term else way(first)


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """What the leader of today was asked and promised; earlier terms stand below."""
    actor, terms = visitor(request), list(asked.terms())
    now = next((term for term in terms if term.ended is None and term.since <= timezone.localdate()), None)
    found = page(chosen(request, actor), Turn.read(request.GET))
    address = reverse("plans:promises")
    pairs = narrowed(request)
    plan = asked.plan_of(now) if now else None
    return render(request, "plans/promises.html", {
        "now": now, "crumbs": way(), "cards": [leading.card(one) for one in found.rows],
        "pager": found.pager(address, pairs), "filters": filters(request, address),
        "figures": leading.figures(asked.figures()), "quoted": "", "how": leading.how(),
        "terms": [leading.term_link(term) for term in terms], "ask": plan is not None and rules.ask_promise.allows(
            actor, plan), "keeps": plan is not None and rules.record_promise.allows(actor, plan), "plan": plan,
        "feed": with_words(reverse("plans:promises_feed"), pairs),
        "opens": actor is not None and bool(actor.at(*rules.EDITORS))})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of the chosen list as Atom, as a visitor reads them."""
    return atom.feed(
        request, gettext("Promises of the leader"), with_words(reverse("plans:promises"), narrowed(request)),
        [atom.Row(showing.title(one), one.get_absolute_url(), one.created, one.summary, showing.name(one.office))
         for one in chosen(request, None).select_related("office")[:atom.NEWEST]])


def narrowed(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name in ("jenis", "status") if (value := request.GET.get(name, ""))]


def chosen(request: HttpRequest, actor: Actor | None) -> Any:
    found = asked.promises(actor)
    sort, state = request.GET.get("jenis", ""), request.GET.get("status", "")
    if sort in PROMISES:
        found = found.filter(promise__sort=sort)
    return found.filter(state__in=leading.STATES[state][1]) if state in leading.STATES else found


def filters(request: HttpRequest, address: str) -> dict[str, Any]:
    any_ = ("", gettext("All"))
    said = {name: request.GET.get(name, "") for name in ("jenis", "status")}
    return {"address": address, "clear": address, "active": sum(bool(value) for value in said.values()), "selects": [
        {"name": "jenis", "label": gettext("Where it was said"), "value": said["jenis"],
         "choices": [any_, *PROMISES.items()]},
        {"name": "status", "label": gettext("State"), "value": said["status"],
         "choices": [any_, *((name, words) for name, (words, _states) in leading.STATES.items())]}]}


def plan_or_404(slug: str) -> Plan:
    term = asked.term(slug)
    plan = asked.plan_of(term) if term else None
    if plan is None:
        raise Http404
    return plan


@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone asks the leader, with or without an account."""
    plan, actor = plan_or_404(slug), visitor(request)
    require(rules.ask_promise, actor, plan)
    form = AskForm(posted(request)[0], account=account(actor) is not None, initial={
        "key": secrets.token_urlsafe(18), "name": actor.name if isinstance(actor, Person) else ""})
    if form.is_valid():
        told = form.cleaned_data
        try:
            spend(HERE, place_of(request))
            done = promising.ask_promise(
                actor=actor if isinstance(actor, Person) else None, plan=plan, asked=promising.Asked(
                    told["text"], told["name"], venue=told["venue"], language=spoken(),
                    form_key=told["key"], contact=told.get("contact", "")))
        except TooOften:
            form.add_error(None, str(TOO_OFTEN))
        else:
            return received(request, plan, done)
    return sheet(request, form, title=gettext("Ask the leader"), send=gettext("Send"), over=str(plan.term),
                 back=reverse("plans:promises"), crumbs=crumbs(plan.term), lead=gettext(
                     "You need no account. Your question stands in public until it is answered, and you will be the "
                     "one who says whether a promise was kept."))


def received(request: HttpRequest, plan: Plan, done: promising.Entered) -> HttpResponse:
    if done.masked:
        messages.info(request, gettext("We masked numbers or addresses that name a person."))
    if not done.receipt:
        messages.success(request, gettext("Thank you. Your question stands on the record."))
        return redirect(done.commitment)
    answer = render(request, "plans/received.html", {
        "title": gettext("Thank you for your question"), "receipt": done.receipt, "held": False,
        "asked": asked_first(done.commitment.author),
        "address": done.commitment.get_absolute_url(), "crumbs": crumbs(plan.term),
        "back": reverse("plans:promises"), "lead": gettext("With the receipt you can say later whether the promise was "
                                                           "kept. Nobody else can.")})
    answer["Cache-Control"] = "no-store"
    return answer


@form_methods
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """What was promised in a vision, a mission, a programme, a speech or a dialogue."""
    plan, actor = plan_or_404(slug), named(request)
    require(rules.record_promise, actor, plan)
    form = RecordForm(here(OFFICIAL), posted(request)[0])
    if form.is_valid():
        told = form.cleaned_data
        made = promising.record_promise(
            actor=actor, plan=plan, lead=told["lead"], told={name: told[name] for name in ("title", "action", "end")},
            particulars={name: told[name] for name in ("sort", "said", "venue", "asker", "question")})
        thanks(request, gettext("The promise is on record."))
        return redirect(made)
    return sheet(request, form, title=gettext("Put a promise on record"), send=gettext("Save"), over=str(plan.term),
                 back=reverse("plans:promises"), crumbs=crumbs(plan.term))


def promise_or_404(code: str, actor: Actor | None) -> Commitment:
    found = pages.commitment(code, actor)
    if found is None or found.plan.sort != "promises":
        raise Http404
    return found


@form_methods
def promise(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked is promised."""
    actor = named(request)
    found = promise_or_404(code, actor)
    require(rules.promise, actor, found)
    form = PromiseForm(here(OFFICIAL), posted(request)[0])
    if form.is_valid():
        told = form.cleaned_data
        promising.promise(actor=actor, commitment=found, said=told["said"], lead=told["lead"],
                          told={name: told[name] for name in ("title", "action", "end")})
        thanks(request, gettext("The promise is on record; the one who asked is told."))
        return redirect(found)
    return sheet(request, form, title=gettext("Promise"), send=gettext("Put on record"), quote=question(found),
                 back=found.get_absolute_url(), crumbs=crumbs(), over=found.code)


@form_methods
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """Not every wish can be promised; the reason is public."""
    actor = named(request)
    found = promise_or_404(code, actor)
    require(rules.decline, actor, found)
    form = WordsForm(posted(request)[0], label=gettext("The reason"))
    if form.is_valid():
        promising.decline(actor=actor, commitment=found, reason=form.cleaned_data["text"])
        thanks(request, gettext("The answer is on record; the one who asked is told."))
        return redirect(found)
    return sheet(request, form, title=gettext("Decline"), send=gettext("Publish the answer"), quote=question(found),
                 back=found.get_absolute_url(), crumbs=crumbs(), over=found.code)


def question(found: Commitment) -> str:
    return str((found.face.get("promise") or {}).get("question", ""))


@form_methods
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The one who asked, by account or receipt, says whether it was kept."""
    first = promise_or_404(code, visitor(request))
    actor = at(request, first.pk)
    require(rules.confirm_promise, actor, first)
    form = ConfirmForm(posted(request)[0])
    if form.is_valid() and actor is not None:
        promising.confirm_promise(actor=actor, commitment=first, kept=form.cleaned_data["kept"] == "yes",
                                  text=form.cleaned_data["text"])
        thanks(request, gettext("Thank you. Your word stands on the record."))
        return redirect(first)
    return sheet(request, form, title=gettext("Was the promise kept?"), send=gettext("Say so"), quote=first.title,
                 back=first.get_absolute_url(), crumbs=crumbs(), over=showing.title(first),
                 lead=gettext("You asked for it; only you can say this. Everybody reads it."))
