"""One run of copying: what is asked, what is known, where it lies."""
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pendopo.gateways.mirror.asking import Asker
from pendopo.gateways.mirror.memory import Memory

FRAMES = {"/": settings.LANGUAGE_CODE, "/en/": "en"}
MOST_KNOWN = 5_000                # ways, and parts of ways, that are remembered at a time


@dataclass
class Run:
    """What one run knows. Whatever there is one of for each record lies in the memory, on the disk; what stands in
    `wanted`, `shapes` and `tops`, and what `is_code` remembers, only saves asking it for every link of every page."""
    asker: Asker
    memory: Memory
    city: str                     # https://…, without a slash at the end
    fresh: Path
    size: int                     # rows of the log when it began
    number: int
    stamp: datetime
    dress: Callable[[str, str, str], str]               # (page, file, path) -> with head and bar of the copy
    bridge: Callable[["Run", str], str]                 # (run, path) -> a page that says why there is none here
    note: Callable[[str], str]                          # language -> what is said of a way that leads to the city
    top: Callable[["Run", str], str]                    # (run, path) -> the small head of a record's page
    tell: Callable[[int, int], None] = lambda done, left: None
    kinds: set[str] = field(default_factory=set)        # paths of lists of records
    wanted: set[str] = field(default_factory=set)
    shapes: dict[str, str] = field(default_factory=dict)
    tops: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.is_code = lru_cache(MOST_KNOWN)(self._is_code)

    def _is_code(self, part: str) -> bool:
        """Is this the code of a record? Asked once the map of the site was read."""
        return self.memory.one("SELECT 1 FROM record WHERE code=? AND run=?", part, self.number) is not None

    def want(self, path: str, rank: int) -> None:
        """To be asked for in this run, if it was not yet."""
        if path in self.wanted:
            return
        if len(self.wanted) >= MOST_KNOWN:
            self.wanted.clear()
        self.wanted.add(path)
        self.memory.want(path, rank, self.number)


def speech(path: str) -> tuple[str, str]:
    """(language, the same path in Indonesian)."""
    return ("en", path[3:]) if path.startswith("/en/") else (settings.LANGUAGE_CODE, path)


def code_in(run: Run, path: str) -> str:
    """The record that an address is about, if it is about one."""
    return next((part for part in path.split("/") if part and run.is_code(part)), "")


def is_record(run: Run, path: str) -> bool:
    """Is this the page of a record itself?"""
    head, _slash, code = speech(path)[1].rstrip("/").rpartition("/")
    return f"{head}/" in run.kinds and run.is_code(code)
