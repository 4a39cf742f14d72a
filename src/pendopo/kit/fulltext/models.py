from django.db import models


class Term(models.Model):
    """A stem of the whole index: in how many rows it stands. What a search may cost is read from here.

    A stem that stands nowhere any more is deleted with its forms, so that what was erased cannot be guessed at.
    """
    term = models.CharField(max_length=40, primary_key=True)
    df = models.BigIntegerField(default=0)                       # rows that hold it


class Form(models.Model):
    """A word as people write it, "pelayanan", and its stem: a typing error in a query is put right with these."""
    form = models.CharField(max_length=40, primary_key=True)
    term = models.CharField(max_length=40, db_index=True)
    used = models.BigIntegerField(default=0)                     # texts that were filed with it; never counted down


class Change(models.Model):
    """What one `put` did to the counts, not yet counted in.

    Rows are only added and `fold` takes them away, so that two people who write at once never wait for the same
    frequent word.
    """
    terms = models.JSONField()                                   # {stem: rows more or less}
    forms = models.JSONField()                                   # {word as written: [its stem, texts with it]}
