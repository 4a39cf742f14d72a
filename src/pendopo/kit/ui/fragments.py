"""Pieces of a page that look the same until their words change: drawn once, then kept for a while.

A page is drawn anew when anything on the record changes; a hundred comments on it do not change with it. The key holds
everything that the piece shows, in the language of the page: a key that differs draws anew, and nothing is ever wrong.
The zone in which its hours are written is added here: a city may choose another one while we run.
"""
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from threading import Lock

from django.utils import timezone
from markupsafe import Markup

MOST = 4_000                   # pieces, one to two kilobytes each


class Fragments:
    """Least recently used goes first."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.drawn, self.lock = most, OrderedDict[Hashable, Markup](), Lock()

    def __call__(self, key: Hashable, caller: Callable[[], Markup]) -> Markup:
        return self.all([key], lambda _place: caller())[0]

    def all(self, keys: Sequence[Hashable], draw: Callable[[int], Markup],
            ready: Callable[[list[int]], object] | None = None) -> list[Markup]:
        """Pieces that follow each other. `draw` is asked for those that nobody has drawn yet, by their places; before
        the first, `ready` hears of them all."""
        zone = timezone.get_current_timezone()
        places = [(zone, key) for key in keys]
        known = [self.drawn.get(place) for place in places]
        if ready is not None and None in known:
            ready([number for number, piece in enumerate(known) if piece is None])
        pieces = [draw(number) if piece is None else piece for number, piece in enumerate(known)]
        with self.lock:
            for place, piece in zip(places, pieces, strict=True):
                self.drawn[place] = piece
                self.drawn.move_to_end(place)
            while len(self.drawn) > self.most:
                self.drawn.popitem(last=False)
        return pieces


def frozen(items: Iterable[Mapping[str, Hashable]]) -> Hashable:
    """All that a list of entries says, as a part of a key."""
    return tuple(tuple(one.items()) for one in items)


kept = Fragments()
