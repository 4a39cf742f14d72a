"""What the forms of OGP Local ask, answered from the record as far as it goes."""
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans.bodies import Meeting, Seat
from pendopo.channels.plans.cycles import Contribution, Paper
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.packs import clock_rules
from pendopo.channels.plans.queries import clocks, cycling
from pendopo.core.people.roles import OFFICIAL, SOCIETY
from pendopo.core.places.queries import city
from pendopo.kit.ui.dates import day as shown

# OGP Local, Inception Assessment form, section 1 (https://opengovpartnership.org/?p=57265), in our own words.
QUESTIONS = {
    "forum": _("Is there a forum for the OGP process?"),
    "two_sides": _("Does the forum have members from outside the government?"),
    "met": _("Did the forum meet civil society at least once while the plan was made?"),
    "endorsed": _("Did those outside the government agree to the plan before it was submitted?"),
    "site": _("Is there a public page on the process, with news at least every four months?"),
    "before": _("Was information shared with both sides before the meetings?"),
    "contributed": _("Could people from outside the government contribute to the plan?"),
    "answered": _("Was every contribution answered, with the reason?"),
}
# OGP Local, End-of-Commitment Assessment form, section 2, in our own words.
OPENED = (_("Is more information public than before, or better information, or is it easier to get?"),
          _("Can people take part in decisions more than before, or in better ways?"),
          _("Is there a better way to hold officials to account, or to be told why they decided as they did?"))

Proof = tuple[str, str]              # words, address


@dataclass(frozen=True)
class Answered:
    """A question with yes, no, or None where only a person can say; and what proves it."""
    name: str
    met: bool | None
    proofs: tuple[Proof, ...] = ()


def own_plans() -> QuerySet[Plan]:
    """The action plans that this city keeps, the newest first."""
    here = city()
    return Plan.objects.filter(region=here.region_id if here else None, sort="action").order_by("-start", "code")


def inception(plan: Plan, today: date) -> list[Answered]:
    """Each answer is read from records of today."""
    forum, cycle = plan.forum, plan.cycle
    if cycle is None:
        return [Answered(name, None) for name in QUESTIONS]
    seats = list(Seat.objects.filter(forum=forum, until=None).select_related("organisation")) if forum else []
    sides = {half: [one for one in seats if one.organisation.side in kinds]
             for half, kinds in (("government", OFFICIAL), ("society", SOCIETY))}
    held = met_with_society(plan)
    papers = {sort: list(Paper.objects.filter(cycle=cycle.pk, sort=sort)) for sort in ("outreach", "endorsement")}
    page = (plan.code, plan.get_absolute_url())
    site = clocks.since_last(clock_rules()["site"], clocks.days_of(plan), today)
    came = Contribution.objects.filter(cycle=cycle.pk).count()
    waiting = list(cycling.unanswered(cycle).values_list("number", flat=True)[:5])
    return [
        Answered("forum", forum is not None, ((forum.called, forum.get_absolute_url()),) if forum else ()),
        Answered("two_sides", bool(sides["government"] and sides["society"]),
                 tuple((one.organisation.called, forum.get_absolute_url()) for one in sides["society"]) if forum
                 else ()),
        Answered("met", bool(held), tuple((shown(one.day), one.get_absolute_url()) for one in held)),
        Answered("endorsed", True if papers["endorsement"] else None, papers_of(plan, papers["endorsement"])),
        Answered("site", site.state == "met", (page,)),
        Answered("before", True if papers["outreach"] else None, papers_of(plan, papers["outreach"])),
        Answered("contributed", came > 0, ((str(came), f"{plan.get_absolute_url()}masukan/"),) if came else ()),
        Answered("answered", not waiting and came > 0, tuple(
            (str(number), f"{plan.get_absolute_url()}masukan/{number}/") for number in waiting)),
    ]


def papers_of(plan: Plan, found: list[Paper]) -> tuple[Proof, ...]:
    return tuple((one.title, f"{plan.get_absolute_url()}#dokumen-{one.pk}") for one in found)


def met_with_society(plan: Plan) -> list[Meeting]:
    """Meetings on this plan with public minutes at which somebody from outside the government was."""
    found = Meeting.objects.filter(plan=plan.pk, published__isnull=False, present__side__in=SOCIETY)
    return list(found.select_related("forum").distinct().order_by("day"))
