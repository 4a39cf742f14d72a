"""What is to be done again and again. A room says so in jobs.py: TIMERS = [Timer(...)]; the worker calls it."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pendopo.kit.discover import shelf


@dataclass(frozen=True)
class Timer:
    """`do` calls one action and returns how many things it did. Either every so many seconds, or daily at HH:MM."""
    name: str
    do: Callable[[], int]
    every: float = 0.0             # seconds
    at: str = ""                   # "06:00" in the city's zone

    def next(self, after: datetime) -> datetime:
        """The next time, from an aware datetime in the city's zone."""
        if self.every:
            return after + timedelta(seconds=self.every)
        hour, minute = map(int, self.at.split(":"))
        today = after.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return today if today > after else today + timedelta(days=1)


@cache
def timers() -> tuple[Timer, ...]:
    return tuple(timer for room in shelf("jobs", "TIMERS") for timer in room)
