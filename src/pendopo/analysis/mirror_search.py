"""A full-text index in small static files: search on a copy without a server.

Files of a few kB, of which a search loads only those that its words need, however many records there are:
    kata/XX.json     the words as people write them, by their first two letters, each with its stems; a drawer that is
                     full is split by the next letter, and isi.json names it
    akar/N.json      the stems, spread over 2**bits files by a hash, each with the records that hold it
    panjang/N.bin    one long list of records, packed; the file of its stem has its number instead of the list
    catatan/N.json   some records each: what a hit shows
Records are numbered newest first, so that hits in the order of their numbers are the newest. Short lists of numbers are
written as differences in base 36. Memory stays bounded: the lists lie on the disk until their file is made, and so do
the stems that were met.
"""
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import count as numbers
from pathlib import Path
from typing import Any, TextIO

CHUNK = 16                     # records of one file
SPREAD = 64                    # heaps on the disk while the index is made
HELD = 4_000_000               # bytes of a heap that are gone through at a time
FULL, ROOM = 500, 8_000        # stems, and bytes, that one file should hold
LONG = 1_000                   # records beyond which a list has a file of its own
GAPS, MAP = 0, 1               # how such a file is packed: its first byte
COMMON = 0.5                   # a stem in more than this share of the records tells nothing, unless in a title
FEW = 50                       # records below which every stem is kept
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


Lists = tuple["array[int]", "array[int]"]                # records with a stem in the title, and those with it below


@dataclass(frozen=True)
class Doc:
    """One record: what a hit shows, and its stems."""
    shown: Sequence[Any]
    title: Sequence[str]
    words: Sequence[str]


def base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return DIGITS[number] + digits


def differences(numbers: Iterable[int]) -> str:
    """0, 3, 40 is "0.3.11": each number as what it is more than the one before."""
    told, before = [], 0
    for number in numbers:
        told.append(base36(number - before))
        before = number
    return ".".join(told)


def packed(numbers: Sequence[int]) -> bytes:
    """A long list in the smaller of two ways: the differences, seven bits to a byte, the last with its eighth bit
    free; or one bit for each record there is."""
    gaps, before = bytearray([GAPS]), 0
    for number in numbers:
        gap, before = number - before, number
        while gap > 127:
            gaps.append(gap & 127 | 128)
            gap >>= 7
        gaps.append(gap)
    if len(gaps) <= before // 8 + 2:
        return bytes(gaps)
    bits = bytearray(before // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes([MAP]) + bytes(bits)


@lru_cache(maxsize=4_096)
def spread(word: str) -> int:
    """FNV-1a over UTF-16, as the script counts it."""
    found = 0x811C9DC5
    for byte in word.encode("utf-16-le"):
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found


def drawer(word: str, letters: int = 2) -> str:
    """The file of a word: its first letters by their numbers, so that no file system folds them together."""
    return "-".join(f"{ord(sign):x}" for sign in word[:letters])


def write_json(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")


def build(folder: Path, docs: Iterable[Doc], forms: Iterable[tuple[str, Sequence[str]]]) -> int:
    """Writes the index; `forms` come sorted, and those that no record has any more are left out: a word that was
    erased is in no file. Returns the number of records."""
    heaps = folder / "heaps"
    heaps.mkdir(parents=True)
    count = heap_up(folder, heaps, docs)
    met = sqlite3.connect("")               # a file that goes when it is closed
    met.execute("CREATE TABLE stem (stem TEXT PRIMARY KEY) WITHOUT ROWID")
    different = volume = 0
    for heap in sorted(heaps.iterdir()):
        held = counted(heap)
        met.executemany("INSERT INTO stem VALUES (?)", ((stem,) for stem in held))
        different += len(held)
        volume += sum(12 + len(stem) + 3 * min(number, LONG) for stem, number in held.items())
    bits = max(6, (max(different // FULL, volume // ROOM)).bit_length())             # at least as many files as heaps
    most, names = count * COMMON if count > FEW else count, numbers()
    for heap in sorted(heaps.iterdir()):
        close(folder, heap, bits, most, names)
        heap.unlink()
    heaps.rmdir()
    split = write_forms(folder / "kata", ((form, stems) for form, stems in forms if not stems or any(
        met.execute("SELECT 1 FROM stem WHERE stem=?", (stem,)).fetchone() for stem in stems)))
    met.close()
    write_json(folder / "isi.json", {"records": count, "bits": bits, "chunk": CHUNK, "split": split})
    return count


def heap_up(folder: Path, heaps: Path, docs: Iterable[Doc]) -> int:
    """What a hit shows is written; each stem goes to its heap with the number of its record. Returns how many records
    there are."""
    count, chunk = 0, list[Sequence[Any]]()
    with ExitStack() as open_heaps:
        files = [open_heaps.enter_context((heaps / str(n)).open("w", encoding="utf-8")) for n in range(SPREAD)]
        for doc in docs:
            put(files, doc, count)
            chunk.append(doc.shown)
            count += 1
            if len(chunk) == CHUNK:
                write_json(folder / "catatan" / f"{(count - 1) // CHUNK}.json", chunk)
                chunk = []
    if chunk:
        write_json(folder / "catatan" / f"{count // CHUNK}.json", chunk)
    return count


def put(files: Sequence[TextIO], doc: Doc, number: int) -> None:
    title = set(doc.title)
    for stem in title | set(doc.words):
        files[spread(stem) % SPREAD].write(f"{stem} {number}{' t' if stem in title else ''}\n")


def counted(heap: Path) -> Counter[str]:
    """In how many records each stem of a heap is."""
    with heap.open(encoding="utf-8") as lines:
        return Counter(line.partition(" ")[0] for line in lines)


def close(folder: Path, heap: Path, bits: int, most: float, names: Iterator[int]) -> None:
    """One heap becomes its files: of each stem the records with it in the title, and those with it below, unless these
    are more than `most` together. A large heap is gone through in parts, each some of its files."""
    parts = 1
    while heap.stat().st_size > parts * HELD and parts * SPREAD < 1 << bits:
        parts <<= 1
    for part in range(parts):
        for place, stems in gathered(heap, bits, part, parts).items():
            if kept := {stem: [told(folder, title, names), told(folder, below, names)]
                        for stem, (title, below) in sorted(thinned(stems, most))}:
                write_json(folder / "akar" / f"{place}.json", kept)


def gathered(heap: Path, bits: int, part: int, parts: int) -> dict[int, dict[str, Lists]]:
    """By file, then by stem: what one part of a heap says."""
    found: dict[int, dict[str, Lists]] = {}
    with heap.open(encoding="utf-8") as lines:
        for line in lines:
            stem, number, *title = line.split()
            hashed = spread(stem)
            if hashed // SPREAD % parts == part:
                lists = found.setdefault(hashed & (1 << bits) - 1, {}).setdefault(stem, (array("I"), array("I")))
                lists[0 if title else 1].append(int(number))
    return found


def thinned(stems: dict[str, Lists], most: float) -> Iterator[tuple[str, Lists]]:
    """Without what too many records hold to tell anything, unless in a title."""
    for stem, (title, below) in stems.items():
        if len(title) + len(below) <= most:
            yield stem, (title, below)
        elif title:
            yield stem, (title, array("I"))


def told(folder: Path, found: Sequence[int], names: Iterator[int]) -> str | int:
    """A list of records as it stands in its file, or the number of the file that it has of its own."""
    if len(found) <= LONG:
        return differences(found)
    name = next(names)
    (folder / "panjang").mkdir(exist_ok=True)
    (folder / "panjang" / f"{name}.bin").write_bytes(packed(found))
    return name


def write_forms(folder: Path, forms: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Returns the drawers that were split."""
    split: list[str] = []
    for words in grouped(forms):
        shelve(folder, words, 2, split)
    return split


def shelve(folder: Path, words: dict[str, str], letters: int, split: list[str]) -> None:
    """One drawer. A full one keeps the words that are no longer than its name; the others go by one letter more."""
    name = drawer(next(iter(words)), letters)
    if sum(len(form) + len(stems) + 6 for form, stems in words.items()) > ROOM:
        longer: dict[str, dict[str, str]] = {}
        for form, stems in words.items():
            if len(form) > letters:
                longer.setdefault(form[letters], {})[form] = stems
        for rest in longer.values():
            shelve(folder, rest, letters + 1, split)
        split.append(name)
        words = {form: stems for form, stems in words.items() if len(form) <= letters}
    write_json(folder / f"{name}.json", words)


def grouped(forms: Iterable[tuple[str, Sequence[str]]]) -> Iterator[dict[str, str]]:
    """By their first two letters, as they come sorted."""
    name, words = "", dict[str, str]()
    for form, stems in forms:
        if drawer(form) != name:
            if words:
                yield words
            name, words = drawer(form), {}
        words[form] = " ".join(stems)
    if words:
        yield words
