"""For demos alone: an invented thing happens on an earlier day, and everything that follows from it is dated so.

The house asks Django for the time, as timezone.now(), everywhere. While the block runs that clock stands earlier: so
this is for one thread, before anybody is served.
"""
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone


@contextmanager
def earlier(by: timedelta) -> Iterator[None]:
    real = timezone.now
    vars(timezone)["now"] = lambda: real() - by
    try:
        yield
    finally:
        vars(timezone)["now"] = real
