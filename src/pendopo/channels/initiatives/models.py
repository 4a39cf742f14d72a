"""An initiative of government and civil society, and what its five steps leave behind (brief 002).

Whatever hangs on an initiative is a draft of its room until both sides agree to the sheet that it stands on; then a
picture of the sheet becomes public. Nothing is deleted: what nobody wants any more is set aside.
"""
from typing import ClassVar

from django.db import models

from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.models import Event, Record
from pendopo.kit.files.models import StoredFile
from pendopo.kit.seal.models import DataKey

SHORT = 300                          # characters of a title


class Initiative(Record):
    """`office` opened it, `topic` is its sector, `due` its next check-in. That it goes on, by whom and since when, is
    public from its first day."""
    KIND = "initiatives"
    title_en = models.CharField(max_length=SHORT, blank=True)
    summary_en = models.TextField(blank=True)
    partner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")     # asked to come in
    facilitator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    facilitator_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    funder = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    implementer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    sensitive = models.BooleanField(default=False)                   # small groups are hidden in all it publishes
    sensitive_why = models.TextField(blank=True)
    third_parties = models.TextField(blank=True)                     # who else was thought of, and what came of it
    pledge = models.TextField(blank=True)                            # what the leaders of both sides sign
    untested = models.TextField(blank=True)                          # why no prototype was tested
    scaling = models.CharField(max_length=10, blank=True)            # wide small none
    scaling_why = models.TextField(blank=True)
    paused_from = models.CharField(max_length=20, blank=True)
    interval = models.PositiveSmallIntegerField(default=30)          # days between check-ins (workflow.INTERVALS)
    reminded = models.DateField(null=True)                           # when the room was last told of a late check-in
    face = models.JSONField(default=dict)                            # who takes part, the check-ins
    source = models.CharField(max_length=500, blank=True)            # of one that was carried out elsewhere, before us


class Piece(models.Model):
    """Something drafted in the room. `by` is known to the room's ledger, never on a page."""
    SHEET: ClassVar[str] = ""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    aside = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    @property
    def sheet(self) -> str:
        return self.SHEET


# Step 1: the issue

class Issue(Piece):
    """A candidate; one of them is chosen."""
    SHEET = "issue"
    title = models.CharField(max_length=SHORT)
    text = models.TextField()
    data_helps = models.CharField(max_length=3, blank=True)          # yes no
    data_reason = models.TextField(blank=True)
    chosen = models.BooleanField(default=False)


class Evidence(Piece):
    """Where it is known from that the issue matters to people."""
    SHEET = "issue"
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="evidence")
    sort = models.CharField(max_length=12)                           # survey focus media expert records
    title = models.CharField(max_length=SHORT)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    checked = models.BooleanField(default=False)                     # no number in the file tells of fewer than five
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")   # a problem that the city knows


class Solution(Piece):
    """What might help; each side says how far it could live with it."""
    SHEET = "issue"
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="solutions")
    title = models.CharField(max_length=SHORT)
    text = models.TextField(blank=True)


class Rating(models.Model):
    """How acceptable a solution is, 1 to 5: one person's, or so many papers of one side."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    solution = models.ForeignKey(Solution, models.PROTECT, related_name="ratings")
    side = models.CharField(max_length=12)
    value = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")       # null: keyed in from paper
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["solution", "by"], name="room_rating_once")]


class Decision(Piece):
    """A question to the room: by consent (musyawarah), by dots or by score."""
    SHEET = "issue"
    question = models.CharField(max_length=SHORT)
    method = models.CharField(max_length=10, default="consent")      # consent dots score
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="decisions")   # what it led to
    outcome = models.TextField(blank=True)
    closed = models.DateTimeField(null=True)


class Ballot(models.Model):
    """What one person said in a decision, or so many papers of one side. Who objects does so in their own words."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="ballots")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="+")     # for dots and scores
    side = models.CharField(max_length=12)
    stance = models.CharField(max_length=10, blank=True)             # consent aside dissent
    points = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)
    people = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")       # null: keyed in from paper
    at = models.DateTimeField()


# Step 2: shared understanding

class Branch(Piece):
    """One line of the problem sheet; causes and implications hang below one another."""
    SHEET = "problem"
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="branches")
    sort = models.CharField(max_length=12)                           # cause implication effort goal expectation role
    side = models.CharField(max_length=12, blank=True)               # whose role or expectation
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)


class Asset(Piece):
    """Data that is needed: who has it, and whether it is open."""
    SHEET = "problem"
    title = models.CharField(max_length=SHORT)
    purpose = models.TextField(blank=True)
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    holder_name = models.CharField(max_length=200, blank=True)       # where it is no organisation of this server
    status = models.CharField(max_length=10)                         # open closed missing


class Meeting(Piece):
    """A forum, a training, a visit, a learning session: when, who came by unit and function, and how many of each side;
    no names. The trainings together are the log of what the team can do now."""
    SHEETS: ClassVar[dict[str, str]] = {"forum": "problem", "training": "plan", "visit": "plan", "learning": "lessons"}
    sort = models.CharField(max_length=10)
    side = models.CharField(max_length=12, blank=True)               # of a learning session: who met
    day = models.DateField()
    title = models.CharField(max_length=SHORT)
    who = models.CharField(max_length=500, blank=True)               # units and functions
    text = models.TextField(blank=True)
    government = models.PositiveIntegerField(default=0)
    cso = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)

    @property
    def sheet(self) -> str:
        return self.SHEETS[self.sort]


# Step 3: the joint team

class Seat(models.Model):
    """Somebody's place in the room, for an organisation and a side; without a person: so many who came on paper."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12)                           # government cso other
    function = models.CharField(max_length=200, blank=True)          # what they do there, never a name
    people = models.PositiveIntegerField(default=1)
    speaks = models.BooleanField(default=False)                      # agrees for the side
    team = models.BooleanField(default=False)                        # of the action team
    task = models.TextField(blank=True)                              # what they make or do themselves
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["side", "pk"]
        indexes = [models.Index(fields=["person", "initiative"], name="room_seat_person")]
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], condition=models.Q(until=None),
                                               name="room_seat_once")]


class Pledge(models.Model):
    """A leader is asked to stand behind the joint work; signs, or declines with a reason that stays public."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="pledges")
    side = models.CharField(max_length=12)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    function = models.CharField(max_length=200)                      # head of the health office
    state = models.CharField(max_length=10, default="asked")         # asked signed declined
    text = models.TextField(blank=True)                              # what was signed, word for word
    words = models.TextField(blank=True)                             # why it was declined
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]


# Step 4: the supported plan

class Activity(Piece):
    """What the team does, and the milestones on the way."""
    SHEET = "plan"
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="milestones")
    title = models.CharField(max_length=SHORT)
    text = models.TextField(blank=True)
    responsible = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    done = models.DateField(null=True)
    result = models.TextField(blank=True)


class Prototype(Piece):
    """Something small that can be tried."""
    SHEET = "plan"
    title = models.CharField(max_length=SHORT)
    text = models.TextField()
    url = models.CharField(max_length=1000, blank=True)


class Trial(Piece):
    """A prototype in the hands of people."""
    SHEET = "plan"
    prototype = models.ForeignKey(Prototype, models.PROTECT, related_name="trials")
    day = models.DateField()
    people = models.PositiveIntegerField(default=0)
    worked = models.CharField(max_length=10)                         # yes partly no
    text = models.TextField()


class DataRequest(Piece):
    """Data that somebody was asked for. Another channel's record (a request, a dataset) may take it over."""
    SHEET = "plan"
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, related_name="requests")
    title = models.CharField(max_length=SHORT)
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, default="open")          # open given refused silent
    answer = models.TextField(blank=True)
    answered = models.DateField(null=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class CheckIn(models.Model):
    """How one side sees the solution and the collaboration, 1 to 5; nobody sees the other side's before both are in."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    round = models.PositiveIntegerField()
    side = models.CharField(max_length=12)
    progress = models.PositiveSmallIntegerField()
    collaboration = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["round", "side"]
        constraints = [models.UniqueConstraint(fields=["initiative", "round", "side"], name="room_check_in_once")]


# Step 5: learning

class Lesson(Piece):
    """A line of the joint summary: the facilitator proposes, each side strikes or adds; only what is left appears."""
    SHEET = "lessons"
    sort = models.CharField(max_length=12)                           # worked failed of_cso of_government next
    text = models.TextField()
    side = models.CharField(max_length=12, blank=True)               # who added it; "" the facilitator
    struck_government = models.DateTimeField(null=True)
    struck_cso = models.DateTimeField(null=True)


class Locker(models.Model):
    """The key of one side's protected notes, bound to the people of that side (and, `shared`, to the facilitator)."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12)
    shared = models.BooleanField(default=False)
    key = models.OneToOneField(DataKey, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "side", "shared"], name="room_locker_once")]


class Note(models.Model):
    """Protected words of a learning session, sealed."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    locker = models.ForeignKey(Locker, models.PROTECT, related_name="notes")
    body = models.BinaryField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


# Agreeing

class Sheet(models.Model):
    """What a step leaves behind, as one text: every change raises its version; both sides' yes to one version shows
    it. What was shown stays until both agree to another one."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="sheets")
    name = models.CharField(max_length=10)                           # issue problem team plan lessons
    version = models.PositiveIntegerField(default=0)
    shown_version = models.PositiveIntegerField(default=0)           # 0: nothing is public yet
    shown = models.DateTimeField(null=True)
    face = models.JSONField(default=dict)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")    # of the last publication

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="room_sheet_once")]


class Agreement(models.Model):
    """A side's yes or no to one version of a sheet."""
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField()
    side = models.CharField(max_length=12)
    yes = models.BooleanField()
    words = models.TextField(blank=True)                             # of a no
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]


# The two halves of what a house test asks for: every table in which somebody drafts.
PIECES: tuple[type[Piece], ...] = (
    Issue, Evidence, Solution, Decision, Branch, Asset, Meeting, Activity, Prototype, Trial, DataRequest, Lesson)
