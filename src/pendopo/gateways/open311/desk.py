"""The keys of programs, on a page for those who answer for reports: who has one, what it may do, when it was last used.
A new key is shown once, on the answer to the form, and never again."""
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.core.people.sessions import named
from pendopo.gateways.open311.forms import SCOPE_WORDS, KeyForm
from pendopo.gateways.open311.keys import end as end_key
from pendopo.gateways.open311.keys import everyone, give
from pendopo.gateways.open311.models import Key

LOOKERS = ("coordinator", "secretariat")             # of the government, as at the other gateways


def of(name: str, *words: object) -> str:
    """The address in the language of the page."""
    return reverse(f"{'open311-keys-en' if get_language() == 'en' else 'open311-keys'}:{name}", args=words)


def only_coordinators(request: HttpRequest) -> None:
    if "government" not in named(request).sides(*LOOKERS):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """The list, and the form for another one."""
    only_coordinators(request)
    form, secret = KeyForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        told = form.cleaned_data
        secret = give(by=named(request).person, name=told["name"], scopes=tuple(told["scopes"]), body=told["body"])
        form = KeyForm()
    answer = render(request, "open311/keys.html", {
        "form": form, "secret": secret, "keys": [row(one) for one in everyone()]},
        status=422 if form.is_bound and form.errors else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


def row(key: Key) -> dict[str, object]:
    return {"name": key.name, "may": ", ".join(str(SCOPE_WORDS[one]) for one in key.scopes.split()),
            "body": key.body.name if key.body else "", "made": key.made, "used": key.used, "ended": key.ended,
            "given_by": key.given_by.shown if key.given_by else "",
            "ended_by": key.ended_by.shown if key.ended_by else "", "end": of("end", key.pk)}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Asked once more, because the program cannot work from then on."""
    only_coordinators(request)
    found = get_object_or_404(Key, pk=number, ended=None)
    if request.method == "POST":
        end_key(by=named(request).person, name=found.name)
        messages.success(request, gettext("The key of %(name)s opens nothing any more.") % {"name": found.name})
        return redirect(of("keys"))
    return render(request, "open311/end.html", {"name": found.name, "back": of("keys")})
