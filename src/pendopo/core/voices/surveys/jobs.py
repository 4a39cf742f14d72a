from pendopo.core.voices.surveys.actions.running import close_due
from pendopo.kit.work.timers import Timer

TIMERS = [Timer(name="surveys.close", do=close_due, at="00:20")]
