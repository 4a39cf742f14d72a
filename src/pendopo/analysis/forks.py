"""Two copies of one log beside each other: do they agree, and if not, what became of which record?

A log that only its operator signs can be rewritten whole, with every hash in order. It then still differs from any copy
that somebody else kept: a mirror's folder, a checkpoint from a mail or a feed, a line that was typed off a paper.
"""
import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_string, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pendopo.analysis.merkle import inclusion_proof
from pendopo.analysis.tiles import hash_reader, range_of
from pendopo.analysis.verifier import (
    ROWS,
    WIDTH,
    Checkpoint,
    entry_of,
    fetch,
    fetch_tile,
    leaf,
    open_note,
    parse_checkpoint,
    rows_in,
    tile_path,
    unbase64,
)

TYPED = re.compile(r"^(?P<origin>\S+)\s+(?P<size>\d+)\s+(?P<root>[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$")
WITHIN = re.compile(r"(\S+) (\d+) ([0-9a-f]{64})(?![0-9a-f])")
MOST = 100                     # differences that are named one by one; all are counted
Row = dict[str, Any]
Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Difference:
    """One place of the log at which two copies say different things."""
    kind: str                  # altered moved replaced closed gone cut unknown
    index: int
    record: str = ""
    verb: str = ""
    at: str = ""
    to: int | None = None      # where the row of the first copy stands in the second
    changes: Changes = field(default_factory=dict)                         # fact -> (what it was, what it is now)


@dataclass(frozen=True)
class Verdict:
    """`fits`: the longer one begins with the shorter one. `size`: how many rows were compared."""
    fits: bool
    size: int
    first: Checkpoint
    second: Checkpoint
    count: int = 0
    differences: tuple[Difference, ...] = ()


def typed(text: str) -> Checkpoint | None:
    """A checkpoint as people carry it: the signed note, its three lines, or `origin size root` on one line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    one = TYPED.match(" ".join(lines[:3]) if len(lines) >= 3 else lines[0] if lines else "")
    if one is None:
        return None
    root = bytes.fromhex(one["root"]) if len(one["root"]) == 64 else b64decode(one["root"])
    return Checkpoint(one["origin"], int(one["size"]), root)


def checkpoint_of(place: str, key: str | None = None) -> Checkpoint:
    """What a log says of itself. With its key the signature is checked. OSError, ValueError."""
    note = fetch(place, "checkpoint")
    if note is None:
        raise OSError(f"{place}/checkpoint")
    if key:
        return parse_checkpoint(open_note(note, [key]))
    return parse_checkpoint(note.decode().partition("\n\n")[0] + "\n")


def root_at(log: str, whole: int, size: int) -> bytes:
    """The root over the first `size` rows of a log that has `whole` of them, from its tiles."""
    return range_of(size, tiles_of(log, whole)).root()


def tiles_of(log: str, whole: int) -> Callable[[str], bytes]:
    """A reader of the tiles of any smaller tree, cut from those of a log that has `whole` rows."""
    def read(path: str) -> bytes:
        _word, level, rest = path.split("/", 2)
        digits, _dot, width = rest.partition(".p/")
        number = int(digits.replace("/", "").replace("x", ""))
        there = min(WIDTH, (whole >> 8 * int(level)) - number * WIDTH)
        return fetch_tile(log, level, number, there)[:int(width or WIDTH) * 32]
    return read


def leaves(log: str, whole: int, size: int) -> Iterator[tuple[int, bytes]]:
    """(number of the tile, its leaf hashes) of the first `size` rows."""
    read = tiles_of(log, whole)
    for number in range(-(-size // WIDTH)):
        yield number, read(tile_path(0, number, min(WIDTH, size - number * WIDTH)))


def compare_point(point: Checkpoint, log: str, now: Checkpoint) -> Verdict:
    """A checkpoint alone (mailed, printed, typed) against a whole log: fits or not; which row, only a copy can say."""
    size = min(point.size, now.size)
    fits = point.origin == now.origin and point.size <= now.size and root_at(log, now.size, point.size) == point.root
    return Verdict(fits, size, point, now)


def compare_logs(first: str, second: str) -> Verdict:
    """Two whole copies, e.g. a mirror's folder and the city: every leaf of the shorter one against the other's."""
    one, two = checkpoint_of(first), checkpoint_of(second)
    size = min(one.size, two.size)
    shrank = one.origin == two.origin and one.size > two.size
    if not shrank and one.origin == two.origin and root_at(first, one.size, size) == root_at(second, two.size, size):
        return Verdict(True, size, one, two)
    wrong: list[int] = []
    for (number, mine), (_same, theirs) in zip(leaves(first, one.size, size), leaves(second, two.size, size),
                                              strict=True):
        if mine != theirs:
            wrong += [number * WIDTH + at for at in range(-(-max(len(mine), len(theirs)) // 32))
                      if mine[at * 32:at * 32 + 32] != theirs[at * 32:at * 32 + 32]]
    if shrank:
        wrong += range(size, one.size)                   # what the second one no longer has
    return Verdict(False, size, one, two, len(wrong), tuple(told(first, second, wrong[:MOST], two.size)))


def told(first: str, second: str, wrong: list[int], size: int) -> Iterator[Difference]:
    """What each of these rows was, and what stands in its place."""
    mine, theirs = rows_at(first, wrong), rows_at(second, wrong)
    homes = find(second, {leaf(entry_of(row)): index for index, row in mine.items() if "f" in row}, size)
    for index in wrong:
        yield difference(index, mine.get(index, {}), theirs.get(index), homes.get(index), cut=index >= size)


def difference(index: int, was: Row, now: Row | None, home: int | None, *, cut: bool = False) -> Difference:
    """`cut`: the second copy ends before this place."""
    facts = was.get("f") or {}

    def one(kind: str, to: int | None = None, changes: Changes | None = None) -> Difference:
        record, verb, at = (str(facts.get(name, "")) for name in ("record", "verb", "at"))
        return Difference(kind, index, record, verb, at, to, changes or {})

    if home is not None:
        return one("moved", home)
    if cut or not facts:
        return one("cut" if cut else "unknown")
    if now is None or "f" not in now:
        return one("gone" if now is None else "closed")
    new = now["f"]
    if any(new.get(name) != facts.get(name) for name in ("record", "verb")):
        return one("replaced", changes={name: (facts.get(name), new.get(name)) for name in ("record", "verb")})
    return one("altered", changes=changed(facts, new) | changed(was.get("p") or {}, now.get("p") or {}))


def changed(was: Row, now: Row) -> Changes:
    return {name: (was.get(name), now.get(name)) for name in sorted({*was, *now}) if was.get(name) != now.get(name)}


def rows_at(place: str, wanted: list[int]) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for number in sorted({index // ROWS for index in wanted}):
        among = {index for index in wanted if index // ROWS == number}
        found |= {row["i"]: row for row, _line in rows_in(place, number)
                  if isinstance(row, dict) and row.get("i") in among}
    return found


def find(place: str, wanted: dict[bytes, int], size: int) -> dict[int, int]:
    """Where rows of one copy stand in another: the same leaf at another place was moved, not changed."""
    found: dict[int, int] = {}
    for number, hashes in leaves(place, size, size) if wanted else ():
        for at in range(0, len(hashes), 32):
            if hashes[at:at + 32] in wanted:
                found[wanted[hashes[at:at + 32]]] = number * WIDTH + at // 32
    return {index: home for index, home in found.items() if home != index}


def receipt_fits(receipt: Row, log: str) -> bool:
    """Is what this receipt proves also in that copy of the log, at the same place, under the same signed tree?

    The receipt's own checkpoint has to be the beginning of the copy, or the copy the beginning of it.
    """
    point = parse_checkpoint(receipt["checkpoint"].partition("\n\n")[0] + "\n")
    now, index = checkpoint_of(log), receipt["index"]
    if point.origin != now.origin or not index < now.size:
        return False
    tile = tiles_of(log, now.size)(tile_path(0, index // WIDTH))
    there = tile[index % WIDTH * 32:index % WIDTH * 32 + 32]
    same = point.size > now.size or root_at(log, now.size, point.size) == point.root
    return same and there == leaf(entry_of(receipt["opening"]))


def proof_of(log: str, index: int) -> Row | None:
    """The receipt of a public row, made from a copy alone. None where the row is not open to everybody."""
    point = checkpoint_of(log)
    row = rows_at(log, [index]).get(index)
    if row is None or "f" not in row or index >= point.size:
        return None
    path = inclusion_proof(index, point.size, hash_reader(point.size, tiles_of(log, point.size)))
    return {"format": "pendopo-receipt-v1", "origin": point.origin, "index": index,
            "opening": {name: row[name] for name in ("f", "s", "p", "t", "h") if name in row},
            "proof": [part.hex() for part in path], "checkpoint": (fetch(log, "checkpoint") or b"").decode(),
            "key": (fetch(log, "key") or b"").decode().strip()}


def source_of(text: str) -> Checkpoint | str:
    """What somebody means to compare with: a typed line, a file that holds one, a folder or an address of a log."""
    if point := typed(text):
        return point
    file = Path(text).expanduser()
    if file.is_file():
        content = file.read_text("utf-8")
        found = typed(content) or _within(content)
        if found is None:
            raise ValueError(f"{text} holds no checkpoint")
        return found
    return log_at(text)


def log_at(text: str) -> str:
    """Where the log lies of a city or a copy that somebody names by its front door."""
    address = urlsplit(text)
    if address.scheme in ("http", "https") and address.path in ("", "/"):
        return f"{address.scheme}://{address.netloc}/ledger"
    for inner in ("", "ledger", "www/ledger"):
        if (Path(text).expanduser() / inner / "checkpoint").is_file():
            return str(Path(text).expanduser() / inner)
    return text


def _within(content: str) -> Checkpoint | None:
    """A checkpoint somewhere in a mail or a receipt."""
    try:
        return typed(json.loads(content)["checkpoint"].partition("\n\n")[0])
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    letter = message_from_string(content, policy=policy.default)
    texts = [str(part.get_content()) for part in letter.walk() if part.get_content_type() == "text/plain"]
    lines = [line.strip("> \t") for text in (content, *texts) for line in text.splitlines()]
    for at in range(len(lines) - 2):
        if _is_root(lines[at + 2]) and (point := typed("\n".join(lines[at:at + 3]))):
            return point
    found = next(iter(WITHIN.findall(" ".join(lines))), None)
    return typed(" ".join(found)) if found else None


def _is_root(text: str) -> bool:
    try:
        return len(unbase64(text)) == 32
    except ValueError:
        return False
