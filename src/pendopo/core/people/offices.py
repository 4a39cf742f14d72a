"""The pages of organisations: who is there, how one is let in, who works there, what it was called before."""
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.core.people import attempts, queries, rules, sessions
from pendopo.core.people.actions import invitations, standing
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.forms import Invite, NewName, Proposal, Reason, Unit
from pendopo.core.people.models import Invitation, Membership, Organisation
from pendopo.core.people.roles import ROLES, SIDES
from pendopo.kit import atom
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.rules import require
from pendopo.kit.ui import dates, figures

PAGE = 50                    # organisations
LONGEST = 100                # characters of a name that is searched
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)          # of an organisation that came with its source, without a day
TONES = {"proposed": "waiting", "appealed": "waiting", "confirmed": "good", "refused": "bad", "closed": "bad"}


def found_or_404(request: HttpRequest, slug: str) -> Organisation:
    found = queries.organisation(sessions.visitor(request), slug)
    if found is None:
        raise Http404
    return found


def state_of(organisation: Organisation) -> dict[str, Any]:
    words = {"proposed": gettext("Waits for both sides"), "appealed": gettext("Appealed, waits for both sides"),
             "confirmed": gettext("Confirmed"), "refused": gettext("Refused"), "closed": gettext("Closed")}
    return {"text": words[organisation.state], "tone": TONES[organisation.state]}


def organisations(request: HttpRequest) -> HttpResponse:
    """Who sits at this city's table, by side. Those that only plans of other places name stand on a list of their own,
    and are found by name from either."""
    actor, asked = sessions.visitor(request), Asked.read(request)
    here = shelf_of(queries.organisations(actor, asked.side, asked.after, asked.words), asked)
    others = None
    if asked.words and not asked.elsewhere and not asked.after:
        others = shelf_of(queries.organisations(actor, asked.side, "", asked.words), replace(asked, elsewhere=True))
    return render(request, "people/organisations.html", {
        "asked": asked, "feed": asked.feed, "here": here,
        "others": others, "all_others": replace(asked, elsewhere=True, after="").address,
        "sides": [("", gettext("All sides")), *SIDES.items()],
        "waiting": [card_of(one) for one in queries.waiting(actor)] if actor and not asked.elsewhere else [],
        "may_found": rules.found.allows(actor, Organisation(side="government"))})


@dataclass(frozen=True)
class Asked:
    """What a reader wants of the list of organisations, as the address says it."""
    words: str = ""
    side: str = ""
    elsewhere: bool = False
    after: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> "Asked":
        told = {name: " ".join(request.GET.get(name, "").replace("\0", " ")[:LONGEST].split())
                for name in ("q", "pihak", "dari", "sesudah")}
        return cls(told["q"], told["pihak"] if told["pihak"] in SIDES else "", told["dari"] == "lain", told["sesudah"])

    @property
    def address(self) -> str:
        return f"{reverse('people:organisations')}?{self.pairs}"

    @property
    def feed(self) -> str:
        return f"{reverse('people:organisations_feed')}?{replace(self, after='').pairs}".rstrip("?")

    @property
    def pairs(self) -> str:
        told = {"q": self.words, "pihak": self.side, "dari": "lain" if self.elsewhere else "", "sesudah": self.after}
        return urlencode({name: value for name, value in told.items() if value})


def feed(request: HttpRequest) -> HttpResponse:
    """The organisations that were entered last, as the list tells them to a visitor, dated by the last word that let
    them in, else by the day since which they are known."""
    asked = Asked.read(request)
    found = queries.organisations(None, asked.side, "", asked.words).filter(elsewhere=asked.elsewhere)
    newest = found.annotate(said=Max("vouches__at")).order_by("-pk")[:atom.NEWEST]
    return atom.feed(request, gettext("Organisations"), asked.address, [
        atom.Row(one.called, reverse("people:organisation", args=[one.slug]), known(one), one.about,
                 str(SIDES[one.side])) for one in newest])


def known(organisation: Organisation) -> datetime:
    said: datetime | None = getattr(organisation, "said", None)
    since = organisation.since
    return said or (datetime.combine(since, time(), UTC) if since else UNDATED)


def shelf_of(found: QuerySet[Organisation], asked: Asked) -> dict[str, Any]:
    """One page of those here or of those elsewhere, and the address of the next."""
    rows = list(found.filter(elsewhere=asked.elsewhere)[:PAGE + 1])
    more = replace(asked, after=rows[PAGE - 1].slug).address if len(rows) > PAGE else ""
    return {"cards": [card_of(one) for one in rows[:PAGE]], "more": more}


def card_of(organisation: Organisation) -> dict[str, Any]:
    return {"title": organisation.called, "address": reverse("people:organisation", args=[organisation.slug]),
            "over": SIDES[organisation.side], "meta": counts(organisation),
            "state": None if organisation.state == "confirmed" else state_of(organisation)}


def counts(organisation: Organisation) -> list[str]:
    """How many units and people, where there are any (annotated by queries.organisations)."""
    parts, members = getattr(organisation, "unit_count", 0), getattr(organisation, "member_count", 0)
    return [words for number, words in (
        (parts, ngettext("%(count)d unit", "%(count)d units", parts) % {"count": parts}),
        (members, ngettext("%(count)d person", "%(count)d people", members) % {"count": members})) if number]


def facts_of(organisation: Organisation) -> list[tuple[str, Any]]:
    members = queries.staff(organisation).values("person").distinct().count()
    return [(name, value) for name, value in (
        (gettext("People with a role"), figures.number(members) if members else ""),
        (gettext("Known under this name since"), dates.day(organisation.since) if organisation.since else ""),
        (gettext("Until"), dates.day(organisation.until) if organisation.until else ""),
        (gettext("Source"), organisation.source)) if value]


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    one, actor = found_or_404(request, slug), sessions.visitor(request)
    units = queries.organisations(actor).filter(parent=one.pk)
    vouches = one.vouches.order_by("pk")
    return render(request, "people/organisation.html", {
        "one": one, "side": SIDES[one.side], "state": state_of(one), "units": [card_of(unit) for unit in units],
        "before": queries.names_before(one), "facts": facts_of(one),
        "said": [(SIDES[row.side], row.yes, row.reason, row.at) for row in vouches],
        "may": {"vouch": rules.vouch.allows(actor, one), "appeal": rules.appeal.allows(actor, one),
                "staff": rules.see_staff.allows(actor, one), "succeed": rules.succeed.allows(actor, one)}})


@never_cache
@login_required
def propose(request: HttpRequest) -> HttpResponse:
    me = sessions.person(request)
    form = Proposal(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attempts.propose(me)
            made = standing.propose(actor=me, **form.cleaned_data)
        except TooOften as error:
            form.add_error(None, attempts.too_often(error))
        else:
            messages.success(request, gettext(
                "Thank you. Members of both sides read it and say yes or no, with a reason."))
            return redirect("people:organisation", made.slug)
    return page_of(request, form, gettext("Propose an organisation"), gettext("Send the proposal"),
                   reverse("people:organisations"), lead=gettext(
            "An organisation takes part once a member of each side of the forum has confirmed it."))


@never_cache
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """A unit of the government or the council is entered by the government's secretariat, with its regulation."""
    me = sessions.person(request)
    require(rules.found, me, Organisation(side="government"))
    form = Unit(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = standing.found(actor=me, **form.cleaned_data)
        messages.success(request, gettext("It is on the record."))
        return redirect("people:organisation", made.slug)
    return page_of(request, form, gettext("Enter a unit"), gettext("Save"), reverse("people:organisations"))


@never_cache
@login_required
def vouch(request: HttpRequest, slug: str) -> HttpResponse:
    return decide(request, slug, rules.vouch, standing.vouch, gettext("Confirm this organisation"),
                  gettext("I confirm it"), gettext("How do you know that it is what it says? Everybody can read it."))


@never_cache
@login_required
def refuse(request: HttpRequest, slug: str) -> HttpResponse:
    return decide(request, slug, rules.refuse, standing.refuse, gettext("Refuse this organisation"),
                  gettext("I refuse it"), gettext("Everybody can read the reason, and it can be appealed."))


@never_cache
@login_required
def appeal(request: HttpRequest, slug: str) -> HttpResponse:
    return decide(request, slug, rules.appeal, standing.appeal, gettext("Appeal against the refusal"),
                  gettext("Send the appeal"), gettext("Others than who refused it will read this and decide."))


def decide(request: HttpRequest, slug: str, rule: Any, action: Any, title: str, button: str,
           lead: str) -> HttpResponse:
    me, one = sessions.person(request), found_or_404(request, slug)
    require(rule, me, one)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(actor=me, organisation=one, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("It is on the record."))
        return redirect("people:organisation", slug)
    return page_of(request, form, title, button, reverse("people:organisation", args=[slug]),
                   lead=f"{one.called}. {lead}")


@never_cache
@login_required
def succeed(request: HttpRequest, slug: str) -> HttpResponse:
    """A new name from a day on. The old name keeps what was done under it."""
    me, one = sessions.person(request), found_or_404(request, slug)
    require(rules.succeed, me, one)
    form = NewName(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = standing.succeed(actor=me, organisations=[one], **form.cleaned_data)
        messages.success(request, gettext("The new name counts from that day. Earlier records keep the old one."))
        return redirect("people:organisation", made.slug)
    return page_of(request, form, gettext("A new name"), gettext("Save"), reverse(
        "people:organisation", args=[slug]), lead=one.called)


@never_cache
@login_required
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works there, who is invited; giving and ending roles, for whoever may."""
    me, one = sessions.person(request), found_or_404(request, slug)
    require(rules.see_staff, me, one)
    roles = [role for role in ROLES if rules.invite.allows(me, Invitation(organisation=one, role=role))]
    form = Invite(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(actor=me, email=form.cleaned_data["email"], organisation=one,
                               role=form.cleaned_data["role"], role_until=form.cleaned_data["until"])
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            messages.success(request, gettext("The invitation is on its way. It is good for seven days."))
            return redirect("people:staff", slug)
    rows = [(row, ROLES[row.role], rules.end_role.allows(me, row)) for row in queries.staff(one)]
    return render(request, "people/staff.html", {
        "one": one, "rows": rows, "form": form, "may": bool(roles),
        "invited": [(row, ROLES[row.role]) for row in queries.invitations(one)] if roles else []})


@never_cache
@login_required
def end_role(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    me = sessions.person(request)
    row = get_object_or_404(Membership.objects.select_related("person", "organisation"), pk=key,
                            organisation__slug=slug)
    require(rules.end_role, me, row)
    if request.method == "POST":
        standing.end_role(actor=me, membership=row)
        messages.success(request, gettext("The role has ended. What was done in it stays on the record."))
        return redirect("people:organisation", slug)
    return render(request, "people/end_role.html", {
        "row": row, "role": ROLES[row.role], "back": reverse("people:staff", args=[slug])})


@require_POST
@login_required
def withdraw(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    row = get_object_or_404(Invitation, pk=key, organisation__slug=slug)
    invitations.withdraw_invitation(actor=sessions.person(request), invitation=row)
    messages.success(request, gettext("The invitation opens nothing any more."))
    return redirect("people:staff", slug)


def page_of(request: HttpRequest, form: Any, title: str, button: str, back: str, lead: str = "") -> HttpResponse:
    return render(request, "people/form.html", {"form": form, "title": title, "lead": lead, "button": button,
                                                "back": back})
