"""Reports on their way to the national application: which, and how far. Their words are opened when they are sent."""
from django.db import models
from django.utils import timezone


class Sending(models.Model):
    """An officer chose that this report goes to LAPOR!. `unsure`: it may have arrived and no number came back."""
    report = models.OneToOneField("reports.Report", models.CASCADE, primary_key=True, related_name="lapor_sending")
    made = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, default="waiting")            # waiting unsure sent given_up
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, default=timezone.now)
    error = models.CharField(max_length=80, blank=True)                  # the class of the error, never its words


class Saying(models.Model):
    """An answer of an office here that goes to LAPOR! as well."""
    message = models.OneToOneField("reports.Message", models.CASCADE, primary_key=True, related_name="lapor_saying")
    state = models.CharField(max_length=8, default="waiting")            # waiting sent given_up
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, default=timezone.now)
    error = models.CharField(max_length=80, blank=True)


class Heard(models.Model):
    """An answer from there that is here already."""
    mark = models.CharField(max_length=64, unique=True)                  # keyed hash of number and answer
    at = models.DateTimeField(default=timezone.now)
