from pendopo.core.ledger.actions import seal
from pendopo.kit.work.timers import Timer

TIMERS = [Timer("ledger.seal", seal, every=1)]
