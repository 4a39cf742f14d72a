"""The room of an initiative: open to those who sit in it and to whoever leads, to nobody else."""
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.channels.initiatives import rules, showing
from pendopo.channels.initiatives.actions import noting
from pendopo.channels.initiatives.forms import NoteForm
from pendopo.channels.initiatives.forms_pieces import TABLES
from pendopo.channels.initiatives.models import Evidence, Initiative, Sheet
from pendopo.channels.initiatives.queries import room
from pendopo.channels.initiatives.queries.drawing import drawn
from pendopo.channels.initiatives.queries.gates import missing
from pendopo.channels.initiatives.queries.past import past
from pendopo.channels.initiatives.queries.suggestions import suggestions
from pendopo.channels.initiatives.views.asking import asked, fitting
from pendopo.channels.initiatives.views.deeds import WHOLE
from pendopo.channels.initiatives.words import SHEETS as SHEET_WORDS
from pendopo.channels.initiatives.words import SIDES, STEPS
from pendopo.channels.initiatives.workflow import SHEETS
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records.cards import card, state
from pendopo.core.records.telling import told
from pendopo.core.voices.surveys.queries import waves
from pendopo.kit.files.serving import respond
from pendopo.kit.rules import require
from pendopo.kit.seal.boxes import Shut

NAMES = list(SHEETS.values())
ADD = {                                                  # what a step's page offers to add
    1: ("isu", "bukti", "solusi", "keputusan"), 2: ("pertemuan?sort=forum", "pohon", "data"), 3: (),
    4: ("kegiatan", "permintaan", "purwarupa", "uji", "pertemuan?sort=training", "pertemuan?sort=visit"),
    5: ("pertemuan?sort=learning", "pelajaran")}
SETTLED = {1: ("peka",), 2: ("undangan",), 3: ("ikrar",), 4: ("belum-uji", "skala", "tinjauan"), 5: ()}
DEEDS = ("maju", "lanjut", "kursi", "fasilitator", "jeda", "teruskan", "henti")


def entered(request: HttpRequest, code: str) -> tuple[Actor, Initiative]:
    actor, initiative = asked(request, code)
    require(rules.enter, actor, initiative)
    return actor, initiative


@never_cache
@require_safe
def home(request: HttpRequest, code: str) -> HttpResponse:
    """Where the initiative stands, who sits here, what happened last."""
    actor, initiative = entered(request, code)
    seats = room.seats(initiative)
    mine = room.seat_of(actor, initiative)
    return render(request, "initiatives/room.html", {
        "record": initiative, "name": showing.title(initiative), "state": state(initiative),
        "steps": linked_steps(initiative),
        "lacks": showing.lacks(initiative, missing(initiative)), "step": showing.step_of(initiative),
        "deeds": deeds(initiative, actor), "side": SIDES.get(mine.side if mine else "", gettext("You lead")),
        "seats": [seat_row(initiative, actor, one, mine) for one in seats],
        "timeline": told(past(initiative)), "whole": True})


def linked_steps(initiative: Initiative) -> list[dict[str, Any]]:
    return [one | {"address": reverse("initiatives:step", args=[initiative.code, one["number"]])}
            for one in showing.steps(initiative)]


def seat_row(initiative: Initiative, actor: Actor, one: Any, mine: Any) -> dict[str, Any]:
    """Names are known in the room only."""
    name = one.person.shown if one.person else gettext("%(people)s people on paper") % {"people": one.people}
    return {"who": name, "organisation": one.organisation.called, "side": SIDES[one.side], "function": one.function,
            "speaks": one.speaks, "team": one.team, "own": mine is not None and mine.pk == one.pk,
            "end": reverse("initiatives:act_on", args=[initiative.code, "akhiri", one.pk])
            if rules.end_seat.allows(actor, one) else ""}


def deeds(initiative: Initiative, actor: Actor) -> list[dict[str, str]]:
    """The buttons that this person may press, each by the rule of its action."""
    words = {"maju": gettext("Through the gate"), "lanjut": gettext("Go on"),
             "kursi": gettext("Make room for somebody"), "fasilitator": gettext("Name who leads"),
             "jeda": gettext("Pause"), "teruskan": gettext("Continue as a commitment"), "henti": gettext("Stop")}
    return [{"text": words[name], "address": reverse("initiatives:act", args=[initiative.code, name])}
            for name in DEEDS if fitting(WHOLE[name], actor, WHOLE[name].thing(initiative, 0) or initiative)]


@never_cache
@require_safe
def step(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One step: its sheet as drafted, what is missing, who has agreed."""
    actor, initiative = entered(request, code)
    if not 1 <= number <= len(NAMES):
        raise Http404
    sheet = room.sheets(initiative)[NAMES[number - 1]]
    now = showing.step_of(initiative) == number
    mine = room.seat_of(actor, initiative)
    drawing = drawn(initiative, sheet.name)
    return render(request, "initiatives/step.html", {
        "record": initiative, "over": showing.title(initiative), "code": initiative.code, "number": number,
        "name": STEPS[list(STEPS)[number - 1]],
        "steps": linked_steps(initiative), "now": now, "sheet": drawing, "edit": True,
        "adopted": showing.adopted([drawing]), "published": {row["key"] for row in sheet.face.get("requests", [])},
        "sheet_name": sheet.name, "sheet_title": SHEET_WORDS[sheet.name],
        "lacks": showing.lacks(initiative, missing(initiative)) if now else [],
        "gate": reverse("initiatives:act", args=[code, "maju"]) if now and rules.pass_gate.allows(
            actor, initiative) else "",
        "own_side": mine.side if mine else "", "adds": adds(initiative, number), "settled": settled(code, number),
        **standing(initiative, sheet, actor), **by_step(initiative, actor, number), **showing.drawing()})


def adds(initiative: Initiative, number: int) -> list[dict[str, Any]]:
    """Ways to the empty forms of this step."""
    meetings = {"forum": gettext("Forum session"), "training": gettext("Training"), "visit": gettext("Support visit"),
                "learning": gettext("Learning session")}
    found = []
    for one in ADD[number]:
        table, _, query = one.partition("?")
        found.append({"text": meetings[query.partition("=")[2]] if query else str(TABLES[table][1]), "icon": "plus",
                      "address": reverse("initiatives:draft", args=[initiative.code, table]) + (
                          f"?{query}" if query else "")})
    return found


def settled(code: str, number: int) -> list[dict[str, str]]:
    names = {"peka": gettext("Sensitive topic"), "undangan": gettext("Inviting others"),
             "ikrar": gettext("Text of the pledge"), "belum-uji": gettext("Why no prototype was tried"),
             "skala": gettext("At which size to go on"), "tinjauan": gettext("How often both sides check in")}
    return [{"text": names[one], "icon": "edit", "address": reverse("initiatives:settle", args=[code, one])}
            for one in SETTLED[number]]


def standing(initiative: Initiative, sheet: Sheet, actor: Actor) -> dict[str, Any]:
    """Who has said yes to the sheet as it stands, and the ways to say it."""
    yes, said = room.agreed(sheet), [one for one in room.agreements(initiative) if one.sheet_id == sheet.pk]
    may = bool(sheet.version) and rules.agree.allows(actor, sheet)
    return {
        "version": sheet.version, "shown_version": sheet.shown_version, "shown": sheet.shown,
        "yes": [{"side": SIDES[side], "yes": side in yes} for side in rules.PARTIES],
        "agreements": [showing.agreement(one) for one in said],
        "agree": f"{reverse('initiatives:act_on', args=[initiative.code, 'setuju', sheet.pk])}?versi={sheet.version}"
        if may else "",
        "refuse": f"{reverse('initiatives:act_on', args=[initiative.code, 'tolak', sheet.pk])}?versi={sheet.version}"
        if may else ""}


def by_step(initiative: Initiative, actor: Actor, number: int) -> dict[str, Any]:
    """What stands beside the sheet: pledges in step 3, check-ins in step 4."""
    found: dict[str, Any] = {"pledges": [], "rounds": [], "seats": [], "waits": [], "suggestions": [], "waves": []}
    if number == 1:
        issue = next((one["key"] for one in drawn(initiative, "issue")["issues"]), "")
        found["suggestions"] = [{"card": card(one), "address": reverse(
            "initiatives:draft", args=[initiative.code, "bukti"]) + "?" + urlencode(
            {"issue": issue, "sort": "records", "record": one.code, "title": one.title})}
            for one in suggestions(initiative, actor)]
    if number in (3, 5):
        found["waves"] = [card(one) for one in waves(initiative)]
    if number == 3:
        pledges, vowed = room.pledges(initiative), room.agreed_pledge(initiative)
        for one in pledges:
            one.initiative = initiative
        found["pledges"] = [showing.pledge(one, vowed) | {"answer": reverse(
            "initiatives:act_on", args=[initiative.code, "jawab", one.pk])
            if rules.sign.allows(actor, one) else ""} for one in pledges]
        found["seats"] = [{"function": one.function, "organisation": one.organisation.called,
                           "side": SIDES[one.side], "team": one.team, "address": reverse(
                               "initiatives:act_on", args=[initiative.code, "tugas", one.pk])}
                          for one in room.seats(initiative)]
    if number == 4:
        said = room.rounds(initiative)
        now = room.round_now(initiative, said)
        found["rounds"] = showing.rounds(initiative)
        found["waits"] = [SIDES[one.side] for one in said if one.round == now]
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """Protected notes: those that this person may read, and room for another one of their own side."""
    actor, initiative = entered(request, code)
    mine = room.seat_of(actor, initiative)
    own = mine is not None and mine.side in rules.PARTIES
    form = NoteForm(request.POST if request.method == "POST" else None)
    if own and isinstance(actor, Person) and form.is_valid():
        noting.keep_note(actor=actor, initiative=initiative, **form.cleaned_data)
        return redirect("initiatives:notes", code)
    try:
        read, shut = noting.look_notes(actor=actor, initiative=initiative), False
    except Shut:
        read, shut = [], True
    return render(request, "initiatives/notes.html", {
        "record": initiative, "name": showing.title(initiative), "form": form if own else None, "shut": shut, "notes": [
            {"side": SIDES[one.side], "shared": one.shared, "at": one.at, "text": one.text} for one in read]},
        status=422 if form.is_bound else 200)


@require_safe
def file(request: HttpRequest, code: str, key: int) -> HttpResponseBase:
    """A file of a draft, for the room."""
    _, initiative = entered(request, code)
    found = room.piece(Evidence, initiative, key)
    if found is None or found.file is None:
        raise Http404
    return respond(found.file)
