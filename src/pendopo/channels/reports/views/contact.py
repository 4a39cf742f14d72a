"""Behind the link in a mail about a report: whether the contact is the reporter's, and the end of the mails."""
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pendopo.channels.reports.actions.reaching import disown_contact, prove_contact, resume_news, stop_news
from pendopo.channels.reports.forms import CountersignForm
from pendopo.channels.reports.models import Identity
from pendopo.channels.reports.queries.contact import by_token
from pendopo.channels.reports.views.shared import draw

WRONG = gettext_lazy("These digits do not fit, or they were tried too often today. They stand beside the receipt.")


def kept(token: str) -> Identity | None:
    """None: it is not kept here any more."""
    try:
        return by_token(token)
    except (BadSignature, ValueError, TypeError):
        raise Http404 from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads there says whether the report is theirs. Opening the link alone says nothing, because mail programs
    open links by themselves."""
    found = kept(token)
    asked = found is not None and found.asked == found.email_mark
    form = CountersignForm(request.POST if "ya" in request.POST and asked else None)
    if request.method == "POST" and found is not None:
        if "lagi" in request.POST:
            resume_news(actor=None, identity=found)
        elif "bukan" in request.POST and asked:
            disown_contact(actor=None, identity=found)
        elif form.is_valid() and not prove_contact(actor=None, identity=found, digits=form.cleaned_data["digits"]):
            form.add_error("digits", str(WRONG))
        if not form.errors:
            return redirect("reports:contact", token)
    return draw(request, "reports/contact.html", form, found=found, asked=asked,
                shown=found is not None and not found.report.secret,
                stop=reverse("reports:contact_stop", args=[token]))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends the mails about this report, without account (RFC 8058: a bare POST of the mail program, no
    cookie, no redirect). A person who opens the link sees one button."""
    found = kept(token)
    if request.method == "POST" and found is not None:
        stop_news(actor=None, identity=found)
    return render(request, "reports/contact_stop.html", {
        "gone": found is None, "done": request.method == "POST" or (found is not None and found.stopped is not None),
        "back": reverse("reports:contact", args=[token])})
