"""Limits on reading, counted in the memory of this process alone: a row in a table for each request would cost more
than the answer. With several processes the limit is as many times as large."""
import time
from threading import Lock

from django.conf import settings

from pendopo.kit.limits.actions import Budget, TooOften

MOST = 50_000                        # places remembered in one window; then all of them begin anew
WINDOWS: dict[str, tuple[int, dict[str, int]]] = {}
LOCK = Lock()


def spend_here(budget: Budget, key: str) -> None:
    """One of the budget of this key. Raises TooOften."""
    now = int(time.time())
    ends = (now // budget.seconds + 1) * budget.seconds
    with LOCK:
        known, counts = WINDOWS.get(budget.name, (0, {}))
        if known != ends or len(counts) >= MOST:
            counts = {}
            WINDOWS[budget.name] = ends, counts
        count = counts[key] = counts.get(key, 0) + 1
    if count > budget.most * settings.LIMITS_TIMES:
        raise TooOften(budget, ends - now)
