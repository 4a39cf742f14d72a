"""How far each side says a plan has come, kept day by day: "49 of 100 milestones"."""
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.channels.plans import showing
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries import cycling, pages
from pendopo.core.records.figures import Numbers, Source


def subjects() -> list[str]:
    """Plans whose milestones anybody has reported on, or can."""
    return list(Plan.objects.filter(size__gt=0).order_by("code").values_list("code", flat=True))


def count(subject: str) -> Numbers:
    """Milestones that each side reports as complete, of all milestones of the plan."""
    plan = cycling.covered(subject)
    rows = pages.of_plan(plan, None) if plan else []
    sums = pages.by_side(rows)
    return {"commitments": len(rows), "milestones": sums["all"]["milestones"],
            "government": sums["government"]["levels"].get("complete", 0),
            "cso": sums["cso"]["levels"].get("complete", 0)}


def title(subject: str) -> str:
    plan = cycling.covered(subject)
    return showing.title(plan) if plan else subject


def label(key: str) -> str:
    return {"commitments": gettext("Commitments"), "milestones": gettext("Milestones"),
            "government": gettext("Milestones complete, says the government"),
            "cso": gettext("Milestones complete, says civil society")}[key]


KEPT = [Source("rencana", subjects, count, title, label, lambda subject: reverse("plans:plan", args=[subject]),
               {"government": "milestones", "cso": "milestones"})]
