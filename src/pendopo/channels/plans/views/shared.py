"""What the pages of the cycle have in common: the plan, a form on an address of its own, who may choose whom."""
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from pendopo.channels.plans import rules
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries import cycling
from pendopo.channels.plans.queries.cycling import Gap
from pendopo.core.notices.queries import unanswered
from pendopo.core.notices.rules import leave_contact
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import current
from pendopo.core.people.roles import OFFICIAL, SOCIETY

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def plan_or_404(code: str) -> Plan:
    found = cycling.covered(code)
    if found is None:
        raise Http404
    return found


def way(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The breadcrumb: from the action plans to here."""
    first = [(gettext("Action plans"), reverse("plans:list"))]
    return [{"name": name, "address": address} if address else {"name": name} for name, address in (*first, *steps)]


def plan_way(plan: Plan, *steps: tuple[str, str]) -> list[dict[str, str]]:
    return way((plan.code, plan.get_absolute_url()), *steps)


def sheet(request: HttpRequest, form: Any, *, title: str, send: str, back: str, crumbs: list[dict[str, str]],
          lead: str = "", over: str = "", gaps: Sequence[Gap] = (), danger: bool = False, quote: Any = "",
          page: str = "plans/sheet.html", **more: Any) -> HttpResponse:
    """A form with its way back; what was typed is still there when something must be mended."""
    return render(request, page, {
        "form": form, "title": title, "send": send, "back": back, "crumbs": crumbs, "over": over, "lead": lead,
        "gaps": gaps, "danger": danger, "quote": quote, "upload": form.is_multipart(), **more},
        status=422 if form.is_bound else 200)


def messages_way(author: int | None, actor: Actor) -> list[dict[str, str]]:
    """To where somebody with a receipt says how they are told of what they said."""
    if author != actor.person.pk or not leave_contact.allows(actor, actor.person):
        return []
    return [{"text": gettext("Messages about it"), "address": reverse("notices:contact"), "icon": "bell"}]


def asked_first(author: Person | None) -> bool:
    """Whether a message went to the contact of somebody without an account, to ask whether it is theirs."""
    return author is not None and unanswered(author)


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form takes: nothing unless something was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def thanks(request: HttpRequest, words: str, told: dict[str, Any] | None = None) -> None:
    messages.success(request, words)
    for caution in getattr((told or {}).get("file"), "cautions", ()):
        messages.warning(request, str(caution))


def here(sides: Sequence[str] = (*OFFICIAL, *SOCIETY)) -> QuerySet[Organisation]:
    """The organisations of this city today, by name."""
    return Organisation.objects.filter(current(), state="confirmed", elsewhere=False, side__in=sides).order_by("name")


def kept_by(actor: Actor) -> QuerySet[Organisation]:
    """Those for which this person may keep a plan, a forum or a leader's promises."""
    return Organisation.objects.filter(pk__in=actor.at(*rules.EDITORS)).order_by("name")
