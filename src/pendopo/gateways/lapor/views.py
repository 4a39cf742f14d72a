"""The desk's page for the national application: what goes there, numbers, and the daily sheet both ways."""
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from pendopo.analysis.xlsx_parts import Unreadable
from pendopo.channels.reports.queries.news import not_in, works_at_desk
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import named
from pendopo.gateways.lapor.actions import NotChosen, settle_number
from pendopo.gateways.lapor.actions import choose as choose_report
from pendopo.gateways.lapor.desk import SYSTEM
from pendopo.gateways.lapor.forms import BackForm, ChooseForm, DayForm, NumberForm, SecretForm
from pendopo.gateways.lapor.models import Sending
from pendopo.gateways.lapor.sheet import sentences, take, write
from pendopo.kit.country import spoken
from pendopo.kit.seal.uploads import InMemory
from pendopo.kit.ui.dates import day as in_words
from pendopo.kit.ui.twins import twin

SHOWN = 50                           # reports to choose from
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of(name: str) -> str:
    return twin("lapor", name)


def coordinator(request: HttpRequest) -> Actor:
    actor = named(request)
    if not works_at_desk(actor):
        raise PermissionDenied
    return actor


def choices(actor: Actor) -> list[tuple[str, Any]]:
    """No text is opened for the list."""
    rows = not_in(actor, SYSTEM).filter(secret=False).exclude(pk__in=Sending.objects.values("report"))[:SHOWN]
    return [(one.code, f"{one.code} · {in_words(one.created)} · {one.category or ''}") for one in rows]


def drawn(request: HttpRequest, actor: Actor, **changed: Any) -> HttpResponse:
    """The page with its forms; the one that has to be mended as it was sent."""
    forms = {"choosing": ChooseForm(choices=choices(actor)), "secret": SecretForm(), "numbering": NumberForm(),
             "day": DayForm(), "back": BackForm(), "told": [], **changed}
    open_ones = Sending.objects.filter(state__in=("unsure", "given_up"), report__in=not_in(actor, SYSTEM))
    wrong = any(getattr(form, "errors", None) for form in changed.values())
    answer = render(request, "lapor/page.html", {
        **forms, "set_up": bool(settings.LAPOR_URL), "troubled": list(open_ones.values_list("report__code", "state")),
        "addresses": {name: of(name) for name in ("choose", "number", "sheet", "back")}}, status=422 if wrong else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    return drawn(request, coordinator(request))


@require_POST
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Several plain ones, or one secret one."""
    actor = coordinator(request)
    if "secret_code" in request.POST:
        secret = SecretForm(request.POST)
        if not secret.is_valid():
            return drawn(request, actor, secret=secret)
        chosen, secret_too = [secret.cleaned_data["secret_code"]], True
    else:
        choosing = ChooseForm(request.POST, choices=choices(actor))
        if not choosing.is_valid():
            return drawn(request, actor, choosing=choosing)
        chosen, secret_too = choosing.cleaned_data["codes"], False
    done = sum(chose(actor, code, secret_too) for code in chosen)
    messages.success(request, ngettext("%(n)d report will be sent.", "%(n)d reports will be sent.", done) % {"n": done})
    return redirect(of("page"))


def chose(actor: Actor, code: str, secret_too: bool) -> bool:
    try:
        choose_report(by=actor, code=code, secret_too=secret_too)
    except NotChosen:
        return False
    return True


@require_POST
@never_cache
def number(request: HttpRequest) -> HttpResponse:
    actor = coordinator(request)
    form = NumberForm(request.POST)
    if form.is_valid():
        try:
            settle_number(by=actor, code=form.cleaned_data["code"], number=form.cleaned_data["number"])
        except NotChosen:
            form.add_error("code", gettext("There is no such open report at your desk, or the number is taken."))
        else:
            messages.success(request, gettext("The number is kept."))
            return redirect(of("page"))
    return drawn(request, actor, numbering=form)


@require_POST
@never_cache
def sheet(request: HttpRequest) -> HttpResponse:
    """A POST, because each text that goes into it counts as opened by you."""
    actor = coordinator(request)
    form = DayForm(request.POST)
    if not form.is_valid():
        return drawn(request, actor, day=form)
    file = BytesIO()
    write(file, actor, form.cleaned_data["day"])
    answer = HttpResponse(file.getvalue(), content_type=SPREADSHEET)
    answer["Content-Disposition"] = f'attachment; filename="laporan-ringkas-{form.cleaned_data["day"]:%Y-%m-%d}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def in_memory(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The sheet names people: it is never written to a disk in plain."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return guarded(request)
    return answered


@require_POST
@never_cache
@in_memory
def back(request: HttpRequest) -> HttpResponse:
    actor = coordinator(request)
    form = BackForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            done = take(actor, told["file"].file, new_too=told["new_too"], dry=told["dry"])
        except Unreadable:
            form.add_error("file", gettext("This is not the sheet Laporan Ringkas: no row names its columns."))
        else:
            return drawn(request, actor, told=sentences(done, spoken()), back=BackForm(
                initial={"dry": False, "new_too": told["new_too"]}))
    return drawn(request, actor, back=form)
