"""The state of a router as bytes for one row of a database, and back. Compressed; numbers as small as they may be.

It holds hashes of words, offices, the keys of the reports remembered and the record. No text can be read out of it, but
whoever guesses a word can look whether it was there: it is kept like the reports themselves.
"""
import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Mapping
from itertools import chain

from pendopo.analysis.routing import Router
from pendopo.analysis.routing_memory import Example, Features
from pendopo.analysis.routing_rules import Rule
from pendopo.analysis.routing_score import Month

MAGIC = b"PRT1"
SMALL = 0.02               # a weight below this changes no order


def dumps(router: Router) -> bytes:
    """About 0.8 MB after 2,000 reports. What is read back proposes the same, but for rounding."""
    offices = list(router.offices)
    place = {office: at for at, office in enumerate(offices)}
    rows = {feature: {office: weight for office, weight in row.items() if abs(weight) > SMALL}
            for feature, row in sorted(router.rows.items())}
    rows = {feature: row for feature, row in rows.items() if row}
    examples = router.memory.examples.values()
    record = router.record
    head = json.dumps({
        "offices": offices, "successors": router.successors, "trust": router.trust_in_rules, "learned": router.learned,
        "months": [[month.month, month.n, month.top1, month.top3, month.sure, month.sure_right, month.ruled]
                   for month in router.score()],
        "told": [[round(surely, 4), int(first)] for surely, first in record.told],
        "reliable": record.offices, "bound": record.bound,
        "examples": [[example.key, place[example.office], len(example.features.words), len(example.features.sides)]
                     for example in examples]}, separators=(",", ":")).encode()
    parts = (
        head, array("I", rows).tobytes(), array("H", map(len, rows.values())).tobytes(),
        array("H", (place[office] for row in rows.values() for office in row)).tobytes(),
        _halves([weight for row in rows.values() for weight in row.values()]),
        array("I", chain.from_iterable((*one.features.words, *one.features.sides) for one in examples)).tobytes(),
        array("B", (min(times, 255) for example in examples for times in example.features.words.values())).tobytes(),
        _halves([weight for example in examples for weight in example.weights.values()]))
    return MAGIC + zlib.compress(b"".join(struct.pack("<I", len(part)) + part for part in parts), 6)


def loads(data: bytes, rules: Iterable[Rule] = (), parents: Mapping[str, str] | None = None) -> Router:
    """The router that was stored, with the rules as they are now. ValueError when the bytes are none."""
    if data[:4] != MAGIC:
        raise ValueError("no router")
    try:
        return _read(_parts(zlib.decompress(data[4:])), Router(rules, parents))
    except (zlib.error, struct.error, KeyError, IndexError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("no router") from error


def _halves(values: list[float]) -> bytes:
    return struct.pack(f"<{len(values)}e", *values)


def _parts(plain: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(plain):
        size = struct.unpack_from("<I", plain, at)[0]
        parts.append(plain[at + 4:at + 4 + size])
        at += 4 + size
    return parts


def _array(kind: str, data: bytes) -> "array[int]":
    found: array[int] = array(kind)
    found.frombytes(data)
    return found


def _floats(data: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(data) // 2}e", data)


def _read(parts: list[bytes], router: Router) -> Router:
    head = json.loads(parts[0])
    offices = head["offices"]
    router.successors, router.trust_in_rules, router.learned = head["successors"], head["trust"], head["learned"]
    router.offices = dict.fromkeys(router.successors.get(office, office) for office in (*offices, *router.offices))
    record = router.record
    record.months = {row[0]: Month(*row) for row in head["months"]}
    record.bound = head["bound"]
    record.told.extend((surely, bool(first)) for surely, first in head["told"])
    record.offices = {office: (right, of_all) for office, (right, of_all) in head["reliable"].items()}
    named, weights, at = _array("H", parts[3]), _floats(parts[4]), 0
    for feature, long in zip(_array("I", parts[1]), _array("H", parts[2]), strict=True):
        router.rows[feature] = {offices[named[here]]: weights[here] for here in range(at, at + long)}
        at += long
    _remember(router, head["examples"], offices, parts[5:])
    return router


def _remember(router: Router, told: list[list[str | int]], offices: list[str], parts: list[bytes]) -> None:
    hashes, times, weights = _array("I", parts[0]), _array("B", parts[1]), _floats(parts[2])
    at = word = 0
    for key, office, many, sides in told:
        found, many, sides = hashes[at:at + int(many)], int(many), int(sides)
        features = Features(dict(zip(found, times[word:word + many], strict=True)),
                            tuple(hashes[at + many:at + many + sides]))
        router.memory.restore(Example(str(key), offices[int(office)], features,
                                      dict(zip(found, weights[word:word + many], strict=True))))
        at, word = at + many + sides, word + many
