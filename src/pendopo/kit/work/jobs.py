"""After the sweeps of the night: the books lose their old lines, and it is noted how old everything is."""
from pendopo.kit.work import keeping, logbook
from pendopo.kit.work.timers import Timer


def sweep() -> int:
    return logbook.sweep(keeping.rule("logbook").span)


TIMERS = [Timer("logbook.sweep", sweep, at="04:40"), Timer("keeping.look", keeping.look, at="05:10")]
