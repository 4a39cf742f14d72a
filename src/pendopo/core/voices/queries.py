"""What was said, who follows, what waits for a moderator. Writes nothing."""
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from pendopo.analysis import spam
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.core.records.paging import Key
from pendopo.core.voices import rules
from pendopo.core.voices.models import Case, Comment, Follow, Lesson, Support

THREADS = 100           # first-level comments a page; their replies come with them
WAY = {"loud": "now", "normal": "digest", "quiet": "here"}


@dataclass
class Thread:
    comment: Comment
    replies: list[Comment] = field(default_factory=list)


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


def discussion(record: Record, actor: Actor | None, older: Key | None = None) -> Discussion:
    """The threads newest first, the replies in each oldest first. Two queries, however many comments."""
    mine = rules.own(actor)
    visible = Q(record=record.pk) & (Q(state__in=("shown", "hidden", "withdrawn")) | (Q(state="held") & mine))
    heads = Comment.objects.filter(visible, parent=None).order_by("-pk")
    if older is not None:
        heads = heads.filter(pk__lt=older.pk)
    keys = heads.values("pk")[:THREADS + 1]
    found = Comment.objects.filter(visible).filter(Q(pk__in=keys) | Q(parent__in=keys))
    found = found.select_related("author", "office").defer(
        "text", "office__about", "office__source", "office__refusal", "office__plea").order_by("pk")
    supported = Support.objects.filter(comment=OuterRef("pk"), person=actor.person.pk) if actor else None
    rows = list(found.annotate(supported=Exists(supported) if supported is not None else Value(False)))
    threads = threaded(rows)
    more = str(Key(threads[THREADS - 1].comment.at, threads[THREADS - 1].comment.pk)) if len(threads) > THREADS else ""
    return Discussion([one for one in threads[:THREADS] if shows(one)], more, **standing(record, actor))


def threaded(rows: list[Any]) -> list[Thread]:
    """From comments oldest first to threads newest first; what was taken back without a trace is left out."""
    heads = {row.pk: Thread(row) for row in rows if row.parent_id is None}
    for row in rows:
        if row.parent_id in heads and not row.traceless:
            heads[row.parent_id].replies.append(row)
    return sorted(heads.values(), key=lambda thread: -thread.comment.pk)


def shows(thread: Thread) -> bool:
    return bool(thread.replies) or not thread.comment.traceless


def standing(record: Record, actor: Actor | None) -> dict[str, Any]:
    """How many support and follow, and how this reader stands to the record: one query."""
    supports = Support.objects.filter(record=OuterRef("pk"), comment=None)
    follows = Follow.objects.filter(record=OuterRef("pk"))
    person = actor.person.pk if actor else 0
    found = Record.objects.filter(pk=record.pk).annotate(
        supports_now=counted(supports), followers_now=counted(follows),
        supported_now=Exists(supports.filter(person=person)),
        volume_now=Subquery(follows.filter(person=person).values("volume")[:1]),
    ).values_list("supports_now", "followers_now", "supported_now", "volume_now").first()
    supports_, followers_, supported_, volume_ = found or (0, 0, False, None)
    return {"supports": supports_ or 0, "followers": followers_ or 0, "supported": bool(supported_),
            "volume": volume_ or ""}


def counted(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("record").annotate(many=Count("pk")).values("many"))


def thread_of(comment: Comment, actor: Actor | None) -> Thread:
    """One comment with the thread around it, for its own address."""
    root = comment.parent_id or comment.pk
    rows = list(Comment.objects.filter(Q(pk=root) | Q(parent=root)).filter(rules.read.q(actor)).select_related(
        "author", "office", "record").order_by("pk"))
    return threaded(rows)[0] if rows and rows[0].pk == root else Thread(comment)


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


def tally_since(day: datetime) -> dict[str, int]:
    """How many were decided how, for the head of the log."""
    return dict(Case.objects.filter(decided__gte=day).order_by().values_list("state").annotate(many=Count("pk")))


def likeness(text: str) -> float:
    """How much a text looks like what moderators here have hidden as spam: 0 to 1, 0.5 without any evidence."""
    learned = Lesson.objects.values_list("model", flat=True).first()
    return spam.score(text, loaded(learned)) if learned else 0.5


@lru_cache(maxsize=4)
def loaded(model: str) -> Any:
    return spam.load(model)
