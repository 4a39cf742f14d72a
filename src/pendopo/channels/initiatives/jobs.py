from pendopo.channels.initiatives.actions.checking import remind_of_check_in
from pendopo.core.people.queries import system
from pendopo.kit.work.timers import Timer


def remind() -> int:
    return remind_of_check_in(actor=system("timer"))


TIMERS = [Timer("initiatives-check-ins", remind, at="06:40")]
