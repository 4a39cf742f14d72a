"""Search over 200,000 invented records: how long a question takes, how large the index is, how fast it is filled.

In the database of the settings, in two tables of its own (bench_matter as core/records has it as far as search sees it,
bench_words) that are kept between runs. Words follow a Zipf law: real roots with real affixes first, then invented
names. The file of questions, as issue 2 states it: 60 % rare words (in 1 to 200 records), 30 % medium (200 records to a
quarter of all), 10 % frequent (in more than a quarter); half of them with a second word out of the same record. All are
asked as an anonymous reader (visibility = public); four fifths narrow by kind, state, office or place as well. A
question is one call of `search` and the reading of its 20 records. The bar: p95 <= 50 ms on both databases.

PostgreSQL must not compile such small questions (jit = off in DATABASE_URL's options), and SQLite must have been told
once what its indexes hold (ANALYZE): both are done here as a city's server does them.
"""
import itertools
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from pendopo.analysis.spelling import propose
from pendopo.analysis.stem import ROOTS, stems
from pendopo.kit.fulltext import vocabulary
from pendopo.kit.fulltext.field import StemmedField
from pendopo.kit.fulltext.index import create_index, page, put, tidy
from pendopo.kit.fulltext.models import Change, Form, Term
from pendopo.kit.fulltext.search import search

Question = tuple[str, list[tuple[str]], dict[str, Any]]     # class, words, narrowing
RECORDS, QUESTIONS = 200_000, 1_000
SEED = 20_261
KINDS = ["reports"] * 6 + ["requests", "plans", "datasets", "contracts", "proposals"]
STATES = ["new", "sent", "answered", "closed", "closed", "closed"]
SYLLABLES = [first + vowel for first in (*"bcdghjklmnprstwy", "ng", "ny") for vowel in "aiueo"]


with isolate_apps("pendopo.kit.fulltext"):
    class Matter(models.Model):
        code = models.CharField(max_length=24, unique=True)
        kind = models.CharField(max_length=20)
        title = models.CharField(max_length=200)
        summary = models.TextField()
        state = models.CharField(max_length=20)
        visibility = models.CharField(max_length=10)
        office = models.IntegerField(db_index=True)
        place = models.CharField(max_length=13, db_index=True)
        created = models.DateTimeField()

        class Meta:
            app_label = "fulltext"
            db_table = "bench_matter"
            indexes = [models.Index(fields=["visibility", "-created"], name="bench_feed"),
                       models.Index(fields=["kind", "state", "-created"], name="bench_list")]

    class Words(models.Model):
        matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="+")
        words = StemmedField()

        class Meta:
            app_label = "fulltext"
            db_table = "bench_words"


def vocabulary_of(dice: random.Random, size: int = 60_000) -> list[str]:
    roots = sorted(root for root in ROOTS if root.isalpha() and stems(root))
    dice.shuffle(roots)
    words = dict.fromkeys(roots)
    for root, (before, after) in itertools.product(roots, [("di", "kan"), ("pe", "an"), ("ber", ""), ("ke", "an")]):
        words[before + root + after] = None
    while len(words) < size:
        words["".join(dice.choices(SYLLABLES, k=dice.choice([2, 3, 3, 4])))] = None
    return list(words)[:size]


def texts(dice: random.Random, count: int) -> Iterator[tuple[str, str]]:
    words = vocabulary_of(dice)
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(len(words))))
    for _ in range(count):
        yield (" ".join(dice.choices(words, cum_weights=weights, k=dice.randint(4, 9))),
               " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(20, 120))))


def load() -> None:
    """Fills the two tables by the calls that an import makes; does nothing when they are full."""
    tables = connection.introspection.table_names()
    if "bench_words" in tables and Words.objects.count() == RECORDS:
        return
    with connection.cursor() as cursor:
        for table in ("bench_words_fts", "bench_words", "bench_matter"):
            if table in tables:
                cursor.execute(f"DROP TABLE {table}")
    for model in (Matter, Words):
        with connection.schema_editor() as editor:
            editor.create_model(model)
    with connection.schema_editor() as editor:
        create_index(editor, "bench_words", "words")
    dice, now = random.Random(SEED), timezone.now()
    filed, stemming, putting, first = texts(random.Random(SEED), RECORDS), 0.0, 0.0, 1
    while batch := list(itertools.islice(filed, 1_000)):
        start = time.perf_counter()
        pages = {key: page(title=title, body=body) for key, (title, body) in enumerate(batch, first)}
        stemming += time.perf_counter() - start
        with transaction.atomic():
            Matter.objects.bulk_create([Matter(
                pk=key, code=f"LAP-{key}", kind=dice.choice(KINDS), title=title[:200], summary=body[:300],
                state=dice.choice(STATES), visibility=dice.choice(["public"] * 9 + ["members"]), created=now,
                office=dice.randint(1, 60), place=f"33.02.{dice.randint(1, 300):02}")
                for key, (title, body) in enumerate(batch, first)])
            start = time.perf_counter()
            put(Words, pages)
            putting += time.perf_counter() - start
        first += len(batch)
    start = time.perf_counter()
    vocabulary.fold()
    print(f"filled: stemming {RECORDS / stemming:,.0f}, put {RECORDS / putting:,.0f} records a second; "
          f"counting the words afterwards {time.perf_counter() - start:.0f} s")
    tidy(Words)
    with connection.cursor() as cursor:
        for table in ("bench_words", "bench_matter"):
            cursor.execute(f"{'VACUUM ' if connection.vendor == 'postgresql' else ''}ANALYZE {table}")


def frequencies() -> dict[str, int]:
    """In how many records each stem is, counted from the rows themselves."""
    found: dict[str, int] = {}
    for words in Words.objects.values_list("words", flat=True).iterator(chunk_size=5_000):
        for word in words.split():
            if word.isalpha():
                found[word] = found.get(word, 0) + 1
    return found


def questions() -> list[Question]:
    """The file of questions, the same on both databases."""
    dice, df = random.Random(SEED + 1), frequencies()
    quarter = RECORDS // 4
    pools = {"rare": sorted(term for term, rows in df.items() if rows <= 200),
             "medium": sorted(term for term, rows in df.items() if 200 < rows <= quarter),
             "frequent": sorted(term for term, rows in df.items() if rows > quarter)}
    print("stems by class:", {name: len(pool) for name, pool in pools.items()})
    asked = []
    for place in range(QUESTIONS):
        sort = "frequent" if place % 10 == 9 else "medium" if place % 10 > 5 else "rare"
        words = [dice.choice(pools[sort])]
        if place // 10 % 2:
            held = str(Words.objects.filter(words__match=[words]).order_by("pk").values_list("words", flat=True)[0])
            same = [word for word in held.split() if word.isalpha() and (sort != "frequent" or df[word] > quarter)]
            words.append(dice.choice(sorted(same)))
        narrow = [{}, {"kind": dice.choice(KINDS)}, {"state": dice.choice(STATES)}, {"office": dice.randint(1, 60)},
                  {"place": f"33.02.{dice.randint(1, 300):02}"}][dice.randrange(5)]
        asked.append((sort, [(word,) for word in words], narrow))
    return asked


def ask(asked: list[Question], clock: Callable[[], float]) -> dict[str, list[float]]:
    """Milliseconds by class, on a clock of the wall or of this process."""
    times: dict[str, list[float]] = {"rare": [], "medium": [], "frequent": []}
    found = capped = 0
    for sort, words, narrow in asked:
        start = clock()
        result = search(Words, words, among=Matter.objects.filter(visibility="public", **narrow), limit=20)
        rows = Matter.objects.in_bulk(result.pks)
        times[sort].append((clock() - start) * 1000)
        found, capped = found + bool(rows), capped + result.capped
    print(f"{found} of {len(asked)} found something, {capped} were looked at among the newest 20,000")
    return times


def processor() -> Callable[[], float]:
    """A clock of processor time in seconds; PostgreSQL's process is read where it runs on this machine."""
    if connection.vendor == "sqlite":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        seen = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time() + (int(seen.read_text().split()[0]) / 1e9 if seen.exists() else 0.0)


def tell(times: dict[str, list[float]]) -> None:
    for name, unsorted in (*times.items(), ("all", list(itertools.chain(*times.values())))):
        spent = sorted(unsorted)
        p50, p95, p99 = (spent[int((len(spent) - 1) * share)] for share in (0.5, 0.95, 0.99))
        print(f"{name:9} {len(spent):5}  p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f}  max {spent[-1]:6.1f} ms")


def sizes() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sum(pgsize) / 1e6 FROM dbstat GROUP BY name")
        else:
            cursor.execute("SELECT relname, pg_total_relation_size(oid) / 1e6 FROM pg_class "
                           "WHERE relname ~ '^(bench|fulltext)_' AND relkind IN ('r', 'i')")
        size = {name: float(mb) for name, mb in cursor.fetchall()}
    index = sum(mb for name, mb in size.items() if name.startswith("bench_words_fts"))
    rows = size["bench_words"] - (index if connection.vendor == "postgresql" else 0)
    print(f"index {index:.0f} MB, rows of words {rows:.0f} MB, vocabulary "
          f"{size['fulltext_term'] + size['fulltext_form']:.0f} MB; {Term.objects.count()} stems, "
          f"{Form.objects.count()} forms, {Change.objects.count()} changes waiting")


def slips() -> None:
    """Typing errors in the words used most: how long one takes, how many are put right."""
    tracemalloc.start()
    vocabulary._copies.clear()
    vocabulary.copy()
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    vocabulary._copies.clear()
    start = time.perf_counter()
    known = vocabulary.copy()
    built = time.perf_counter() - start
    dice, times, right = random.Random(SEED + 2), [], 0
    pool = [word for word in map(known.word, range(3_000)) if len(word) > 4]
    for _ in range(500):
        word = dice.choice(pool)
        at = dice.randrange(len(word) - 1)
        slip = dice.choice([word[:at] + word[at + 1:], word[:at] + word[at + 1] + word[at] + word[at + 2:],
                            word[:at] + dice.choice("aeioknt") + word[at + 1:]])
        start = time.perf_counter()
        best = propose(known, slip)
        times.append((time.perf_counter() - start) * 1000)
        right += slip == word or (best is not None and stems(best) == stems(word))
    times.sort()
    print(f"slips: {len(known.uses)} words known, {size:.1f} MB, made in {built:.2f} s; one slip p50 {times[250]:.1f} "
          f"p95 {times[475]:.1f} ms; {right / 5:.0f} % put right")


def reference() -> None:
    """What this machine is, so that figures of two days can be compared."""
    start = time.perf_counter()
    sum(number * number for number in range(1_000_000))
    loop = time.perf_counter() - start
    text = "Kami melaporkan jalan rusak di depan sekolah yang lama tidak diperbaiki dinas pekerjaan umum. " * 5_000
    stems(text)
    start = time.perf_counter()
    stems(text)
    print(f"{connection.vendor}; a loop of a million squares {loop * 1000:.0f} ms; stems "
          f"{14 * 5_000 / (time.perf_counter() - start):,.0f} words a second, warm")


def main() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
    reference()
    load()
    sizes()
    asked = questions()
    ask(asked[:200], time.perf_counter)
    tell(ask(asked, time.perf_counter))
    print("the same in processor time of this process and of the database's, as if nobody else used the machine:")
    tell(ask(asked, processor()))
    slips()
