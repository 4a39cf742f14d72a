"""For inspectors: the cases to look at, on a phone, also where there is no line; and on paper.

The page carries published words alone: what is sealed, and everything secret, never lies on a phone.
"""
import secrets
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pendopo.channels.reports import desk_rows, rules, showing
from pendopo.channels.reports.actions import visits
from pendopo.channels.reports.forms_desk import VisitForm
from pendopo.channels.reports.queries import desk
from pendopo.channels.reports.views.desk import at_work
from pendopo.channels.reports.views.shared import in_memory
from pendopo.channels.reports.views.staff import case_or_404
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.rules import require

MOST = 60                            # cases on one phone or in one print
SCRIPT = Path(__file__).resolve().parents[1] / "static" / "reports" / "field.js"


@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """My open cases with a place, by area and then by the day that ends first."""
    me = at_work(request)
    wish = desk.Wish(petugas=desk.ME, rahasia="0")
    rows = list(desk.mine(me).filter(wish.wants(me)).select_related("place__region", "place").order_by(
        "place__region__code", "due", "pk")[:MOST])
    secret = desk.mine(me).filter(desk.Wish(petugas=desk.ME, rahasia="1").wants(me)).count()
    drawn = [{**row, "text": showing.body(public) if public else "",
              "point": f"{one.place.lat:.5f},{one.place.lng:.5f}" if one.place and one.place.lat is not None else "",
              "key": secrets.token_urlsafe(16), "send": reverse("reports:visit", args=[one.code])}
             for one, row in zip(rows, desk_rows.rows(rows, me), strict=True)
             for public in [one.summary if one.visibility == "public" else ""]]
    return render(request, "reports/staff/field.html", {
        "rows": drawn, "secret": secret, "title": gettext("Cases to look at"),
        "worker": reverse("reports:field_worker")})


@in_memory
@require_POST
def visit(request: HttpRequest, code: str) -> HttpResponseBase:
    """What was found at one place, once, whatever the line did. The script asks for JSON."""
    report, actor = case_or_404(request, code)
    require(rules.visit, actor, report)
    script = "application/json" in request.headers.get("Accept", "")
    form = VisitForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            _note, new = visits.visit(actor=actor, report=report, text=told["text"], key=told["key"],
                                      photo=told["photo"][0] if told["photo"] else None)
        except NotTaken as wrong:
            form.add_error("photo", wrong)
        else:
            if script:
                return JsonResponse({"new": new}, headers={"Cache-Control": "private, no-store"})
            messages.success(request, gettext("It stands with the case as a note."))
            return redirect("reports:field")
    if script:
        return JsonResponse({"errors": form.errors}, status=422)
    return render(request, "reports/staff/act.html", {
        "form": form, "upload": True, "record": report, "title": gettext("What you saw at the place"), "danger": False,
        "over": showing.title(report), "back": reverse("reports:field"), "phrases": [], "said": ""}, status=422)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The same script, at an address from which a browser lets it look after this page."""
    answer = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
