#!/usr/bin/env python3
"""Proves that a city's public record was not altered, shortened, reordered or back-dated. One file, nothing to install.

    python verifier.py https://kota.example/ledger       (or a folder with a copy of it)
    python verifier.py receipt tanda-terima.json         (one line of your own; pack FOLDER: unpacked evidence)
Every hash is recomputed, the last checkpoint seen of each log is remembered, a wrong row is named. Exit code 0: whole,
1: broken, 2: could not be read. RFC 6962, RFC 8032, C2SP signed-note, tlog-checkpoint, tlog-tiles. # opens a section.
CC0 1.0, no rights reserved in this one file: https://creativecommons.org/publicdomain/zero/1.0/"""
import argparse
import gc
import hmac
import json
import multiprocessing
import sqlite3
import sys
import urllib.request
import zlib
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256, sha512
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

ROWS, WIDTH, TILE, SLACK, LIMIT, CEILING, STATE = 4096, 256, 8192, 600.0, 100, 1 << 28, "~/.pendopo-verify.json"
MISSING, PRIVATE, SILENT, WITHHELD, OPEN = range(5)  # how much of a row the public can read
Json = dict[str, Any]
Deeds = list[tuple[int, Json]]  # rows that give a reason for a silence
# Ed25519 (RFC 8032, 5.1), verification only. Points are extended coordinates (x, y, z, t) with x*y = z*t.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]
def add(one: Point, two: Point) -> Point:
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, two
    a, b, c, d = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P, 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P
def multiply(times: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while times:
        result = add(result, point) if times & 1 else result
        point, times = add(point, point), times >> 1
    return result
def decode_point(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    x = x if v * x * x % P == u else x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or y >= P or v * x * x % P != u or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P
BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:  # cofactorless, no key of small order
    point, scalar = decode_point(public), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= ORDER or multiply(8, point)[0] == 0:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y, z, _ = add(multiply(scalar, BASE), multiply(challenge, (P - point[0], point[1], 1, P - point[3])))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]
# Signed notes and checkpoints. Whatever must be refused raises ValueError.
def unbase64(text: str) -> bytes:
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data
def key_id(name: str, public: bytes) -> bytes:
    if not name or "+" in name or any(sign.isspace() for sign in name):
        raise ValueError("not a key name")
    return sha256(name.encode() + b"\n\x01" + public).digest()[:4]
def parse_key(vkey: str) -> tuple[str, bytes, bytes]:
    """A verifier key `name+id+base64`, as the Go checksum database writes it: its name, 4-byte id, 32-byte key."""
    name, number, data = [*vkey.split("+", 2), "", ""][:3]
    key = unbase64(data)
    if len(key) != 33 or key[0] != 1 or number != key_id(name, key[1:]).hex():
        raise ValueError("not an Ed25519 verifier key")
    return name, key_id(name, key[1:]), key[1:]
def open_note(note: bytes, vkeys: Iterable[str], check: Callable[[bytes, bytes, bytes], bool] = ed25519) -> str:
    """The text of a signed note. Unknown signatures are ignored; a bad one of a known key refuses the whole note."""
    known = {(name, number): public for name, number, public in map(parse_key, vkeys)}
    text, gap, signatures = note.decode().rpartition("\n\n")
    lines, text, signers = signatures[:-1].split("\n"), text + "\n", set()
    if not gap or not signatures.endswith("\n") or len(lines) > 100 or min(note.replace(b"\n", b" ")) < 32:
        raise ValueError("malformed note")
    for line in lines:
        dash, name, code = [*line.split(" ", 2), "", ""][:3]
        blob = unbase64(code)
        if dash != "\u2014" or not key_id(name, b"") or len(blob) < 5:
            raise ValueError("malformed signature")
        signers.add((name, blob[:4]))
        if (name, blob[:4]) in known and not check(known[name, blob[:4]], text.encode(), blob[4:]):
            raise ValueError("wrong signature")
    if not signers & known.keys():
        raise ValueError("no signature of a known key")
    return text
class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes  # who, how many, one hash
def parse_checkpoint(text: str) -> Checkpoint:
    origin, size, root, *more = [*text.split("\n"), "", ""]
    whole = origin and text.endswith("\n") and "" not in more[:-3] and len(unbase64(root)) == 32
    if not whole or str(int(size)) != size or not 0 <= int(size) < 1 << 63:
        raise ValueError("malformed checkpoint")
    return Checkpoint(origin, int(size), unbase64(root))
# The tree (RFC 6962, 2.1).
def leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()
def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
def fold(hashes: bytes) -> bytes:  # the root over hashes laid end to end, pair by pair; an odd one rises as it is
    while len(hashes) > 32:
        odd = hashes[-32:] if len(hashes) % 64 else b""
        hashes = b"".join([sha256(b"\x01" + hashes[i:i + 64]).digest() for i in range(0, len(hashes) - 32, 64)]) + odd
    return hashes or sha256(b"").digest()
def root_from(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 6962, 2.1.1, from the top down)."""
    if not 0 <= index < size or len(leaf_hash) != 32 or (size > 1) != bool(proof):
        raise ValueError("this proof is not for this place")
    if size == 1:
        return leaf_hash
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return node(root_from(index, half, leaf_hash, proof[:-1]), proof[-1])
    return node(proof[-1], root_from(index - half, size - half, leaf_hash, proof[:-1]))
# What a row commits to.
canonical_text = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
decode = json.JSONDecoder(parse_float=int, parse_constant=int).decode  # int("1.5") fails: a record holds no fractions
def commit_bytes(salt: bytes, data: bytes) -> bytes:
    if len(salt) != 16:
        raise ValueError("a salt has 16 bytes")
    return hmac.digest(salt, data, "sha256")
def entry(facts_hash: bytes, personal_hash: bytes | None) -> bytes:
    return sha256(b"pendopo-entry-v1\n" + facts_hash + (personal_hash or bytes(32))).digest()
def entry_of(opening: Mapping[str, Any]) -> bytes:
    """The 32 bytes the log must hold if this opening is the true one: f, s, then p and t, or h alone, or neither."""
    facts, words = commit_bytes(bytes.fromhex(opening["s"]), canonical_text(opening["f"]).encode()), None
    if opening.get("p") is not None:
        words = commit_bytes(bytes.fromhex(opening["t"]), canonical_text(opening["p"]).encode())
    return entry(facts, bytes.fromhex(opening["h"]) if words is None and "h" in opening else words)
# Reading, from an address or from a folder.
def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    digits = str(number).zfill(-(-len(str(number)) // 3) * 3)
    groups = "".join(f"x{digits[i:i + 3]}/" for i in range(0, len(digits) - 3, 3)) + digits[-3:]
    return f"tile/{level}/{groups}" + (f".p/{width}" if width < WIDTH else "")
def fetch(place: str, path: str) -> bytes | None:
    """A file of the log, or None if it is not there. Raises OSError if it could not be asked for."""
    try:
        if place.startswith(("http://", "https://")):
            asked = urllib.request.Request(f"{place.rstrip('/')}/{path}", headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(asked, timeout=60) as answer:
                data, packed = answer.read(CEILING), answer.headers.get("Content-Encoding") == "gzip"
        else:
            packed = not Path(place, path).exists()
            data = Path(place, path + ".gz" * packed).read_bytes()
        return zlib.decompressobj(31).decompress(data, CEILING) if packed else bytes(data)
    except Exception as error:
        if isinstance(error, FileNotFoundError) or getattr(error, "code", 0) in (404, 410):
            return None
        raise OSError(f"{place} {path}: {error}") from error
def fetch_tile(place: str, level: int | str, number: int, width: int) -> bytes:  # a full one is cut where needed
    found = fetch(place, tile_path(level, number, width)) or fetch(place, tile_path(level, number)) or b""
    return found[:width * (34 if level == "entries" else 32)]
def rows_in(place: str, number: int) -> Iterator[tuple[Any, str]]:  # the rows of a piece, each with its line; or None
    for line in filter(None, (fetch(place, f"rows/{number}.jsonl") or b"").decode(errors="replace").split("\n")):
        try:
            yield decode(line), line
        except (ValueError, RecursionError):
            yield None, line
@lru_cache(4)
def facts_in(place: str, number: int) -> dict[int, Json]:  # the facts of a piece as shown, to name a wrong row
    rows = (row for row, _ in rows_in(place, number) if isinstance(row, dict))
    return {row["i"]: row["f"] for row in rows if type(row.get("i")) is int and isinstance(row.get("f"), dict)}
# One piece of the log, 4,096 rows. Pieces are checked side by side in several processes.
@dataclass
class Piece:  # what is handed back: hashes of the tree, how open each row is, when it was written, what is wrong
    states: bytearray
    times: "array[float]"
    tops: bytes = b""  # roots of full tiles
    edge: bytes = b""  # leaf hashes of the partial tile at the end
    past: bytes = b""  # leaf hashes of the tile in which the size that we remember lies, up to that size
    wrong: list[tuple[str, int | None, Json]] = field(default_factory=list)
    strays: dict[int, bytes] = field(default_factory=dict)  # openings that do not fit where they stand
    deeds: Deeds = field(default_factory=list)
def page_of(line: bytes) -> Json:  # of rows/records.jsonl: what a page shows now; any other line cannot be proved
    with suppress(ValueError, RecursionError, KeyError, TypeError, AttributeError):
        page: Json = decode(line.decode())
        if page["now"].keys() and page["record"] + "" and type(page["i"]) is int and page["i"] >= 0:
            return page
    return {"i": 0, "record": "rows/records.jsonl", "now": {line.decode(errors="replace"): None}}
def check_piece(job: tuple[str, int, int, int, list[bytes], bool]) -> Piece:
    place, number, size, old, pages, openings = job
    first, last = number * ROWS, min((number + 1) * ROWS, size)
    piece, before = Piece(bytearray(last - first), array("d", [float("nan")]) * (last - first)), first - 1
    entries = check_tiles(piece, place, range(first // WIDTH, -(-last // WIDTH)), size, old)
    shown = [page_of(line) for line in pages]
    sources: dict[int, Json] = {page["i"]: {} for page in shown}
    for row, line in rows_in(place, number) if openings else ():
        try:
            if last == size <= row["i"] < first + ROWS:
                continue  # written after this checkpoint was signed
            if not before < row["i"] < last:
                raise ValueError("not in its place")
            check_row(piece, row, row["i"] - first, entries[row["i"] - first])
            before = row["i"]
            sources |= {before: row} if before in sources else {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            piece.wrong.append(("unreadable", None, {"path": f"rows/{number}.jsonl", "line": line}))
    for page in shown:
        facts, words = sources[page["i"]].get("f", {}), sources[page["i"]].get("p")
        for key, value in page["now"].items():
            if facts.get("record", page["record"]) != page["record"] or not proves(facts, words, key, value):
                piece.wrong.append(("page", page["i"], {"name": page["record"], "key": key, "value": value}))
    return piece
def check_tiles(piece: Piece, place: str, tiles: Sequence[int], size: int, old: int) -> list[bytes]:
    """The 32-byte entries of the piece; an entry that could not be read is empty."""
    widths, entries = [min(WIDTH, size - tile * WIDTH) for tile in tiles], []
    with ThreadPoolExecutor(8) as pool:
        each = pool.map if "://" in place else map
        bundles, hashes = (each(fetch_tile, [place] * 16, [level] * 16, tiles, widths) for level in ("entries", 0))
    for tile, width, bundle, served in zip(tiles, widths, bundles, hashes, strict=True):
        whole = len(bundle) == width * 34 and bundle[0::34] == bytes(width) and bundle[1::34] == b" " * width
        found = [bundle[i:i + 32] for i in range(2, len(bundle), 34)] if whole else [b""] * width
        leaves = b"".join([sha256(b"\x00" + one).digest() for one in found])
        if leaves != served:
            path = " + ".join(tile_path(level, tile, width) for level in (("entries", 0) if whole else ("entries",)))
            piece.wrong.append(("tile", None, {"path": path}))
        piece.tops, piece.edge = (piece.tops + fold(leaves), b"") if width == WIDTH else (piece.tops, leaves)
        piece.past = leaves[:old % WIDTH * 32] if tile == old // WIDTH else piece.past
        entries += found
    return entries
def check_row(piece: Piece, row: Json, index: int, kept: bytes) -> None:  # one row against its leaf
    if "f" not in row and row["private"] is True:
        piece.states[index] = PRIVATE
        return
    facts, words, found, at = row["f"], row.get("p"), entry_of(row), datetime.fromisoformat(row["f"]["at"])
    if at.utcoffset() is None or not isinstance(facts["verb"], str) or not isinstance(facts.get("indexes", []), list):
        raise ValueError("a row has a verb and a time with its zone")
    piece.states[index] = OPEN if words is not None or "h" not in row else (
        WITHHELD if row.get("private_words") is True else SILENT)
    if found != kept:
        piece.strays |= {row["i"]: found} if kept else {}
        return
    # a row that continues another log says today what was before; the rows that follow it are older
    piece.times[index] = float("nan") if facts["verb"] == "ledger.continues" else at.timestamp()
    if facts["verb"].endswith((".hide", ".seal", "ledger.erase", "ledger.continues")):
        piece.deeds.append((row["i"], facts))
    for key, value in row["shown"].items() if "shown" in row else ():
        if not proves(facts, words, key, value):
            piece.wrong.append(("shown", row["i"], {"key": key, "value": value}))
def proves(facts: Json, words: Json | None, key: str, value: Any) -> bool:
    parts, names = (facts, words or {}), ("state", "after") if key == "state" else (key,)
    said = [part[name] for part in parts for name in names if name in part]
    return any(one == value and canonical_text(one) == canonical_text(value) for one in said)  # True is not 1
def pieces(place: str, size: int, old: int, processes: int, openings: bool) -> Iterator[Piece]:  # pages wait on disk
    pages, source = sqlite3.connect("", check_same_thread=False), Path(place, "rows/records.jsonl")
    pages.executescript("CREATE TABLE page (piece INTEGER, line BLOB); CREATE INDEX place ON page (piece)")
    with source.open("rb") if source.is_file() else BytesIO(fetch(place, "rows/records.jsonl") or b"") as shown:
        pages.executemany("INSERT INTO page VALUES (?, ?)", ((index // ROWS, line) for line in (
            one.rstrip(b"\n") for one in shown if openings) if line and (index := page_of(line)["i"]) < size))
    jobs = ((place, n, size, old, [line for line, in pages.execute(
        "SELECT line FROM page WHERE piece=? ORDER BY rowid", (n,))], openings) for n in range(-(-size // ROWS)))
    if processes < 2 or size <= 2 * ROWS:
        yield from map(check_piece, jobs)
        return
    with multiprocessing.get_context("spawn").Pool(processes, gc.disable) as pool:  # rows hold no circles
        yield from pool.imap(check_piece, jobs)
# What is said, in two languages.
NOTES = {"first", "break", "erased", "words", "receipt", "pack"}
TEXTS = {
    "signature": ("Titik periksa rusak atau tidak bertanda tangan sah.", "The checkpoint is not validly signed."),
    "key": ("Kunci log BERGANTI: dulu {old}, kini {new}.", "The key of the log CHANGED: it was {old}, it is {new}."),
    "root": ("Ubin log tidak menghasilkan akar yang ditandatangani.", "The tiles do not add up to the signed root."),
    "tile": ("Berkas {path} hilang atau tidak cocok.", "File {path} is missing or does not fit."),
    "unreadable": ("Baris rusak atau salah tempat di {path}: {line}", "Broken or misplaced line in {path}: {line}"),
    "shrunk": ("Log MENYUSUT: dulu {old} baris, kini {size}.", "The log SHRANK: it had {old} rows, now {size}."),
    "forked": ("Log DITULIS ULANG di {old} baris pertamanya.", "The log was REWRITTEN in its first {old} rows."),
    "replaced": ("LOG LAIN: {old} diganti tanpa pengumuman yang benar.", "ANOTHER LOG replaces {old} unannounced."),
    "altered": ("{who} DIUBAH: isinya bukan yang dulu dicatat.", "{who} was ALTERED: it is not what was recorded."),
    "reordered": ("{who} DIPINDAHKAN: dicatat sebagai baris {to}.", "{who} was REORDERED: recorded as row {to}."),
    "backdated": ("{who} BERTANGGAL MUNDUR, jauh sebelum {peak}.", "{who} is BACK-DATED, long before {peak}."),
    "missing": ("{who} HILANG tanpa catatan penghapusan.", "{who} is MISSING and no erasure is on record."),
    "vanished": ("{who} dulu terbuka, kini DITUTUP tanpa catatan.", "{who} was public and was CLOSED unrecorded."),
    "withheld": ("{who}: kata-katanya DITAHAN tanpa alasan.", "{who}: its words are WITHHELD without a reason."),
    "shown": ("{who}: di situs {key} = {value}, BUKAN yang dicatat.", "{who}: shown {key} = {value}, NOT as recorded."),
    "page": ("Halaman {name}: {key} = {value}, BUKAN isi baris {index}.", "{name}: {key} = {value}, NOT row {index}."),
    "place": ("Isi tanda terima ini TIDAK ada di baris {index}.", "What this receipt says is NOT in row {index}."),
    "erased": ("{who} dihapus pada {date}, dasar: {ground}.", "{who} was erased on {date}, ground: {ground}."),
    "words": ("{who}: kata-kata dihapus {date}, dasar: {ground}.", "{who}: words erased on {date}, ground: {ground}."),
    "break": ("Log baru {date}; pemutusannya terbuka. {old}.", "A new log {date}; the break is public. {old}."),
    "file": ("Berkas {path} DIUBAH, HILANG, atau TIDAK ada di daftar.", "File {path}: ALTERED, MISSING or NOT listed."),
    "pack": ("{count} berkas ada di daftar. Cocokkan kunci: {key}", "{count} files are listed. Compare the key: {key}"),
    "receipt": ("Isinya ada di baris {index}. Cocokkan kunci: {key}", "It is in row {index}. Compare the key: {key}"),
    "first": ("Belum ada titik periksa terdahulu: penulisan ulang seluruh log belum dapat disingkirkan. Cocokkan akar "
              "dan kunci dengan salinan pihak lain atau yang dikirim lewat surat: {key}", "No earlier checkpoint is"
              " known here, so a complete rewrite cannot be excluded. Compare root and key with a mirror: {key}"),
    "log": ("Log {origin}: {size} baris, {counts[open]} terbuka, {counts[closed]} tertutup. Akar: {root}",
            "Log {origin}: {size} rows, {counts[open]} public, {counts[closed]} private. Root: {root}"),
    "whole": ("UTUH: semua yang dapat diperiksa cocok.", "WHOLE: everything that can be checked fits."),
    "broken": ("RUSAK: {count} hal, lihat tanda ✗.", "BROKEN: {count} things, marked ✗."),
    "unread": ("TIDAK TERBACA: {why}", "COULD NOT BE READ: {why}"), "row": ("Baris {index}", "Row {index}"),
}
@dataclass(frozen=True)
class Finding:
    kind: str
    index: int | None
    text: str
@dataclass
class Report:  # `findings` break the log, `notes` are good to know (100 of a kind each), `counts` counts all
    source: str = ""
    language: str = "id"
    ok: bool = True
    origin: str = ""
    size: int = 0
    root: str = ""
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    def say(self, kind: str, **words: Any) -> str:
        text = TEXTS[kind][self.language != "id"].format(**words)
        return "".join(sign if sign.isprintable() else "?" for sign in text)  # a row must not steer the terminal
    def add(self, kind: str, index: int | None = None, **words: Any) -> None:
        self.ok, self.counts[kind] = self.ok and kind in NOTES, self.counts[kind] + 1
        if self.counts[kind] <= LIMIT:
            facts = facts_in(self.source, index // ROWS).get(index, {}) if self.source and index is not None else {}
            about = ", ".join(str(facts[name]) for name in ("record", "verb", "at") if name in facts)
            words |= {"who": self.say("row", index=index) + (f" ({about})" if about else ""), "index": index}
            text = self.say(kind, **{name: str(word)[:300] for name, word in words.items()})
            (self.notes if kind in NOTES else self.findings).append(Finding(kind, index, text))
    def lines(self) -> list[str]:
        wrong = sum(count for kind, count in self.counts.items() if kind in TEXTS and kind not in NOTES)
        said = [*(f"· {note.text}" for note in self.notes), *(f"✗ {finding.text}" for finding in self.findings)]
        return [self.say("log", **vars(self)), *said, self.say("broken" if wrong else "whole", count=wrong)]
# A whole log, and one receipt.
def recall(state: str | None) -> Json:
    file = Path(state).expanduser() if state else None
    return dict(json.loads(file.read_text())) if file and file.exists() else {"logs": {}, "places": {}}
def verify(source: str, *, key: str | None = None, state: str | None = None, language: str = "id", processes: int = 2,
           openings: bool = True, again: bool = True) -> Report:
    """A log at an address or in a folder, against what the file `state` remembers. Raises OSError if unreadable."""
    facts_in.cache_clear()
    memory, report = recall(state), Report(source.rstrip("/"), language)
    note, served = fetch(source, "checkpoint"), (fetch(source, "key") or b"").decode(errors="replace").strip()
    if note is None:
        raise OSError(f"{source}/checkpoint")
    try:
        point = parse_checkpoint(open_note(note, [key or served]))
    except ValueError:
        report.add("signature")
        return report
    report.origin, report.size, report.root = point.origin, point.size, point.root.hex()
    past = memory["logs"].setdefault(point.origin, {"key": key or served, "size": 0, "root": "", "seen": ""})
    if not key and past["key"] != served:
        report.add("key", old=past["key"], new=served)
    if not past["size"]:
        report.add("first", key=key or served)
    states, deeds = read(report, past, processes, openings)
    if openings:
        judge(report, states, zlib.decompress(b64decode(past["seen"])) if past["seen"] else b"", deeds)
        announce(report, memory, states, deeds)
        past["seen"] = b64encode(zlib.compress(states)).decode()
    if state and not {"key", "root", "shrunk", "forked", "replaced"} & report.counts.keys():
        past |= {"key": key or served, "size": point.size, "root": report.root}
        memory["places"][report.source], file = point.origin, Path(state).expanduser()
        file.with_name(file.name + ".new").write_text(json.dumps(memory))
        file.with_name(file.name + ".new").replace(file)
    if not report.ok and again and fetch(source, "checkpoint") != note:  # the log grew while we read it
        return verify(source, key=key, state=state, language=language, processes=processes, openings=openings,
                      again=False)
    return report
def read(report: Report, past: Json, processes: int, openings: bool) -> tuple[bytearray, Deeds]:
    """Goes through the pieces: the tree, every opening, their order and their dates."""
    states, deeds, strays, tops, edge, before, peak = bytearray(), Deeds(), dict[int, bytes](), b"", b"", b"", 0.0
    for piece in pieces(report.source, report.size, past["size"], processes, openings):
        for index, at in enumerate(piece.times, len(states)):
            if at < peak - SLACK:
                report.add("backdated", index, peak=datetime.fromtimestamp(peak, UTC).isoformat())
            peak = max(peak, at)
        for kind, where, words in piece.wrong:
            report.add(kind, where, **words)
        states, tops, edge, before = states + piece.states, tops + piece.tops, piece.edge, before or piece.past
        deeds, strays = deeds + piece.deeds, strays | piece.strays
    check_tree(report, past, tops, edge, before)
    find_homes(report, strays)
    return states, deeds
def check_tree(report: Report, past: Json, tops: bytes, edge: bytes, before: bytes) -> None:
    """From the roots of the full tiles: upper tiles, the signed root, and the root that we remember."""
    old, hashes, level = past["size"], tops, 1
    while hashes:
        parts = [hashes[start:start + TILE] for start in range(0, len(hashes), TILE)]
        for number, part in enumerate(parts):
            if fetch_tile(report.source, level, number, len(part) // 32) != part:
                report.add("tile", path=tile_path(level, number, len(part) // 32))
        hashes, level = b"".join([fold(part) for part in parts if len(part) == TILE]), level + 1
    if fold(tops + (fold(edge) if edge else b"")).hex() != report.root:
        report.add("root")
    if old > report.size:
        report.add("shrunk", old=old, size=report.size)
    elif old and fold(tops[:old // WIDTH * 32] + (fold(before) if before else b"")).hex() != past["root"]:
        report.add("forked", old=old)
def find_homes(report: Report, strays: dict[int, bytes]) -> None:
    """An opening that does not fit where it stands was moved there if it fits elsewhere, else altered."""
    homes, wanted = dict[bytes, int](), set(strays.values())
    for tile in range(-(-report.size // WIDTH)) if strays else ():
        bundle = fetch_tile(report.source, "entries", tile, min(WIDTH, report.size - tile * WIDTH))
        found = ((i // 34, bundle[i:i + 32]) for i in range(2, len(bundle), 34))
        homes |= {entry: tile * WIDTH + place for place, entry in found if entry in wanted}
    for index, stray in strays.items():
        report.add("reordered" if stray in homes else "altered", index, to=homes.get(stray))
def judge(report: Report, states: bytearray, seen: bytes, deeds: Deeds) -> None:
    """Every silence needs a reason on record. A row that closed without one is remembered open, to be named again."""
    reasons: dict[int, Json] = {}
    for at, facts in deeds:
        for index in (*facts.get("indexes", ()), facts.get("index")):
            if type(index) is int and index < at and reasons.get(index, {}).get("verb") != "ledger.erase":
                reasons[index] = facts
    report.counts.update(open=states.count(OPEN), closed=states.count(PRIVATE), silent=states.count(WITHHELD))
    for index, state in ((index, state) for index, state in enumerate(states) if state != OPEN):
        reason, before = reasons.get(index, {}), seen[index] if index < len(seen) else MISSING
        if state != PRIVATE and reason.get("verb") == "ledger.erase":
            report.add("words" if state else "erased", index, date=reason["at"][:10], ground=reason.get("ground", "?"))
        elif state == MISSING or (not reason and (state == SILENT or state < before)):
            report.add({MISSING: "missing", SILENT: "withheld"}.get(state, "vanished"), index)
            states[index] = max(state, before)
def announce(report: Report, memory: Json, states: bytearray, deeds: Deeds) -> None:  # a new log names its old one
    first = next((index for index, state in enumerate(states) if state > PRIVATE), -1)
    told, old = dict(deeds).get(first, {}), Checkpoint("", 0, b"")
    with suppress(ValueError, KeyError, AttributeError):
        old = parse_checkpoint(told["old_checkpoint"].partition("\n\n")[0].rstrip("\n") + "\n")
        report.add("break", first, date=told["at"][:10], old=f"{old.origin}, {old.size}, {old.root.hex()}")
    was = memory["places"].get(report.source, report.origin)
    if was != report.origin and (was != old.origin or old.size < memory["logs"][was]["size"]):
        report.add("replaced", old=was)
def verify_receipt(receipt: Json, *, key: str | None = None, state: str | None = None, language: str = "id") -> Report:
    """One row of one's own against a signed checkpoint, with no log at hand."""
    known, report, verdict = recall(state)["logs"].get(receipt["origin"], {}), Report("", language), "signature"
    trusted = key or known.get("key") or receipt["key"]
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        point = parse_checkpoint(open_note(receipt["checkpoint"].encode(), [trusted]))
        report.origin, report.size, report.root, verdict = point.origin, point.size, point.root.hex(), "place"
        proof, held = [bytes.fromhex(part) for part in receipt["proof"]], leaf(entry_of(receipt["opening"]))
        if (point.origin, point.root) == (receipt["origin"], root_from(receipt["index"], point.size, held, proof)):
            verdict = "receipt"
    report.add(verdict, receipt["index"], key=trusted)
    if known.get("size") == report.size and known["root"] != report.root:
        report.add("forked", old=report.size)
    return report
def verify_pack(place: str, *, key: str | None = None, state: str | None = None, language: str = "id") -> Report:
    """A folder of evidence: each file against the list that was signed, each proof in it against its checkpoint."""
    report, trusted = Report("", language), key or (fetch(place, "kunci.txt") or b"").decode(errors="replace").strip()
    try:
        report.origin, *told = open_note(fetch(place, "daftar.txt") or b"", [trusted]).split("\n")[:-1]
    except ValueError:
        report.add("signature")
        return report
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in told)}
    found = {path.relative_to(place).as_posix() for path in Path(place).rglob("*") if path.is_file()} - {"daftar.txt"}
    for path in sorted(listed.keys() | found):
        data = fetch(place, path) if path in found else None
        if data is None or sha256(data).hexdigest() != listed.get(path):
            report.add("file", path=path)
        for line in (data or b"").splitlines() if path == "bukti.jsonl" and report.ok else ():
            one = verify_receipt(decode(line.decode()), key=trusted, state=state, language=language)
            report.findings, report.size, report.root = report.findings + one.findings, one.size, one.root
            report.ok, report.counts = report.ok and one.ok, report.counts + one.counts
    report.add("pack", count=len(listed), key=trusted)
    return report
def main() -> int:
    parser = argparse.ArgumentParser(description="Memeriksa catatan terbuka kota. / Checks a city's public record.")
    parser.add_argument("source", nargs="+", help="alamat/address, folder, receipt FILE, pack FOLDER")
    parser.add_argument("--key", help="kunci/verifier key: name+id+base64")
    parser.add_argument("--state", default=STATE, help="ingatan/memory (%(default)s)")
    parser.add_argument("--language", choices=("id", "en"), default="id")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    getattr(sys.stdout, "reconfigure", dict)(errors="replace")
    common = {"key": asked.key, "state": asked.state, "language": asked.language}
    try:
        if asked.source[0] == "receipt" and len(asked.source) == 2:
            report = verify_receipt(decode(Path(asked.source[1]).read_text("utf-8")), **common)
        elif asked.source[0] == "pack" and len(asked.source) == 2:
            report = verify_pack(asked.source[1], **common)
        else:
            report = verify(asked.source[0], processes=asked.processes, **common)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(Report(language=asked.language).say("unread", why=error))
        return 2
    print(json.dumps(vars(report), default=vars) if asked.json else "\n".join(report.lines()))
    return 0 if report.ok else 1
if __name__ == "__main__":
    sys.exit(main())
