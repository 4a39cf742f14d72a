"""Leaders, what they were asked and promised, and what they handed over. Counts, and never a rank."""
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from pendopo.channels.plans import rules
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.promises import Confirmation, Handover, Promise, Term
from pendopo.core.people.actors import Actor

OPEN = ("draft", "asked", "adopted", "in_progress", "claimed")      # what a leader leaves open
PROMISED = ("adopted", "in_progress", "claimed", "ended", "carried_over", "withdrawn")


@dataclass(frozen=True)
class Figures:
    """Of one city or one term: asked, promised, kept as its office says, confirmed and denied by those who asked."""
    asked: int
    promised: int
    kept: int
    askable: int                     # promises somebody had asked for: only these can be confirmed
    confirmed: int
    denied: int
    waiting: int                     # asked and not answered yet
    declined: int


def terms() -> QuerySet[Term]:
    """The latest first."""
    return Term.objects.select_related("office", "predecessor").order_by("-since", "-pk")


def term(slug: str) -> Term | None:
    return Term.objects.filter(slug=slug).select_related("office", "predecessor").first()


def in_office(day: date) -> Term | None:
    """The leader of today."""
    return terms().filter(since__lte=day, ended=None).filter(Q(until=None) | Q(until__gte=day)).first()


def terms_over(day: date) -> QuerySet[Term]:
    return Term.objects.filter(until__lt=day, ended=None).order_by("pk")


def plan_of(term: Term) -> Plan | None:
    """The list of this term's promises."""
    return Plan.objects.filter(term=term.pk, sort="promises").select_related("owner", "term", "cycle").first()


def promises(actor: Actor | None, term: Term | None = None) -> QuerySet[Commitment]:
    """The newest first, each with its latest confirmation as `confirmed` (None: none yet)."""
    latest = Confirmation.objects.filter(commitment=OuterRef("pk")).order_by("-pk").values("kept")[:1]
    found = Commitment.objects.filter(rules.see.q(actor), promise__isnull=False).select_related(
        "promise__term", "plan", "lead", "place__region").annotate(confirmed=Subquery(latest))
    if term is not None:
        found = found.filter(promise__term=term.pk)
    return found.order_by("-created", "-pk")


def figures(term: Term | None = None) -> Figures:
    """Counted from the records of today, one query for all."""
    latest = Confirmation.objects.filter(commitment=OuterRef("commitment")).order_by("-pk").values("kept")[:1]
    found = Promise.objects.filter(commitment__visibility="public").annotate(confirmed=Subquery(latest))
    if term is not None:
        found = found.filter(term=term.pk)
    rows = list(found.values_list("asked", "commitment__state", "confirmed"))
    promised = [(asked, state, said) for asked, state, said in rows if state in PROMISED]
    return Figures(
        asked=sum(asked for asked, _, _ in rows), promised=len(promised),
        kept=sum(state == "claimed" for _, state, _ in promised), askable=sum(asked for asked, _, _ in promised),
        confirmed=sum(said is True for _, _, said in promised), denied=sum(said is False for _, _, said in promised),
        waiting=sum(state == "asked" for _, state, _ in rows),
        declined=sum(state == "declined" for _, state, _ in rows))


def open_at(term: Term) -> QuerySet[Commitment]:
    """Everything open that this leader answered for: the promises of the term and the plans of their office."""
    below = Q(plan__owner__parent=term.office_id) | Q(plan__owner=term.office_id)
    if term.office.parent_id is not None:                # an office among others: the government above is the leader's
        below |= Q(plan__owner__parent=term.office.parent_id) | Q(plan__owner=term.office.parent_id)
    found = Commitment.objects.filter(Q(promise__term=term.pk) | below & Q(plan__sort="action"), state__in=OPEN)
    return found.select_related("plan", "office").order_by("plan__sort", "plan__code", "position", "pk")


def handovers(term: Term) -> list[Handover]:
    return list(Handover.objects.filter(term=term.pk).select_related("commitment__plan", "term"))


def handover(term: Term, position: int) -> Handover | None:
    return Handover.objects.filter(term=term.pk, position=position).select_related(
        "commitment__plan", "term__office").first()
