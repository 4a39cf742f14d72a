"""The record and what hangs on it: timeline, links, attachments, clocks, words to search."""
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation, Person
from pendopo.core.places.models import Place
from pendopo.kit.files.models import StoredFile
from pendopo.kit.fulltext.field import StemmedField

R = TypeVar("R", bound="Record")


class Records(models.Manager[R]):
    """On a channel's model: only its kind. (Forgetting the kind cost 40 times on SQLite.)"""

    def get_queryset(self) -> models.QuerySet[R]:
        kind = self.model.KIND
        return super().get_queryset().filter(kind=kind) if kind else super().get_queryset()


class Record(models.Model):
    """What the city does in the open. Thin, without verbs, never saved bare: a channel's model is."""
    KIND: ClassVar[str] = ""
    code = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=2, default=settings.LANGUAGE_CODE)   # of title and summary, as written
    topic = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20)
    visibility = models.CharField(max_length=10, default="public")   # public members sealed hidden erased
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="records")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="records")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="records")
    created = models.DateTimeField()
    published = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    closed = models.DateTimeField(null=True)
    objects = Records()

    class Meta:
        indexes = [
            models.Index(fields=["visibility", "-created", "-id"], name="record_feed"),
            models.Index(fields=["kind", "visibility", "-created", "-id"], name="record_list"),
            models.Index(fields=["kind", "state", "-created", "-id"], name="record_state"),
            models.Index(fields=["office", "state", "due"], name="record_desk"),
            models.Index(fields=["visibility", "due"], name="record_due", condition=models.Q(due__isnull=False)),
            # All that a queue asks of its rows; SQLite wants to find even there what the condition says.
            models.Index(fields=["kind", "due", "id", "state", "visibility", "office", "closed"], name="record_open",
                         condition=models.Q(closed__isnull=True)),
            # The same in the order in which it is counted: no sorting of all that is open.
            models.Index(fields=["kind", "state", "due", "id", "visibility", "office", "closed"],
                         name="record_counted", condition=models.Q(closed__isnull=True)),
            models.Index(fields=["visibility", "-closed", "-id"], name="record_closed",
                         condition=models.Q(closed__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return _door(self.kind, get_language()) + f"{self.code}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.KIND:
            raise TypeError("a bare record")
        self.kind = self.KIND
        super().save(*args, **kwargs)


@cache
def _door(kind: str, language: str | None) -> str:
    """What stands before the code in the address of every record of a kind; the language stands here for the memory
    only. A code needs no quoting."""
    return reverse(f"{kind}:detail", args=["0"]).removesuffix("0/")


class Event(models.Model):
    """One row of the timeline: what was done, by whom, when. What it said lies in the line of the ledger."""
    record = models.ForeignKey(Record, models.PROTECT, related_name="timeline")
    line = models.OneToOneField(Line, models.PROTECT, related_name="event")
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(Person, models.PROTECT, related_name="deeds")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="deeds")   # for which unit
    at = models.DateTimeField()
    visibility = models.CharField(max_length=10, default="public")   # public; members of its office; held by moderation
    carries = models.CharField(max_length=20, blank=True)            # what this row settles: title state

    class Meta:
        indexes = [models.Index(fields=["record", "id"], name="event_timeline")]


class Link(models.Model):
    """Two records that belong together, by a named relation; readable from both ends."""
    source = models.ForeignKey(Record, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Record, models.PROTECT, related_name="links_in")
    sort = models.CharField(max_length=30)                           # a key of relations.RELATIONS
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="links_made")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="links_made")   # for which
    words = models.CharField(max_length=500, blank=True)             # why they belong together
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")    # its row at the source
    ended = models.DateTimeField(null=True)                          # taken back; it stays to be read
    ended_words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "sort"], condition=models.Q(ended=None),
                                               name="link_once")]


class Attachment(models.Model):
    """A file on a record; what it is called for people, and who gave it."""
    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    title = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="attachments")
    at = models.DateTimeField()
    visibility = models.CharField(max_length=10, default="public")


class Clock(models.Model):
    """A running or finished legal clock. The calendar's version stands beside the date, so that it can be explained."""
    record = models.ForeignKey(Record, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=30)                           # the limit in the channel's workflow table
    started = models.DateField()
    due = models.DateField()
    stopped = models.DateTimeField(null=True)
    paused = models.DateField(null=True)
    pauses = models.JSONField(default=list)                          # [[from, to], ...] ISO days
    calendar = models.CharField(max_length=40)                       # version

    class Meta:
        indexes = [models.Index(fields=["record", "id"], name="clock_record")]


class Hold(models.Model):
    """A legal hold: while one stands, nothing of the record is erased or made nameless, whoever asks. It names the
    letter or case that it rests on, and no person."""
    record = models.ForeignKey(Record, models.PROTECT, related_name="holds")
    ground = models.CharField(max_length=20)                         # a key of holds.GROUNDS
    reference = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="holds_set")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="holds_set")   # for which
    at = models.DateTimeField()
    lifted = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="holds_lifted")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record"], name="one_living_hold",
                                               condition=models.Q(lifted__isnull=True))]


class Number(models.Model):
    """The last number given out, by prefix and year."""
    prefix = models.CharField(max_length=12, unique=True)
    last = models.BigIntegerField(default=0)


class SearchText(models.Model):
    """The stems of a record's words, title first."""
    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="search_text")
    words = StemmedField()


class KeptFigures(models.Model):
    """Published numbers as they stood on one day, so that who quotes them can be held to it later. Never changed."""
    name = models.CharField(max_length=40)                           # statistik rencana laporan
    subject = models.CharField(max_length=80, blank=True)            # which plan, or nothing
    day = models.DateField()
    at = models.DateTimeField()
    numbers = models.JSONField()                                     # {"done": 49, "all": 100}
    digest = models.CharField(max_length=64)                         # SHA-256 over all of this; stands in the line
    line = models.ForeignKey(Line, models.PROTECT, related_name="kept_figures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "subject", "day"], name="figures_of_a_day")]
