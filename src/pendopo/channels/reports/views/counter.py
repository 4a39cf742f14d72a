"""At the counter: somebody lost receipt and telephone. What is printed opens nothing to the officer."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.channels.reports import rules_counter
from pendopo.channels.reports.actions.recovering import renew_receipt
from pendopo.channels.reports.forms import CounterForm
from pendopo.channels.reports.views.shared import TOO_OFTEN, draw
from pendopo.channels.reports.words import SEEN
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import named
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.rules import NOTHING, Refused

EACH = Budget("report-counter", 20, 3600)          # new receipts that one officer may ask for in an hour
WRONG = gettext_lazy("No receipt can be given: the code does not fit what was left with the report, nobody has "
                     "answered our first message there, you work on it yourself and a colleague of another office has "
                     "to give the receipt, or it is a secret one, whose reporter gets a new receipt by telephone only.")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """A new receipt on paper, for the one who stands there."""
    actor = account(named(request))
    if actor is None or rules_counter.counter.q(actor) == NOTHING:
        raise Refused(rules_counter.counter)
    form = CounterForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            spend(EACH, f"person-{actor.pk}")
            receipt = renew_receipt(actor=actor, code=told["code"], phone=told["phone"], email=told["email"],
                                    seen=str(SEEN[told["seen"]]))
        except TooOften:
            form.add_error(None, str(TOO_OFTEN))
        else:
            if receipt is not None:
                answer = render(request, "reports/recovered.html", {"receipt": receipt, "counter": True})
                answer["Cache-Control"] = "private, no-store"
                return answer
            form.add_error("code", str(WRONG))
    return draw(request, "reports/counter.html", form)
