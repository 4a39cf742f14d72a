"""The page of the person signed in: what waits for their offices, what they follow, began and said."""
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from pendopo.core.notices.models import Notice
from pendopo.core.notices.telling import grouped
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.people.sessions import named
from pendopo.core.records import kinds, queries
from pendopo.core.records.cards import cards, cut
from pendopo.core.records.models import Record
from pendopo.core.records.rules import see
from pendopo.core.voices.queries import of_person
from pendopo.web.front import gathered, shelved
from pendopo.web.settling.views import welcome

WAITING, FOLLOWED, OWN = 1, 2, 3
HEARD = ("loud", "normal", "quiet")
LENGTH = 5                      # of each list; the rest lies one click further
SORT: dict[int, Callable[[Record], Any]] = {
    WAITING: lambda record: (record.due is None, record.due, record.pk),
    FOLLOWED: lambda record: (-record.created.timestamp(), -record.pk),
    OWN: lambda record: (-record.created.timestamp(), -record.pk)}


@login_required
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Eight queries at most, whatever there is: the lists of records come in one."""
    actor = named(request)
    if isinstance(actor, Person) and actor.helper is None and welcome(request, actor):
        return redirect("web:begin")
    lists = shelved(gathered({
        WAITING: queries.desk(actor), OWN: queries.feed(actor).filter(author__in=actor.own_ids),
        FOLLOWED: queries.feed(actor).filter(follows__person=actor.person, follows__volume__in=HEARD)}, LENGTH), SORT)
    shown = {shelf: cards(sorted(records, key=SORT[shelf])) for shelf, records in lists.items()}
    return render(request, "web/mine.html", {
        "person": actor.person, "settles": bool(actor.at("secretariat")),
        "staff": bool(actor.office_ids), "moderates": bool(actor.at("moderator")),
        "desks": desks(actor),
        "waiting": shown[WAITING],
        "followed": shown[FOLLOWED], "own": shown[OWN], "comments": comments(actor), "news": news(actor)})


def desks(actor: Actor) -> list[dict[str, Any]]:
    """Where the queues of their work lie: an officer need not wait for news to find one."""
    return [{"text": kind.desk[0], "address": reverse(kind.desk[1]), "icon": "edit"} for kind in kinds.all()
            if kind.desk and actor.at(*kind.desk[2])]


def comments(actor: Actor) -> list[dict[str, Any]]:
    """The last words of this person, each with the record it stands on."""
    return [{"title": comment.record.title, "address": f"{comment.record.get_absolute_url()}#c{comment.pk}",
             "text": cut(comment.text), "moment": comment.at} for comment in of_person(actor, size=LENGTH)[:LENGTH]]


def news(actor: Actor) -> list[Any]:
    """What they have not seen yet, by record, the newest first."""
    found = Notice.objects.filter(person=actor.person.pk, seen=None).select_related("record").order_by("-made", "-pk")
    return grouped(found[:LENGTH], lambda record: see.allows(actor, record), signed_in=True)
