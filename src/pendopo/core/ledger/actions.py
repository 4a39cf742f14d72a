"""The lowest verb. It knows no person: whoever acts is inside the words or facts, by a name of the caller's choice."""
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from pendopo.analysis.leaves import canonical, commit, entry
from pendopo.analysis.merkle import EMPTY, Range, leaf
from pendopo.analysis.notes import Checkpoint, checkpoint_text
from pendopo.analysis.tiles import grow
from pendopo.core.ledger import queries, tlog
from pendopo.core.ledger.models import PRIVATE, PUBLIC, Head, Line
from pendopo.kit.rows import insert, insert_all
from pendopo.kit.whole import whole

SEQUENCE_BATCH, PUBLISH_BATCH = 50_000, 100_000
PLACE_WAITING = """UPDATE ledger_line SET seq = waiting.place FROM (
    SELECT id, row_number() OVER (ORDER BY id) - 1 + %s AS place FROM ledger_line WHERE seq IS NULL ORDER BY id LIMIT %s
) AS waiting WHERE ledger_line.id = waiting.id"""


class NotOurLog(Exception):
    """What was signed before is not here any more. Nothing is signed until a person has looked."""


@dataclass(frozen=True)
class Deed:
    """What is to be written: facts for everyone, words of a person apart, each openable or not."""
    facts: dict[str, Any]
    words: dict[str, Any] | None = None
    visibility: str = PUBLIC
    words_visibility: str = PUBLIC


def write(deed: Deed) -> Line:
    """One line, in the transaction of the action that it records."""
    return insert(leaf_of(deed))


def write_many(deeds: Iterable[Deed]) -> list[Line]:
    """The bulk path of imports: the same lines, a thousand an insert."""
    return insert_all(leaf_of(deed) for deed in deeds)


def leaf_of(deed: Deed) -> Line:
    facts, salt = canonical(deed.facts), secrets.token_bytes(16)
    line = Line(facts=facts.decode(), salt=salt, visibility=deed.visibility, words_visibility=deed.words_visibility)
    hidden = None
    if deed.words is not None:
        line.words, line.words_salt = canonical(deed.words).decode(), secrets.token_bytes(16)
        line.words_hash = hidden = commit(line.words_salt, deed.words)
    line.entry = entry(commit(salt, deed.facts), hidden)
    return line


def erase(lines: Sequence[int], *, ground: str, facts_too: bool = False) -> int:
    """The words and their salt go for ever; the leaf stays and still verifies.

    A public line names the erased places and the legal ground, so that a missing opening reads as an honest erasure.
    `facts_too` empties the facts as well (a record that was never public).
    """
    if not lines:
        return 0
    with whole():
        sequence_all()
        touched = list(Line.objects.filter(pk__in=lines).exclude(words="", facts="").values_list("seq", flat=True))
        gone: dict[str, Any] = {"words": "", "words_salt": None}
        if facts_too:
            gone |= {"facts": "", "salt": b""}
        Line.objects.filter(pk__in=lines).update(**gone)
        if touched:
            write(Deed({"verb": "ledger.erase", "indexes": sorted(touched), "ground": ground,
                        "at": timezone.now().isoformat()}))
    return len(touched)


def withhold(lines: Sequence[int], *, facts_too: bool = False) -> int:
    """From now on these words are not exported (a hidden comment). The caller writes the public line that says so."""
    changes = {"words_visibility": PRIVATE} | ({"visibility": PRIVATE} if facts_too else {})
    return Line.objects.filter(pk__in=lines).update(**changes)


def release(lines: Sequence[int]) -> int:
    """What was withheld may be exported again (an appeal was won)."""
    return Line.objects.filter(pk__in=lines).update(words_visibility=PUBLIC, visibility=PUBLIC)


def sequence() -> int:
    """Gives every committed line its place in the log, without gaps. One at a time: the head row is the queue."""
    placed = 0
    with whole():
        head = Head.objects.select_for_update().get_or_create(pk=1, defaults={"origin": settings.ORIGIN})[0]
        with connection.cursor() as cursor:
            cursor.execute(PLACE_WAITING, [head.size, SEQUENCE_BATCH])
            placed = int(cursor.rowcount)
        if placed:
            Head.objects.filter(pk=1).update(size=F("size") + placed)
    return placed


def sequence_all() -> int:
    """Until nothing waits."""
    total = 0
    while placed := sequence():
        total += placed
    return total


def place_of(line: Line) -> int:
    """Where a line stands in the log, for a later line that has to name it (a hidden comment, an erasure)."""
    if line.seq is None:
        sequence_all()
        line.refresh_from_db(fields=["seq"])
    return int(line.seq or 0)


def publish() -> int:
    """Tiles for every placed line, then a signed checkpoint: static files that anybody may copy and hold against us.

    Returns how many lines are new in it. Refuses to sign a tree that forgets what was signed before (NotOurLog).
    """
    origin, size = queries.origin(), queries.head().size
    point = tlog.published(origin)
    start = point.size if point else 0
    if point and size == start:
        return 0
    last = tlog.remembered(origin)
    if last and last.size > size:
        raise NotOurLog(f"{last.size} lines were signed, {size} are here: run pendopo restore, or see docs/operate.md")
    root, at = EMPTY, start
    while at < size:
        end = min(size, at + PUBLISH_BATCH)
        growth = grow(at, queries.entries(at, end), tlog.read)
        for path, data in growth.files.items():
            tlog.put(tlog.folder() / path, data)
        root, at = growth.root, growth.size
    tlog.sign_checkpoint(origin, size, root)
    Head.objects.update_or_create(pk=1, defaults={"published": size})
    return size - start


def seal() -> int:
    """What the worker does every second: place what waits, publish what is placed."""
    return sequence_all() + publish()


def resume() -> str:
    """After a restore: go on with the published log, or, if it was ahead of the backup, begin a new one in the open.

    The new log's first line names the old checkpoint; erasures are announced again under their new places.
    Returns the name of the new log, or nothing when the old one goes on.
    """
    sequence_all()
    origin, last = queries.origin(), tlog.remembered(queries.origin())
    for old in ("tile", "checkpoint"):
        tlog.forget(old)
    if last is None or continues(last):
        publish()
        return ""
    stem, _, number = origin.partition("/")
    new = f"{stem}/{int(number or 1) + 1}"
    with whole():
        begin_anew(new, last, origin)
    seal()
    return new


def continues(last: Checkpoint) -> bool:
    """Do our lines begin with the tree that was signed last?"""
    if last.size > queries.head().size:
        return False
    tree = Range()
    for start in range(0, last.size, PUBLISH_BATCH):
        tree.extend([leaf(entry) for entry in queries.entries(start, min(last.size, start + PUBLISH_BATCH))])
    return tree.root() == last.root


def begin_anew(new: str, last: Checkpoint, origin: str) -> None:
    """Every line moves on by one place; the first place says what was before."""
    erased = [(json.loads(facts)["ground"], json.loads(facts)["indexes"]) for facts in Line.objects.filter(
        facts__contains='"verb":"ledger.erase"').values_list("facts", flat=True)]
    Line.objects.exclude(seq=None).update(seq=-F("seq") - 2)
    Line.objects.filter(seq__lt=0).update(seq=-F("seq") - 1)
    first = leaf_of(Deed({"verb": "ledger.continues", "at": timezone.now().isoformat(),
                          "old_checkpoint": checkpoint_text(origin, last.size, last.root)}))
    first.seq = 0
    first.save(force_insert=True)
    Head.objects.filter(pk=1).update(origin=new, published=0, size=F("size") + 1)
    for ground, places in erased:
        write(Deed({"verb": "ledger.erase", "indexes": [place + 1 for place in places], "ground": ground,
                    "at": timezone.now().isoformat(), "again": True}))
