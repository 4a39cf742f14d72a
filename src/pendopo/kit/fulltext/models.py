from django.db import models


class Term(models.Model):
    """A word of the whole index: in how many rows it stands, and how people write it.

    What a search may cost and how a typing error is put right is read from here. A word that stands nowhere any more
    is deleted, so that what was erased cannot be guessed at.
    """
    term = models.CharField(max_length=40, primary_key=True)
    df = models.BigIntegerField(default=0)                       # rows that hold it
    form = models.CharField(max_length=40, blank=True)           # the shortest way it was written: "layanan"


class Change(models.Model):
    """What one `put` did to the counts, not yet counted in: {term: [rows more or less, form]}.

    Rows are only added and `fold` takes them away, so that two people who write at once never wait for the same
    frequent word.
    """
    counts = models.JSONField()
