"""Rate limits by action. Counted in the database, so that every process sees the same; the key is hashed."""
import hashlib
import hmac
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from pendopo.kit.limits.models import Spent
from pendopo.kit.whole import brief

TAKE = """INSERT INTO limits_spent (name, key, ends, count) VALUES {rows}
          ON CONFLICT (name, key, ends) DO UPDATE SET count = limits_spent.count + 1 RETURNING name, key, count"""


@dataclass(frozen=True)
class Budget:
    """At most `most` times in `seconds`, e.g. Budget("comment", 10, 300)."""
    name: str
    most: int
    seconds: int


class TooOften(Exception):
    """The budget is spent. `wait` is how many seconds until the next window; the page says so in words."""

    def __init__(self, budget: Budget, wait: int) -> None:
        super().__init__(budget.name)
        self.budget, self.wait = budget, wait


def spend(budget: Budget, key: str) -> None:
    """One of the budget of this key (an address, an account, both). Raises TooOften."""
    for over in take((budget, key)):
        raise over


def take(*pairs: tuple[Budget, str]) -> list[TooOften]:
    """One of each budget, in one statement; those that are spent, in this order. No two of the same budget and key."""
    now = int(time.time())
    asked = [(budget, hashed(f"{budget.name}:{key}"), (now // budget.seconds + 1) * budget.seconds)
             for budget, key in pairs]
    with brief(), connection.cursor() as cursor:
        cursor.execute(TAKE.format(rows=", ".join(["(%s, %s, %s, 1)"] * len(asked))),
                       [value for budget, key, ends in asked for value in (budget.name, key, ends)])
        counts = {(name, key): count for name, key, count in cursor.fetchall()}
    return [TooOften(budget, ends - now) for budget, key, ends in asked
            if counts[budget.name, key] > budget.most * settings.LIMITS_TIMES]


def hashed(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()[:32]


def sweep() -> int:
    """Counts of windows that have ended are nobody's business."""
    return Spent.objects.filter(ends__lt=int(time.time())).delete()[0]
