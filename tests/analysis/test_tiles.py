"""Tiles: the paths the specification allows, and the same bytes however a log was cut into batches."""
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import merkle, tiles

TESSERA = json.loads((Path(__file__).parent.parent / "vectors" / "tessera.json").read_text())


def entries(count: int, start: int = 0) -> list[bytes]:
    return [merkle.leaf(f"entry {number}".encode()) for number in range(start, start + count)]


def built(*batches: int) -> tuple[int, dict[str, bytes], list[bytes]]:
    """A log that grew in these batches: its size, all files ever written, the root after each."""
    size, files, roots = 0, dict[str, bytes](), list[bytes]()
    for batch in batches:
        growth = tiles.grow(size, entries(batch, size), files.__getitem__)
        size, files = growth.size, files | growth.files
        roots.append(growth.root)
    return size, files, roots


@pytest.mark.parametrize(("tile", "path"), [
    (tiles.Tile(0, 0), "tile/0/000"),
    (tiles.Tile(0, 1234067), "tile/0/x001/x234/067"),
    (tiles.Tile(1, 999), "tile/1/999"),
    (tiles.Tile(1, 1000), "tile/1/x001/000"),
    (tiles.Tile(0, 273, 112), "tile/0/273.p/112"),
    (tiles.Tile(63, 0, 1), "tile/63/000.p/1"),
    (tiles.Tile(None, 1234056, 255), "tile/entries/x001/x234/056.p/255"),
])
def test_paths(tile: tiles.Tile, path: str):
    assert tile.path == path
    assert tiles.parse_path(path) == tile


@pytest.mark.parametrize("path", [
    "tile/64/000", "tile/00/000", "tile/-1/000", "tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/0/001/002",
    "tile/0/x001", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/data/000",
    "tile/8/0/000", "/tile/0/000", "tile/0/000/", "tile/0/../000", "tile/0/٠٠٠", "tile/0/000\n", "",
])
def test_paths_that_are_refused(path: str):
    with pytest.raises(ValueError):
        tiles.parse_path(path)


@given(st.integers(0, 10**15), st.integers(0, 63) | st.none(), st.integers(1, 256))
def test_every_path_is_read_back(number: int, level: int | None, width: int):
    tile = tiles.Tile(level, number, width)
    assert tiles.parse_path(tile.path) == tile


def test_files_of_a_log_of_seventy_thousand_are_those_of_the_specification():
    paths = tiles.paths_of(70_000)
    hashes = [tiles.parse_path(path) for path in paths if "entries" not in path]
    assert len([tile for tile in hashes if tile.level == 0 and tile.width == 256]) == 273
    assert [tile for tile in hashes if tile.width < 256] == [
        tiles.Tile(0, 273, 112), tiles.Tile(1, 1, 17), tiles.Tile(2, 0, 1)]
    assert tiles.Tile(1, 0) in hashes
    assert len([path for path in paths if "entries" in path]) == 274
    assert tiles.paths_of(256) == ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]
    assert tiles.paths_of(0) == []


def test_bundles_are_read_back_and_torn_ones_refused():
    some = [b"", b"a", b"x" * 65535]
    data = tiles.bundle(some)
    assert data[:5] == b"\0\0\0\1a"
    assert tiles.entries_of(data) == some
    for torn in (data[:-1], data + b"\0", b"\0"):
        with pytest.raises(ValueError):
            tiles.entries_of(torn)
    with pytest.raises(ValueError):
        tiles.bundle([b"x" * 65536])


def test_the_tessera_log_grown_one_by_one():
    size, files = 0, dict[str, bytes]()
    for text in TESSERA["entries"]:
        growth = tiles.grow(size, [text.encode()], files.__getitem__)
        size, files = growth.size, files | growth.files
        assert set(growth.files) == {f"tile/0/000.p/{size}", f"tile/entries/000.p/{size}"}
    assert files["tile/entries/000.p/2"] == b"\0\3one\0\3two"
    assert tiles.entries_of(files["tile/entries/000.p/15"]) == [text.encode() for text in TESSERA["entries"]]


@given(st.lists(st.integers(0, 900), min_size=1, max_size=6))
@settings(deadline=None, max_examples=40)
def test_any_batches_give_the_same_files(batches: list[int]):
    size, files, roots = built(*batches)
    whole_size, whole, whole_roots = built(sum(batches))
    assert (size, roots[-1]) == (whole_size, whole_roots[-1])
    assert set(whole) == set(tiles.paths_of(size))
    assert {path: files[path] for path in whole} == whole
    assert roots[-1] == merkle.root([merkle.leaf(one) for one in entries(size)])


def test_a_third_level_and_only_the_right_edge_is_read():
    """65,536 + 300 leaves: the second level fills, the third begins."""
    read: list[str] = []
    size, files, _ = built(65_530)

    def edge(path: str) -> bytes:
        read.append(path)
        return files[path]

    growth = tiles.grow(size, entries(306, size), edge)
    assert growth.root == merkle.root([merkle.leaf(one) for one in entries(65_836)])
    assert {"tile/0/255", "tile/1/000", "tile/2/000.p/1", "tile/0/x000/256"} - set(growth.files) == {"tile/0/x000/256"}
    assert set(read) == {"tile/0/255.p/250", "tile/1/000.p/255", "tile/entries/255.p/250"}


@given(st.integers(1, 2000), st.data())
@settings(deadline=None, max_examples=40)
def test_proofs_from_tiles(size: int, data: st.DataObject):
    _, files, roots = built(size)
    read = tiles.hash_reader(size, files.__getitem__)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    hashes = [merkle.leaf(one) for one in entries(size)]
    assert merkle.verify_inclusion(index, size, hashes[index], merkle.inclusion_proof(index, size, read), roots[0])
    old_root = merkle.root(hashes[:old])
    assert merkle.verify_consistency(old, size, old_root, roots[0], merkle.consistency_proof(old, size, read))
    assert tiles.range_of(size, files.__getitem__).root() == roots[0]
    with pytest.raises(ValueError):
        read(0, size)
