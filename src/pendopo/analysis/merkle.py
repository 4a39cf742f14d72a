"""The tree over all lines of the ledger: one root that changes if any line changes, and short proofs (RFC 6962).

Building and proving; what a citizen needs to check is in verifier.py and is used from there. A hash has 32 bytes.
Hashes of full subtrees come from a reader `read(height, number)`: the root over the 2**height leaves from
number * 2**height on.
"""
from collections.abc import Callable, Sequence

from pendopo.analysis.verifier import fold, leaf, node, root_from

__all__ = ["EMPTY", "Range", "consistency_proof", "fold", "inclusion_proof", "largest_power", "leaf", "node", "root",
           "root_from", "span", "verify_consistency", "verify_inclusion"]

HashReader = Callable[[int, int], bytes]
EMPTY = fold(b"")


def largest_power(count: int) -> int:
    """The largest power of two below `count` (at least 2): where RFC 6962 splits a tree."""
    if count < 2:
        raise ValueError("a tree of fewer than two leaves is not split")
    return 1 << (count - 1).bit_length() - 1


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes held in memory."""
    return fold(b"".join(leaf_hashes))


class Range:
    """A growing tree of which only the right edge is kept: one hash for each 1 in the binary size."""

    def __init__(self, size: int = 0, edge: Sequence[bytes] = ()) -> None:
        if len(edge) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} hashes on its edge, not {len(edge)}")
        self.size, self.edge = size, list(edge)

    def append(self, top: bytes, height: int = 0) -> None:
        """Puts a full subtree of 2**height leaves on the right; the size so far must be a multiple of that."""
        bit = 1 << height
        if self.size & (bit - 1):
            raise ValueError(f"a subtree of {bit} leaves cannot begin at {self.size}")
        while self.size & bit:
            top, self.size, bit = node(self.edge.pop(), top), self.size ^ bit, bit << 1
        self.edge.append(top)
        self.size |= bit

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        """Many leaves at once, in aligned blocks of 256."""
        start, count = 0, len(leaf_hashes)
        while start < count:
            if self.size % 256 == 0 and count - start >= 256:
                self.append(fold(b"".join(leaf_hashes[start:start + 256])), 8)
                start += 256
            else:
                self.append(leaf_hashes[start])
                start += 1

    def root(self) -> bytes:
        """The root over everything so far; of an empty tree, the hash of nothing."""
        top = self.edge[-1] if self.edge else EMPTY
        for left in reversed(self.edge[:-1]):
            top = node(left, top)
        return top


def span(start: int, end: int, read: HashReader) -> bytes:
    """The root over leaves [start, end), where `start` is a multiple of the next power of two of the length."""
    length, tops = end - start, []
    while length:
        height = length.bit_length() - 1
        tops.append(read(height, start >> height))
        start, length = start + (1 << height), length - (1 << height)
    top = tops.pop() if tops else EMPTY
    while tops:
        top = node(tops.pop(), top)
    return top


def inclusion_proof(index: int, size: int, read: HashReader) -> list[bytes]:
    """What somebody needs besides a line to reach the root of the tree of `size` lines. Lowest hash first."""
    if not 0 <= index < size:
        raise ValueError(f"line {index} is not in a log of {size} lines")
    start, end, proof = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + largest_power(end - start)
        if index < middle:
            proof.append(span(middle, end, read))
            end = middle
        else:
            proof.append(span(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, read: HashReader) -> list[bytes]:
    """Shows that the tree of `size` lines begins with the tree of `old` lines. Empty if the two are one."""
    if not 0 < old <= size:
        raise ValueError(f"a log of {size} lines has no beginning of {old} lines")
    start, end, proof = 0, size, list[bytes]()
    while end != old:
        middle = start + largest_power(end - start)
        if old <= middle:
            proof.append(span(middle, end, read))
            end = middle
        else:
            proof.append(span(start, middle, read))
            start = middle
    return ([span(start, end, read)] if start else []) + proof[::-1]


def verify_inclusion(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Does this proof lead from that leaf to that root?"""
    try:
        return root_from(index, size, leaf_hash, proof) == root
    except ValueError:
        return False


def verify_consistency(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> bool:
    """Is the first tree the beginning of the second (RFC 9162, 2.1.4.2)? An empty first tree proves nothing: no."""
    if size1 == size2 and size1 > 0:
        return root1 == root2 and not proof
    if not 0 < size1 < size2 or not proof or any(len(part) != 32 for part in proof):
        return False
    path = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)
    at, last = size1 - 1, size2 - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node(part, old), node(part, new)
            while at & 1 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, part)
        at, last = at >> 1, last >> 1
    return last == 0 and old == root1 and new == root2
