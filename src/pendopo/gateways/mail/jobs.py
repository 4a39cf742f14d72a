from pendopo.gateways.mail.actions import drain
from pendopo.kit.work.timers import Timer

TIMERS = [Timer(name="mail.drain", do=drain, every=5)]
