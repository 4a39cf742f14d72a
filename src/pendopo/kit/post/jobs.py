from pendopo.kit.post.actions import sweep
from pendopo.kit.work.timers import Timer

TIMERS = [Timer(name="post.sweep", do=sweep, at="03:10")]
