from pendopo.gateways.lapor.actions import poll, work
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("lapor.out", work, every=10.0), Timer("lapor.in", poll, every=300.0)]
