"""The key file: wrapping keys by version, in PENDOPO_HOME/keys, mode 0600, made once, never in a backup of data.

Whoever has this file and the database can read everything; whoever has one of the two can read nothing. It is kept
apart, and two of the people who hold its printed shares (shares.py) can make it again.
"""
import os
import struct
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pendopo.kit.seal.boxes import KEY, new_key

NAME = "seal"
ROW = struct.Struct(f">H{KEY}s")
MAGIC = b"pendopo-seal-1\n"


class KeyFileMissing(Exception):
    """Sealed things are here and their key is not. `pendopo seal recover` makes it again from two shares."""


@dataclass(frozen=True)
class Ring:
    """Versions of the wrapping key; the highest wraps, all open."""
    keys: dict[int, bytes]

    def __repr__(self) -> str:
        return f"Ring({sorted(self.keys)})"

    @property
    def current(self) -> int:
        return max(self.keys)

    def packed(self) -> bytes:
        return b"".join(ROW.pack(version, key) for version, key in sorted(self.keys.items()))

    @classmethod
    def unpacked(cls, data: bytes) -> "Ring":
        """ValueError when it is no ring."""
        if not data or len(data) % ROW.size:
            raise ValueError("no key file")
        return cls(dict(ROW.iter_unpack(data)))


def path() -> Path:
    return Path(settings.KEYS_ROOT) / NAME


def read() -> Ring | None:
    """The ring as it is on the disk now: another process may have added a version."""
    try:
        stat = path().stat()
    except FileNotFoundError:
        return None
    return loaded(str(path()), stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=4)
def loaded(name: str, _changed: int, _size: int, _inode: int) -> Ring:
    data = Path(name).read_bytes()
    if not data.startswith(MAGIC):
        raise ValueError(f"{name} is no key file of ours")
    return Ring.unpacked(data[len(MAGIC):])


def made() -> Ring:
    """The ring; made now if there is none. Two processes that begin at once get the same one."""
    found = read()
    if found is None:
        put(Ring({1: new_key()}), replace=False)
        found = read()
    if found is None:
        raise KeyFileMissing
    return found


def put(ring: Ring, *, replace: bool = True) -> None:
    """Written whole or not at all, readable by the owner alone. Without `replace` an existing file stays."""
    handle, name = tempfile.mkstemp(dir=path().parent, prefix=".seal-")      # mode 0600 from the beginning
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(MAGIC + ring.packed())
            file.flush()
            os.fsync(file.fileno())
        if replace:
            fresh.replace(path())
        else:
            try:
                path().hardlink_to(fresh)
            except FileExistsError:
                return
    finally:
        fresh.unlink(missing_ok=True)


def grown(ring: Ring) -> Ring:
    """The same with a new version, which wraps from now on."""
    return Ring({**ring.keys, ring.current + 1: new_key()})
