"""Forms, each on an address of its own. What was typed is still there when something must be mended."""
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from pendopo.channels.initiatives import forms, rules, showing
from pendopo.channels.initiatives.actions import drafting, opening
from pendopo.channels.initiatives.actions.keeping import Unready
from pendopo.channels.initiatives.forms_pieces import TABLES, PieceForm
from pendopo.channels.initiatives.models import Initiative, Piece
from pendopo.channels.initiatives.queries import room
from pendopo.channels.initiatives.queries.drawing import html
from pendopo.channels.initiatives.views.asking import Ask, Deed, asked, fitting
from pendopo.channels.initiatives.views.deeds import ONE, WHOLE
from pendopo.channels.initiatives.workflow import SHEETS
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Person
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import named
from pendopo.core.places.actions import place
from pendopo.core.places.queries import city
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.rules import Refused, require

form_methods = require_http_methods(["GET", "HEAD", "POST"])
PAGE_OF = {sheet: number for number, sheet in enumerate(SHEETS.values(), start=1)}


@form_methods
def begin(request: HttpRequest) -> HttpResponse:
    """An initiative is opened; from now on everybody sees that something is being worked on."""
    actor = named(request)
    if not isinstance(actor, Person) or account(actor) is None or not actor.at(*rules.SPEAKERS):
        raise Refused(rules.begin)
    form = forms.BeginForm(actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told, where = form.cleaned_data, city()
        try:
            made = opening.begin(actor=actor, opening=opening.Opening(
                told["title"], told["summary"], told["sector"], told["office"], told["partner"], told["facilitator"],
                told["funder"], told["implementer"], place(where.region) if where else None,
                told["title_en"], told["summary_en"]))
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            messages.success(request, gettext("The initiative stands on the record."))
            return redirect("initiatives:room", made.code)
    return render(request, "initiatives/begin.html", {"form": form}, status=422 if form.is_bound else 200)


def back_to(initiative: Initiative, step: int) -> str:
    return reverse("initiatives:step", args=[initiative.code, step]) if step else reverse(
        "initiatives:room", args=[initiative.code])


def draw(request: HttpRequest, initiative: Initiative, form: Any, **more: Any) -> HttpResponse:
    return render(request, "initiatives/form.html", {
        "record": initiative, "name": showing.title(initiative), "form": form, "upload": form.is_multipart(),
        "lead": "", "danger": False, "over": "", "body": "", "aside_address": "", "secret": False, **more},
        status=422 if form.is_bound else 200)


@form_methods
def act(request: HttpRequest, code: str, deed: str, key: int = 0) -> HttpResponse:
    """One of the deeds of the room, or one on a thing in it."""
    actor, initiative = asked(request, code)
    found = (ONE if key else WHOLE).get(deed)
    if found is None:
        raise Http404
    thing = found.thing(initiative, key) if key or deed in ("kursi", "ikrar", "tinjauan") else initiative
    if thing is None:
        raise Http404
    if not fitting(found, actor, thing):
        raise Refused(found.rule)
    ask = Ask(actor, initiative, thing, request)
    form, back = found.form(ask), back_to(initiative, found.step or PAGE_OF.get(getattr(thing, "name", ""), 0))
    if form.is_valid() and done(found, ask, form):
        messages.success(request, gettext("Done. It stands on the record."))
        if rules.enter.allows(actor, room.initiative(code, actor)):
            return redirect(back)
        return redirect(initiative)
    return draw(request, initiative, form, title=found.title, send=found.send, lead=found.lead, danger=found.danger,
                back=back, over="" if thing is initiative else getattr(thing, "title", "") or getattr(
                    thing, "question", ""),
                body=html(initiative.pledge) if deed == "jawab" else "")


def done(deed: Deed, ask: Ask, form: Any) -> bool:
    """False with a sentence in the form when it cannot be done."""
    try:
        deed.do(ask, form)
    except Unready:
        form.add_error(None, gettext(
            "The gate is not open: something is still missing. The page of the step names it."))
    except Hindrance as hindrance:
        form.add_error(None, str(hindrance.sentence))
    except NotFromHere:
        form.add_error(None, gettext("Somebody was faster: the initiative is in another state by now."))
    else:
        return True
    return False


@form_methods
def settle(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """The words that belong to the whole."""
    actor, initiative = asked(request, code)
    if what not in forms.SETTLE:
        raise Http404
    require(rules.settle, actor, initiative)
    kind = forms.SETTLE[what]
    form = kind(request.POST if request.method == "POST" else None,
                initial={name: getattr(initiative, name) for name in kind.base_fields})
    sheet = next((opening.SETTLED[name] for name in kind.base_fields), "")
    back = back_to(initiative, PAGE_OF.get(sheet, 0))
    if form.is_valid():
        try:
            opening.settle(actor=actor, initiative=initiative, changes=dict(form.cleaned_data))
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            messages.success(request, gettext("Saved."))
            return redirect(back)
    return draw(request, initiative, form, title=gettext("Words of the initiative"), send=gettext("Save"), back=back)


def row_of(initiative: Initiative, kind: type[PieceForm], key: int) -> Piece:
    """The piece, or a new one."""
    model: type[Piece] = kind._meta.model
    if not key:
        return model(initiative=initiative, at=timezone.now())
    found = room.piece(model, initiative, key)
    if found is None:
        raise Http404
    return found


@form_methods
def draft(request: HttpRequest, code: str, table: str, key: int = 0) -> HttpResponse:
    """A piece of a sheet, new or changed. What the address says about a new one is filled in already."""
    actor, initiative = asked(request, code)
    if table not in TABLES:
        raise Http404
    kind, title = TABLES[table]
    row = row_of(initiative, kind, key)
    require(rules.draft, actor, row)
    given = {} if key else {name: request.GET[name] for name in kind.base_fields if name in request.GET}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind(*sent, instance=row, initiative=initiative, initial=given)
    if form.is_valid():
        try:
            made = drafting.draft(actor=actor, row=form.instance, kept=form.cleaned_data.get("upload"))
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            messages.success(request, gettext(
                "Saved in the room. Both sides agree to the sheet before others read it."))
            return redirect(f"{back_to(initiative, PAGE_OF[made.sheet])}#{table}-{made.pk}")
    number = PAGE_OF[row.sheet] if key or not hasattr(row, "SHEETS") else 0
    aside = reverse("initiatives:aside", args=[code, table, key]) if key and rules.set_aside.allows(actor, row) else ""
    return draw(request, initiative, form, title=title, send=gettext("Save"), back=back_to(initiative, number),
                aside_address=aside)


@form_methods
def aside(request: HttpRequest, code: str, table: str, key: int) -> HttpResponse:
    """After one more question, a piece is set aside."""
    actor, initiative = asked(request, code)
    if table not in TABLES:
        raise Http404
    row = row_of(initiative, TABLES[table][0], key)
    require(rules.set_aside, actor, row)
    form, back = forms.EmptyForm(request.POST if request.method == "POST" else None), back_to(
        initiative, PAGE_OF[row.sheet])
    if form.is_valid():
        try:
            drafting.set_aside(actor=actor, row=row)
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            messages.success(request, gettext("Set aside. The room's past keeps it."))
            return redirect(back)
    return draw(request, initiative, form, title=gettext("Set aside"), send=gettext("Set it aside"), back=back,
                danger=True, over=str(getattr(row, "title", "") or getattr(row, "text", ""))[:80],
                lead=gettext("It leaves the sheet. What was published stays until both sides agree anew."))
