"""What is asked, of whom, and what came back. No row here tells who answered what."""
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.kit.seal.models import DataKey


class Survey(Record):
    """Questions to people, about any record or about none. Its answers lie sealed until it is closed.

    `sort`: open (an ordinary survey), climate (two forms, government and society, whose results come out together).
    `who` may answer: anyone, invited (a one-time invitation), government or society (members of that side).
    `release` is everything that is public of the answers; of a climate survey it is all that is left of them.
    """
    KIND: ClassVar[str] = "surveys"
    sort = models.CharField(max_length=10, default="open")
    who = models.CharField(max_length=12, default="anyone")
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="surveys")
    title_en = models.CharField(max_length=300, blank=True)
    summary_en = models.TextField(blank=True)
    closes = models.DateField(null=True)                             # the last day on which one can answer
    wave = models.PositiveIntegerField(default=1)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="after")     # the wave before
    facilitator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="surveys_facilitated")
    public_key = models.BinaryField(max_length=32, null=True)        # of the facilitator, for this survey alone
    key = models.ForeignKey(DataKey, models.SET_NULL, null=True, related_name="surveys")
    wording = models.CharField(max_length=64, blank=True)            # SHA-256 of all questions when it was opened
    answered = models.JSONField(default=dict)                        # how many by side, after the close
    release = models.JSONField(default=dict)


class Question(models.Model):
    """One question. Its `code` names the column of the export and never changes.

    `options`: of single, multiple, ranking; `rows`: of a matrix; each {"code", "text", "text_en"}. `points` with the
    words at both ends: of scale and matrix. `least`, `most`: of number (a number) and date (a day). `when` names an
    earlier question; this one is asked of those whose answer to it is in `among`.
    """
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="questions")
    side = models.CharField(max_length=12, blank=True)               # of a climate survey: government society
    code = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    page = models.PositiveIntegerField(default=1)
    sort = models.CharField(max_length=10)
    text = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500, blank=True)
    hint = models.CharField(max_length=500, blank=True)
    hint_en = models.CharField(max_length=500, blank=True)
    options = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    points = models.PositiveIntegerField(default=5)
    low = models.CharField(max_length=80, blank=True)
    low_en = models.CharField(max_length=80, blank=True)
    high = models.CharField(max_length=80, blank=True)
    high_en = models.CharField(max_length=80, blank=True)
    least = models.CharField(max_length=20, blank=True)
    most = models.CharField(max_length=20, blank=True)
    needed = models.BooleanField(default=True)
    when = models.CharField(max_length=20, blank=True)
    among = models.JSONField(default=list)

    class Meta:
        ordering = ["side", "place"]
        constraints = [models.UniqueConstraint(fields=["survey", "side", "code"], name="question_once")]


class Pending(models.Model):
    """An answer on its way: sealed, without time, under a random name. All are opened, shuffled and deleted together
    when the survey closes."""
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="pending")
    side = models.CharField(max_length=12, blank=True)
    body = models.BinaryField()


class Token(models.Model):
    """A one-time invitation, as a keyed hash. It is deleted when it is used, the rest when the survey closes: so no row
    tells who answered, nor in which order."""
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="tokens")
    side = models.CharField(max_length=12, blank=True)
    hash = models.CharField(max_length=64, unique=True)


class Taken(models.Model):
    """This person has answered (a survey for members of one side, so that each answers once); gone at the close."""
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="taken")
    person = models.ForeignKey(Person, models.PROTECT, related_name="surveys_taken")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="taken_once")]


class Paper(models.Model):
    """A form on paper, keyed in by one and then by another. Both readings lie sealed and are emptied when they agree.

    `state`: once (waits for the second reading), differs (the two wait to be looked at), done.
    """
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="papers")
    side = models.CharField(max_length=12, blank=True)
    number = models.CharField(max_length=64)                         # on the form; of an invitation: its hash
    state = models.CharField(max_length=8, default="once")
    first = models.BinaryField(null=True)
    second = models.BinaryField(null=True)
    first_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="papers_first")
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="papers_second")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="paper_once")]


class Reply(models.Model):
    """One answered form of an ordinary survey, after the close: no person, no time, no order. What was written in free
    words lies sealed."""
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="replies")
    values = models.JSONField(default=dict)
    texts = models.BinaryField(null=True)


class Writing(models.Model):
    """Free words of one side of a climate survey: only the facilitator's own key opens them."""
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="writings")
    side = models.CharField(max_length=12)
    code = models.CharField(max_length=20)
    body = models.BinaryField()


class Naming(models.Model):
    """One side says who shall be the facilitator. Whom both sides have named is it."""
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="namings")
    side = models.CharField(max_length=12)
    facilitator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="surveys_named")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="namings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "side"], name="naming_once")]


class Gist(models.Model):
    """What people wrote, told again in other words by who read it."""
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="gists")
    side = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=20)
    text = models.TextField()
    html = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "side", "code"], condition=Q(code__gt=""),
                                               name="gist_once")]
