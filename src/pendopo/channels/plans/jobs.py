from pendopo.channels.plans.actions.reminding import remind_of_due
from pendopo.core.people.queries import system
from pendopo.kit.work.timers import Timer


def remind() -> int:
    return remind_of_due(actor=system("timer"))


TIMERS = [Timer("plans-due", remind, at="06:30")]
