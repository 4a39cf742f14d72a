"""Legal holds: a court, the police, the Ombudsman or the auditors need a record as it is. While a hold stands, erasure
and forgetting pass the record by; when it is lifted, what was asked for meanwhile is done.

`set_hold` and `lift_hold` are for records of every kind; a channel with rules of its own asks those and calls `hold`
and `lift` inside its own transaction. Whatever erases something of records leaves out `actions.held()`.
"""
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import holdings
from pendopo.core.records import rules_holds
from pendopo.core.records.actions import held, lock, note
from pendopo.core.records.models import Hold, Record
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

M = TypeVar("M", bound=Model)
GROUNDS = {
    "court": _("A court"), "police": _("The police or the prosecutor"), "ombudsman": _("The Ombudsman"),
    "audit": _("Auditors or the inspectorate")}
ERASED = "erased"                    # Person.sort of somebody who had asked to be erased


def standing(record: Record) -> Hold | None:
    """The hold on this record, if one stands."""
    return Hold.objects.filter(record=record.pk, lifted=None).select_related("office", "by").first()


def free(rows: "QuerySet[M]", path: str = "record") -> "QuerySet[M]":
    """Those of a record without a hold; `path` leads from a row to its record."""
    return rows.exclude(**{f"{path}__in": held()})


def set_hold(*, actor: Actor, record: Record, ground: str, reference: str) -> Hold:
    """`ground` is one of GROUNDS, `reference` the number and day of the letter. From now on nothing of it is erased."""
    with whole():
        record = lock(record)
        require(rules_holds.set_hold, actor, record)
        return hold(record, by=actor, ground=ground, reference=reference, office=record.office)


def lift_hold(*, actor: Actor, record: Record) -> int:
    """The record is like any other again; what somebody had asked to be erased meanwhile goes now."""
    with whole():
        record = lock(record)
        require(rules_holds.lift_hold, actor, record)
        found = standing(record)
        return lift(found, by=actor, office=found.office) if found is not None else 0


def hold(record: Record, *, by: Actor, ground: str, reference: str, office: Organisation | None = None) -> Hold:
    """From now on nothing of it is erased. That a hold stands is on the timeline for those who work on it; the person
    whose record it is reads ground and reference on their own page."""
    with whole():
        made = Hold.objects.create(record_id=record.pk, ground=ground, reference=reference, by=by.person,
                                   office=office, at=timezone.now())
        note(record, "records.hold", by=by, office=office, visibility="members", facts={"ground": ground})
    return made


def lift(found: Hold, *, by: Actor, office: Organisation | None = None) -> int:
    """The hold ends. Whoever had asked to be erased meanwhile is erased from the record now: the rows that this
    touched are counted."""
    with whole():
        record = Record.objects.select_for_update(of=("self",)).get(pk=found.record_id)
        Hold.objects.filter(pk=found.pk, lifted=None).update(lifted=timezone.now(), lifted_by=by.person)
        note(record, "records.lift", by=by, office=office, visibility="members", facts={"ground": found.ground})
        gone = Person.objects.filter(Q(pk=record.author_id) | Q(deeds__record=record.pk), sort=ERASED).distinct()
        return sum(holding.erase(person) for person in gone for holding in holdings() if holding.erase)
