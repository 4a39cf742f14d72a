"""The making of a plan: its public timetable, what anyone contributed, what was answered, the papers of each stage.

A cycle is the record of a whole plan: it is what people follow and discuss, and it holds the plan (decisions/0009).
"""
from django.db import models
from django.urls import reverse

from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.models import Event, Record
from pendopo.kit.files.models import StoredFile

STAGES = ("preparation", "proposals", "drafting", "response", "adopted", "implementation", "self_assessment", "review")


class Cycle(Record):
    """The life of a plan, from the call to what was learned."""
    KIND = "cycles"
    title_en = models.CharField(max_length=300, blank=True)
    decree = models.CharField(max_length=200, blank=True)            # number and kind of the decree that adopted it
    decree_on = models.DateField(null=True)
    decree_url = models.CharField(max_length=500, blank=True)
    decree_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="plan_decrees")
    adopted = models.DateField(null=True)
    submitted = models.DateField(null=True)                          # to the Open Government Partnership
    cohort = models.CharField(max_length=40, blank=True)             # the intake of OGP Local that it belongs to
    face = models.JSONField(default=dict)                            # what its page shows, redrawn by every action


class Stage(models.Model):
    """When a stage is planned to be. A change is a new row; the row before stays with the day it was replaced."""
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="stages")
    name = models.CharField(max_length=20)                           # one of STAGES
    start = models.DateField()
    end = models.DateField()
    at = models.DateTimeField()                                      # when it was published
    replaced = models.DateTimeField(null=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["start", "pk"]
        constraints = [models.UniqueConstraint(fields=["cycle", "name"], condition=models.Q(replaced=None),
                                               name="stage_once")]


class Theme(models.Model):
    """What contributions and discussions are sorted by."""
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="themes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["cycle", "position"], name="theme_once")]

    def __str__(self) -> str:
        return self.title


class Contribution(models.Model):
    """What somebody wants in the plan. Public with its number; the words go with their author, the number stays.

    States: received; held (looks like advertising: a moderator looks first); hidden (by moderation, with a reason);
    withdrawn (by its author); answered.
    """
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="contributions")
    commitment = models.ForeignKey("plans.Commitment", models.PROTECT, null=True, related_name="contributions")
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=100, blank=True)              # as its author wants to be called; may be empty
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="plan_contributions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="plan_contributions")
    channel = models.CharField(max_length=10, default="web")         # web meeting letter
    state = models.CharField(max_length=10, default="received")
    reason = models.TextField(blank=True)                            # why it is hidden
    form_key = models.CharField(max_length=40, blank=True)           # the same form sent twice is one contribution
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="contribution_once"),
                       models.UniqueConstraint(fields=["form_key"], condition=~models.Q(form_key=""),
                                               name="contribution_form_once")]
        indexes = [models.Index(fields=["cycle", "state", "number"], name="contribution_state")]

    def get_absolute_url(self) -> str:
        return reverse("plans:contribution", args=[self.cycle.plan.code, self.number])


class Answer(models.Model):
    """Why a contribution was taken or not. A later answer stands beside it."""
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=10)                        # taken partly not_taken elsewhere
    text = models.TextField()
    html = models.TextField()
    commitments = models.ManyToManyField("plans.Commitment", related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="plan_answers")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="plan_answers")
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Paper(models.Model):
    """Something published about a plan: an invitation, notes of a discussion, a self-assessment, what was learned."""
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="papers")
    sort = models.CharField(max_length=20)                           # a key of words.PAPERS
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    url = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="plan_papers")
    day = models.DateField()                                         # of what it tells
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="papers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="plan_papers")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="plan_papers")
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["cycle", "sort", "id"], name="paper_sort")]
