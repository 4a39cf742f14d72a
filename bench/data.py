"""The bench's city: 200,000 records, 700,000 timeline rows, 300,000 comments, loaded by the bulk path and sealed.

Invented words by a Zipf law; kept between runs in build/bench-sqlite or in the PostgreSQL database that is named.
"""
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

RECORDS, COMMENTS, MARKS, CHUNK = 200_000, 300_000, 200_000, 5_000
WORDS = 20_000


def vocabulary(seed: int = 7) -> tuple[list[str], list[float]]:
    """Invented words of Indonesian shape, and how often each comes (Zipf)."""
    draw, words = random.Random(seed), dict[str, None]()
    while len(words) < WORDS:
        words["".join(draw.choice("bcdgjklmnprstw") + draw.choice("aiueo") for _ in range(draw.randint(2, 4)))] = None
    return list(words), [1 / (rank + 3) for rank in range(WORDS)]


def texts(count: int, length: int, seed: int) -> Iterator[str]:
    words, weights = vocabulary()
    draw, summed = random.Random(seed), list(accumulate(weights))
    for _ in range(count):
        yield " ".join(draw.choices(words, cum_weights=summed, k=length))


def load(records: int = RECORDS, comments: int = COMMENTS, marks: int = MARKS) -> None:
    """Into the database of the settings. Does nothing when the records are there already."""
    from django.db import transaction

    from pendopo.channels.plans.models import Commitment, Plan
    from pendopo.core.ledger.actions import seal
    from pendopo.core.people.models import Organisation
    from pendopo.core.people.queries import system
    from pendopo.core.places.actions import place
    from pendopo.core.records.bulk import bulk_add, note_all
    from pendopo.core.records.models import Record
    from pendopo.core.voices.models import Comment
    from pendopo.kit.fulltext.vocabulary import fold
    from pendopo.kit.markdown import render
    from pendopo.kit.regions.models import Region

    if Record.objects.count() >= records:
        return
    by, began = system("bench"), time.monotonic()
    offices = [Organisation.objects.get_or_create(slug=f"dinas-{n}", defaults={
        "name": f"Dinas Rekaan {n}", "side": "government"})[0] for n in range(40)]
    regions = list(Region.objects.filter(level=2)[:60])
    places = [place(region) for region in regions]
    plan = Plan.objects.get_or_create(code="BENCH", defaults={
        "title": "Rencana rekaan", "level": "local", "owner": offices[0], "created": datetime.now(UTC)})[0]
    start, draw = datetime(2020, 1, 1, tzinfo=UTC), random.Random(1)
    titles, bodies = texts(records, 7, 2), texts(records, 25, 3)
    keys: list[int] = []
    for at in range(0, records, CHUNK):
        batch = [Commitment(
            title=next(titles), summary=next(bodies), office=draw.choice(offices), place=draw.choice(places),
            created=start + timedelta(minutes=15 * (at + n)), plan=plan, number=str(at + n), position=at + n,
            level="local") for n in range(min(CHUNK, records - at))]
        keys += [record.pk for record in bulk_add(batch, by=by)]
        say(f"records {at + len(batch):,}", began)
    said = [(text, render(text)) for text in texts(2_000, 30, 4)]
    codes = dict(Record.objects.values_list("pk", "code"))
    busy = draw.sample(keys, 200)                                  # records with 100 comments each
    targets = [key for key in busy for _ in range(100)]
    targets += draw.choices(keys, k=comments - len(targets))
    for at in range(0, comments, CHUNK):
        with transaction.atomic():
            part = targets[at:at + CHUNK]
            now = datetime.now(UTC)
            drawn = [draw.choice(said) for _ in part]
            Comment.objects.bulk_create([Comment(record_id=key, author=by.person, text=text, html=html, at=now)
                                         for key, (text, html) in zip(part, drawn, strict=True)], batch_size=1000)
            note_all([(Record(pk=key, code=codes[key]), "voices.say", {}) for key in part], by=by, at=now)
    say(f"comments {comments:,}", began)
    for at in range(0, marks, CHUNK):
        with transaction.atomic():
            note_all([(Record(pk=key, code=codes[key]), "plans.edit", {"changed": ["summary"]})
                      for key in draw.choices(keys, k=min(CHUNK, marks - at))], by=by, at=datetime.now(UTC))
    say(f"other rows {marks:,}", began)
    fold()
    seal()
    say("sealed", began)


def say(what: str, began: float) -> None:
    sys.stderr.write(f"  {what} ({time.monotonic() - began:.0f} s)\n")
