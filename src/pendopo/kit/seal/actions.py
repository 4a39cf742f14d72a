"""Keys of things: made, bound to other people, wrapped anew, destroyed. The kit knows no citizen; rooms ask rules.

    box = Box()
    row.body = box.seal_words({...}, "original")
    row.key = keep(box, bound)                               # in the action that takes something in
    unlock(key, bound).open_words(row.body, "original")      # raises Shut when key or `bound` is not the one
"""
from pendopo.kit.rows import insert_all
from pendopo.kit.seal import ring as rings
from pendopo.kit.seal.boxes import Box, shut, unshut
from pendopo.kit.seal.models import DataKey
from pendopo.kit.seal.queries import wrapping
from pendopo.kit.whole import whole

BATCH = 1000


def keep(box: Box, bound: str) -> DataKey:
    """The row of a new box. Raises KeyFileMissing where sealed things have lost their key file."""
    return keep_all((box, bound))[0]


def keep_all(*boxes: tuple[Box, str]) -> list[DataKey]:
    """The rows of several, in one statement."""
    ring = wrapping()
    with whole():
        return insert_all(DataKey(bound=bound, version=ring.current,
                                  wrapped=box.wrapped(ring.keys[ring.current], bound)) for box, bound in boxes)


def rebind(key: DataKey, before: str, after: str) -> DataKey:
    """The same key for other people. Whoever changed `before` in the tables finds that it does not open: Shut."""
    ring = wrapping()
    plain = unshut(ring.keys[key.version], bytes(key.wrapped), before)
    key.bound, key.version = after, ring.current
    key.wrapped = shut(ring.keys[ring.current], plain, after)
    with whole():
        key.save(update_fields=["bound", "version", "wrapped"])
    return key


def rotate() -> int:
    """A new wrapping key from now on; everything is wrapped anew. Returns how many.

    The version before stays in the file until the next rotation: another process may be wrapping with it right now.
    """
    before = wrapping()
    ring = rings.grown(rings.Ring({before.current: before.keys[before.current]}))
    done = rewrap(before)                        # leftovers of the last rotation, before their version goes
    rings.put(ring)
    return done + rewrap(ring)


def rewrap(ring: rings.Ring) -> int:
    """Whatever another process wrapped with the old version meanwhile is found by the next round."""
    done = 0
    while True:
        with whole():
            old = list(DataKey.objects.select_for_update().exclude(version=ring.current).order_by("pk")[:BATCH])
            for key in old:
                plain = unshut(ring.keys[key.version], bytes(key.wrapped), key.bound)
                key.version, key.wrapped = ring.current, shut(ring.keys[ring.current], plain, key.bound)
            DataKey.objects.bulk_update(old, ["version", "wrapped"])
        if not old:
            return done
        done += len(old)


def shred(keys: list[int]) -> int:
    """What these keys sealed opens never again, wherever copies of it lie. (A backup still holds the wrapped key until
    it is old; rotate and the key file of that time opens nothing new.)"""
    return DataKey.objects.filter(pk__in=keys).delete()[0]
