"""The log as static files (C2SP tlog-tiles): hashes and entries in tiles of 256, so that any copy can be checked.

A reader of tiles is `read(path) -> bytes`; it raises FileNotFoundError (or what its owner likes) if a tile is gone.
"""
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pendopo.analysis.merkle import HashReader, Range
from pendopo.analysis.verifier import fold, leaf, tile_path

__all__ = ["Growth", "Tile", "bundle", "entries_of", "entry_files", "grow", "hash_reader", "hash_tiles", "parse_path",
           "paths_of", "range_of", "tile_path"]

WIDTH, HASH = 256, 32
TileReader = Callable[[str], bytes]
PATH = re.compile(r"tile/(0|[1-9][0-9]?|entries)/((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True)
class Tile:
    """One tile: level (None for a bundle of entries), number within its level, and how many of 256 it holds."""
    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        return tile_path("entries" if self.level is None else self.level, self.number, self.width)


@dataclass(frozen=True)
class Growth:
    """A log after new entries: its size, its root, and the files to write before the checkpoint may be signed."""
    size: int
    root: bytes
    files: dict[str, bytes]


def parse_path(path: str) -> Tile:
    """The tile that a path names. ValueError for a path that the specification does not allow."""
    found = PATH.fullmatch(path)
    if not found:
        raise ValueError(f"{path} is not the path of a tile")
    level, upper, last, width = found.groups()
    tile = Tile(None if level == "entries" else int(level), int(upper.replace("/", "").replace("x", "") + last),
                int(width or WIDTH))
    if (tile.level or 0) > 63 or tile.path != path:
        raise ValueError(f"{path} is not the path of a tile")
    return tile


def paths_of(size: int) -> list[str]:
    """Every file that a log of that size must serve: tiles of hashes on all levels, then bundles of entries."""
    paths, level, count = list[str](), 0, size
    while count:
        paths += _paths_at(level, count)
        level, count = level + 1, count // WIDTH
    return paths + _paths_at("entries", size)


def _paths_at(level: int | str, count: int) -> list[str]:
    full = [tile_path(level, number) for number in range(count // WIDTH)]
    return full + ([tile_path(level, count // WIDTH, count % WIDTH)] if count % WIDTH else [])


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries laid end to end, each after its length in two bytes, big end first."""
    if any(len(one) > 0xFFFF for one in entries):
        raise ValueError("an entry has at most 65,535 bytes")
    return b"".join([len(one).to_bytes(2, "big") + one for one in entries])


def entries_of(data: bytes) -> list[bytes]:
    """The entries of a bundle. ValueError if it ends in the middle of one."""
    entries, at = list[bytes](), 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at:at + 2], "big")
        if len(data) < end or len(data) < at + 2:
            raise ValueError("a bundle ends in the middle of an entry")
        entries.append(data[at + 2:end])
        at = end
    return entries


def hash_tiles(old: int, leaf_hashes: Sequence[bytes], read: TileReader) -> dict[str, bytes]:
    """The tiles to write when these leaves follow a log of `old` leaves: full ones and the new partial ones.

    Only the partial tile at the old right edge of each level is read.
    """
    files, level, fresh = dict[str, bytes](), 0, b"".join(leaf_hashes)
    while fresh:
        number, width = divmod(old >> 8 * level, WIDTH)
        data, upper = (read(tile_path(level, number, width)) if width else b"") + fresh, list[bytes]()
        for start in range(0, len(data), WIDTH * HASH):
            part = data[start:start + WIDTH * HASH]
            files[tile_path(level, number, len(part) // HASH)] = part
            if len(part) == WIDTH * HASH:
                upper.append(fold(part))
            number += 1
        fresh, level = b"".join(upper), level + 1
    return files


def entry_files(old: int, entries: Sequence[bytes], read: TileReader) -> dict[str, bytes]:
    """The bundles to write when these entries follow a log of `old` entries."""
    number, width = divmod(old, WIDTH)
    held = entries_of(read(tile_path("entries", number, width))) if width and entries else []
    whole, files = [*held, *entries], dict[str, bytes]()
    for start in range(0, len(whole), WIDTH):
        part = whole[start:start + WIDTH]
        files[tile_path("entries", number + start // WIDTH, len(part))] = bundle(part)
    return files


def grow(old: int, entries: Sequence[bytes], read: TileReader) -> Growth:
    """Appends entries to a log of `old` entries: nothing is written here, the files are handed back."""
    leaf_hashes = [leaf(one) for one in entries]
    files = hash_tiles(old, leaf_hashes, read) | entry_files(old, entries, read)

    def tile(path: str) -> bytes:
        return files[path] if path in files else read(path)

    size = old + len(entries)
    return Growth(size, range_of(size, tile).root(), files)


def hash_reader(size: int, read: TileReader) -> HashReader:
    """Turns the tiles of a log of that size into a reader of subtree roots, for proofs."""
    cached = lru_cache(64)(read)

    def subtree(height: int, number: int) -> bytes:
        level, rise = divmod(height, 8)
        tile, offset = divmod(number << rise, WIDTH)
        held = min(WIDTH, (size >> 8 * level) - tile * WIDTH)
        if offset + (1 << rise) > held:
            raise ValueError(f"a log of {size} leaves has no subtree {number} of height {height}")
        data = cached(tile_path(level, tile, held))
        return fold(data[offset * HASH:(offset + (1 << rise)) * HASH])

    return subtree


def range_of(size: int, read: TileReader) -> Range:
    """The right edge of a log of that size, from its tiles: where a builder goes on."""
    subtree, edge, start = hash_reader(size, read), list[bytes](), 0
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            edge.append(subtree(height, start >> height))
            start += 1 << height
    return Range(size, edge)
