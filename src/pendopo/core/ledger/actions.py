"""The lowest verb. It knows no person: whoever acts is inside the words or facts, by a name of the caller's choice."""
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from pendopo.analysis.leaves import canonical, commit, entry
from pendopo.core.ledger.models import PRIVATE, PUBLIC, Head, Line
from pendopo.kit.whole import whole

SEQUENCE_BATCH = 50_000
PLACE_WAITING = """UPDATE ledger_line SET seq = waiting.place FROM (
    SELECT id, row_number() OVER (ORDER BY id) - 1 + %s AS place FROM ledger_line WHERE seq IS NULL ORDER BY id LIMIT %s
) AS waiting WHERE ledger_line.id = waiting.id"""


@dataclass(frozen=True)
class Deed:
    """What is to be written: facts for everyone, words of a person apart, each openable or not."""
    facts: dict[str, Any]
    words: dict[str, Any] | None = None
    visibility: str = PUBLIC
    words_visibility: str = PUBLIC


def write(deed: Deed) -> Line:
    """One line, in the transaction of the action that it records."""
    line = leaf_of(deed)
    line.save(force_insert=True)
    return line


def write_many(deeds: Iterable[Deed]) -> list[Line]:
    """The bulk path of imports: the same lines, a thousand an insert."""
    return Line.objects.bulk_create([leaf_of(deed) for deed in deeds], batch_size=1000)


def leaf_of(deed: Deed) -> Line:
    facts, salt = canonical(deed.facts), secrets.token_bytes(16)
    line = Line(facts=facts.decode(), salt=salt, visibility=deed.visibility, words_visibility=deed.words_visibility)
    if deed.words is not None:
        line.words = canonical(deed.words).decode()
        line.words_salt = secrets.token_bytes(16)
        line.words_hash = commit(line.words_salt, deed.words)
    line.entry = entry(commit(salt, deed.facts), line.words_hash)
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
        head = Head.objects.select_for_update().get_or_create(pk=1)[0]
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


def opened(line: Line) -> dict[str, Any]:
    """The facts that a line commits to, as they were written."""
    facts: dict[str, Any] = json.loads(line.facts) if line.facts else {}
    return facts
