"""What waits between a telephone and the city. No number and no word lies here in plain: numbers are keyed hashes or
sealed, words are sealed and go as soon as they are understood."""
from django.db import models
from django.utils import timezone

from pendopo.kit.regions.models import Region
from pendopo.kit.seal.models import DataKey


class Keyword(models.Model):
    """The word with which people of a place begin their message, e.g. CONTOH for the whole regency."""
    word = models.CharField(max_length=30, unique=True)                  # capital letters
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="keywords")    # None: the whole city


class Arrived(models.Model):
    """A message that came in, until it is understood; then only its mark, so that the same one is not taken twice."""
    mark = models.CharField(max_length=64, unique=True)                  # keyed hash of way and number of the message
    way = models.CharField(max_length=4)                                 # sms wa
    at = models.DateTimeField(default=timezone.now)
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="arrived")
    body = models.BinaryField(default=b"")                               # sealed: sender, text, media, time
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, default=timezone.now)     # None: understood, or given up
    error = models.CharField(max_length=80, blank=True)                  # the class of the error

    class Meta:
        indexes = [models.Index(fields=["next_try"], name="arrived_due", condition=models.Q(next_try__isnull=False)),
                   models.Index(fields=["at"], name="arrived_at")]


class Talk(models.Model):
    """About which report a telephone was last written to, so that a bare YES finds it. Never of a secret report."""
    mark = models.CharField(max_length=64, unique=True)                  # keyed hash of the number
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="talk")
    body = models.BinaryField(default=b"")                               # sealed: code
    at = models.DateTimeField()


class Stopped(models.Model):
    """A telephone that wants no messages of its own accord; what it asks for itself is still answered."""
    mark = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
