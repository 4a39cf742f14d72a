"""Opening. Writes nothing but the key file, on first use."""
from pendopo.kit.seal import ring as rings
from pendopo.kit.seal.boxes import Box, Shut, unshut
from pendopo.kit.seal.models import DataKey


def wrapping() -> rings.Ring:
    """The wrapping keys. Never made anew where something is sealed already: that would hide a loss."""
    found = rings.read()
    if found is not None:
        return found
    if DataKey.objects.exists():
        raise rings.KeyFileMissing
    return rings.made()


def unlock(key: DataKey, bound: str) -> Box:
    """The box of a thing, for the people named in `bound`. Raises Shut."""
    ring = wrapping()
    if key.version not in ring.keys:
        raise Shut
    return Box(unshut(ring.keys[key.version], bytes(key.wrapped), bound))
