from django.utils import timezone

from pendopo.channels.plans.actions.handing import end_due_terms
from pendopo.channels.plans.actions.planning import cover_plans
from pendopo.channels.plans.actions.reminding import remind_of_clocks, remind_of_due
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.queries.snapshots import due
from pendopo.core.people.queries import system
from pendopo.kit.work.timers import Timer


def remind() -> int:
    return remind_of_due(actor=system("timer"))


def snapshots() -> int:
    """Every night: whatever ran at the end of the last reporting period and has no picture of it. One transaction
    a plan."""
    waiting = due(timezone.localdate())
    for plan, period, day in waiting:
        take_snapshot(actor=system("timer"), plan=plan, period=period, day=day)
    return len(waiting)


def clocks() -> int:
    """On Mondays: a day that is near or over is no news every morning."""
    return remind_of_clocks(actor=system("timer")) if timezone.localdate().weekday() == 0 else 0


def terms() -> int:
    return end_due_terms(actor=system("timer"))


def covers() -> int:
    return cover_plans(actor=system("timer"))


TIMERS = [Timer("plans-due", remind, at="06:30"), Timer("plans-clocks", clocks, at="06:35"),
          Timer("plans-terms", terms, at="00:20"), Timer("plans-covers", covers, at="00:30"),
          Timer("plans-snapshots", snapshots, at="00:40")]
