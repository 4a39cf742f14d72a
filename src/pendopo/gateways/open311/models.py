"""Who may write through Open311, what came in, what was sent to others, and how many reports there are by day."""
from django.db import models

from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.kit.seal.models import DataKey


class Body(models.Model):
    """Another body's Open311 server, to which reports can be sent. Its key for us lies sealed."""
    name = models.SlugField(max_length=40, unique=True)
    url = models.URLField(max_length=300)                            # up to /v2, without a slash at its end
    jurisdiction = models.CharField(max_length=100, blank=True)
    format = models.CharField(max_length=4, default="json")          # json xml: what it speaks
    secret = models.BinaryField(default=b"")
    key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Key(models.Model):
    """The key of a program. Only its hash is kept; it is shown once."""
    name = models.CharField(max_length=100, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=40)                         # of: read write updates
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="keys")   # whose updates it brings
    made = models.DateTimeField()
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")    # null: at the machine itself
    used = models.DateTimeField(null=True)                           # last seen, to the hour
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")


class Received(models.Model):
    """Which key a report came with: its program may ask how far it is before it is published."""
    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="+")
    key = models.ForeignKey(Key, models.PROTECT, related_name="received")


class Heard(models.Model):
    """An update that another body sent, so that the same one twice is heard once."""
    key = models.ForeignKey(Key, models.PROTECT, related_name="heard")
    number = models.CharField(max_length=200)                        # its update_id
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="open311_heard_once")]


class Push(models.Model):
    """A public report on its way to another body, and what is known of it there."""
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="pushes")
    service_code = models.CharField(max_length=100)
    state = models.CharField(max_length=10, default="waiting")       # waiting token sent given_up
    number = models.CharField(max_length=200, blank=True)            # its service_request_id there
    token = models.CharField(max_length=200, blank=True)             # until it has one
    status = models.CharField(max_length=60, blank=True)             # as they call it: open closed
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)                       # null: nothing left to do
    error = models.CharField(max_length=200, blank=True)             # never what was sent
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "body"], name="open311_push_once")]
        indexes = [models.Index(fields=["next_try"], name="open311_push_due",
                                condition=models.Q(next_try__isnull=False))]


class Tally(models.Model):
    """How many public reports came in: by day of the city (of each category too), and by hour. With it the address of
    page 900 is found by adding a few numbers instead of counting rows."""
    span = models.CharField(max_length=1)                            # d h
    begins = models.DateTimeField()
    code = models.CharField(max_length=60, blank=True)               # of a category; "" counts all
    status = models.CharField(max_length=6)                          # open closed
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "span", "begins", "status"], name="open311_tally_once")]


class Mark(models.Model):
    """The first row of the timelines that tells of this day: where a search by time begins."""
    day = models.DateField(primary_key=True)
    event = models.BigIntegerField()


class Followed(models.Model):
    """One row: up to which line of the ledger the tallies are true."""
    place = models.BigIntegerField(default=-1)
