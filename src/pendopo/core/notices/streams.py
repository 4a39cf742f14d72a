"""Who took part upstream: each room that knows such people says so in upstream.py, as a constant UPSTREAM."""
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pendopo.core.records.models import Record
from pendopo.kit.discover import shelf

LOUD = ("now", "digest", "here")             # the louder way counts where somebody took part in several ways


@dataclass(frozen=True)
class Upstream:
    """people: of these records, (person, record, way) for each who took part. left_out: of this record, the persons
    who hear of it themselves, or who want to hear nothing. deaf: of these records, (person, record) of those who muted
    it, in whatever way they took part. heard: what else has to be done where somebody has no account: (upper records,
    the one that moved). quiet: verbs that are no news."""
    people: Callable[[Collection[int]], Iterable[tuple[int, int, str]]]
    left_out: Callable[[int], Iterable[int]] = lambda record: ()
    deaf: Callable[[Collection[int]], Iterable[tuple[int, int]]] = lambda records: ()
    heard: Callable[[Collection[int], Record], None] = lambda uppers, record: None
    quiet: tuple[str, ...] = ()


@cache
def sources() -> tuple[Upstream, ...]:
    return tuple(shelf("upstream", "UPSTREAM"))


def quiet() -> tuple[str, ...]:
    return tuple(verb for source in sources() for verb in source.quiet)


def shares(uppers: list[int], without: Collection[int]) -> Iterator[tuple[int, str, list[int]]]:
    """(upper record, way, persons): each person once, at the nearest record in which they took part (`uppers` come
    nearest first), in the loudest way that they chose there."""
    place = {key: at for at, key in enumerate(uppers)}
    deaf = {pair for source in sources() for pair in source.deaf(uppers)}
    best: dict[int, tuple[int, int]] = {}
    for source in sources():
        for person, record, way in source.people(uppers):
            rank = place[record], LOUD.index(way)
            if person not in without and (person, record) not in deaf and rank < best.get(person, (len(uppers), 0)):
                best[person] = rank
    groups: dict[tuple[int, int], list[int]] = {}
    for person, rank in sorted(best.items()):
        groups.setdefault(rank, []).append(person)
    for (at, loud), persons in sorted(groups.items()):
        yield uppers[at], LOUD[loud], persons
