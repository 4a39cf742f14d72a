"""The bench's city: 200,000 records, 700,000 timeline rows, 300,000 comments, loaded by the bulk path and sealed.

Invented words by a Zipf law; kept between runs in build/bench-sqlite or in the PostgreSQL database that is named.
"""
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from django.db import transaction

from pendopo.channels.plans.models import Commitment, Plan
from pendopo.core.ledger.actions import seal
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.places.actions import place
from pendopo.core.records.bulk import bulk_add, note_all
from pendopo.core.records.models import Event, Record
from pendopo.core.voices.models import Comment
from pendopo.kit.fulltext.vocabulary import fold
from pendopo.kit.markdown import render
from pendopo.kit.regions.models import Region

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


def load(records: int = RECORDS, comments: int = COMMENTS, marks: int = MARKS, plans: int = 1) -> None:
    """Into the database of the settings, step by step; a step that is done is left alone."""
    began = time.monotonic()
    city = City(records, comments, marks, plans, began)
    city.enter()
    city.comment()
    city.mark()


@dataclass
class City:
    """The three steps; each seals what it wrote."""
    records: int
    comments: int
    marks: int
    plans: int
    began: float

    def enter(self) -> None:
        if Record.objects.count() >= self.records:
            return
        by, draw, start = system("bench"), random.Random(1), datetime(2020, 1, 1, tzinfo=UTC)
        offices = [Organisation.objects.get_or_create(slug=f"dinas-{n}", defaults={
            "name": f"Dinas Rekaan {n}", "side": "government"})[0] for n in range(40)]
        places = [place(region) for region in Region.objects.filter(level=2)[:60]]
        plans = [Plan.objects.get_or_create(code=f"BENCH{n or ''}", defaults={
            "title": "Rencana rekaan", "level": "local", "owner": offices[0], "created": datetime.now(UTC)})[0]
            for n in range(self.plans)]
        titles, bodies = texts(self.records, 7, 2), texts(self.records, 25, 3)
        for at in range(0, self.records, CHUNK):
            bulk_add([Commitment(
                title=next(titles), summary=next(bodies), office=draw.choice(offices), place=draw.choice(places),
                created=start + timedelta(minutes=15 * (at + n)), plan=plans[(at + n) % len(plans)], number=str(at + n),
                position=at + n, level="local") for n in range(min(CHUNK, self.records - at))], by=by,
                facts=lambda one: {"plan": one.plan.code, "number": one.number})     # what the page shows of it
            say(f"records {at + CHUNK:,}", self.began)
        for plan in plans:
            Plan.objects.filter(pk=plan.pk).update(size=plan.commitments.count())
        fold()
        seal()

    def comment(self) -> None:
        """200 records have 100 comments each, the rest lie anywhere."""
        if Comment.objects.count() >= self.comments:
            return
        by, draw, codes = system("bench"), random.Random(2), dict(Record.objects.values_list("pk", "code"))
        said, keys, now = [(text, render(text)) for text in texts(2_000, 30, 4)], list(codes), datetime.now(UTC)
        targets = [key for key in draw.sample(keys, min(200, len(keys))) for _ in range(100)]
        targets += draw.choices(keys, k=self.comments - len(targets))
        for at in range(0, self.comments, CHUNK):
            with transaction.atomic():
                part = targets[at:at + CHUNK]
                events = note_all([(Record(pk=key, code=codes[key]), "voices.comment", {}) for key in part], by=by,
                                  at=now)
                Comment.objects.bulk_create([Comment(
                    record_id=event.record_id, author=by.person, text=text, html=html, language="id", at=now,
                    mark=bytes(event.line.entry).hex()[:32], line=event.line)
                    for event, (text, html) in ((event, draw.choice(said)) for event in events)], batch_size=1000)
        seal()
        say(f"comments {self.comments:,}", self.began)

    def mark(self) -> None:
        """The other rows of timelines."""
        if Event.objects.count() >= self.records + self.comments + self.marks:
            return
        by, draw, codes = system("bench"), random.Random(3), dict(Record.objects.values_list("pk", "code"))
        keys, now = list(codes), datetime.now(UTC)
        for _at in range(0, self.marks, CHUNK):
            with transaction.atomic():
                note_all([(Record(pk=key, code=codes[key]), "plans.edit", {"changed": ["summary"]})
                          for key in draw.choices(keys, k=CHUNK)], by=by, at=now)
        seal()
        say(f"other rows {self.marks:,}", self.began)


def say(what: str, began: float) -> None:
    sys.stderr.write(f"  {what} ({time.monotonic() - began:.0f} s)\n")
