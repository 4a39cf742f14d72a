from pendopo.conf.certificates import look
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("conf.certificate", look, at="05:05")]
