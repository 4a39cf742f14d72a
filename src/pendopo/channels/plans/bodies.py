"""The table at which government and civil society sit: the multi-stakeholder forum, its seats, its meetings."""
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation, Person
from pendopo.kit.files.models import StoredFile


class Forum(models.Model):
    """A space for dialogue with public rules. Its members are organisations; their sides tell who sits across."""
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="forums_kept")    # who keeps its papers
    decree = models.CharField(max_length=200, blank=True)            # what founded it
    since = models.DateField(null=True)
    rules = models.TextField(blank=True)
    rules_html = models.TextField(blank=True)
    rules_url = models.CharField(max_length=1000, blank=True)
    rules_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="forum_rules")
    rules_at = models.DateTimeField(null=True)                       # when the rules were last published
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:forum", args=[self.slug])


class Seat(models.Model):
    """An organisation at the table, for a time. Who comes for it may be named, if they agreed to be."""
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="forum_seats")
    function = models.CharField(max_length=12, default="member")     # chair cochair secretary member
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="forum_seats")
    since = models.DateField()
    until = models.DateField(null=True)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["forum", "organisation"], condition=models.Q(until=None),
                                               name="seat_once")]


class Meeting(models.Model):
    """A meeting that was held or is called. It counts as public from the day on which its minutes are."""
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    day = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    sort = models.CharField(max_length=10, default="regular")        # regular drafting review
    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, related_name="meetings")
    agenda = models.TextField()
    agenda_html = models.TextField()
    present = models.ManyToManyField(Organisation, related_name="forum_meetings")
    people = models.PositiveIntegerField(null=True)                  # how many came
    minutes = models.TextField(blank=True)
    minutes_html = models.TextField(blank=True)
    minutes_url = models.CharField(max_length=1000, blank=True)
    minutes_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="forum_minutes")
    published = models.DateTimeField(null=True)                      # the minutes
    at = models.DateTimeField()                                      # when it was called
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    minutes_line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-day", "-number"]
        constraints = [models.UniqueConstraint(fields=["forum", "number"], name="meeting_once")]

    def get_absolute_url(self) -> str:
        return reverse("plans:meeting", args=[self.forum.slug, self.number])
