"""Erasure: what was agreed is the city's and stays; who wrote it is nobody any more. What somebody kept sealed for
their own side goes with them, and so do the words in which they objected."""
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from pendopo.channels.initiatives.actions.lockers import bounds, rewrap
from pendopo.channels.initiatives.actions.rooms import raised
from pendopo.channels.initiatives.models import Agreement, Ballot, Initiative, Note, Pledge, Seat, Sheet
from pendopo.core.people.models import Person
from pendopo.kit.whole import whole


def release(model: type[Model], field: str = "by", **also: Any) -> Callable[[Person], int]:
    def erase(person: Person) -> int:
        return int(model._default_manager.filter(**{field: person}).update(**{field: None, **also}))
    return erase


def leave_seats(person: Person) -> int:
    """The seat stays as one of its organisation, without the person; lockers are bound to those who are left."""
    theirs = Seat.objects.filter(person=person)
    with whole():
        initiatives = list(Initiative.objects.filter(pk__in=theirs.values("initiative")))
        before = [(one, bounds(one)) for one in initiatives]
        count = theirs.update(person=None, speaks=False)
        for one, was in before:
            rewrap(one, was)
    return count


def leave_lead(person: Person) -> int:
    with whole():
        led = list(Initiative.objects.filter(facilitator=person))
        before = [(one, bounds(one)) for one in led]
        count = Initiative.objects.filter(facilitator=person).update(facilitator=None)
        for one, was in before:
            one.facilitator = None
            rewrap(one, was)
    return count


def drop_notes(person: Person) -> int:
    return Note.objects.filter(by=person).delete()[0]


def drop_words(person: Person) -> int:
    """Their vote still counts; the words go, from the published picture as well."""
    count = 0
    for ballot in Ballot.objects.filter(by=person).select_related("decision"):
        if ballot.words:
            _blank(ballot.initiative_id, ballot.decision_id)
            raised(ballot.initiative, "issue")
        Ballot.objects.filter(pk=ballot.pk).update(by=None, words="")
        count += 1
    return count


def _blank(initiative: int, decision: int) -> None:
    """The objections of one decision are taken out of the picture that everybody reads: which of them was whose, the
    picture does not know."""
    sheet = Sheet.objects.select_for_update().get(initiative=initiative, name="issue")
    for one in sheet.face.get("decisions", []):
        if one["key"] == decision:
            one["dissents"] = []
    sheet.save(update_fields=["face"])


drop_reasons = release(Agreement, words="")
release_pledges = release(Pledge, "leader", words="")
