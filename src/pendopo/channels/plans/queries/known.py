"""What a file names and this server knows, or does not; and the other way: this server's plans as files tell them."""
from collections.abc import Iterator

from django.db.models import QuerySet

from pendopo.analysis import ogp
from pendopo.analysis.commitments import (
    ASSESSOR,
    METHOD,
    CommitmentFacts,
    JudgementFacts,
    MilestoneFacts,
    PlanFacts,
    Reading,
    TotalFacts,
)
from pendopo.channels.plans.models import Commitment, Milestone, Part, Plan, PlanStatement
from pendopo.channels.plans.queries.lists import in_turn, whole
from pendopo.channels.plans.words import TEXTS
from pendopo.core.people.models import Organisation
from pendopo.core.places.queries import city
from pendopo.kit.regions.models import Region


def unknown_areas(reading: Reading) -> set[str]:
    named = {one.area for one in reading.commitments if one.area}
    named |= {"00" for plan in reading.plans if not plan.country}
    return named - set(Region.objects.filter(code__in=named).values_list("code", flat=True))


def elsewhere(reading: Reading) -> dict[str, str]:
    """OGP id -> the plan here that has it."""
    ids = [one.ogp_id for one in reading.commitments if one.ogp_id]
    return dict(Commitment.objects.filter(ogp_id__in=ids).values_list("ogp_id", "plan__code"))


def unknown_plans(reading: Reading) -> set[str]:
    named = {total.plan for total in reading.totals} - {plan.code for plan in reading.plans}
    return named - set(Plan.objects.filter(code__in=named).values_list("code", flat=True))


def told(found: QuerySet[Commitment]) -> Iterator[ogp.Told]:
    """Commitments of any plans as an export writes them: what an import would read again."""
    here = city()
    home = here.region_id if here else ""
    for some in in_turn(whole(found), ("plan_id", "position", "pk")):
        parts: dict[int, list[Part]] = {}
        for part in Part.objects.filter(commitment__in=some).select_related("organisation"):
            parts.setdefault(part.commitment_id, []).append(part)
        steps: dict[int, list[MilestoneFacts]] = {}
        for step in Milestone.objects.filter(commitment__in=some):
            steps.setdefault(step.commitment_id, []).append(
                MilestoneFacts(step.title, step.due, step.deliverable, step.weight, step.number))
        for one in some:
            yield _plan(one.plan, home), _commitment(one, parts.get(one.pk, []), tuple(steps.get(one.pk, ())))


def _plan(plan: Plan, here: str) -> PlanFacts:
    """The city's own plan says who keeps it; of others that is made of whose plan it is."""
    return PlanFacts(plan.code, plan.years, plan.country,
                     owner=as_written(plan.owner) if plan.region_id == here else "",
                     monitor=as_written(plan.monitor) if plan.monitor else "", source=plan.source)


def _commitment(one: Commitment, parts: list[Part], steps: tuple[MilestoneFacts, ...]) -> CommitmentFacts:
    face = one.face
    judged = tuple(JudgementFacts(row["indicator"], row["scale"], row["value"], row["moment"])
                   for row in face.get("assessments", []))
    last = (face.get("assessments") or [{"assessor": ASSESSOR, "method": METHOD}])[-1]
    usual = last["assessor"] == ASSESSOR and last["method"] in (METHOD, f"{METHOD} {one.plan.years}")
    return CommitmentFacts(
        0, one.plan.code, one.number, one.title if one.language != "en" else "", one.title_en, one.ogp_id, one.level,
        one.place.region_id if one.place else "", _names(parts, "lead"), _names(parts, "support", "partner"),
        one.start, one.end, steps, judged, one.spoken, {name: text for name in TEXTS if (text := getattr(one, name))},
        None, "" if usual else last["assessor"], "" if usual else last["method"], one.source)


def _names(parts: list[Part], *roles: str) -> tuple[str, ...]:
    return tuple(as_written(part.organisation) for part in parts if part.role in roles)


def as_written(office: Organisation) -> str:
    """The name by which files know it: the English one where there are two."""
    return office.name_en or office.name


def totals(plan: str = "") -> list[TotalFacts]:
    found = PlanStatement.objects.select_related("plan")
    return [TotalFacts(row.plan.code, row.moment, row.method, row.assessor, row.source, row.counts)
            for row in (found.filter(plan__code=plan) if plan else found)]
