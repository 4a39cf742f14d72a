from django.db import models
from django.db.models import Q
from django.utils import timezone

from pendopo.kit.seal.models import DataKey

URGENT, ORDINARY = 0, 1


class Letter(models.Model):
    """Something to be carried to one address by mail or SMS. The post knows addresses, not citizens.

    `rank` 0 is what somebody waits for at the screen (a code to sign in): it goes first, and its words go as soon as
    it is on its way. `next_try` is empty when nothing is left to do, and lies a little ahead while a carrier holds
    the letter, so that a carrier that died leaves it to the next one.

    A sealed letter has address and words in `body` alone, under a key of its own: whoever steals the table learns
    nothing, not even to whom it went. `claim` opens it for the carrier; once it is done, body and key are gone.

    `about` names a thing and no person ("reports.report:4711"), so that the letters about it can go without those that
    somebody else waits for at the same address.
    """
    channel = models.CharField(max_length=4, default="mail")             # mail sms wa
    to = models.CharField(max_length=254, blank=True)                    # an address or a number, E.164
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    rank = models.SmallIntegerField(default=ORDINARY)
    made = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, default="waiting")            # waiting sent failed given_up
    tries = models.SmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, default=timezone.now)
    error = models.CharField(max_length=80, blank=True)                  # the class of the error, never its words
    sent = models.DateTimeField(null=True)
    about = models.CharField(max_length=40, blank=True)                  # of what it speaks, by number: forget_about
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="letter")
    body = models.BinaryField(default=b"")                               # sealed: to, subject, text, html, headers

    class Meta:
        indexes = [
            models.Index(fields=["channel", "rank", "next_try", "id"], name="letter_due",
                         condition=Q(next_try__isnull=False)),
            models.Index(fields=["made"], name="letter_made"),
            models.Index(fields=["about"], name="letter_about"),
        ]


class Connection(models.Model):
    """How letters ("surel") or messages ("sms") leave, as the city's office typed it in: sealed under a key of its own,
    because it holds a password. The environment, where it is set, wins."""
    name = models.CharField(max_length=8, primary_key=True)
    key = models.OneToOneField(DataKey, models.PROTECT, related_name="connection")
    body = models.BinaryField()
    changed = models.DateTimeField(default=timezone.now)
