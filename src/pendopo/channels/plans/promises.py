"""Leaders, their terms of office, what they promised and to whom, and what they hand over when a term ends.

A promise is a commitment like any other, in a plan of its leader's term; what is particular to it stands here.
"""
from django.db import models
from django.urls import reverse

from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.models import Event

PARTIAL = 10                         # characters of a partial date


class Term(models.Model):
    """A leader in office from a day to a day. Who leads a city is a public fact."""
    slug = models.CharField(max_length=60, unique=True)
    leader = models.CharField(max_length=200)
    post = models.CharField(max_length=100)                          # Bupati, Wali Kota, Penjabat Bupati
    acting = models.BooleanField(default=False)                      # Pj, Plt: appointed, not elected
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="terms_of_office")    # its staff answer
    since = models.DateField()
    until = models.DateField(null=True)                              # planned last day, then the real one
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    ended = models.DateTimeField(null=True)
    ending = models.CharField(max_length=300, blank=True)            # how it ended
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    ended_line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.post} {self.leader}"

    def get_absolute_url(self) -> str:
        return reverse("plans:term", args=[self.slug])


class Promise(models.Model):
    """What makes a commitment a leader's promise: where it was said, and who had asked for it."""
    commitment = models.OneToOneField("plans.Commitment", models.PROTECT, related_name="promise")
    term = models.ForeignKey(Term, models.PROTECT, related_name="promises")
    sort = models.CharField(max_length=10)                           # vision mission programme speech dialogue
    asked = models.BooleanField(default=False)                       # somebody had asked; they may confirm
    asker = models.CharField(max_length=100, blank=True)             # as they want to be called; may be empty
    question = models.TextField(blank=True)                          # what was asked, in the asker's words
    asked_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=PARTIAL, blank=True)          # the day of the promise, as exactly as known
    venue = models.CharField(max_length=200, blank=True)             # where it was said
    form_key = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["term", "id"], name="promise_term")]
        constraints = [models.UniqueConstraint(fields=["form_key"], condition=~models.Q(form_key=""),
                                               name="promise_form_once")]


class Confirmation(models.Model):
    """The one who asked says whether the promise was kept. A later word stands beside the earlier."""
    commitment = models.ForeignKey("plans.Commitment", models.PROTECT, related_name="confirmations")
    kept = models.BooleanField()
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="promise_confirmations")
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Handover(models.Model):
    """One open promise or commitment in the record that a leader leaves, and what the successor said to it."""
    term = models.ForeignKey(Term, models.PROTECT, related_name="handovers")             # the term that ended
    commitment = models.ForeignKey("plans.Commitment", models.PROTECT, related_name="handovers")
    position = models.PositiveIntegerField()
    plan_code = models.CharField(max_length=12)                      # plan, number, title and state as handed over:
    number = models.CharField(max_length=20)                         # they stay, whatever it is called later
    title = models.CharField(max_length=300)
    state_then = models.CharField(max_length=20)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, blank=True)             # continue change stop
    reason = models.TextField(blank=True)
    reason_html = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="handover_answers")
    answer_event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["term", "commitment"], name="handover_once")]
