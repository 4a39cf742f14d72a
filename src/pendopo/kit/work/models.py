from django.db import models


class Run(models.Model):
    """The last run of a timer, for the health page. A daily timer missed while the worker was off runs at its start."""
    name = models.CharField(max_length=60, primary_key=True)
    started = models.DateTimeField()
    seconds = models.FloatField(default=0)
    did = models.IntegerField(default=0)
    failed = models.CharField(max_length=100, blank=True)       # the class of the error, never its words


class Passage(models.Model):
    """What went through a gateway in one direction, counted. No word, no address, no code of anything."""
    name = models.CharField(max_length=40, primary_key=True)    # sms.in, lapor.out
    passed = models.BigIntegerField(default=0)
    last = models.DateTimeField(null=True)
    dropped = models.BigIntegerField(default=0)                 # left aside on purpose: robots, repetitions, too many
    failed = models.BigIntegerField(default=0)
    last_failed = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)        # the class of the last error, never its words
