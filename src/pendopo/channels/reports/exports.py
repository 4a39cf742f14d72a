"""The open data of this channel as files: CSV and JSON, for the command line and, daily, for everybody."""
import csv
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils import timezone

from pendopo.analysis.sheet_text import safe
from pendopo.channels.reports.queries.exporting import LICENCE, Shown, cells, published, shown, watermark

NAMES = ("laporan.csv", "laporan.json")
TYPES = {".csv": "text/csv; charset=utf-8", ".json": "application/json"}
COLUMNS = tuple(one.name for one in fields(Shown))


def write_csv(file: TextIO) -> int:
    """UTF-8 with a mark, CR LF; the watermark stands above the header."""
    out, count = csv.writer(file), 0
    file.write("\ufeff")
    out.writerow([watermark(timezone.localdate())])
    out.writerow(COLUMNS)
    for one in shown():
        out.writerow([safe(cell) if isinstance(cell, str) else cell for cell in cells(one).values()])
        count += 1
    return count


def write_json(file: TextIO) -> int:
    """One object; a report a line, so that a large file can be read piece by piece."""
    today, count = timezone.localdate(), 0
    file.write("{" + f'"about": {json.dumps(watermark(today), ensure_ascii=False)}, "date": "{today.isoformat()}", '
               f'"licence": {json.dumps(LICENCE)}, "reports": [')
    for one in shown():
        file.write(("," if count else "") + "\n" + json.dumps(cells(one), ensure_ascii=False))
        count += 1
    file.write("\n]}\n")
    return count


WRITERS: dict[str, Callable[[TextIO], int]] = {".csv": write_csv, ".json": write_json}


def write(path: Path) -> int:
    """A reader finds the old file or the new one, never half of one. Returns how many reports; KeyError for an ending
    that is none of ours."""
    writer = WRITERS[path.suffix]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            count = writer(file)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def folder() -> Path:
    return Path(settings.HOME) / "open"


def first() -> int:
    """The files of a new city, as soon as there is something to write: their addresses stand on two pages from the
    first day."""
    missing = [name for name in NAMES if not (folder() / name).is_file()]
    return max(write(folder() / name) for name in missing) if missing and published().exists() else 0


def daily() -> int:
    """Every morning anew, so that what was taken back yesterday is in no file today."""
    return max(write(folder() / name) for name in NAMES)
