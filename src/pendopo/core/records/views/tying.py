"""The page of what belongs to a record, with the drawing of its neighbourhood; adding a link, and taking one back."""
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.sessions import named, visitor
from pendopo.core.records import actions, kinds, queries, rules
from pendopo.core.records.cards import card, office_name, title_of
from pendopo.core.records.forms import TieForm, UntieForm
from pendopo.core.records.models import Link, Record
from pendopo.core.records.neighbourhood import drawing
from pendopo.core.records.relations import name
from pendopo.core.records.telling import name_of
from pendopo.core.records.views.pages import found
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.fulltext.terms import asked
from pendopo.kit.rules import require

FOUND, LONGEST = 10, 200         # records that a search shows; characters of a query that are read


@require_safe
def ties(request: HttpRequest, code: str) -> HttpResponse:
    """Everything linked to it from either end: who linked it, when and why; and around it, drawn."""
    record, actor = found(request, code), visitor(request)
    rows = queries.ties(record, actor)
    living = [row for row in rows if row[2].ended is None]
    groups: dict[str, list[dict[str, Any]]] = {}
    for sort, other, link in living:
        groups.setdefault(str(name(sort)), []).append(tied(record, other, link, actor))
    return render(request, "records/ties.html", {
        "record": record, "card": card(record), "kind": kinds.get(record.kind),
        "groups": list(groups.items()), "picture": drawing(record, queries.around(record, actor)) if living else None,
        "former": [tied(record, other, link, actor) | {"how": name(sort)} for sort, other, link in rows if link.ended],
        "add": reverse("records:tie", args=[record.code]) if rules.tie.allows(actor, record) else ""})


def tied(record: Record, other: Record, link: Link, actor: Actor | None) -> dict[str, Any]:
    """One link as the page shows it, from this end."""
    line = link.event.line if link.event else None
    who = office_name(link.office) if link.office else name_of(link.by) if link.by else gettext("Somebody")
    back = reverse("records:untie", args=[record.code, link.pk]) if rules.untie.allows(actor, link) else ""
    return {"card": card(other), "who": who, "at": link.at, "words": link.words, "untie": back,
            "ended": link.ended, "ended_words": link.ended_words,
            "entry": {"number": line.seq, "address": reverse("tlog:proof", args=[line.seq])}
            if line is not None and line.seq is not None else None}


def searched(words: str, record: Record) -> QuerySet[Record]:
    """Public records by code or by the words of their titles; never the record itself."""
    open_to_all = queries.feed(None).exclude(pk=record.pk)
    try:
        return open_to_all.filter(code=str(parse_record_code(words)))
    except Mistyped:
        stems = asked(words)
        return open_to_all.filter(search_text__words__match=stems) if stems else open_to_all.none()


def choice(one: Record) -> tuple[str, str]:
    return one.code, f"{title_of(one)[0]} ({kinds.get(one.kind).one}, {one.code})"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, code: str) -> HttpResponse:
    """First a search, by code or title; then how the two belong together. Without a script, what was typed stays."""
    record, actor = found(request, code), named(request)
    require(rules.tie, actor, record)
    words = " ".join(request.GET.get("q", "").replace("\0", " ")[:LONGEST].split())
    near = list(searched(words, record)[:FOUND]) if words else []
    targets = [choice(one) for one in near]
    held = list(Organisation.objects.filter(pk__in=actor.at(*rules.LINKERS)).order_by("name"))
    form = TieForm(request.POST if request.method == "POST" else None, targets=targets, offices=held,
                   initial={"target": targets[0][0] if len(targets) == 1 else None,
                            "office": str(held[0].pk) if len(held) == 1 else ""})
    if request.method == "POST" and form.is_valid() and draw_together(request, record, actor, near, form):
        return redirect("records:ties", record.code)
    return render(request, "records/tie.html", {
        "record": record, "card": card(record), "kind": kinds.get(record.kind), "form": form if near else None,
        "words": words}, status=422 if form.errors else 200)


def draw_together(request: HttpRequest, record: Record, actor: Actor, near: list[Record], form: TieForm) -> bool:
    """False when something stood in the way: the form says what."""
    told = form.cleaned_data
    target = next(one for one in near if one.code == told["target"])
    office = Organisation.objects.filter(pk=int(told.get("office") or 0)).first()
    try:
        actions.tie(actor=actor, record=record, target=target, sort=told["sort"], words=told["words"], office=office)
    except Hindrance as hindrance:
        form.add_error("target", str(hindrance.sentence))
        return False
    messages.success(request, gettext("Linked. It stands at both ends and on both timelines."))
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def untie(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The link is taken back, with a reason."""
    record, actor = found(request, code), named(request)
    link = get_object_or_404(Link.objects.select_related("source", "target", "office"), pk=number)
    if record.pk not in (link.source_id, link.target_id) or not isinstance(actor, Person):
        raise Http404
    require(rules.untie, actor, link)
    form = UntieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.untie(actor=actor, link=link, words=form.cleaned_data["words"])
        messages.success(request, gettext("Taken back. It stays to be read, with your reason."))
        return redirect("records:ties", record.code)
    other = link.target if link.source_id == record.pk else link.source
    return render(request, "records/untie.html", {
        "record": record, "card": card(record), "kind": kinds.get(record.kind), "form": form,
        "other": title_of(other)[0]}, status=422 if form.errors else 200)
