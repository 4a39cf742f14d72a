"""Rate limits by action. Counted in the database, so that every process sees the same; the key is hashed."""
import hashlib
import hmac
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from pendopo.kit.limits.models import Spent

TAKE = """INSERT INTO limits_spent (name, key, "window", count) VALUES (%s, %s, %s, 1)
          ON CONFLICT (name, key, "window") DO UPDATE SET count = limits_spent.count + 1 RETURNING count"""


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
    hashed = hmac.new(settings.SECRET_KEY.encode(), f"{budget.name}:{key}".encode(), hashlib.sha256).hexdigest()[:32]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(TAKE, [budget.name, hashed, now // budget.seconds])
        count = cursor.fetchone()[0]
    if count > budget.most:
        raise TooOften(budget, budget.seconds - now % budget.seconds)


def sweep() -> int:
    """Yesterday's counts are nobody's business."""
    return Spent.objects.filter(window__lt=(int(time.time()) - 86_400) // 86_400).delete()[0]
