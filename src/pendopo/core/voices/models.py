"""What people say to a record, and how they stand to it."""
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.models import Record

LONGEST = 5_000                                 # characters of a comment
WINDOW = timedelta(minutes=15)                  # in which one may correct or take back one's words without a trace
UNDO = timedelta(minutes=10)                    # in which a moderator may take back a decision
VOLUMES = [
    ("loud", _("At once: a mail for everything that happens")),
    ("normal", _("In the digest: one mail with everything new")),
    ("quiet", _("Only here: on “My news”, no mail")),
    ("mute", _("Nothing: not even when somebody answers me here")),
]


class Comment(models.Model):
    """Words of a person or an office on a record. Two levels: a comment, and replies below it.

    `line` is the line of the ledger in which the present words stand; `mark` is the beginning of the entry of its
    first line, by which later lines name the comment. States: shown; held (the spam score was high: a moderator looks
    first); hidden (by moderation); withdrawn (by the author, or with their account).
    """
    record = models.ForeignKey(Record, models.PROTECT, related_name="comments", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="comments")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="comments")   # spoken for
    rank = models.CharField(max_length=10, default="ordinary")      # ordinary official
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)                             # safe; made once (kit/markdown)
    language = models.CharField(max_length=2, blank=True)           # id en, or empty where it cannot be told
    state = models.CharField(max_length=10, default="shown")
    reason = models.CharField(max_length=12, blank=True)            # why it is hidden: a key of voices/reasons
    score = models.FloatField(default=0.0)                          # how much it looks like spam, 0 to 1
    supports = models.PositiveIntegerField(default=0)
    passage = models.CharField(max_length=40, blank=True)           # the paragraph it is about (Kind.passages)
    quoted = models.CharField(max_length=200, blank=True)           # how that read when it was said
    at = models.DateTimeField(default=timezone.now)
    edited = models.DateTimeField(null=True)                        # corrected or withdrawn
    mark = models.CharField(max_length=32)
    line = models.OneToOneField(Line, models.PROTECT, related_name="comment")

    class Meta:
        indexes = [models.Index(fields=["record", "parent", "-id"], name="comment_threads")]

    @property
    def traceless(self) -> bool:
        """Taken back so soon that the page shows nothing; the ledger still says that something was."""
        return self.state == "withdrawn" and self.edited is not None and self.edited - self.at <= WINDOW


class Support(models.Model):
    """A person stands behind a record or a comment, once."""
    record = models.ForeignKey(Record, models.PROTECT, related_name="supports")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="supporters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="supports")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "person"], condition=Q(comment=None), name="support_once"),
            models.UniqueConstraint(fields=["comment", "person"], condition=Q(comment__isnull=False),
                                    name="support_comment_once"),
        ]


class Follow(models.Model):
    """A person wants to know, as loudly as they chose. Who follows what is nobody else's business."""
    record = models.ForeignKey(Record, models.PROTECT, related_name="follows", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="follows")
    volume = models.CharField(max_length=6, choices=VOLUMES, default="normal")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "person"], name="follow_once")]


class Flag(models.Model):
    """Somebody says that a comment breaks the rules of the house. An account is not needed."""
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="flags")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="flags")
    reason = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], condition=Q(person__isnull=False),
                                               name="flag_once")]


class Case(models.Model):
    """One round of moderation on one comment; the decided ones are the public log.

    open (somebody must look), kept or hidden (decided), appealed (the author objects), upheld or restored (decided by
    somebody else than who hid it). `batch` ties what was decided in one go, for the undo; `before` is the comment's
    state then.
    """
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, default="open")
    cause = models.CharField(max_length=6)                          # spam flag own
    opened = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=12, blank=True)
    words = models.TextField(blank=True)
    moderator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases_moderated")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="cases_moderated")
    decided = models.DateTimeField(null=True)
    batch = models.CharField(max_length=32, blank=True)
    before = models.CharField(max_length=10, blank=True)
    appeal = models.TextField(blank=True)
    appealed = models.DateTimeField(null=True)
    judge = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases_judged")
    judge_office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="cases_judged")
    judged = models.DateTimeField(null=True)
    verdict = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="case_queue"),
            models.Index(fields=["-decided", "-id"], name="case_log", condition=Q(decided__isnull=False)),
            models.Index(fields=["batch"], name="case_batch", condition=~Q(batch="")),
        ]
        constraints = [models.UniqueConstraint(fields=["comment"], condition=Q(state="open"), name="case_open")]


class Lesson(models.Model):
    """What the spam score has learned from decisions: one row."""
    model = models.TextField(blank=True)
    at = models.DateTimeField(null=True)                            # up to when
