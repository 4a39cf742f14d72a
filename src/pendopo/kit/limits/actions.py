"""Rate limits by action. Counted in the database, so that every process sees the same; the key is hashed."""
import hashlib
import hmac
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from pendopo.kit.limits.models import Spent

TAKE = """INSERT INTO limits_spent (name, key, ends, count) VALUES (%s, %s, %s, 1)
          ON CONFLICT (name, key, ends) DO UPDATE SET count = limits_spent.count + 1 RETURNING count"""


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
    now = int(time.time())
    ends = (now // budget.seconds + 1) * budget.seconds
    hashed = hmac.new(settings.SECRET_KEY.encode(), f"{budget.name}:{key}".encode(), hashlib.sha256).hexdigest()[:32]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(TAKE, [budget.name, hashed, ends])
        count = cursor.fetchone()[0]
    if count > budget.most * settings.LIMITS_TIMES:
        raise TooOften(budget, ends - now)


def sweep() -> int:
    """Counts of windows that have ended are nobody's business."""
    return Spent.objects.filter(ends__lt=int(time.time())).delete()[0]
