"""Erasure: what was agreed is the city's and stays; who wrote it is nobody any more. What somebody kept sealed for
their own side goes with them, and so do the words in which they objected. An initiative under a legal hold waits."""
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model

from pendopo.channels.initiatives.actions.lockers import bounds, rewrap
from pendopo.channels.initiatives.actions.rooms import digest, raised
from pendopo.channels.initiatives.models import Agreement, Ballot, Evidence, Initiative, Note, Pledge, Seat, Sheet
from pendopo.core.people.models import Person
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.holds import free
from pendopo.kit.files.actions import unname
from pendopo.kit.files.models import StoredFile
from pendopo.kit.whole import whole


def release(model: type[Model], field: str = "by", **also: Any) -> Callable[[Person], int]:
    def erase(person: Person) -> int:
        theirs = free(model._default_manager.filter(**{field: person}), "initiative")
        return int(theirs.update(**{field: None, **also}))
    return erase


def leave_seats(person: Person) -> int:
    """The seat stays as one of its organisation, without the person; lockers are bound to those who are left."""
    theirs = free(Seat.objects.filter(person=person), "initiative")
    with whole():
        initiatives = list(Initiative.objects.filter(pk__in=theirs.values("initiative")))
        before = [(one, bounds(one)) for one in initiatives]
        count = theirs.update(person=None, speaks=False)
        for one, was in before:
            rewrap(one, was)
    return count


def leave_lead(person: Person) -> int:
    with whole():
        led = list(free(Initiative.objects.filter(facilitator=person), "pk"))
        before = [(one, bounds(one)) for one in led]
        count = Initiative.objects.filter(pk__in=[one.pk for one in led]).update(facilitator=None)
        for one, was in before:
            one.facilitator = None
            rewrap(one, was)
    return count


def drop_notes(person: Person) -> int:
    return free(Note.objects.filter(by=person), "initiative").delete()[0]


def drop_words(person: Person) -> int:
    """Their vote still counts; the words go, from the published picture as well."""
    count = 0
    with whole():
        for ballot in free(Ballot.objects.filter(by=person), "initiative").select_related("initiative"):
            Ballot.objects.filter(pk=ballot.pk).update(by=None, words="")
            if ballot.words:
                _redraw(ballot.initiative, partial(_without_words, decision=ballot.decision_id))
            count += 1
    return count


def release_evidence(person: Person) -> int:
    """What an organisation shows stays; the names that the person gave the files go, from the picture as well."""
    with whole():
        every = free(Evidence.objects.filter(by=person), "initiative")
        theirs = list(every.exclude(file=None).select_related("file", "initiative"))
        unname(one.file for one in theirs if one.file)
        for one in theirs:
            if one.file is not None:
                name = StoredFile.objects.values_list("name", flat=True).get(pk=one.file.pk)
                _redraw(one.initiative, partial(_renamed, evidence=one.pk, name=name))
        return int(every.update(by=None))


def _without_words(face: dict[str, Any], decision: int) -> None:
    """The objections of one decision: which of them was whose, the picture does not know."""
    for one in face.get("decisions", []):
        if one["key"] == decision:
            one["dissents"] = []


def _renamed(face: dict[str, Any], evidence: int, name: str) -> None:
    for one in (row for issue in face.get("issues", []) for row in issue["evidence"]):
        if one["key"] == evidence and one["file"]:
            one["file"]["name"] = name


def _redraw(initiative: Initiative, change: Callable[[dict[str, Any]], None]) -> None:
    """The published issue sheet without something. A line says so, with the fingerprint of what is shown from now on,
    so that the picture can still be held against the ledger."""
    raised(initiative, "issue")
    sheet = Sheet.objects.select_for_update(of=("self",)).get(initiative=initiative, name="issue")
    if not sheet.shown_version:
        return
    change(sheet.face)
    sheet.event = records.note(initiative, "initiatives.forget", by=system("erasure"), facts={
        "sheet": sheet.name, "version": sheet.shown_version, "shows": digest(sheet.face)})
    sheet.save(update_fields=["face", "event"])


drop_reasons = release(Agreement, words="")
release_pledges = release(Pledge, "leader", words="")
