"""Legal holds: a court, the police, the Ombudsman or the auditors need a record as it is. While a hold stands, erasure
and forgetting pass the record by; when it is lifted, what was asked for meanwhile is done.

A channel's action asks its own rule and calls `hold` and `lift` inside its own transaction. Whatever erases something
of records leaves out `actions.held()`.
"""
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import current, holdings
from pendopo.core.people.rules import account
from pendopo.core.records.actions import note
from pendopo.core.records.models import Hold, Record
from pendopo.kit.whole import whole

GROUNDS = {
    "court": _("A court"), "police": _("The police or the prosecutor"), "ombudsman": _("The Ombudsman"),
    "audit": _("Auditors or the inspectorate")}
ERASED = "erased"                    # Person.sort of somebody who had asked to be erased


def standing(record: Record) -> Hold | None:
    """The hold on this record, if one stands."""
    return Hold.objects.filter(record=record.pk, lifted=None).select_related("office", "by").first()


def liftable(actor: Actor | None, *leaders: str) -> Q:
    """The records whose hold this actor may lift: whoever set it; where that person works there no more, those who
    hold one of these roles in the office for which it was set."""
    me = account(actor)
    if me is None:
        return Q(pk__in=())
    mine = me.at(*leaders)
    there = Membership.objects.filter(current(), organisation__in=mine).values("person")
    rows = Hold.objects.filter(lifted=None).filter(
        Q(by=me.pk) | (Q(office__in=mine) & (Q(by__isnull=True) | ~Q(by__in=there))))
    return Q(pk__in=rows.values_list("record", flat=True))


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
