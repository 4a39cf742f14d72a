from pendopo.core.places.standing import standing
from pendopo.kit.work.timers import Timer


def own_time() -> int:
    """The worker's clock follows the city's zone; nothing is done."""
    standing()
    return 0


TIMERS = [Timer("places.zone", own_time, every=60)]
