from pendopo.core.people.queries import system
from pendopo.core.records.actions import recount
from pendopo.core.records.keeping import keep_figures
from pendopo.kit.work.timers import Timer


def count_anew() -> int:
    return recount(by=system("timer"))


TIMERS = [Timer("records-recount", count_anew, at="03:10"), Timer("records.figures", keep_figures, every=300)]
