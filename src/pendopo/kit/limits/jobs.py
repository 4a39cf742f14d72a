from pendopo.kit.limits.actions import sweep
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("limits.sweep", sweep, at="03:10")]
