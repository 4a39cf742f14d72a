"""Rate limits by action. Counted in the database, so that every process sees the same; the key is hashed."""
import hashlib
import hmac
import time
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection

from pendopo.kit import steady
from pendopo.kit.limits.models import Spent
from pendopo.kit.whole import brief

TAKE = """INSERT INTO limits_spent (name, key, ends, count) {rows}
          ON CONFLICT (name, key, ends) DO UPDATE SET count = limits_spent.count + 1 RETURNING name, key, count"""
QUICK = TAKE.format(rows="""SELECT name, key, ends, count FROM (VALUES {rows}) one (name, key, ends, count)
          CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) quick""")


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
    values = [value for budget, key, ends in asked for value in (budget.name, key, ends)]
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block      # one round trip for four
    with nullcontext() if alone else brief(), steady.cursor() as cursor:
        cursor.execute(taking(len(asked), alone), values)
        counts = {(name, key): count for name, key, count in cursor.fetchall()}
    return [TooOften(budget, ends - now) for budget, key, ends in asked
            if counts[budget.name, key] > budget.most * settings.LIMITS_TIMES]


@cache
def taking(many: int, alone: bool) -> str:
    """`alone`: the statement is its own transaction, and says itself that it does not wait for the disk (brief)."""
    rows = ", ".join(["(%s, %s, %s::bigint, 1)" if alone else "(%s, %s, %s, 1)"] * many)
    return QUICK.format(rows=rows) if alone else TAKE.format(rows=f"VALUES {rows}")


def hashed(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()[:32]


def sweep() -> int:
    """Counts of windows that have ended are nobody's business."""
    return Spent.objects.filter(ends__lt=int(time.time())).delete()[0]
