from pendopo.gateways.sms.actions import carry, hear
from pendopo.gateways.sms.arriving import sweep
from pendopo.kit.work.timers import Timer

TIMERS = [
    Timer("sms.hear", hear, every=2.0),
    Timer("sms.carry", carry, every=5.0),
    Timer("sms.sweep", sweep, at="03:20"),
]
