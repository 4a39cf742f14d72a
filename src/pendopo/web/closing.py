"""The page on which the city's office lets nothing in for a while: everybody reads on."""
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.core.people.sessions import named
from pendopo.core.places import actions, rules
from pendopo.core.places.forms import ClosingForm
from pendopo.core.places.models import City
from pendopo.core.places.standing import city_of
from pendopo.kit import shutters
from pendopo.kit.rules import require

USUALLY = timedelta(hours=1)


@shutters.only_reads             # it is the way out
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    actor, whose = named(request), city_of(request) or City()
    require(rules.close_counter, actor, whose)
    if "open" in request.POST:
        actions.open_counter(actor=actor, city=whose)
        messages.success(request, gettext("Open again: everything is taken in."))
        return redirect("web:readonly")
    form = ClosingForm(request.POST or None, initial={"until": timezone.localtime() + USUALLY})
    if request.method == "POST" and form.is_valid():
        actions.close_counter(actor=actor, city=whose, **form.cleaned_data)
        return redirect("web:readonly")
    return render(request, "web/readonly.html", {"form": form, "now": shutters.now()})
