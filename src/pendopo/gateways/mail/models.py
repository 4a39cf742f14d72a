"""Mail that came in, sealed until it is understood or a person has looked at it."""
from django.db import models
from django.utils import timezone

from pendopo.kit.seal.models import DataKey


class ArrivedMail(models.Model):
    """One letter to the city's address. Afterwards only its mark stays, so that a repeated delivery is known."""
    mark = models.CharField(max_length=64, unique=True)                  # keyed hash of recipient and Message-ID
    at = models.DateTimeField(default=timezone.now)
    key = models.OneToOneField(DataKey, models.SET_NULL, null=True, related_name="mail")
    to = models.BinaryField(default=b"")                                 # sealed: envelope sender and recipient
    body = models.BinaryField(default=b"")                               # sealed: the letter as it came
    held = models.CharField(max_length=10, blank=True)                   # why a person has to look: intake.HELD
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, default=timezone.now)     # None: understood, held, or given up
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_try"], name="mail_due", condition=models.Q(next_try__isnull=False)),
                   models.Index(fields=["at"], name="mail_at")]
