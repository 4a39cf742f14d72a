"""The tree against RFC 6962, against the vectors of others, and against itself at random sizes."""
import json
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import merkle

VECTORS = Path(__file__).parent.parent / "vectors"
KNOWN = json.loads((VECTORS / "merkle.json").read_text())
LEAVES = [bytes.fromhex(leaf) for leaf in KNOWN["leaves"]]
ROOTS = [bytes.fromhex(root) for root in KNOWN["roots"]]
SOME, EMPTY = bytes.fromhex(KNOWN["some_hash"]), bytes.fromhex(KNOWN["empty_root"])
Probe = tuple[str, int, int, bytes, bytes, list[bytes], bool]


def split_root(hashes: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: the slow definition that ours must equal."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    middle = merkle.largest_power(len(hashes))
    return merkle.node(split_root(hashes[:middle]), split_root(hashes[middle:]))


def hashes_of(count: int) -> list[bytes]:
    return [merkle.leaf(str(number).encode()) for number in range(count)]


def reader(hashes: list[bytes]) -> merkle.HashReader:
    return lambda height, number: split_root(hashes[number << height:(number + 1) << height])


def test_roots_of_the_small_trees():
    hashes = [merkle.leaf(data) for data in LEAVES]
    assert merkle.root([]) == merkle.EMPTY == EMPTY
    for size, root in enumerate(ROOTS, 1):
        assert merkle.root(hashes[:size]) == split_root(hashes[:size]) == root
        grown = merkle.Range()
        grown.extend(hashes[:size])
        assert grown.root() == root


def test_largest_power():
    assert [merkle.largest_power(count) for count in (2, 3, 4, 5, 8, 9, 257)] == [1, 2, 2, 4, 4, 8, 256]
    with pytest.raises(ValueError):
        merkle.largest_power(1)


def inclusion_probes() -> Iterator[Probe]:
    """The files of testdata/inclusion: name, index, size, root, leaf, proof, whether it must be refused."""
    for number, (place, size, path) in enumerate(KNOWN["inclusion"]):
        index, root, proof = place - 1, ROOTS[size - 1], [bytes.fromhex(part) for part in path]
        leaf = merkle.leaf(LEAVES[index] if place in (1, 2, 3, 6) else b"")
        yield f"{number}/happy", index, size, root, leaf, proof, False
        for name, other in (("sub", (index - 1) % 2**64), ("plus", index + 1), ("xor", index ^ 2)):
            yield f"{number}/{name}", other, size, root, leaf, proof, True
        yield f"{number}/mul", index, size * 2, root, leaf, proof, True
        yield f"{number}/div", index, size // 2, root, leaf, proof, True
        yield f"{number}/leaf", index, size, root, b"WrongLeaf", proof, True
        yield f"{number}/empty", index, size, EMPTY, leaf, proof, True
        yield f"{number}/random", index, size, SOME, leaf, proof, True
        for extra in (b"", root):
            yield f"{number}/trailing", index, size, root, leaf, [*proof, extra], True
            yield f"{number}/preceding", index, size, root, leaf, [extra, *proof], True
        for at, part in enumerate(proof):
            flipped = bytes([part[0] ^ 8]) + part[1:]
            yield f"{number}/flip", index, size, root, leaf, [*proof[:at], flipped, *proof[at + 1:]], True
        if proof:
            yield f"{number}/removed", index, size, root, leaf, proof[:-1], True
        if len(proof) > 1:
            yield f"{number}/inserted", index, size, root, leaf, [proof[0], SOME, *proof[1:]], True
    for index, size in ((0, 0), (0, 1), (1, 0), (2, 1)):
        yield "additional", index, size, b"", SOME, [], True
        yield "additional", index, size, EMPTY, b"", [], True
        yield "additional", index, size, EMPTY, SOME, [], True
    single = merkle.leaf(b"data")
    yield "single", 0, 1, single, single, [], False
    for root, leaf in ((single, b""), (b"", single), (b"", b"")):
        yield "single", 0, 1, root, leaf, [], True


def consistency_probes() -> Iterator[Probe]:
    """The files of testdata/consistency: name, sizes, roots, proof, whether it must be refused."""
    for number, (size1, size2, path) in enumerate(KNOWN["consistency"]):
        root1, root2, proof = ROOTS[size1 - 1], ROOTS[size2 - 1], [bytes.fromhex(part) for part in path]
        yield f"{number}/happy", size1, size2, root1, root2, proof, False
        if not proof:
            continue
        for one, two in ((size1 - 1, size2), (size1 + 1, size2), (size1 ^ 2, size2), (size1, size2 * 2),
                         (size1, size2 // 2)):
            yield f"{number}/sizes", one, two, root1, root2, proof, True
        for one, two in ((b"WrongRoot", root2), (root1, b"WrongRoot"), (root2, root1)):
            yield f"{number}/roots", size1, size2, one, two, proof, True
        for wrong in ([], [*proof, b""], [*proof, root1], [*proof, root2], [b"", *proof], [root1, *proof],
                      [root2, *proof], [proof[0], *proof], proof[:-1]):
            yield f"{number}/proof", size1, size2, root1, root2, wrong, True
        for at, part in enumerate(proof):
            flipped = bytes([part[0] ^ 16]) + part[1:]
            yield f"{number}/flip", size1, size2, root1, root2, [*proof[:at], flipped, *proof[at + 1:]], True
    one, two = b"don't care 1", b"don't care 2"
    yield "same", 1, 1, two, two, [], False
    for size1, size2, root1, root2, proof in (
            (0, 0, one, two, []), (1, 1, one, two, []), (0, 0, one, one, []), (0, 1, one, two, []),
            (1, 0, one, two, []), (2, 1, one, two, []), (1, 2, one, two, []),
            (0, 0, EMPTY, two, []), (1, 1, EMPTY, two, []),
            (0, 0, EMPTY, EMPTY, [EMPTY]), (1, 1, EMPTY, EMPTY, [EMPTY]), (0, 1, EMPTY, two, []),
            (0, 1, EMPTY, EMPTY, [EMPTY])):
        yield "additional", size1, size2, root1, root2, proof, True


def test_inclusion_as_transparency_dev_has_it():
    probes = list(inclusion_probes())
    for name, index, size, root, leaf, proof, refused in probes:
        assert merkle.verify_inclusion(index, size, leaf, proof, root) is not refused, name
    assert len(probes) == 98


def test_consistency_as_transparency_dev_has_it():
    probes = list(consistency_probes())
    for name, size1, size2, root1, root2, proof, refused in probes:
        assert merkle.verify_consistency(size1, size2, root1, root2, proof) is not refused, name
    assert len(probes) == 98


def test_a_real_log_of_a_thousand_million_leaves():
    log = json.loads((VECTORS / "argon2020.json").read_text())
    size, root = log["tree_size"], b64decode(log["sha256_root_hash"])
    leaf, path = merkle.leaf(b64decode(log["leaf_input"])), [b64decode(part) for part in log["audit_path"]]
    assert merkle.verify_inclusion(log["leaf_index"], size, leaf, path, root)
    assert not merkle.verify_inclusion(log["leaf_index"] + 1, size, leaf, path, root)
    proof = [b64decode(part) for part in log["consistency"]]
    assert merkle.verify_consistency(log["first"], size, b64decode(log["first_root_hash"]), root, proof)
    assert not merkle.verify_consistency(log["first"] + 1, size, b64decode(log["first_root_hash"]), root, proof)


def flip(part: bytes, bit: int) -> bytes:
    return (int.from_bytes(part, "big") ^ 1 << bit).to_bytes(32, "big")


@given(st.integers(1, 300), st.data())
@settings(deadline=None)
def test_every_inclusion_proof_leads_home_and_a_flipped_bit_leads_astray(size: int, data: st.DataObject):
    hashes = hashes_of(size)
    index, bit = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, 255))
    proof, root = merkle.inclusion_proof(index, size, reader(hashes)), split_root(hashes)
    assert merkle.verify_inclusion(index, size, hashes[index], proof, root)
    assert not merkle.verify_inclusion(index, size, flip(hashes[index], bit), proof, root)
    assert not merkle.verify_inclusion(index, size, hashes[index], proof, flip(root, bit))
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        wrong = [*proof[:at], flip(proof[at], bit), *proof[at + 1:]]
        assert not merkle.verify_inclusion(index, size, hashes[index], wrong, root)
        assert not merkle.verify_inclusion(index, size, hashes[index], proof[:-1], root)


@given(st.integers(1, 300), st.data())
@settings(deadline=None)
def test_every_consistency_proof_holds_and_a_flipped_bit_breaks_it(size: int, data: st.DataObject):
    hashes = hashes_of(size)
    old, bit = data.draw(st.integers(1, size)), data.draw(st.integers(0, 255))
    proof = merkle.consistency_proof(old, size, reader(hashes))
    roots = split_root(hashes[:old]), split_root(hashes)
    assert merkle.verify_consistency(old, size, *roots, proof)
    assert not merkle.verify_consistency(old, size, flip(roots[0], bit), roots[1], proof)
    assert not merkle.verify_consistency(old, size, roots[0], flip(roots[1], bit), proof)
    for at in range(len(proof)):
        wrong = [*proof[:at], flip(proof[at], bit), *proof[at + 1:]]
        assert not merkle.verify_consistency(old, size, *roots, wrong)


def test_proofs_are_asked_only_for_what_is_there():
    for index, size in ((0, 0), (-1, 3), (3, 3)):
        with pytest.raises(ValueError):
            merkle.inclusion_proof(index, size, reader(hashes_of(3)))
    for old, size in ((0, 3), (4, 3)):
        with pytest.raises(ValueError):
            merkle.consistency_proof(old, size, reader(hashes_of(3)))


@given(st.lists(st.integers(0, 700), max_size=4))
@settings(deadline=None, max_examples=30)
def test_a_range_grown_in_any_steps_is_the_same_tree(steps: list[int]):
    hashes, grown, done = hashes_of(sum(steps)), merkle.Range(), 0
    for step in steps:
        grown.extend(hashes[done:done + step])
        done += step
        grown = merkle.Range(grown.size, grown.edge)
    assert grown.size == len(hashes)
    assert grown.root() == merkle.root(hashes) == split_root(hashes)


def test_a_range_refuses_what_cannot_stand_there():
    with pytest.raises(ValueError):
        merkle.Range(3, [EMPTY])
    with pytest.raises(ValueError):
        merkle.Range(1, [EMPTY]).append(EMPTY, 1)
