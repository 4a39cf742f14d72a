"""A long list, one page at a time, by key: older than this row, newer than that one, or from a day back.

No page is numbered: what is added meanwhile shifts nothing, and the thousandth page costs what the first one does.
The key of a row is its moment in microseconds since 1970 and its number, "1795312800000000.42".
"""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

OLDER, NEWER, DAY = "sebelum", "sesudah", "tanggal"     # the words of the address
NAMES = (OLDER, NEWER, DAY)
SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(9000, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Key:
    """The place of a row in a list that is ordered by (created, pk), newest first."""
    moment: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.moment - EPOCH) // MICROSECOND}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """None for anything that is no key: a mistyped address shows the first page."""
        micro, _, pk = text.partition(".")
        if not (micro.isascii() and micro.isdigit() and pk.isascii() and pk.isdigit() and len(micro) < 19 > len(pk)):
            return None
        moment = EPOCH + min(int(micro), (LAST - EPOCH) // MICROSECOND) * MICROSECOND
        return cls(moment, int(pk))


@dataclass(frozen=True)
class Turn:
    """Where in the list the reader stands. At most one of the three is set; none is the newest page."""
    older: Key | None = None
    newer: Key | None = None
    day: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Turn":
        if older := Key.read(asked.get(OLDER, "")):
            return cls(older=older)
        if newer := Key.read(asked.get(NEWER, "")):
            return cls(newer=newer)
        try:
            return cls(day=date.fromisoformat(asked.get(DAY, "")))
        except ValueError:
            return cls()

    @property
    def first(self) -> bool:
        return self == Turn()


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows, and the keys of what lies on either side of them ("" where nothing does)."""
    rows: list[M]
    older: str
    newer: str
    day: str

    def pager(self, address: str, kept: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
        """What the macro `pager` takes: the addresses of both neighbours and of the form that jumps to a day."""
        kept = [(name, value) for name, value in kept if name not in NAMES and value]
        return {"older": self.older and with_words(address, [*kept, (OLDER, self.older)]),
                "newer": self.newer and with_words(address, [*kept, (NEWER, self.newer)]),
                "jump": {"address": address, "name": DAY, "value": self.day, "hidden": kept}}


def with_words(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The address with its query; without an empty question mark."""
    words = urlencode([(name, value) for name, value in pairs if value])
    return f"{address}?{words}" if words else address


def page(found: QuerySet[M], turn: Turn, size: int = SIZE, by: str = "created") -> Page[M]:
    """One page of `found`, newest first by (`by`, pk): one query; two where "newer" reaches the top of the list.

    The condition on the key is written as a range with a rest, so that the index finds its place at once.
    """
    if turn.newer is not None:
        rows = list(found.filter(_beyond(by, turn.newer, "gt")).order_by(by, "pk")[:size + 1])
        if len(rows) > size:
            rows = rows[size - 1::-1]
            return Page(rows, key_of(rows[-1], by), key_of(rows[0], by), "")
        turn = Turn()                                       # fewer than a page are newer: the newest page has them
    ordered, day = found.order_by(f"-{by}", "-pk"), ""
    if turn.older is not None:
        ordered = ordered.filter(_beyond(by, turn.older, "lt"))
    elif turn.day is not None:
        ordered, day = ordered.filter(**{f"{by}__lt": _end_of(turn.day)}), turn.day.isoformat()
    return turned(list(ordered[:size + 1]), turn, day, size, by)


def turned(rows: list[M], turn: Turn, day: str = "", size: int = SIZE, by: str = "created") -> Page[M]:
    """The page that these rows make: as many as a page holds, and one more where the list goes on."""
    more, rows = len(rows) > size, rows[:size]
    newer = "" if turn.first else key_of(rows[0], by) if rows else str(turn.older or Key(_end_of(turn.day), 0))
    return Page(rows, key_of(rows[-1], by) if more else "", newer, day)


def key_of(row: Model, by: str = "created") -> str:
    return str(Key(getattr(row, by), row.pk))


def _beyond(by: str, key: Key, way: str) -> Q:
    return Q(**{f"{by}__{way}e": key.moment}) & (Q(**{f"{by}__{way}": key.moment}) | Q(**{f"pk__{way}": key.pk}))


def _end_of(day: date | None) -> datetime:
    """The first moment after that day in the city's zone, so that the page begins with the day itself."""
    if day is None or day.year >= LAST.year:
        return LAST
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
