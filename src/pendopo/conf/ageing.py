"""Copies, backups, ways back: how old the oldest is that the rule no longer needs to keep, the newest left out."""
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from pendopo.conf.offsite.copies import copies
from pendopo.kit.work import logbook
from pendopo.kit.work.keeping import Ageing


def touched(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def but_the_newest(moments: Iterable[datetime]) -> datetime | None:
    return min(sorted(moments)[:-1], default=None)


def outside() -> datetime | None:
    return but_the_newest(one.made for one in copies())


def ways_back() -> datetime | None:
    return but_the_newest(touched(path) for path in (Path(settings.HOME) / "backups").glob("upgrade-*"))


def backups() -> datetime | None:
    """In the folder of the last one that was made with `--sweep`: where others lie, only the operator knows."""
    told = next((line for line in logbook.lines("backup", logbook.MOST) if line.get("oldest")), None)
    return datetime.fromisoformat(told["oldest"]) if told else None


AGEING = [Ageing("copies", outside), Ageing("upgrades", ways_back), Ageing("backups", backups)]
