"""Pieces of a page that look the same until their words change: drawn once, then kept for a while.

A page is drawn anew when anything on the record changes; a hundred comments on it do not change with it. The key holds
everything that the piece shows, in the language of the page: a key that differs draws anew, and nothing is ever wrong.
The zone in which its hours are written is added here: a city may choose another one while we run.
"""
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock

from django.utils import timezone
from markupsafe import Markup

MOST = 4_000                   # pieces, one to two kilobytes each


class Fragments:
    """Least recently used goes first."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.drawn, self.lock = most, OrderedDict[Hashable, Markup](), Lock()

    def __call__(self, key: Hashable, caller: Callable[[], Markup]) -> Markup:
        key = timezone.get_current_timezone_name(), key
        found = self.drawn.get(key)
        if found is None:
            found = caller()
        with self.lock:
            self.drawn[key] = found
            self.drawn.move_to_end(key)
            if len(self.drawn) > self.most:
                self.drawn.popitem(last=False)
        return found


def frozen(items: Iterable[Mapping[str, Hashable]]) -> Hashable:
    """All that a list of entries says, as a part of a key."""
    return tuple(tuple(one.items()) for one in items)


kept = Fragments()
