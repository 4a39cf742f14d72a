"""Who keeps a copy of the ledger: only the day and the name that a mirror says of itself, never where it asked from."""
import json
import os
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings
from django.utils import timezone

AGENT = "pendopo-mirror/"        # how every copy made by this program calls itself
MOST, LONGEST = 30, 80           # names that are kept; characters of one
Days = dict[str, str]


def called(by: str) -> str:
    """What a mirror says when it asks: `pendopo-mirror/1 (Forum%20Warga)`, or without a name."""
    return f"{AGENT}1" + (f" ({quote(by[:LONGEST])})" if by else "")


def seen(agent: str) -> None:
    """Noted once a day and name; whoever is not a mirror of ours is not noted at all."""
    if not agent.startswith(AGENT):
        return
    told, _gap, _rest = agent.partition("(")[2].partition(")")
    name = "".join(sign for sign in unquote(told)[:LONGEST] if sign.isprintable()).strip()
    today, days = timezone.localdate().isoformat(), known()
    if days.get(name) != today:
        days.pop(name, None)
        keep({name: today} | dict(list(days.items())[:MOST - 1]))


def known() -> Days:
    """Name -> the last day, the latest first. The name is empty where a mirror said none."""
    try:
        return {str(name): str(day) for name, day in json.loads(place().read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def keep(days: Days) -> None:
    place().parent.mkdir(mode=0o700, exist_ok=True)
    draft = place().with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(days, ensure_ascii=False), "utf-8")
    draft.replace(place())


def place() -> Path:
    return Path(settings.HOME) / "logbook" / "mirrors.json"
