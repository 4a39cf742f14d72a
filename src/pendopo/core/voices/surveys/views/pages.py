"""The list of surveys, the page of one with its results, the form on paper, the files."""
import csv
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pendopo.analysis.sheet_text import safe
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import visitor
from pendopo.core.records import queries as records
from pendopo.core.records.cards import cards, office_name, related, state, titled
from pendopo.core.records.paging import Turn, page
from pendopo.core.records.telling import told
from pendopo.core.voices.panels import discussion_context
from pendopo.core.voices.surveys import asking, queries, rules, showing
from pendopo.core.voices.surveys.actions.running import TEXTS, sides
from pendopo.core.voices.surveys.models import Survey
from pendopo.core.voices.surveys.views.found import survey_or_404
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import day

MOST_SHEETS = 50


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """What can be answered now, then what came out."""
    actor = visitor(request)
    wanted = request.GET.get("status", "")
    wanted = wanted if wanted in ("open", "closed", "draft") else ""
    found = records.feed(actor).filter(kind=Survey.KIND).exclude(state="given_up")
    found = found.filter(state=wanted) if wanted else found
    turn = page(titled(found), Turn.read(request.GET))
    address = reverse("surveys:list")
    return render(request, "surveys/list.html", {
        "cards": cards(turn.rows), "pager": turn.pager(address, [("status", wanted)] if wanted else []),
        "makes": bool(actor and actor.at(*rules.MAKERS) and not actor.at("auditor")),
        "begins": bool(actor and actor.at(*rules.VOICES, "facilitator") and not actor.at("auditor")),
        "filters": {"address": address, "clear": address, "active": int(bool(wanted)), "selects": [
            {"name": "status", "label": gettext("State"), "value": wanted, "choices": [
                ("", gettext("All")), ("open", gettext("Open for answers")),
                ("closed", gettext("Closed, with results"))]}]}})


@require_safe
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked, of whom, and what came out."""
    found, actor = survey_or_404(request, code)
    events = records.deeds(found, actor)
    closed = found.state == "closed"
    return render(request, "surveys/survey.html", {
        "record": found, "title": showing.title(found), "summary": showing.summary(found), "state": state(found),
        "facts": facts(found), "ways": ways(found, actor), "climate": found.sort == "climate", "closed": closed,
        "door": door(found, actor), "results": results(found) if closed and found.sort == "open" else [],
        "views": climate(found) if closed and found.sort == "climate" else None,
        "namings": namings(found), "table": reverse("surveys:table", args=[found.code]),
        "print": reverse("surveys:print", args=[found.code]),
        "preview": reverse("surveys:preview", args=[found.code]),
        "related": related(records.links(found, actor)),
        "timeline": told(events, actor is not None and found.office_id in actor.office_ids),
        **discussion_context(request, found, actor)})


def facts(found: Survey) -> list[tuple[str, Any]]:
    rows = [(gettext("Who may answer"), str(showing.WHO[found.who])), (gettext("Asked by"), office_name(found.office)),
            (gettext("Closed on"), day(found.closed)) if found.closed else
            (gettext("Last day"), day(found.closes) if found.closes else ""),
            (gettext("Wave"), str(found.wave) if found.sort == "climate" else "")]
    return [(name, value) for name, value in rows if value]


def door(found: Survey, actor: Actor | None) -> str:
    """Where one answers, for whom it is open; by invitation everybody finds the page where it is entered."""
    if found.state != "open":
        return ""
    if found.who == "invited":
        return reverse("surveys:invitation")
    open_to = found.who == "anyone" or rules.answer.allows(actor, found)
    return reverse("surveys:answer", args=[found.code]) if open_to else ""


def ways(found: Survey, actor: Actor | None) -> list[dict[str, str]]:
    """The buttons that this reader may press, each by the rule of its action."""
    if actor is None:
        return []
    one = [found.code]
    climate = found.sort == "climate"
    rows = [(rules.ask, gettext("Questions"), reverse("surveys:questions", args=one), "edit"),
            (rules.reword, gettext("Correct"), reverse("surveys:edit", args=one), "edit"),
            (rules.name_facilitator, gettext("Name the facilitator"), reverse("surveys:facilitator", args=one), "user"),
            (rules.make_key, gettext("Make my key"), reverse("surveys:key", args=one), "private"),
            (rules.invite, gettext("Invitations"), reverse("surveys:invite", args=one), "mail"),
            (rules.key_in, gettext("Key in paper forms"), reverse("surveys:papers", args=one), "file"),
            (rules.open_survey, gettext("Open for answers"), reverse("surveys:step", args=[*one, "open"]), "right"),
            (rules.close_survey, gettext("Close and publish the results"),
             reverse("surveys:step", args=[*one, "close"]), "check"),
            (rules.give_up, gettext("Give up"), reverse("surveys:step", args=[*one, "give_up"]), "close"),
            (rules.export, gettext("Single answers (CSV)"), reverse("surveys:export", args=one), "download"),
            (rules.read_writings, gettext("What people wrote"), reverse("surveys:writings", args=one), "eye")]
    if climate and found.state == "closed":
        rows.append((rules.begin_climate, gettext("Next wave"),
                     f"{reverse('surveys:climate_new')}?sesudah={found.code}", "plus"))
    return [{"text": text, "address": address, "icon": icon} for rule, text, address, icon in rows
            if rule.allows(actor, found.office if rule is rules.begin_climate else found)]


def results(found: Survey) -> list[dict[str, Any]]:
    gists = {one.code: one for one in queries.gists(found)}
    return showing.results(queries.questions(found), found.release.get("", []), gists)


def climate(found: Survey) -> dict[str, Any]:
    return showing.climate(found, queries.questions(found), queries.gists(found))


def namings(found: Survey) -> list[dict[str, str]]:
    """Who was named by which side, while a climate survey is prepared and after."""
    if found.sort != "climate":
        return []
    named = {one.side: one.facilitator for one in found.namings.select_related("facilitator")}
    return [{"side": str(name), "facilitator": (person.shown if (person := named.get(side)) else "")}
            for side, name in showing.SIDE.items()]


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The form to print: so many numbered sheets, since many rooms have no signal."""
    found, _actor = survey_or_404(request, code)
    first, many = (whole(request.GET.get(name, ""), 1) for name in ("dari", "lembar"))
    wanted = request.GET.get("sisi", sides(found)[0])
    side = wanted if wanted in sides(found) else sides(found)[0]
    questions = queries.questions(found, side)
    return render(request, "surveys/print.html", {
        "record": found, "title": showing.title(found), "summary": showing.summary(found),
        "side": str(showing.SIDE.get(side, "")), "invited": found.who == "invited",
        "sheets": range(first, first + min(many, MOST_SHEETS)),
        "sides": [(one, str(showing.SIDE[one])) for one in sides(found) if one], "chosen": side,
        "questions": [printed(one, questions) for one in questions]})


def whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 6 and int(text) else otherwise


def printed(question: Any, questions: Iterable[Any]) -> dict[str, Any]:
    """One question for paper; its condition is said in words."""
    order = {one.code: at for at, one in enumerate(questions, 1)}
    before = next((one for one in questions if one.code == question.when), None)
    names = {row["code"]: asking.words(row) for row in before.options} if before else {}
    return {"sort": question.sort, "text": asking.told(question.text, question.text_en),
            "hint": asking.told(question.hint, question.hint_en), "options": [asking.words(row) for row in
                                                                             question.options],
            "rows": [asking.words(row) for row in question.rows], "points": range(1, question.points + 1),
            "low": asking.told(question.low, question.low_en), "high": asking.told(question.high, question.high_en),
            "least": question.least, "most": question.most, "when": order.get(question.when, 0),
            "among": ", ".join(names.get(code, code) for code in question.among)}


def file(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A table in UTF-8 that a spreadsheet opens without running anything in it."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8",
                          headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})
    out = csv.writer(answer)
    for row in rows:
        out.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return answer


@require_safe
def table(request: HttpRequest, code: str) -> HttpResponse:
    """What is published of the results; nothing before the survey is closed."""
    found, _actor = survey_or_404(request, code)
    if found.state != "closed":
        raise Http404
    return file(f"{found.code}-hasil", showing.table(found, queries.questions(found)))


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The single answers, one column for each question, for the office that asked. Not of a climate survey."""
    found, actor = survey_or_404(request, code)
    require(rules.export, actor, found)
    questions = queries.questions(found)
    box = queries.box(found)
    rows: list[list[str]] = [asking.columns(questions)]
    for one in found.replies.order_by("id"):
        values = one.values | (box.open_words(one.texts, TEXTS) if one.texts else {})
        rows.append([value for question in questions for _name, value in asking.cells(question, values.get(
            question.code))])
    answer = file(f"{found.code}-jawaban", rows)
    answer["Cache-Control"] = "private, no-store"
    return answer
