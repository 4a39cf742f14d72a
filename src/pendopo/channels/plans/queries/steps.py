"""Milestones, each with its commitment."""
from datetime import date

from pendopo.analysis.commitments import last_day
from pendopo.channels.plans.models import Commitment, Dispute, Milestone, Part, Report
from pendopo.core.people.models import Person
from pendopo.kit.files.models import StoredFile


def coming(until: date) -> list[Milestone]:
    """Milestones of running commitments whose day lies before `until` and of which nobody was reminded."""
    found = Milestone.objects.filter(
        reminded=None, due__gt="", due__lte=until.isoformat(), commitment__state__in=("adopted", "in_progress"),
    ).select_related("commitment__lead").order_by("due", "pk")
    return [one for one in found if last_day(one.due) <= until]


def milestone(commitment: Commitment, position: int) -> Milestone | None:
    return Milestone.objects.filter(commitment=commitment, position=position).first()


def parts(commitment: Commitment) -> list[Part]:
    """Who takes part, lead first, ready for rules about them: no further query."""
    found = list(Part.objects.filter(commitment=commitment).select_related("organisation"))
    for one in found:
        one.commitment = commitment
    return found


def evidence_of(person: Person) -> list[StoredFile]:
    """The files that somebody handed in as evidence, for the copy of their data."""
    return list(StoredFile.objects.filter(evidence__by=person.pk).order_by("pk"))


def report(commitment: Commitment, key: int) -> Report | None:
    found = Report.objects.filter(pk=key, milestone__commitment=commitment.pk).select_related(
        "milestone", "organisation").first()
    if found is not None:
        found.milestone.commitment = commitment
    return found


def dispute(commitment: Commitment, key: int) -> Dispute | None:
    return Dispute.objects.filter(pk=key, milestone__commitment=commitment.pk).select_related(
        "milestone__commitment__plan", "report", "organisation").first()
