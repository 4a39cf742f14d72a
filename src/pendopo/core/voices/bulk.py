"""Many comments at once, for imports: the same rows and lines as `say`, a thousand an insert. Tells nobody."""
from collections.abc import Sequence
from datetime import datetime

from pendopo.core.ledger import actions as ledger
from pendopo.core.people.actors import Actor
from pendopo.core.records.actions import deed
from pendopo.core.records.models import Event, Record
from pendopo.core.voices.actions.speech import Words
from pendopo.core.voices.models import Comment
from pendopo.kit.whole import whole

BATCH = 1000


def say_many(rows: Sequence[tuple[Record, Words]], *, by: Actor, at: datetime) -> int:
    """Ordinary comments of one moment on these records, which need no more than key, code and visibility."""
    with whole():
        lines = ledger.write_many(deed(record, "voices.comment", by=by, at=at, words={"text": words.text})
                                  for record, words in rows)
        Event.objects.bulk_create([Event(record_id=record.pk, line=line, verb="voices.comment", actor=by.person, at=at)
                                   for (record, _), line in zip(rows, lines, strict=True)], batch_size=BATCH)
        return len(Comment.objects.bulk_create([Comment(
            record_id=record.pk, author=by.person, text=words.text, html=words.html, language=words.language,
            score=words.score, at=at, mark=bytes(line.entry).hex()[:32], line=line)
            for (record, words), line in zip(rows, lines, strict=True)], batch_size=BATCH))
