"""Once a night the disk is freed of uploads that nobody finished."""
from pendopo.kit.files import actions
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("files.sweep", actions.sweep, at="03:10")]
