"""What went out of the ledger, day by day, and who gets it by mail."""
from django.db import models

from pendopo.core.people.models import Person


class Point(models.Model):
    """A signed checkpoint as it went out by feed, mail and paper. Never changed: others hold it against us."""
    day = models.DateField(unique=True)
    at = models.DateTimeField()
    origin = models.CharField(max_length=200)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)               # hex
    note = models.TextField()                            # as it was signed

    @property
    def line(self) -> str:
        """On one line, as it stands in the mail and in the square code: name, rows, root."""
        return f"{self.origin} {self.size} {self.root}"


class Reader(models.Model):
    """Somebody with a confirmed address who wants each checkpoint in the morning's letter."""
    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="checkpoint_reader")
    since = models.DateTimeField()
