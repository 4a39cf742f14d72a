"""What the log holds, and what anyone may have of it. Writes nothing."""
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from pendopo.analysis import notes
from pendopo.analysis.merkle import inclusion_proof
from pendopo.analysis.tiles import hash_reader
from pendopo.core.ledger import tlog
from pendopo.core.ledger.models import PUBLIC, Head, Line
from pendopo.kit.discover import shelf

PAGE = 4096                     # rows in one file of openings
WRITTEN = """SELECT (SELECT coalesce(max(seq) + 1, 0) FROM ledger_line),
                    (SELECT count(*) FROM ledger_line WHERE seq IS NULL)"""


def written() -> int:
    """How many lines have been committed: exact on every database, grows with every action, so it dates a page.

    One query: the places given plus the lines that wait for theirs. (The highest id would not do: on PostgreSQL a
    lower id may commit later.)
    """
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        placed, waiting = cursor.fetchone()
    return int(placed) + int(waiting)


def head() -> Head:
    return Head.objects.filter(pk=1).first() or Head(pk=1)


def origin() -> str:
    """The name of the log: the host that it began on, for good, and after a break a number."""
    return head().origin or settings.ORIGIN


def entries(start: int, end: int) -> list[bytes]:
    """The 32-byte entries of the places [start, end), in order."""
    found = Line.objects.filter(seq__gte=start, seq__lt=end).order_by("seq").values_list("entry", flat=True)
    return [bytes(entry) for entry in found.iterator(chunk_size=10_000)]


def opening(line: Line) -> dict[str, Any]:
    """What anyone needs to recompute the leaf: facts and salt, and the words if they are public and still there."""
    told: dict[str, Any] = {"f": json.loads(line.facts), "s": bytes(line.salt).hex()}
    if line.words and line.words_visibility == PUBLIC:
        told |= {"p": json.loads(line.words), "t": bytes(line.words_salt or b"").hex()}
    elif line.words_hash is not None:
        told |= {"h": bytes(line.words_hash).hex()}
        if line.words:
            told["private_words"] = True
    return told


def row(line: Line, shown: dict[str, Any] | None) -> dict[str, Any] | None:
    """One line of the export. None: the opening is gone; the erasing line, or the verifier, says why.

    What a table shows is told only as far as the opening tells it: withheld words are not shown here either.
    """
    if line.visibility != PUBLIC:
        return {"i": line.seq, "private": True}
    if not line.facts:
        return None
    told = opening(line)
    open_to_all = {key: value for key, value in (shown or {}).items() if key in told["f"] or "p" in told}
    return {"i": line.seq, **told} | ({"shown": open_to_all} if open_to_all else {})


def rows(number: int) -> Iterator[bytes]:
    """The rows of one file, with what our own tables show today beside what was committed then."""
    first = number * PAGE
    lines = list(Line.objects.filter(seq__gte=first, seq__lt=first + PAGE).order_by("seq"))
    shown: dict[int, dict[str, Any]] = {}
    for room in shelf("shown", "SHOWN"):
        for key, values in room([line.pk for line in lines if line.visibility == PUBLIC]).items():
            shown.setdefault(key, {}).update(values)
    for line in lines:
        told = row(line, shown.get(line.pk))
        if told is not None:
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def pages() -> Iterator[bytes]:
    """What each record's page says today, and which line last settled it."""
    for room in shelf("settled", "SETTLED"):
        for told in room():
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def signed(lines: list[str]) -> str:
    """A list under the key of the log, its name first: a pack of evidence says with it which files belong to it.

    It can never pass for a checkpoint: there the second line is a number."""
    name = origin()
    if any(line.split(" ", 1)[0].isdigit() for line in lines[:1]):
        raise ValueError("the first line must be no number")
    return notes.sign("".join(f"{line}\n" for line in (name, *lines)), tlog.signer(name))


def receipt(place: int, *, also_private: bool = False) -> dict[str, Any] | None:
    """A row, its path to the root, and the checkpoint that was signed over it. None: not published, or not public.

    `also_private` is for the person concerned: the caller has made sure of that.
    """
    name = origin()
    point, line = tlog.published(name), Line.objects.filter(seq=place).first()
    if point is None or line is None or place >= point.size or not line.facts:
        return None
    if line.visibility != PUBLIC and not also_private:
        return None
    told = opening(line)
    told.pop("private_words", None)
    path = inclusion_proof(place, point.size, hash_reader(point.size, tlog.read))
    return {"format": "pendopo-receipt-v1", "origin": name, "index": place, "opening": told,
            "proof": [part.hex() for part in path], "checkpoint": tlog.read(tlog.CHECKPOINT).decode(),
            "key": tlog.verifier_key(name)}
