"""The page of news, how a person wants them mailed, and the link that ends the mail."""
from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.core.notices import actions
from pendopo.core.notices.forms import ContactForm, DeliveryForm
from pendopo.core.notices.models import Notice
from pendopo.core.notices.queries import asked_by, delivery, latest, owner_of, stop_address, unanswered
from pendopo.core.notices.reaching import contact as contact_of
from pendopo.core.notices.reaching import hinted
from pendopo.core.notices.rules import leave_contact, read
from pendopo.core.notices.telling import grouped
from pendopo.core.people.actors import Actor
from pendopo.core.people.attempts import place_of, too_often
from pendopo.core.people.sessions import holder, named
from pendopo.core.records.paging import Key
from pendopo.core.records.rules import see
from pendopo.kit.limits.actions import Budget, take
from pendopo.kit.rules import require
from pendopo.kit.shutters import Closed

HERE = Budget("notices.contact-place", 20, 600)      # contacts left from one place: a village hall helps many people
OWN = Budget("notices.contact", 5, 600)              # contacts of one receipt


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """GET: what is new. POST: all of it, or what is about one record, counts as read."""
    actor = named(request)
    if request.method == "POST":
        return mark(actor, Key.read(request.POST.get("upto", "")), everything="all" in request.POST)
    older = Key.read(request.GET.get("sebelum", ""))
    rows, more = latest(actor, older)
    groups = grouped(rows, lambda record: see.allows(actor, record), signed_in=True)
    return render(request, "notices/mine.html", {
        "groups": groups, "newest": str(Key(groups[0].newest, 0)) if groups else "", "first": older is None,
        "older": f"{reverse('notices:mine')}?{urlencode({'sebelum': more})}" if more else ""})


def mark(actor: Actor, upto: Key | None, everything: bool) -> HttpResponse:
    """Nothing that came after the page was drawn: it was not on it. The key names the news as well as the moment."""
    if upto is not None and everything:
        actions.read(actor=actor, upto=upto.moment, everything=True)
    elif upto is not None:
        news = get_object_or_404(Notice.objects.filter(read.q(actor)).select_related("record"), pk=upto.pk)
        actions.read(actor=actor, upto=upto.moment, record=news.record)
    return redirect("notices:mine")


@never_cache
@login_required
@require_safe
def open_record(request: HttpRequest, number: int) -> HttpResponse:
    """From a piece of news to its record; what was new there counts as read."""
    actor = named(request)
    found = get_object_or_404(Notice.objects.filter(read.q(actor)).select_related("record"), pk=number)
    if found.record is None:
        raise Http404
    with suppress(Closed):                               # it stays new while nothing can be written
        actions.read(actor=actor, upto=timezone.now(), record=found.record)
    return redirect(found.record)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prefer(request: HttpRequest) -> HttpResponse:
    actor = named(request)
    now = delivery(actor.person)
    form = DeliveryForm(request.POST or None, initial={
        "pace": now.pace, "quiet_from": now.quiet_from, "quiet_until": now.quiet_until})
    if request.method == "POST" and form.is_valid():
        actions.prefer(actor=actor, **form.cleaned_data)
        messages.success(request, gettext("Saved. From now on your mail comes as you chose."))
        return redirect("notices:mine")
    return render(request, "notices/prefer.html", {"form": form, "addressed": bool(actor.person.email)})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends the mail, without signing in (RFC 8058: a bare POST of the mail program, no cookie, no redirect).

    A person who opens the link sees one button. The signed link names the person and can do nothing else.
    """
    person = owner_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.end_mail(person=person)
    return render(request, "notices/stop.html", {"done": request.method == "POST", "guest": person.sort == "guest"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """From the first message to a contact: whoever reads there says yes, or ends it. Opening the link alone says
    nothing, because mail programs open links by themselves."""
    try:
        found = asked_by(token)
    except (BadSignature, ValueError, TypeError):
        raise Http404 from None
    if request.method == "POST" and found is not None:
        actions.prove_reach(reach=found)
    return render(request, "notices/prove.html", {
        "stop": stop_address(found.person) if found else "",
        "proved": found is not None and (request.method == "POST" or found.proved is not None)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """With the receipt in the hand: where the city writes, another contact, or none any more."""
    actor = holder(request)
    if actor is None:
        return redirect("people:receipt")
    require(leave_contact, actor, actor.person)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "stop" in request.POST:
        actions.leave_contact(actor=actor, to="")
        messages.success(request, gettext("Your contact is deleted. We do not write to you any more."))
        return redirect("notices:contact")
    if form.is_valid():
        if over := take((OWN, str(actor.person.pk)), (HERE, place_of(request))):
            form.add_error(None, too_often(over[0]))
        else:
            actions.leave_contact(actor=actor, to=form.cleaned_data["contact"])
            messages.success(request, gettext("Saved. A message asks there whether it is yours: say yes, and we write "
                                              "to you when something happens.") if unanswered(actor.person) else
                             gettext("Saved. We write to you when something happens."))
            return redirect("notices:contact")
    now = contact_of(actor.person)
    return render(request, "notices/contact.html", {
        "form": form, "now": hinted(now) if now else "", "proved": not unanswered(actor.person)},
        status=422 if form.is_bound else 200)
