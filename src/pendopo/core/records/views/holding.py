"""One page for the legal hold on a record: what it does, the one that stands, and the form for a new one."""
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.core.people.sessions import named
from pendopo.core.records import holds, kinds, rules_holds
from pendopo.core.records.cards import card, office_name
from pendopo.core.records.forms import HoldForm
from pendopo.core.records.views.pages import found
from pendopo.kit.rules import require


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """A post sets the hold, or lifts the one that stands."""
    record, actor = found(request, code), named(request)
    stands = holds.standing(record)
    require(rules_holds.lift_hold if stands else rules_holds.set_hold, actor, record)
    form = None if stands else HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and stands:
        holds.lift_hold(actor=actor, record=record)
        messages.success(request, gettext("The legal hold is lifted."))
        return redirect("records:timeline", record.code)
    if request.method == "POST" and form is not None and form.is_valid():
        holds.set_hold(actor=actor, record=record, **form.cleaned_data)
        messages.success(request, gettext("Nothing of this record is erased from now on."))
        return redirect("records:timeline", record.code)
    facts = [(gettext("Who needs it"), holds.GROUNDS[stands.ground]), (gettext("Letter or case"), stands.reference),
             (gettext("Set by"), office_name(stands.office))] if stands else []
    return render(request, "records/hold.html", {
        "record": record, "card": card(record), "kind": kinds.get(record.kind), "form": form, "facts": facts,
        "since": stands.at if stands else None}, status=422 if form is not None and form.errors else 200)
