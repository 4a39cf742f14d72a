"""Who took part in a record by following it or by saying something."""
from collections.abc import Collection, Iterator

from pendopo.core.notices.streams import Upstream
from pendopo.core.voices.models import Comment, Follow
from pendopo.core.voices.queries import WAY


def people(records: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Followers in the way they chose; who commented, in the digest."""
    chosen = {(person, record): volume for person, record, volume in Follow.objects.filter(
        record__in=records).values_list("person", "record", "volume")}
    said = Comment.objects.filter(record__in=records, author__isnull=False, state="shown").values_list(
        "author", "record").order_by().distinct()
    for person, record in dict.fromkeys([*chosen, *said]):
        volume = chosen.get((person, record), "normal")
        if volume in WAY:
            yield person, record, WAY[volume]


def left_out(record: int) -> list[int]:
    """Who follows the record that moved is told by its own room; who muted it wants to hear nothing of it."""
    return list(Follow.objects.filter(record=record).values_list("person", flat=True))


def deaf(records: Collection[int]) -> Iterator[tuple[int, int]]:
    """Who muted one of them hears nothing for its sake, whatever else they did there."""
    yield from Follow.objects.filter(record__in=records, volume="mute").values_list("person", "record")


UPSTREAM = Upstream(people, left_out, deaf)
