"""What waits for somebody who works on reports: their office's, the desk's, and the secret ones that name them."""
from django.db.models import F, QuerySet

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Closing, Opening, Report
from pendopo.channels.reports.queries.lists import HEAVY
from pendopo.core.people.actors import Actor


def mine(actor: Actor) -> QuerySet[Report]:
    """Open reports by the nearest due day. No text is opened for a list."""
    return (Report.objects.filter(rules.look.q(actor), closed=None)
            .select_related("office", "place__region", "category", "handler").defer(*HEAVY)
            .order_by(F("due").asc(nulls_last=True), "pk"))


def openings(actor: Actor) -> QuerySet[Opening]:
    """Identities on which this person may decide."""
    return (Opening.objects.filter(granted=None, report__in=Report.objects.filter(rules.look.q(actor)))
            .exclude(asked_by=actor.person.pk).select_related("report", "asked_by").order_by("pk"))


def held(actor: Actor) -> QuerySet[Closing]:
    """Proofs that wait for a coordinator."""
    return (Closing.objects.exclude(held="").filter(report__in=Report.objects.filter(rules.release_proof.q(actor)))
            .select_related("report").order_by("pk"))
