"""What a person is told, and how they want to be told."""
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.kit.seal.models import DataKey

WAYS = ("here", "digest", "now")        # only on the page of news; in the next digest; at once
PENDING = Q(seen=None, mailed=None)


class Notice(models.Model):
    """One piece of news for one person: which template, on which record, how often since they last looked.

    `facts` hold nothing personal and no title: both are read from the record when the news is shown, so a record that
    was hidden or erased meanwhile is neither listed nor mailed. While a piece of news was neither seen nor mailed, the
    next one of its kind on the same record raises its count: a hundred comments are one line and not a hundred.
    """
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices", db_index=False)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="notices", db_index=False)
    template = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=1)
    way = models.CharField(max_length=6, default="digest")
    made = models.DateTimeField(default=timezone.now)        # the latest of them
    seen = models.DateTimeField(null=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-made", "-id"], name="notice_list")]
        constraints = [models.UniqueConstraint(fields=["person", "record", "template"], condition=PENDING,
                                               name="notice_pending")]


class Delivery(models.Model):
    """How a person wants their mail; no row means daily. Quiet hours are the city's clock and hold for mail at once."""
    PACES = [("instant", _("At once")), ("daily", _("Once a day, in the morning")),
             ("weekly", _("Once a week, on Monday morning")), ("none", _("Never: I look here myself"))]
    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="delivery")
    pace = models.CharField(max_length=7, choices=PACES, default="daily")
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)


class Reach(models.Model):
    """Where somebody without an account wants to hear what becomes of what they said: a telephone or an address, under
    seal. Whoever reads there has said that it is theirs, or nothing is written but that one question. It goes when they
    say so, when an account takes over their receipt, when they take their words back, when the
    last message is as old as the rule says, or after a few days when nobody answers the question."""
    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="reach")
    key = models.OneToOneField(DataKey, models.PROTECT, related_name="+")
    body = models.BinaryField()                              # sealed: contact
    used = models.DateTimeField(default=timezone.now)        # left, or last written to
    proved = models.DateTimeField(null=True)                 # that somebody there said yes


class Stream(models.Model):
    """One row: up to which place of the ledger those upstream have been told (actions.flow)."""
    place = models.BigIntegerField()
