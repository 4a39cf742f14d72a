"""Who may what with the things of the desk itself: filters, phrases, absences, figures. Reports have rules.py."""
from django.db.models import Q

from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Membership
from pendopo.core.people.queries import current
from pendopo.core.people.rules import account
from pendopo.kit.rules import EVERYTHING, NOTHING, rule

STAFF = (*COORDINATORS, *HANDLERS)


@rule
def work(actor: Actor | None) -> Q:
    """Whoever works on reports for the office."""
    return Q(office__in=actor.at(*STAFF)) if actor is not None else NOTHING


@rule
def own(actor: Actor | None) -> Q:
    """Only whoever made it."""
    me = account(actor)
    return Q(person=me.pk) if me is not None else NOTHING


@rule
def load_categories(actor: Actor | None) -> Q:
    """The secretariat of the government, or the command line."""
    if isinstance(actor, System):
        return EVERYTHING
    me = account(actor)
    return EVERYTHING if me is not None and "government" in me.sides("secretariat") else NOTHING


@rule
def keep(actor: Actor | None) -> Q:
    """One's own filter; to share it in an office one works there."""
    me = account(actor)
    return Q(person=me.pk) & (Q(office__isnull=True) | Q(office__in=me.at(*STAFF))) if me is not None else NOTHING


@rule
def announce(actor: Actor | None) -> Q:
    """One's own absence; head and coordinator of an office announce it for somebody there who fell ill."""
    me = account(actor)
    if me is None or not me.at(*STAFF):
        return NOTHING
    under = Membership.objects.filter(current(), organisation__in=me.at("head", "coordinator"), role__in=STAFF)
    return Q(person=me.pk) | Q(person__in=list(under.values_list("person", flat=True)))


@rule
def lead(actor: Actor | None) -> Q:
    """Heads, coordinators, auditors and the secretariat see the figures of their offices."""
    return Q(office__in=actor.at("head", "auditor", *COORDINATORS)) if actor is not None else NOTHING
