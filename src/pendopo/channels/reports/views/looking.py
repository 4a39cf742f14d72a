"""Looking by code, a lost receipt, and leaving the page so that nobody at this phone sees what it was."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.channels.reports.actions.recovering import ask_code, recover_receipt
from pendopo.channels.reports.forms import CodeForm, DigitsForm, LostForm
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.views.shared import LOOKS, TOO_OFTEN, draw
from pendopo.core.people.attempts import place_of
from pendopo.core.people.sessions import close_receipt, visitor
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.post.connections import goes

CODES = Budget("report-recovery", 300, 600)      # asked from one place: a village behind one line
TICKET = "permintaan"                            # of the address: which question these digits answer
NOT_HERE = gettext_lazy("Nothing can be shown for this code. It may be mistyped; and a secret report is shown to the "
                        "holder of its receipt alone.")
WRONG = gettext_lazy("Code and digits do not fit, or the time is over.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """From a code to its page. What is not there, is secret or was erased is answered by the same sentence."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            spend(LOOKS, place_of(request))
            code = str(parse_record_code(form.cleaned_data["code"]))
            found = pages.report(code, visitor(request)) or pages.waiting(code)
            if found is not None:
                return redirect(found)
            form.add_error("code", str(NOT_HERE))
        except TooOften:
            form.add_error("code", str(TOO_OFTEN))
        except Mistyped as slip:
            form.add_error("code", str(slip.sentence))
    return draw(request, "reports/find.html", form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """A code goes to the telephone that was left, if one was. The answer is the same for everybody."""
    form = LostForm(request.POST or None)
    if form.is_valid():
        try:
            spend(CODES, place_of(request))
            ticket = ask_code(actor=None, code=form.cleaned_data["code"], phone=form.cleaned_data["phone"])
        except TooOften:
            form.add_error(None, str(TOO_OFTEN))
        else:
            messages.info(request, gettext("If this number was left for this report and is known to be its reporter's, "
                                           "an SMS with eight digits is on its way. It is good for a quarter of an "
                                           "hour."))
            return redirect(f"{reverse('reports:digits')}?{TICKET}={ticket}")
    return draw(request, "reports/lost.html", form, second=False, sms=goes("sms"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def digits(request: HttpRequest) -> HttpResponse:
    """The digits came: a new receipt, and the old one opens nothing any more. They count with the ticket of the
    browser that asked for them, so nobody else can use up the tries."""
    if request.method != "POST" and not request.GET.get(TICKET):
        return redirect("reports:lost")
    form = DigitsForm(request.POST or None, initial={"ticket": request.GET.get(TICKET, "")})
    if form.is_valid():
        try:
            spend(CODES, place_of(request))
            receipt = recover_receipt(actor=None, **form.cleaned_data)
        except TooOften:
            form.add_error(None, str(TOO_OFTEN))
        else:
            if receipt is not None:
                answer = render(request, "reports/recovered.html", {"receipt": receipt, "counter": False})
                answer["Cache-Control"] = "private, no-store"
                return answer
            form.add_error(None, str(WRONG))
    return draw(request, "reports/lost.html", form, second=True)


@never_cache
@require_safe
def hide(request: HttpRequest) -> HttpResponse:
    """Away from here: the receipt is closed, the browser is asked to forget, and the front page opens."""
    answer = redirect("/")
    close_receipt(answer)
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
