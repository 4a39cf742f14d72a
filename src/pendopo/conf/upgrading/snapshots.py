"""Database, files and ledger as they are now, in a folder of the home, and back again within a minute.

The database is copied; files are named by their content and never changed in place, so a second name (a hard link) for
each of them keeps it without taking room. It lies on the same disk: it undoes an upgrade, it is no backup.
"""
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from pendopo.conf.safekeeping import dump, load
from pendopo.conf.totals import written_now

LINKED, COPIED = ("files", "ledger"), ("templates", "templates_django")
WHOLE, REMEMBERED = "manifest.json", "last-checkpoint"


def take(folder: Path) -> Path:
    """The manifest is written last: a folder without it is not whole. Returns the folder."""
    folder.mkdir(mode=0o700, parents=True)
    lines, name = written_now(), dump(folder)
    for kept in (*LINKED, *COPIED):
        if (settings.HOME / kept).is_dir():
            shutil.copytree(settings.HOME / kept, folder / kept, copy_function=second_name if kept in LINKED
                            else shutil.copy2)
    if (settings.KEYS_ROOT / REMEMBERED).exists():
        shutil.copy2(settings.KEYS_ROOT / REMEMBERED, folder / REMEMBERED)
    (folder / WHOLE).write_text(json.dumps({"made": datetime.now(UTC).isoformat(), "database": name,
                                            "lines": lines}))
    return folder


def second_name(source: str, target: str) -> None:
    """A hard link; a copy where the folder lies on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def whole(folder: Path) -> bool:
    return (folder / WHOLE).exists()


def lines_in(folder: Path) -> int:
    return int(json.loads((folder / WHOLE).read_text())["lines"])


def put_back(folder: Path) -> None:
    """Everything as it was when the snapshot was taken; what was written since is gone."""
    load(folder)
    for kept in (*LINKED, *COPIED):
        if (folder / kept).is_dir():
            mirror(folder / kept, settings.HOME / kept)
    if (folder / REMEMBERED).exists():
        shutil.copy2(folder / REMEMBERED, settings.KEYS_ROOT / REMEMBERED)


def mirror(kept: Path, live: Path) -> None:
    """`live` as `kept`: what is missing or other comes back, what is more goes."""
    wanted = {path.relative_to(kept) for path in kept.rglob("*") if path.is_file()}
    for path in [path for path in live.rglob("*") if path.is_file()]:
        if path.relative_to(live) not in wanted:
            path.unlink(missing_ok=True)
    for name in wanted:
        target = live / name
        if not target.exists() or not target.samefile(kept / name):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            second_name(str(kept / name), str(target))


def size_of_database() -> int:
    """Bytes."""
    if connection.vendor == "sqlite":
        return Path(str(connection.settings_dict["NAME"])).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
