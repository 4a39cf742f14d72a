"""Letters that wait for a person of the desk: one opens them, and makes a report of them or not."""
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.channels.reports.queries.news import works_at_desk
from pendopo.core.people.sessions import named
from pendopo.gateways.mail.intake import HELD, discard, opened, release, waiting_for_people
from pendopo.kit.ui.twins import twin

SHOWN = 100


def of(name: str, *words: object) -> str:
    """The address in the language of the page."""
    return twin("intake", name, *words)


def only_the_desk(request: HttpRequest) -> None:
    if not works_at_desk(named(request)):
        raise PermissionDenied


@require_safe
@never_cache
def held(request: HttpRequest) -> HttpResponse:
    """Why and since when; nothing is opened for the list."""
    only_the_desk(request)
    return render(request, "mail/held.html", {"cards": [
        {"title": str(HELD[one.held]), "address": of("one", one.pk), "moment": one.at}
        for one in waiting_for_people().select_related(None).only("held", "at")[:SHOWN]]})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, number: int) -> HttpResponse:
    only_the_desk(request)
    found = waiting_for_people().filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        if "release" in request.POST:
            done = release(found)
            messages.add_message(request, messages.SUCCESS if done else messages.ERROR, gettext(
                "It is a report now.") if done else gettext("It could not be taken as a report."))
        elif "discard" in request.POST:
            discard(found)
            messages.success(request, gettext("It was thrown away."))
        return redirect(of("held"))
    letter = opened(found)
    answer = render(request, "mail/one.html", {
        "why": HELD[found.held], "subject": letter.subject, "files": len(letter.files), "back": of("held"),
        "facts": [(gettext("From"), f"{letter.name} <{letter.sender}>"), (gettext("Came in"), found.at)],
        "lines": [line for line in letter.text.splitlines() if line.strip()]})
    answer["Cache-Control"] = "private, no-store"
    return answer
