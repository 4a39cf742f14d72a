"""How long things of the night are kept. The numbers are data (packs/keeping/rules.json), each with its source."""
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Keep:
    """Nothing older than `days`; of the last `daily` days one each day, before that one a week. Always the newest."""
    name: str
    days: int
    daily: int
    source: str
    since: str
    why: str

    def kept(self, moments: Iterable[datetime], now: datetime) -> set[datetime]:
        """Which of these stay. The newest of each day and of each ISO week count."""
        newest_first = sorted(set(moments), reverse=True)
        stay, days, weeks = set(newest_first[:1]), set(), set()
        for moment in newest_first:
            age, day, week = now - moment, moment.date(), tuple(moment.isocalendar())[:2]
            if age > timedelta(days=self.days):
                break
            if (age <= timedelta(days=self.daily) and day not in days) or week not in weeks:
                stay.add(moment)
            days.add(day)
            weeks.add(week)
        return stay


@cache
def rules() -> dict[str, Keep]:
    rows = json.loads((Path(settings.PACKAGE) / "packs" / "keeping" / "rules.json").read_text(encoding="utf-8"))
    return {row["name"]: Keep(**row) for row in rows}


def rule(name: str) -> Keep:
    return rules()[name]
