from pendopo.kit.fulltext.index import tidy_all
from pendopo.kit.fulltext.vocabulary import fold
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("fulltext.fold", fold, every=60), Timer("fulltext.tidy", tidy_all, at="02:40")]
