from pendopo.gateways.checkpoints.actions import send_out
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("checkpoints.send", send_out, at="05:50")]       # ten minutes before the morning's letter
