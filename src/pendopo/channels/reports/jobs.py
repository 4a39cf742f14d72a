from pendopo.channels.reports import exports
from pendopo.channels.reports.actions import clustering, learning, strokes, timing
from pendopo.core.people.queries import system
from pendopo.kit.work.timers import Timer


def warn() -> int:
    return timing.warn(actor=system("timer"))


def close() -> int:
    return timing.close_due(actor=system("timer"))


def expire() -> int:
    return timing.expire_due(actor=system("timer"))


def tend() -> int:
    return timing.tend_officers(actor=system("timer"))


def learn() -> int:
    return learning.learn(actor=system("timer"))


def measure() -> int:
    return int(learning.measure(actor=system("timer"))["whole"]["n"])


def forget() -> int:
    return timing.forget_identities(actor=system("timer"))


def strike() -> int:
    return strokes.strike_due(actor=system("timer"))


def find() -> int:
    return clustering.find_clusters(actor=system("timer"))


TIMERS = [
    Timer("reports-clusters", find, at="03:30"),
    Timer("reports-strokes", strike, every=60.0),
    Timer("reports-warn", warn, at="06:00"),
    Timer("reports-close", close, at="00:20"),
    Timer("reports-expire", expire, at="00:25"),
    Timer("reports-officers", tend, every=3600.0),
    Timer("reports-learn", learn, every=600.0),
    Timer("reports-score", measure, at="04:10"),
    Timer("reports-open-data", exports.daily, at="03:10"),
    Timer("reports-open-first", exports.first, every=60.0),
    Timer("reports-forget", forget, at="02:40"),
]
