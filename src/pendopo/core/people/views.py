"""The pages of one's own account: name, data, receipts, invitations. Organisations are in offices.py."""
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_password_login,
    record_authentication,
)
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pendopo.core.people import attempts, queries, rules, sessions
from pendopo.core.people.actions import invitations, persons, receipts
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.adapters import TOO_OFTEN
from pendopo.core.people.dossier import parts
from pendopo.core.people.forms import Accept, Help, Language, Name, NewPassword, ReceiptCode, Sure
from pendopo.core.people.models import Assistance, Invitation, Person, Receipt, SpareKey
from pendopo.core.people.roles import ROLES, is_staff
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.rules import require

FRESH = 15 * 60             # seconds after a code by mail in which a forgotten password is replaced without the old one
LOOKS = 50                  # rows a page
SHOWN = 30                  # rows of each part of "my data"; the copy has all
GONE = _("This receipt is not known here, or it has been ended. Please compare it with your paper once more.")


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything that the city knows of how to reach and recognise me."""
    me = sessions.person(request)
    held = me.memberships.filter(queries.current()).select_related("organisation").order_by("organisation__name")
    factors = set(Authenticator.objects.filter(user=me.pk).values_list("type", flat=True))
    return render(request, "people/account.html", {
        "person": me, "held": [(row.organisation, ROLES[row.role], row.until) for row in held],
        "resting": bool(held) and not me.strong, "factors": factors,
        "mail_language": dict(settings.LANGUAGES)[me.language],
        "may": {"assist": rules.assist.allows(me, Assistance(officer=me)),
                "looks": bool(me.at("auditor", "secretariat")),
                "spare": rules.name_holders.allows(me, SpareKey(by=me))},
        "receipts": [(one, led_to(one)) for one in queries.receipts_of(me)]})


@never_cache
@login_required
def change_name(request: HttpRequest) -> HttpResponse:
    me = sessions.person(request)
    form = Name(request.POST or None, initial={"name": me.name})
    if request.method == "POST" and form.is_valid():
        persons.change_name(actor=me, name=form.cleaned_data["name"])
        messages.success(request, gettext("From now on you are called %(name)s here.") % {"name": me.shown})
        return redirect("people:account")
    return page_of(request, form, gettext("Your name"), gettext("Save"), lead=gettext(
        "It stands under what you write. Earlier words show the new name too."))


@never_cache
@login_required
def change_language(request: HttpRequest) -> HttpResponse:
    me = sessions.person(request)
    form = Language(request.POST or None, initial={"language": me.language})
    if request.method == "POST" and form.is_valid():
        persons.change_language(actor=me, language=form.cleaned_data["language"])
        messages.success(request, gettext("We write to you in this language from now on."))
        return redirect("people:account")
    return page_of(request, form, gettext("Language of mails and notices"), gettext("Save"), lead=gettext(
        "The pages have their own switch at the top: each language has its own address."))


@sensitive_post_parameters()
@never_cache
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """A new password. Every other device is signed out."""
    me = sessions.person(request)
    fresh = signed_in_by_code(request, me)
    form = NewPassword(request.POST or None, person=me, fresh=fresh)
    if request.method == "POST" and form.is_valid():
        persons.set_password(actor=me, password=form.cleaned_data["password"])
        update_session_auth_hash(request, me)
        get_adapter(request).send_notification_mail("account/email/password_changed", me)
        messages.success(request, gettext("The new password counts from now on. Other devices are signed out."))
        return redirect("people:account")
    return page_of(request, form, gettext("Password"), gettext("Save the new password"), lead=gettext(
        "You can do without one: a code by e-mail or a passkey signs you in as well."))


def signed_in_by_code(request: HttpRequest, person: Person) -> bool:
    """In the last quarter of an hour, in this session."""
    since = timezone.now().timestamp() - FRESH
    return any(record["method"] == "code" and record["at"] > since
               for record in get_authentication_records(request, person))


@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """What it is, which ways there are, and back to where one was going."""
    me = sessions.person(request)
    after = safe(request, request.GET.get("next", ""))
    if me.strong:
        return HttpResponseRedirect(after or reverse("people:account"))
    there = Authenticator.objects.filter(user=me.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return render(request, "people/second_factor.html", {
        "staff": is_staff(me.held), "there": sorted(set(there.values_list("type", flat=True))), "after": after})


def safe(request: HttpRequest, address: str) -> str:
    """An address of ours, or nothing: nobody is led away from here."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if ours else ""


# My data

@never_cache
@login_required
def data(request: HttpRequest) -> HttpResponse:
    me = sessions.person(request)
    return render(request, "people/data.html", {"parts": parts(me, SHOWN), "shown": SHOWN})


@require_POST
@login_required
def export(request: HttpRequest) -> FileResponse | HttpResponse:
    me, name = sessions.person(request), f"data-saya-{timezone.localdate().isoformat()}.zip"
    try:
        attempts.copy(me)
    except TooOften as error:
        messages.error(request, attempts.too_often(error))
        return redirect("people:data")
    return FileResponse(persons.export(actor=me), as_attachment=True, filename=name,
                        content_type="application/zip")


@never_cache
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Two steps: what goes and what stays, a tick, and then it is done."""
    me = sessions.person(request)
    require(rules.erase, me, me)
    form = Sure(request.POST or None)
    if request.method == "POST" and form.is_valid():
        persons.erase(actor=me, person=me)
        logout(request)
        answer = render(request, "people/erased.html")
        sessions.close_receipt(answer)
        answer.delete_cookie(attempts.COOKIE, samesite="Lax")
        return answer
    return render(request, "people/erase.html", {
        "form": form, "kept": [part for part in parts(me) if part["keeps"] and part["rows"]]})


# Receipts

@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """Twenty characters open one record for half an hour. What was typed stays when it is wrong."""
    form, opened = ReceiptCode(request.POST or None), sessions.receipt(request)
    if request.method == "POST" and form.is_valid():
        try:
            found = queries.receipt_from(form.cleaned_data["code"])
        except Receipt.DoesNotExist:
            form.add_error("code", wrong_receipt(request))
        else:
            answer = redirect(led_to(found))
            sessions.open_receipt(answer, found)
            return answer
    return render(request, "people/receipt.html", {
        "form": form, "leads": opened and led_to(opened), "viewer": sessions.signed_in(request)})


def wrong_receipt(request: HttpRequest) -> Any:
    """Wrong ones are counted, right ones are not: nobody guesses 95 bits, and no neighbour behind the same address can
    use up what a right one needs."""
    try:
        attempts.try_receipt(request)
    except TooOften:
        return TOO_OFTEN
    return GONE


def led_to(found: Receipt) -> str:
    """Where the receipt leads, in the language of this page; it is kept without language."""
    here = get_language() or settings.LANGUAGE_CODE
    with translation.override(settings.LANGUAGE_CODE):
        return translate_url(found.address, here)


@require_POST
@login_required
def claim_receipt(request: HttpRequest) -> HttpResponse:
    """The person says: this is mine. Only now is the receipt tied to the account."""
    found = sessions.receipt(request)
    if found is None:
        raise Http404
    receipts.claim_receipt(actor=sessions.person(request), receipt=found)
    messages.success(request, gettext("It belongs to your account from now on."))
    answer = redirect(led_to(found))
    sessions.close_receipt(answer)
    return answer


@require_POST
def close_receipt(request: HttpRequest) -> HttpResponse:
    """Leaving the counter: the next person at this screen sees nothing."""
    answer = redirect("people:receipt")
    sessions.close_receipt(answer)
    return answer


# Invitations

@sensitive_post_parameters()
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.invitation_from(token)
    if found is None or not rules.accept_invitation.allows(None, found):
        return render(request, "people/invitation_gone.html", status=410)
    me = sessions.signed_in(request)
    known = queries.by_email(found.email)
    form = Accept(request.POST if request.method == "POST" and me is None and known is None else None)
    problem = ""
    if request.method == "POST" and (me is not None or form.is_valid()):
        try:
            return accept(request, found, me, form)
        except Hindrance as hindrance:
            problem = str(hindrance.sentence)
    return render(request, "people/invitation.html", {
        "invitation": found, "role": ROLES.get(found.role, ""), "form": form, "viewer": me, "known": known,
        "mine": me is not None and known is not None and me.pk == known.pk, "problem": problem})


def accept(request: HttpRequest, found: Invitation, me: Person | None, form: Accept) -> HttpResponse:
    """The role is given. Who had no account is signed in with the new password, and asked for a second factor next."""
    typed: dict[str, Any] = form.cleaned_data if me is None else {}
    person = invitations.accept_invitation(
        actor=me, invitation=found, name=typed.get("name", ""), password=typed.get("password", ""),
        language=spoken())
    if me is not None:
        messages.success(request, gettext("You have accepted the invitation."))
        return redirect("people:account")
    answer: HttpResponse = perform_password_login(request, {"email": person.email}, Login(
        user=person, email=person.email, redirect_url=reverse("people:second_factor")))
    # They typed this password a moment ago: setting up the second factor does not ask for it again.
    record_authentication(request, person, method="password", email=person.email, reauthenticated=True)
    return answer


# Help at the counter

@never_cache
@login_required
def assist(request: HttpRequest) -> HttpResponse:
    """An officer begins or ends to act for somebody."""
    me = sessions.signed_in(request)
    now = sessions.assistance(request)
    form = Help(request.POST or None)
    if request.method == "POST" and me is not None and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            helped = receipts.assist(actor=me, consent=form.cleaned_data["consent"], name=form.cleaned_data["name"],
                                     receipt=queries.receipt_from(code) if code else None)
        except Receipt.DoesNotExist:
            form.add_error("code", GONE)
        else:
            sessions.begin_help(request, helped)
            messages.success(request, gettext("You act for this person now. Every step names both of you."))
            return redirect(led_to(queries.receipt_from(code)) if code else reverse("people:assist"))
    return render(request, "people/assist.html", {
        "form": form, "now": now, "left": sessions.left(now) if now else 0,
        "may": me is not None and rules.assist.allows(me, Assistance(officer=me))})


@require_POST
@login_required
def end_assistance(request: HttpRequest) -> HttpResponse:
    me, now = sessions.signed_in(request), sessions.assistance(request)
    if me is not None and now is not None:
        receipts.end_assistance(actor=me, assistance=now)
    sessions.end_help(request)
    messages.success(request, gettext("You act in your own name again."))
    return redirect("people:assist")


@never_cache
@login_required
def looks(request: HttpRequest) -> HttpResponse:
    """Every page that auditors opened: nobody looks unseen."""
    me = sessions.person(request)
    before = request.GET.get("sebelum", "")
    rows = list(queries.looks(me, int(before[:18]) if before.isdecimal() else None)[:LOOKS + 1])
    older = f"?sebelum={rows[LOOKS - 1].pk}" if len(rows) > LOOKS else ""
    return render(request, "people/looks.html", {
        "rows": rows[:LOOKS], "older": older, "everybody": bool(me.at("secretariat"))})


def page_of(request: HttpRequest, form: Any, title: str, button: str, lead: str = "") -> HttpResponse:
    return render(request, "people/form.html", {"form": form, "title": title, "lead": lead, "button": button,
                                                "back": reverse("people:account")})
