from pendopo.core.ledger.actions import seal
from pendopo.core.ledger.watching import watch
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("ledger.seal", seal, every=1), Timer("ledger.watch", watch, at="03:50")]
