"""Run by test_another_country.py in a process of its own: each file of the country pack is spoilt, then left out; says
as JSON for which of them nobody who reads the pack named it."""
import gc
import json
import os
from functools import _lru_cache_wrapper
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - settings first

from pendopo.conf.healthy import absent, pack_faults  # noqa: E402 - settings first

PACK = Path(settings.PACK)
UNREAD = ("NOTICE.md", "LICENSE-ODbL-1.0.md", "django.po")          # for people
STRAY = {".csv": b"stray\n", ".tsv": b"a line without a mark\n", ".json": b"}", ".geojson": b"}", ".txt": b"[stray\n"}
MAY_BE_ABSENT = {"organisations.csv", "plan_totals.csv", "commitments.csv"}


def named(more: bool = True) -> set[str]:
    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper and one.__module__.startswith("pendopo."):
            one.cache_clear()
    return {os.path.relpath(wrong.file, PACK) for wrong in (*pack_faults(), *(absent() if more else ()))}


def missed(name: str, spoilt: bytes | None) -> list[str]:
    path = PACK / name
    before = path.read_bytes()
    if spoilt is None:
        path.unlink()
    else:
        path.write_bytes(spoilt)
    try:
        return [] if name in named() else [f"{name} {'absent' if spoilt is None else 'spoilt'}"]
    finally:
        path.write_bytes(before)


files = sorted(str(path.relative_to(PACK)) for path in PACK.rglob("*") if path.is_file() and path.name not in UNREAD)
found = [*sorted(named(more=False))]
for name in files:
    raw = (PACK / name).read_bytes()
    stray = STRAY.get(Path(name).suffix)
    found += missed(name, raw + stray if stray else b"stray")
    found += [] if Path(name).name in MAY_BE_ABSENT else missed(name, None)
print(json.dumps(found))
