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
    for over in take((budget, key)):
        raise over


def take(*pairs: tuple[Budget, str]) -> list[TooOften]:
    """One of each budget, in one transaction (each would wait for the disk); those that are spent, in this order."""
    now, over = int(time.time()), list[TooOften]()
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for budget, key in pairs:
            ends = (now // budget.seconds + 1) * budget.seconds
            cursor.execute(TAKE, [budget.name, hashed(f"{budget.name}:{key}"), ends])
            if cursor.fetchone()[0] > budget.most * settings.LIMITS_TIMES:
                over.append(TooOften(budget, ends - now))
    return over


def hashed(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()[:32]


def sweep() -> int:
    """Counts of windows that have ended are nobody's business."""
    return Spent.objects.filter(ends__lt=int(time.time())).delete()[0]
