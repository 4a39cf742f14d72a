"""After the sweeps of the night: the books lose their old lines, it is noted how old everything is, and SQLite
looks how its tables are filled."""
from pendopo.kit.work import keeping, logbook
from pendopo.kit.work.actions import measure
from pendopo.kit.work.timers import Timer


def sweep() -> int:
    return logbook.sweep(keeping.rule("logbook").span)


TIMERS = [Timer("logbook.sweep", sweep, at="04:40"), Timer("keeping.look", keeping.look, at="05:10"),
          Timer("sqlite.measure", measure, at="05:20")]
