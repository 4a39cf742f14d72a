from pendopo.core.voices.actions.lessons import learn
from pendopo.kit.work.timers import Timer

TIMERS = [Timer(name="voices.learn", do=learn, every=3600)]
