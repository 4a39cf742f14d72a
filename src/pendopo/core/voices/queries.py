"""What was said, who follows, what waits for a moderator. Writes nothing."""
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case as Choose
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from pendopo.analysis import spam
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.core.records.paging import Key
from pendopo.core.voices import rules
from pendopo.core.voices.models import WINDOW, Case, Comment, Follow, Lesson
from pendopo.kit.country import country, folder

THREADS = 100           # first-level comments a page; their replies come with them
LATELY = 30             # days at the head of the log of moderation
WAY = {"loud": "now", "normal": "digest", "quiet": "here"}


class Said(NamedTuple):
    """One comment as a page draws it."""
    pk: int
    parent: int | None
    author: int | None
    name: str | None
    office: str | None
    office_en: str | None
    side: str | None
    rank: str
    html: str
    language: str
    state: str
    reason: str
    supports: int
    at: datetime
    edited: datetime | None
    supported: bool                  # by this reader
    passage: str = ""
    quoted: str = ""

    @property
    def traceless(self) -> bool:
        """As models.Comment.traceless."""
        return self.state == "withdrawn" and self.edited is not None and self.edited - self.at <= WINDOW


@dataclass
class Thread:
    comment: Said
    replies: list[Said] = field(default_factory=list)


@dataclass
class Discussion:
    """Everything about the voices on one record that its page shows to one reader."""
    threads: list[Thread]
    older: str                   # key of the next page, or ""
    supports: int
    followers: int
    supported: bool              # by this reader
    volume: str                  # of this reader; "" when they do not follow

    @property
    def count(self) -> int:
        return sum(one.state == "shown" for thread in self.threads for one in (thread.comment, *thread.replies))


def followers(record: Record) -> QuerySet[Person]:
    """Everybody who wants to know, each with the way that their volume means; those who muted it are left out."""
    ways = Choose(*[When(follows__volume=volume, then=Value(way)) for volume, way in WAY.items()],
                  output_field=CharField())
    return Person.objects.filter(follows__record=record.pk, follows__volume__in=WAY).annotate(way=ways)


def muted(record: Record) -> QuerySet[Follow]:
    return Follow.objects.filter(record=record.pk, volume="mute")


def moderators(record: Record) -> QuerySet[Person]:
    """Those who may be asked to look: moderators of today who do not belong to the unit that the record is about."""
    today = timezone.localdate()
    held = Q(memberships__since__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gte=today))
    found = Person.objects.filter(held, memberships__role="moderator").distinct()
    if record.office_id is None:
        return found
    inside = Person.objects.filter(held, memberships__organisation=record.office_id)
    return found.exclude(pk__in=inside.values("pk"))


# The next two questions are asked for every page of every record, in one statement. Written in SQL they cost a tenth of
# what composing them anew each time does (0.6 against 7.5 ms of CPU for a hundred comments).
SAID = """
SELECT c.id, c.parent_id, c.author_id, p.name, o.name, o.name_en, o.side, c."rank", c.html, c.language, c.state,
       c.reason, c.supports, c.at, c.edited,
       EXISTS (SELECT 1 FROM voices_support s WHERE s.comment_id = c.id AND s.person_id = %(me)s),
       c.passage, c.quoted
FROM voices_comment c LEFT JOIN people_person p ON p.id = c.author_id
                      LEFT JOIN people_organisation o ON o.id = c.office_id
WHERE c.record_id = %(record)s AND (c.state <> 'held' OR c.author_id IN ({own})) AND {which}"""
PAGE = """coalesce(c.parent_id, c.id) < %(older)s AND coalesce(c.parent_id, c.id) >= coalesce((
    SELECT h.id FROM voices_comment h WHERE h.record_id = %(record)s AND h.parent_id IS NULL AND h.id < %(older)s
    AND (h.state <> 'held' OR h.author_id IN ({own})) ORDER BY h.id DESC LIMIT 1 OFFSET %(threads)s), 0)"""
ONE_THREAD = "coalesce(c.parent_id, c.id) = %(root)s"
STANDING = """
SELECT (SELECT count(*) FROM voices_support s WHERE s.record_id = %(record)s AND s.comment_id IS NULL),
       (SELECT count(*) FROM voices_follow f WHERE f.record_id = %(record)s),
       EXISTS (SELECT 1 FROM voices_support s WHERE s.record_id = %(record)s AND s.comment_id IS NULL
               AND s.person_id = %(me)s),
       (SELECT f.volume FROM voices_follow f WHERE f.record_id = %(record)s AND f.person_id = %(me)s)"""
BOTH = f"SELECT * FROM ({STANDING}) standing LEFT JOIN ({SAID}) said ON true ORDER BY said.id"  # noqa: S608 - our own
FIRST_PAGE = 2 ** 62


def discussion(record: Record, actor: Actor | None, older: Key | None = None) -> Discussion:
    """The threads newest first, the replies in each oldest first. One query, however many comments: where nobody has
    said anything, one row tells how the record stands."""
    rows = asked(BOTH, PAGE, record.pk, actor, older=older.pk if older else FIRST_PAGE, threads=THREADS)
    threads = threaded([comment(row[4:]) for row in rows if row[4] is not None])
    more = str(Key(threads[THREADS - 1].comment.at, threads[THREADS - 1].comment.pk)) if len(threads) > THREADS else ""
    return Discussion([one for one in threads[:THREADS] if shows(one)], more, **stands(rows[0][:4]))


def thread_of(one: Comment, actor: Actor | None) -> Thread | None:
    """One comment with the thread around it, for its own address."""
    rows = asked(f"{SAID} ORDER BY c.id", ONE_THREAD, one.record_id, actor, root=one.parent_id or one.pk)
    return next(iter(threaded([comment(row) for row in rows])), None)


def asked(question: str, which: str, record: int, actor: Actor | None, **values: int) -> list[tuple[Any, ...]]:
    """Comments oldest first. What is held is there for its author only."""
    own = ", ".join(str(int(key)) for key in rules.own_keys(actor, record)) or "0"
    with connection.cursor() as cursor:
        cursor.execute(question.format(own=own, which=which.format(own=own)), {
            "record": record, "me": me(actor), **values})
        return list(cursor.fetchall())


def comment(row: tuple[Any, ...]) -> Said:
    return Said._make((*row[:13], instant(row[13]), row[14] and instant(row[14]), bool(row[15]), *row[16:]))


def me(actor: Actor | None) -> int:
    return actor.person.pk if actor else 0


def instant(value: datetime) -> datetime:
    """SQLite keeps moments in UTC and does not say so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def threaded(rows: list[Said]) -> list[Thread]:
    """From comments oldest first to threads newest first; what was taken back without a trace is left out."""
    heads = {row.pk: Thread(row) for row in rows if row.parent is None}
    for row in rows:
        if row.parent in heads and not row.traceless:
            heads[row.parent].replies.append(row)
    return sorted(heads.values(), key=lambda thread: -thread.comment.pk)


def shows(thread: Thread) -> bool:
    return bool(thread.replies) or not thread.comment.traceless


def standing(record: Record, actor: Actor | None) -> dict[str, Any]:
    """How many support and follow, and how this reader stands to the record: one query."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"record": record.pk, "me": me(actor)})
        return stands(cursor.fetchone())


def stands(row: tuple[Any, ...]) -> dict[str, Any]:
    supports, follows, supported, volume = row
    return {"supports": supports, "followers": follows, "supported": bool(supported), "volume": volume or ""}


def passages(record: Record) -> dict[str, str]:
    """The paragraphs and themes of this record that people may speak to, as they read now."""
    kind = kinds.get(record.kind)
    return kind.passages(kind.model._default_manager.get(pk=record.pk))


def counts(records: list[int]) -> dict[int, int]:
    """How many comments are shown on each of these records: one query, for lists of cards."""
    found = Comment.objects.filter(record__in=records, state="shown").values_list("record").annotate(many=Count("pk"))
    return dict(found.order_by())


def of_person(actor: Actor, older: Key | None = None, size: int = 20) -> list[Comment]:
    """My comments, newest first, one more than a page; each with the last round of moderation as `case_state`."""
    last = Case.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    found = Comment.objects.filter(rules.own(actor)).exclude(state="withdrawn").select_related("record", "office")
    if older is not None:
        found = found.filter(pk__lt=older.pk)
    return list(found.annotate(case_pk=Subquery(last.values("pk")[:1]), case_state=Subquery(last.values("state")[:1]))
                .order_by("-pk")[:size + 1])


def followed(person: Person) -> QuerySet[Follow]:
    return Follow.objects.filter(person=person.pk).exclude(record__visibility__in=("erased", "hidden")).select_related(
        "record").order_by("-pk")


def waiting(actor: Actor, *, state: str = "open", cause: str = "", kind: str = "") -> QuerySet[Case]:
    """The queue of this moderator, the oldest first, with what the page needs; nothing of their own unit."""
    found = Case.objects.filter(rules.queue.q(actor), state=state)
    if state == "appealed":
        found = found.filter(rules.decide_appeal.q(actor))
    if cause:
        found = found.filter(cause=cause)
    if kind:
        found = found.filter(comment__record__kind=kind)
    return found.select_related("comment__record", "comment__author", "comment__office").prefetch_related(
        "comment__flags").order_by("pk")


def log() -> QuerySet[Case]:
    """Every decision, newest first, for everyone: on which public record, why, by which office, what became of it."""
    return Case.objects.filter(decided__isnull=False, comment__record__visibility="public").select_related(
        "comment__record", "office", "judge_office")


def lately() -> dict[str, int]:
    """How many comments were hidden, kept and shown again in thirty days, for the head of the log."""
    since = timezone.now() - timedelta(days=LATELY)
    month = dict(Case.objects.filter(decided__gte=since).order_by().values_list("state").annotate(many=Count("pk")))
    return {"hidden": month.get("hidden", 0) + month.get("appealed", 0) + month.get("upheld", 0),
            "kept": month.get("kept", 0), "restored": month.get("restored", 0)}


def likeness(text: str) -> float:
    """How much a text looks like what moderators here have hidden as spam: 0 to 1, 0.5 without any evidence."""
    return spam.score(text, loaded(Lesson.objects.values_list("model", flat=True).first() or ""))


@lru_cache(maxsize=4)
def loaded(model: str) -> spam.Model:
    """Before the first lesson: what is known before anybody has decided."""
    region = country().phone_region
    return spam.load(model, region) if model else spam.start(folder("watch", "spam.tsv"), region)
