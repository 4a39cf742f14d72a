"""Who may what with shared problems. Everybody sees them; the coordinators of the government make them of what the
timer found, and the office that has the reports answers."""
from django.db.models import Q

from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.channels.reports.workflow_clusters import WORKFLOW
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.models import Person
from pendopo.kit.rules import EVERYTHING, NOTHING, rule


def coordinates(actor: Actor | None) -> bool:
    return isinstance(actor, Person) and not actor.at("auditor") and bool(
        actor.at(*COORDINATORS) & actor.on_side("government"))


@rule
def see(actor: Actor | None) -> Q:
    """Everybody."""
    return Q(visibility="public")


@rule
def make_cluster(actor: Actor | None) -> Q:
    """The coordinators of the government, and an import."""
    return EVERYTHING if coordinates(actor) or isinstance(actor, System) else NOTHING


enlarge_cluster = dismiss_finding = make_cluster


@rule
def answer_cluster(actor: Actor | None) -> Q:
    """The office that holds it, and the coordinators of the government."""
    q = Q(state__in=WORKFLOW.sources("answer"))
    if coordinates(actor):
        return q
    return q & Q(office__in=actor.at(*HANDLERS)) if actor is not None and not actor.at("auditor") else NOTHING


@rule
def settle_cluster(actor: Actor | None) -> Q:
    """The coordinators of the government."""
    return Q(state__in=WORKFLOW.sources("settle")) if coordinates(actor) else NOTHING


@rule
def reopen_cluster(actor: Actor | None) -> Q:
    """The coordinators of the government."""
    return Q(state__in=WORKFLOW.sources("reopen")) if coordinates(actor) else NOTHING


@rule
def find_clusters(actor: Actor | None) -> Q:
    """The timer."""
    return EVERYTHING if isinstance(actor, System) else NOTHING

