"""The page of all settings, one section alone, and the way through them at a first start. For the city's own office,
with a second factor shown in the last half hour; what somebody else decides (the environment) is said."""
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.core.people.models import Person
from pendopo.core.people.second_factor import lately
from pendopo.core.people.sessions import person
from pendopo.core.places import actions, rules
from pendopo.core.places.models import City
from pendopo.core.places.queries import undone
from pendopo.core.places.standing import city_of as whose
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.rules import require
from pendopo.web.answers import too_often
from pendopo.web.settling.sections import SECTIONS, Section, found, page_of

ASKED = "settling"                  # in the session of an administrator who was led here once
STEP = "langkah"                    # of the address: one of the steps of a first start


def of(request: HttpRequest, me: Person) -> City:
    """The city; before there is one, an empty one of the secretariat that signs in first."""
    there = whose(request)
    return there or City(office_id=min(me.at("secretariat"), default=None))


def welcome(request: HttpRequest, me: Person) -> bool:
    """Whether to lead this person through the first start: once in a session, and only who may settle it."""
    if request.session.get(ASKED) or not me.at("secretariat") or not undone(whose(request)):
        return False
    request.session[ASKED] = True
    return rules.settle.allows(me, of(request, me))


def prove(me: Person) -> str:
    """Where a second factor is shown once more."""
    kinds = set(Authenticator.objects.filter(user=me.pk).values_list("type", flat=True))
    return "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"


def again(request: HttpRequest, me: Person) -> str:
    return f"{reverse(prove(me))}?{urlencode({'next': request.get_full_path()})}"


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Everything on one page; each section has a form and a button of its own."""
    me = person(request)
    city = of(request, me)
    require(rules.settle, me, city)
    if not lately(request):
        return redirect(again(request, me))
    left = undone(city)
    return render(request, "web/settings.html", {
        "sections": [drawn(one, city, None) for one in SECTIONS], "left": left,
        "next": f"{page_of(left[0])}?{STEP}" if left else ""})


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """To the first step that is not done, in the order of the page."""
    me = person(request)
    city = of(request, me)
    require(rules.settle, me, city)
    left = undone(city)
    return redirect(f"{page_of(left[0])}?{STEP}" if left else "web:settings")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One section: alone, or as a step."""
    me, section = person(request), found(name)
    city = of(request, me)
    require(rules.settle, me, city)
    if section is None:
        raise Http404
    if city.pk is None and section is not SECTIONS[0]:
        messages.info(request, gettext("First of all: whose server is this?"))
        return redirect(f"{page_of(SECTIONS[0].name)}?{STEP}")
    fresh = lately(request)
    if request.method != "POST":
        return page(request, city, section, None) if fresh else redirect(again(request, me))
    form = None if section.fixed() else section.form(city, (request.POST, request.FILES))
    if not fresh:
        return page(request, city, section, form, stale=again(request, me))
    if "try" in request.POST:
        return attempt(request, me, section)
    if form is not None and not form.is_valid():
        return page(request, city, section, form)
    messages.success(request, section.take(me, city, form) if form is not None else settled(me, city, section))
    return redirect(following(city, section) if STEP in request.GET else f"{reverse('web:settings')}#{section.name}")


def settled(me: Person, city: City, section: Section) -> str:
    """Nothing to choose here: seen."""
    actions.change(actor=me, city=city, section=section.name)
    return gettext("Noted: the environment decides.")


def attempt(request: HttpRequest, me: Person, section: Section) -> HttpResponse:
    if section.attempt is None:
        raise Http404
    try:
        well, words = section.attempt(me, request.POST.get("number", ""))
    except TooOften as error:
        return too_often(request, error.wait)
    messages.add_message(request, messages.SUCCESS if well else messages.ERROR, words)
    return redirect(request.get_full_path())


def following(city: City, section: Section) -> str:
    """The next step that is not done, from here on and then from the beginning; at the end the page of all."""
    order = [one.name for one in SECTIONS]
    left, place = undone(city), order.index(section.name)
    ahead = [name for name in order[place + 1:] + order[:place] if name in left]
    return f"{page_of(ahead[0])}?{STEP}" if ahead else reverse("web:settings")


def page(request: HttpRequest, city: City, section: Section, form: Any, stale: str = "") -> HttpResponse:
    order, left = [one.name for one in SECTIONS], undone(city)
    place = order.index(section.name)
    later = f"{page_of(order[place + 1])}?{STEP}" if place + 1 < len(order) else reverse("web:settings")
    return render(request, "web/setting.html", {
        "one": drawn(section, city, form), "step": STEP in request.GET, "number": place + 1, "stale": stale,
        "later": later, "steps": [{"title": each.title, "address": f"{page_of(each.name)}?{STEP}",
                                   "done": each.name not in left, "here": each is section} for each in SECTIONS]})


def drawn(section: Section, city: City, form: Any) -> dict[str, Any]:
    fixed = section.fixed()
    return {"name": section.name, "title": section.title, "lead": section.lead, "now": section.now(city),
            "fixed": fixed, "form": None if fixed else form or section.form(city, (None, None)),
            "done": section.name in city.steps, "address": page_of(section.name), "tries": section.attempt is not None,
            "asks_number": section.asks_number, "upload": section.name == "logo",
            "links": [{"text": text, "address": reverse(name)} for text, name in section.links]}
