"""What a timer does: the people of a lead unit hear in time that a milestone is due."""
from datetime import timedelta

from django.utils import timezone

from pendopo.channels.plans import rules
from pendopo.channels.plans.queries.clocks import of_plan, worst
from pendopo.channels.plans.queries.local import own_plans
from pendopo.channels.plans.queries.steps import coming
from pendopo.core.notices.actions import tell
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.people.queries import staff
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

AHEAD = timedelta(days=14)


def remind_of_due(*, actor: Actor) -> int:
    """Once for each milestone. A partial day is due on the last day that it may mean. No row on the timeline: nothing
    has happened to the commitment."""
    with whole():
        due = coming(timezone.localdate() + AHEAD)
        for milestone in due:
            require(rules.remind_of_due, actor, milestone)
            lead = milestone.commitment.lead
            if lead is not None:
                tell(Person.objects.filter(memberships__in=staff(lead)).distinct(), "plans.remind_of_due",
                     milestone.commitment)
            milestone.reminded = timezone.now()
            milestone.save(update_fields=["reminded"])
    return len(due)


def remind_of_clocks(*, actor: Actor) -> int:
    """Who keeps a plan hears of each clock of the partnership that is near or over, if anything can be done."""
    told, today = 0, timezone.localdate()
    with whole():
        for plan in own_plans().exclude(cycle=None).select_related("owner", "cycle", "forum"):
            require(rules.remind_of_clocks, actor, plan)
            cycle = plan.cycle
            running = cycle is not None and cycle.state in ("adopted", "implementation", "self_assessment", "review")
            if cycle is None or not running:
                continue
            if worst(one for one in of_plan(plan, today) if not one.past) not in ("late", "soon"):
                continue
            told += tell(Person.objects.filter(memberships__in=staff(plan.owner)).distinct(), "cycles.clock", cycle)
    return told
