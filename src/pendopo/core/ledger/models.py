from django.db import models

PUBLIC, PRIVATE = "public", "private"


class Head(models.Model):
    """One row: how many lines have a place, which log is the current one, and what was last published."""
    size = models.BigIntegerField(default=0)
    origin = models.CharField(max_length=200, blank=True)
    published = models.BigIntegerField(default=0)


class Line(models.Model):
    """One line of the log: the public leaf, and beside it the private opening.

    `entry` is a salted hash and tells nothing. `facts` and `words` are the canonical bytes it commits to; the words of
    a citizen have a salt of their own, so they can be erased and the facts still open. `seq` is the place in the log,
    without gaps, given by the sequencer after commit; `id` is only the order of arrival.
    """
    seq = models.BigIntegerField(null=True, unique=True)
    entry = models.BinaryField(max_length=32)
    facts = models.TextField(blank=True)
    salt = models.BinaryField(max_length=16)
    words = models.TextField(blank=True)
    words_salt = models.BinaryField(max_length=16, null=True)
    words_hash = models.BinaryField(max_length=32, null=True)
    visibility = models.CharField(max_length=10, default=PUBLIC)         # public private: may the facts be exported
    words_visibility = models.CharField(max_length=10, default=PUBLIC)   # public private: may the words be exported

    class Meta:
        indexes = [models.Index(fields=["id"], name="line_waiting", condition=models.Q(seq=None))]
