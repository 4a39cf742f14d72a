from django.db import models


class Run(models.Model):
    """The last run of a timer, for the health page. A daily timer missed while the worker was off runs at its start."""
    name = models.CharField(max_length=60, primary_key=True)
    started = models.DateTimeField()
    seconds = models.FloatField(default=0)
    did = models.IntegerField(default=0)
    failed = models.CharField(max_length=100, blank=True)       # the class of the error, never its words
