"""What people contribute to a plan: the list, the form without account, one contribution with its answers."""
import secrets
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.channels.plans import making, rules, showing
from pendopo.channels.plans.actions import contributing
from pendopo.channels.plans.cycles import Answer, Contribution, Cycle
from pendopo.channels.plans.making_forms import AnswerForm, ContributionForm, WordsForm
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries import cycling
from pendopo.channels.plans.views.shared import (
    asked_first,
    form_methods,
    messages_way,
    plan_or_404,
    plan_way,
    posted,
    sheet,
    thanks,
)
from pendopo.channels.plans.words import CHANNELS, CONTRIBUTED, OUTCOMES
from pendopo.core.people.actors import Actor
from pendopo.core.people.attempts import place_of
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import at, named, visitor
from pendopo.core.records.cards import state
from pendopo.core.records.paging import with_words
from pendopo.kit import atom
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.markdown import plain
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import timed

HERE = Budget("plans.contribute", 20, 600)           # from one place: a village hall may help many people
SIZE = 30
TOO_OFTEN = gettext_lazy("Very many contributions came from your connection just now. Please wait a few minutes; what "
                         "you wrote is still here.")


@require_safe
def every(request: HttpRequest, code: str) -> HttpResponse:
    """All contributions, the newest first, by theme and by what became of them; the sums add up."""
    plan, actor = plan_or_404(code), visitor(request)
    if plan.cycle is None:
        raise Http404
    themes = plan.cycle.face.get("themes", [])
    asked = narrowed(request)
    found = chosen(plan.cycle, asked, actor)
    before = request.GET.get("sebelum", "")
    if before.isdecimal():
        found = found.filter(number__lt=int(before[:9]))
    rows = list(found[:SIZE + 1])
    address = reverse("plans:contributions", args=[plan.code])
    kept = [(name, value) for name, value in asked.items() if value]
    older = with_words(address, [*kept, ("sebelum", str(rows[SIZE - 1].number))]) if len(rows) > SIZE else ""
    return render(request, "plans/contributions.html", {
        "plan": plan, "title": showing.title(plan), "crumbs": plan_way(plan), "older": older,
        "feed": with_words(reverse("plans:contributions_feed", args=[plan.code]), kept),
        "cards": [card(plan, row) for row in rows[:SIZE]], "sums": making.sums(plan.cycle.face),
        "takes": rules.contribute.allows(actor, plan), "filters": filters(address, asked, themes)})


@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest of the chosen list as Atom, as a visitor reads them: of words that are hidden or were taken back, the
    number and the state."""
    plan = plan_or_404(code)
    if plan.cycle is None:
        raise Http404
    asked = narrowed(request)
    address = with_words(reverse("plans:contributions", args=[plan.code]), [pair for pair in asked.items() if pair[1]])
    rows = [(one, card(plan, one)) for one in chosen(plan.cycle, asked, None)[:atom.NEWEST]]
    return atom.feed(request, f"{gettext('Contributions')}: {showing.title(plan)}", address, [
        atom.Row(f"{told['title']}, {told['state']['text']}", told["address"], one.at, told["summary"], called(one))
        for one, told in rows])


def narrowed(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("status", "tema")}


def chosen(cycle: Cycle, asked: dict[str, str], actor: Actor | None) -> QuerySet[Contribution]:
    found = cycling.contributions(cycle, actor)
    if asked["status"] in CONTRIBUTED:
        found = found.filter(state=asked["status"])
    return found.filter(theme__position=int(asked["tema"][:4])) if asked["tema"].isdecimal() else found


def filters(address: str, asked: dict[str, str], themes: list[Any]) -> dict[str, Any]:
    any_ = ("", gettext("All"))
    return {"address": address, "clear": address, "active": sum(bool(value) for value in asked.values()), "selects": [
        {"name": "status", "label": gettext("State"), "value": asked["status"], "choices": [
            any_, *((name, words) for name, (words, _tone) in CONTRIBUTED.items())]},
        *([{"name": "tema", "label": gettext("Theme"), "value": asked["tema"], "choices": [
            any_, *((str(theme["position"]), theme["title"]) for theme in themes)]}] if themes else [])]}


def card(plan: Plan, one: Contribution) -> dict[str, Any]:
    words, tone = CONTRIBUTED[one.state]
    text = plain(one.text, 220) if one.state not in ("hidden", "withdrawn") else ""
    return {"title": gettext("Contribution %(number)s") % {"number": one.number},
            "address": reverse("plans:contribution", args=[plan.code, one.number]),
            "over": one.theme.title if one.theme else gettext("No theme"), "state": {"text": str(words), "tone": tone},
            "summary": text, "meta": [called(one), timed(one.at)]}


def called(one: Contribution) -> str:
    """As its author wants to be called, or the organisation they spoke for."""
    if one.organisation is not None:
        return one.organisation.called
    return one.name or gettext("A resident")


def speaks_for(actor: Actor | None) -> list[Organisation]:
    held = actor.at(*rules.SPEAKERS) if actor is not None else frozenset()
    return list(Organisation.objects.filter(pk__in=held).order_by("name")) if held else []


@form_methods
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Anyone, with or without an account. The receipt is shown once."""
    plan, actor = plan_or_404(code), visitor(request)
    require(rules.contribute, actor, plan)
    themes = list(plan.cycle.themes.all()) if plan.cycle else []
    name = actor.name if isinstance(actor, Person) else ""
    form = ContributionForm(themes, speaks_for(actor), posted(request)[0], account=account(actor) is not None, initial={
        "key": secrets.token_urlsafe(18), "name": name,
        "theme": next((str(one.pk) for one in themes if str(one.position) == request.GET.get("tema", "")), "")})
    if form.is_valid():
        try:
            spend(HERE, place_of(request))
            done = contributing.contribute(actor=actor if isinstance(actor, Person) else None, plan=plan,
                                           saying=saying(form))
        except TooOften:
            form.add_error(None, str(TOO_OFTEN))
        else:
            return received(request, plan, done)
    return sheet(request, form, title=gettext("Contribute to the plan"), send=gettext("Send"), over=showing.title(plan),
                 back=plan.get_absolute_url(), crumbs=plan_way(plan), lead=gettext(
                     "You need no account. Each contribution gets a number and an answer with reasons before the plan "
                     "is adopted."))


def saying(form: ContributionForm) -> contributing.Saying:
    told = form.cleaned_data
    return contributing.Saying(
        text=told["text"], name=told["name"], theme=form.themes.get(told.get("theme", "")),
        organisation=form.own.get(told.get("organisation", "")), language=spoken(), form_key=told["key"],
        contact=told.get("contact", ""))


def received(request: HttpRequest, plan: Plan, done: contributing.Submitted) -> HttpResponse:
    """With the receipt, where one was given; who has an account goes straight to the contribution."""
    if done.masked:
        messages.info(request, gettext("We masked numbers or addresses that name a person."))
    if not done.receipt:
        messages.success(request, gettext("Thank you. Your contribution stands on the record."))
        return redirect(done.contribution)
    answer = render(request, "plans/received.html", {
        "title": gettext("Thank you for your contribution"), "receipt": done.receipt,
        "address": done.contribution.get_absolute_url(), "crumbs": plan_way(plan), "back": plan.get_absolute_url(),
        "lead": gettext("It has the number %(number)s.") % {"number": done.contribution.number},
        "held": done.contribution.state == "held", "asked": asked_first(done.contribution.author)})
    answer["Cache-Control"] = "no-store"
    return answer


def contribution_or_404(request: HttpRequest, plan: Plan, number: int) -> tuple[Contribution, Actor | None]:
    actor = at(request, plan.cycle_id or 0)
    found = cycling.contribution(plan, number, actor)
    if found is None:
        raise Http404
    return found, actor


@require_safe
def one(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The words, and every answer beneath them."""
    plan = plan_or_404(code)
    found, actor = contribution_or_404(request, plan, number)
    words, tone = CONTRIBUTED[found.state]
    return render(request, "plans/contribution.html", {
        "plan": plan, "found": found, "called": called(found), "state": {"text": str(words), "tone": tone},
        "crumbs": plan_way(plan, (gettext("Contributions"), reverse("plans:contributions", args=[plan.code]))),
        "body": SafeString(found.html), "channel": CHANNELS[found.channel],
        "spoken": "" if found.language == get_language() else found.language,
        "answers": [answered(row) for row in cycling.answers(found)], "ways": ways(found, plan, actor)})


def answered(row: Answer) -> dict[str, Any]:
    words, tone = OUTCOMES[row.outcome]
    return {"tag": {"text": str(words), "tone": tone}, "body": SafeString(row.html), "at": row.at,
            "who": row.organisation.called if row.organisation else "",
            "commitments": [{"name": f"{one.plan.code} {one.number}. {showing.title(one)}", "state": state(one),
                             "address": one.get_absolute_url()} for one in row.commitments.all()]}


def ways(found: Contribution, plan: Plan, actor: Actor | None) -> list[dict[str, str]]:
    """The buttons that this reader may press."""
    if actor is None:
        return []
    told = [(rules.answer_contribution, gettext("Answer"), "answer", "comment"),
            (rules.release_contribution, gettext("Let it through"), "release", "check"),
            (rules.hide_contribution, gettext("Hide"), "hide", "hidden"),
            (rules.withdraw_contribution, gettext("Take it back"), "take_back", "close")]
    return messages_way(found.author_id, actor) + [
        {"text": text, "address": reverse(f"plans:{name}", args=[plan.code, found.number]), "icon": icon}
        for rule, text, name, icon in told if rule.allows(actor, found)]


@form_methods
def answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Taken, in part, not taken, elsewhere; the reason is never left out."""
    plan, actor = plan_or_404(code), named(request)
    found = cycling.contribution(plan, number, actor)
    if found is None:
        raise Http404
    require(rules.answer_contribution, actor, found)
    choice = list(Commitment.objects.filter(plan=plan.pk).exclude(state__in=("dropped",)).order_by("position", "pk"))
    form = AnswerForm(choice, posted(request)[0])
    if form.is_valid():
        contributing.answer_contribution(actor=actor, contribution=found, outcome=form.cleaned_data["outcome"],
                                         text=form.cleaned_data["text"], commitments=form.chosen())
        thanks(request, gettext("The answer stands on the record; its author and the followers are told."))
        return redirect(found)
    return asked(request, plan, found, form, gettext("Answer contribution %(number)s"), gettext("Publish the answer"))


def asked(request: HttpRequest, plan: Plan, found: Contribution, form: Any, title: str, send: str,
          danger: bool = False, lead: str = "") -> HttpResponse:
    return sheet(request, form, title=title % {"number": found.number}, send=send, back=found.get_absolute_url(),
                 crumbs=plan_way(plan, (gettext("Contributions"), reverse("plans:contributions", args=[plan.code]))),
                 quote=SafeString(found.html), danger=danger, lead=lead)


@form_methods
def hide(request: HttpRequest, code: str, number: int) -> HttpResponse:
    plan, actor = plan_or_404(code), named(request)
    found = cycling.contribution(plan, number, actor)
    if found is None:
        raise Http404
    require(rules.hide_contribution, actor, found)
    form = WordsForm(posted(request)[0], label=gettext("Which rule it breaks, and how"),
                     hint=gettext("Everybody reads this in place of the words."))
    if form.is_valid():
        contributing.hide_contribution(actor=actor, contribution=found, reason=form.cleaned_data["text"])
        thanks(request, gettext("It is hidden; number and reason stay."))
        return redirect(found)
    return asked(request, plan, found, form, gettext("Hide contribution %(number)s"), gettext("Hide"), danger=True)


@never_cache
@form_methods
def release(request: HttpRequest, code: str, number: int) -> HttpResponse:
    plan, actor = plan_or_404(code), named(request)
    found = cycling.contribution(plan, number, actor)
    if found is None:
        raise Http404
    require(rules.release_contribution, actor, found)
    if request.method == "POST":
        contributing.release_contribution(actor=actor, contribution=found)
        thanks(request, gettext("Everybody reads it now."))
        return redirect(found)
    return confirm(request, plan, found, gettext("Let contribution %(number)s through?"), gettext("Yes, show it"),
                   gettext("It looked like advertising. Everybody will read it."), "main")


@never_cache
@form_methods
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Its author, by account or receipt."""
    plan = plan_or_404(code)
    found, actor = contribution_or_404(request, plan, number)
    require(rules.withdraw_contribution, actor, found)
    if request.method == "POST" and actor is not None:
        contributing.withdraw_contribution(actor=actor, contribution=found)
        thanks(request, gettext("Your words are gone; the number stays."))
        return redirect(found)
    return confirm(request, plan, found, gettext("Take contribution %(number)s back?"), gettext("Yes, take it back"),
                   gettext("Your words and your name are deleted for ever. The number and any answer stay."), "danger")


def confirm(request: HttpRequest, plan: Plan, found: Contribution, title: str, yes: str, text: str,
            kind: str) -> HttpResponse:
    return render(request, "plans/confirm.html", {
        "title": title % {"number": found.number}, "text": text, "yes": yes, "kind": kind,
        "back": found.get_absolute_url(), "crumbs": plan_way(plan)})
