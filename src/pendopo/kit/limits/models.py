from django.db import models


class Spent(models.Model):
    """How often something was done in a window of time. The key is a keyed hash: it names nobody."""
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    ends = models.BigIntegerField()             # when the window ends, in seconds since 1970
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key", "ends"], name="spent_once")]
        indexes = [models.Index(fields=["ends"], name="spent_ends")]
