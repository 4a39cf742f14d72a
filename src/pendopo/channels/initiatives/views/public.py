"""What everybody reads: the list, an initiative, its dossier, and the kit on paper."""
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.channels.initiatives import rules, showing, words
from pendopo.channels.initiatives.forms_pieces import TABLES
from pendopo.channels.initiatives.kits import KITS
from pendopo.channels.initiatives.models import Initiative
from pendopo.channels.initiatives.queries import asked as asked_data
from pendopo.channels.initiatives.queries import lists, room
from pendopo.channels.initiatives.queries.lists import Asked
from pendopo.channels.initiatives.words import SECTORS, STEPS
from pendopo.channels.initiatives.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import visitor
from pendopo.core.records import paging
from pendopo.core.records import queries as records
from pendopo.core.records.cards import is_late, related, state
from pendopo.core.records.paging import Turn
from pendopo.core.records.telling import told
from pendopo.core.voices.panels import discussion_context


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """The list with its filters; for those who sit in rooms, these first."""
    actor, asked, address = visitor(request), Asked.read(request.GET), reverse("initiatives:list")
    found = paging.page(asked.among(lists.listed(actor)), Turn.read(request.GET))
    may = isinstance(actor, Person) and account(actor) is not None and bool(actor.at(*rules.SPEAKERS))
    return render(request, "initiatives/list.html", {
        "cards": [showing.card(one) for one in found.rows], "pager": found.pager(address, asked.pairs()),
        "filters": filters(asked, address), "begin": reverse("initiatives:begin") if may else "",
        "rooms": [{"text": showing.title(one), "address": reverse("initiatives:room", args=[one.code])}
                  for one in lists.mine(actor)], "chosen": bool(asked.pairs())})


def filters(asked: Asked, address: str) -> dict[str, Any]:
    """What the macro `filters` takes."""
    any_ = ("", gettext("All"))
    return {
        "address": address, "active": len(asked.pairs()) - bool(asked.words), "clear": address,
        "search": {"name": "q", "value": asked.words, "label": gettext("Search in the initiatives")},
        "selects": [
            {"name": "sektor", "label": gettext("Sector"), "value": asked.sector,
             "choices": [any_, *((name, str(words)) for name, words in SECTORS.items())]},
            {"name": "status", "label": gettext("State"), "value": asked.state,
             "choices": [any_, *((one.name, gettext(one.label)) for one in WORKFLOW.states)]}]}


def found_or_404(code: str, actor: Actor | None) -> Initiative:
    found = lists.whole(code, actor)
    if found is None:
        raise Http404
    return found


def context(found: Initiative, actor: Actor | None) -> dict[str, Any]:
    """Everything that is public of an initiative, in the order of its steps: four queries at most, and one
    more where a record took a data request over."""
    events = records.deeds(found, actor)
    sheets = [one for one in room.sheets(found).values() if one.shown_version]
    vowed = next((one.face.get("pledge", "") for one in sheets if one.name == "team"), "")
    return {
        "record": found, "name": showing.title(found), "summary": showing.summary(found),
        "lang": showing.language(found, found.title_en),
        "state": state(found), "facts": showing.facts(found), "steps": showing.steps(found),
        "sheets": [showing.sheet(one) for one in sheets],
        "adopted": showing.adopted(one.face for one in sheets),
        "pledges": [showing.pledge(one, vowed) for one in room.pledges(found) if one.state != "asked"],
        "rounds": showing.rounds(found), "late": is_late(found), "edit": False, "code": found.code, "own_side": "",
        "related": related(records.links(found, actor)) if getattr(found, "linked", False) else [],
        "timeline": told(events, actor is not None and found.office_id in actor.office_ids), **showing.drawing()}


@require_safe
def initiative(request: HttpRequest, code: str) -> HttpResponse:
    """What is worked on, by whom, and what both sides have agreed to so far."""
    actor = visitor(request)
    found = found_or_404(code, actor)
    return render(request, "initiatives/initiative.html", {
        **context(found, actor), "ways": ways(found, actor), **discussion_context(request, found, actor)})


def ways(found: Initiative, actor: Actor | None) -> list[dict[str, str]]:
    """Into the room, for those to whom it is open; into a seat, for those who were asked; to the pledge."""
    if actor is None:
        return []
    inside = rules.enter.allows(actor, found)
    told = [{"text": gettext("Into the room"), "address": reverse("initiatives:room", args=[found.code]),
             "icon": "office"}] if inside else []
    if not inside and rules.join.allows(actor, found):
        told.append({"text": gettext("Take a seat for your organisation"), "icon": "people",
                     "address": reverse("initiatives:act", args=[found.code, "ikut"])})
    for one in room.pledges(found):
        one.initiative = found
        if rules.sign.allows(actor, one):
            told.append({"text": gettext("Answer the pledge"), "icon": "edit",
                         "address": reverse("initiatives:act_on", args=[found.code, "jawab", one.pk])})
    return told


@require_safe
def data_request(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One data request at an address that stays: who was asked for what, and what became of it. Where a request for
    information or a dataset took it over, its state is the one that counts."""
    actor = visitor(request)
    found = found_or_404(code, actor)
    told = asked_data.published(found, key)
    if told is None:
        raise Http404
    row, sheet = told
    taken = showing.adopted([sheet.face]).get(row["record"]["code"]) if row["record"] else None
    return render(request, "initiatives/data_request.html", {
        "record": found, "name": showing.title(found), "one": row, "taken": taken, "shown": showing.sheet(sheet),
        "gone": row["record"] and not taken,
        "facts": showing.asked_facts(row), "tag": taken["state"] if taken else showing.tag(
            words.REQUESTS[row["state"]]), **showing.drawing()})


@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """All that is public of an initiative on one page, for printing."""
    found = found_or_404(code, visitor(request))
    return render(request, "initiatives/dossier.html", context(found, None))


@require_safe
def kits(request: HttpRequest) -> HttpResponse:
    """The kit for rooms without signal: agenda, cards, forms and guide, one for each step."""
    return render(request, "initiatives/kits.html", {"kits": [
        {"number": number, "name": STEPS[kit.step], "about": kit.about,
         "address": reverse("initiatives:kit", args=[number])} for number, kit in enumerate(KITS, start=1)]})


@require_safe
def kit(request: HttpRequest, number: int) -> HttpResponse:
    """One step's kit, for printing. The forms are those of the screen, so that papers can be keyed in as they are."""
    if not 1 <= number <= len(KITS):
        raise Http404
    found = KITS[number - 1]
    papers = [*(TABLES[name] for name in found.papers), *found.more]
    return render(request, "initiatives/kit.html", {
        "kit": found, "number": number, "name": STEPS[found.step],
        "papers": [{"title": title, "fields": [line(field) for field in kind()]} for kind, title in papers]})


def line(field: Any) -> dict[str, Any]:
    """One question on paper: boxes to tick where there is a choice, else room to write."""
    kind, widget = field.field, field.field.widget
    choices = [] if isinstance(kind, forms.ModelChoiceField) else [
        str(label) for _value, label in getattr(kind, "choices", [])]
    rows = widget.attrs.get("rows", 0) if isinstance(widget, forms.Textarea) else 1
    return {"label": field.label, "hint": field.help_text, "choices": choices, "rows": int(rows),
            "box": isinstance(kind, forms.BooleanField)}
