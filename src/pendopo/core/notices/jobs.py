from pendopo.core.notices.actions import at_once, digest, flow, sweep
from pendopo.kit.work.timers import Timer

TIMERS = [
    Timer(name="notices.digest", do=digest, every=60),
    Timer(name="notices.at_once", do=at_once, every=60),
    Timer(name="notices.flow", do=flow, every=60),
    Timer(name="notices.sweep", do=sweep, at="03:20"),
]
