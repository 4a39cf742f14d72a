from pendopo.gateways.mail.actions import drain
from pendopo.gateways.mail.intake import hear_mail, sweep
from pendopo.gateways.mail.knocking import take_knocks
from pendopo.kit.work.timers import Timer

TIMERS = [
    Timer(name="mail.drain", do=drain, every=5),
    Timer(name="mail.knocks", do=take_knocks, every=5),
    Timer(name="mail.hear", do=hear_mail, every=3),
    Timer(name="mail.sweep", do=sweep, at="03:25"),
]
