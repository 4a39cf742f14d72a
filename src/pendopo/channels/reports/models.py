"""Reports of citizens. Every text that a person or an office writes lies sealed (`BinaryField`, kit/seal) under the key
of its report; what the public reads is a second text beside it, confirmed by a person. Who reported lies under another
key in a table of its own. Nothing in these tables can be read by whoever steals the database."""
from django.conf import settings
from django.db import models

from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.models import Clock, Event, Record
from pendopo.kit.files.models import StoredFile
from pendopo.kit.regions.models import Region
from pendopo.kit.seal.models import DataKey


class Category(models.Model):
    """What reports are about: a tree of two levels or more. Loaded from packs/indonesia/reports or by the city."""
    code = models.CharField(max_length=60, unique=True)              # "jalan/rusak": stable, as Open311 calls it
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)                             # one a line: what people write when they mean it
    person_bound = models.BooleanField(default=False)                # civil registry, social aid: never "duplicates"
    physical = models.BooleanField(default=False)                    # "done" needs a photo of the place
    position = models.PositiveSmallIntegerField(default=0)
    open = models.BooleanField(default=True)                         # may be chosen
    source = models.CharField(max_length=200, default="unsourced")

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """Which office answers for a category in this city; with a region, only there (a district, a village)."""
    category = models.ForeignKey(Category, models.CASCADE, related_name="duties")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="report_duties")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="report_duties")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "office", "region"], name="duty_once")]


class Desk(models.Model):
    """One row: the office that verifies what comes in, and the one that does it when the first is complained about."""
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="report_desks")
    second = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="report_second_desks")
    signed = models.ManyToManyField(Organisation, related_name="+")  # whose answers go out when their head has signed


class Batch(models.Model):
    """One import of many reports, so that it can be undone as a whole."""
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=20)                           # ringkas open311 ...
    at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    loss = models.JSONField(default=dict)                            # what could not be kept: codes, counts
    undone = models.DateTimeField(null=True)


class Group(models.Model):
    """Reports about the same matter. Each stays a report; one answer can go to all, and each reporter is told."""
    made = models.DateTimeField()


class Report(Record):
    """One report. `title` and `summary` are the published ones; until a person has published, `title` says nothing.

    visibility: "sealed" waits for publication, its office sees it; "public" has a published text; "secret" exists for
    the named officers and the holder of its receipt alone, in no list of the house; "erased".
    """
    KIND = "reports"
    classification = models.CharField(max_length=12)                 # complaint supervisory aspiration information
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="reports")
    anonymous = models.BooleanField(default=False)                   # the name is hidden, from the office too
    secret = models.BooleanField(default=False)                      # the text is hidden, but for named officers
    channel = models.CharField(max_length=12, default="web")         # how it came: words.CHANNELS
    form_key = models.CharField(max_length=64, null=True, unique=True)    # hash: the same form sent twice is one report
    key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="reports")
    original = models.BinaryField(default=b"")                       # sealed: words.Told, as the person told it
    text = models.TextField(blank=True)                              # published: redacted, confirmed by a person
    html = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="reports_confirmed")
    happened = models.DateField(null=True)
    desk = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="reports_verified")
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="reports_handled")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="reports")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    returned = models.PositiveSmallIntegerField(default=0)           # how often an office said "not ours"
    objections = models.PositiveSmallIntegerField(default=0)
    solved = models.BooleanField(null=True)                          # what the reporter says; None: has not said
    score = models.PositiveSmallIntegerField(null=True)              # 1 to 5
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="reports")
    wave = models.BooleanField(default=False)                        # came in among very many from one connection

    class Meta:
        indexes = [models.Index(fields=["category", "record_ptr"], name="report_category"),
                   models.Index(fields=["group"], name="report_group", condition=models.Q(group__isnull=False)),
                   models.Index(fields=["parent"], name="report_parts", condition=models.Q(parent__isnull=False)),
                   models.Index(fields=["record_ptr", "desk", "secret", "handler"], name="report_queue")]   # no text


class Identity(models.Model):
    """Who reported and how to reach them, under a key of its own. No row: nobody left anything, nothing can be opened.
    The marks are keyed hashes over the report's code and the contact: they prove a contact and link no two reports."""
    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="identity")
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="identities")
    body = models.BinaryField()                                      # sealed: words.Reporter
    phone_mark = models.CharField(max_length=64, blank=True)
    email_mark = models.CharField(max_length=64, blank=True)
    asked = models.CharField(max_length=64, blank=True)              # the mark that nobody proved yet: decisions/0023
    stopped = models.DateTimeField(null=True)                        # no news go there any more


class Reader(models.Model):
    """A named officer of a secret report. Its key is bound to exactly these: a row put in by hand opens nothing."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="secret_reports")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    why = models.CharField(max_length=10)                            # desk handler successor head
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "report", "office", "until"], name="reader_person",
                                condition=models.Q(until__isnull=True))]


class Reading(models.Model):
    """Each look at something sealed: who, what, when."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="report_readings")
    what = models.CharField(max_length=10)                           # text file identity
    at = models.DateTimeField()


class Route(models.Model):
    """Where a report was sent, one row a station."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="routes")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="report_routes")
    proposed = models.CharField(max_length=10, blank=True)           # rule model person: who had proposed it
    sure = models.FloatField(null=True)                              # confidence of the proposal
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)            # not_ours rerouted done; "" lies there now
    learned = models.BooleanField(default=False)                     # the router has learned from it


class Message(models.Model):
    """What reporter and offices wrote. `body` is sealed; `text` is what the public reads of it, if anything."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="messages")
    sort = models.CharField(max_length=10)                           # words.SORTS
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="report_messages")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="report_messages")
    at = models.DateTimeField()
    body = models.BinaryField()
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, default=settings.LANGUAGE_CODE)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    waits = models.BooleanField(default=False)                       # for the signature of the head of the office

    class Meta:
        indexes = [models.Index(fields=["report", "id"], name="message_thread")]


class Enclosure(models.Model):
    """A file with a report or a message. `file` holds sealed bytes; `shown` is the published copy, if there is one."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="enclosures")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="enclosures")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    about = models.BinaryField()                                     # sealed: name, mime, size, width, height
    shown = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Closing(models.Model):
    """What an office shows when it says "done". Held while a coordinator has to look at its photo."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="closings")
    message = models.OneToOneField(Message, models.PROTECT, related_name="closing")
    photo = models.ForeignKey(Enclosure, models.PROTECT, null=True, related_name="closings")
    taken = models.DateTimeField(null=True)
    time_by = models.CharField(max_length=8, blank=True)             # words.SAYS: who says so; "" before it was asked
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    place_by = models.CharField(max_length=8, blank=True)            # the same of the place
    held = models.CharField(max_length=60, blank=True)               # early, far, or the code whose photo it repeats
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["report"], name="closing_held", condition=~models.Q(held=""))]


class Likeness(models.Model):
    """The fingerprint of a photo (analysis/likeness). Of no secret report: it shows the picture very coarsely."""
    enclosure = models.OneToOneField(Enclosure, models.CASCADE, primary_key=True, related_name="likeness")
    report = models.ForeignKey(Report, models.CASCADE, related_name="likenesses")
    closing = models.BooleanField(default=False)
    fingerprint = models.BinaryField(max_length=1100)


class Band(models.Model):
    """What a fingerprint that may be alike is found by."""
    likeness = models.ForeignKey(Likeness, models.CASCADE, related_name="bands")
    band = models.BigIntegerField(db_index=True)


class Opening(models.Model):
    """Somebody asks to see who reported; a second person grants it or not. Ground and persons are on the record."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="openings")
    ground = models.CharField(max_length=20)                         # words.GROUNDS
    reason = models.BinaryField()                                    # sealed by the report's key
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="identities_asked")
    asked = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="identities_decided")
    decided = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    until = models.DateTimeField(null=True)                          # after it the asker has to ask again


class Escalation(models.Model):
    """A step on the ladder of one clock, taken once: warn75 warn90 coordinator head ombudsman."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="escalations")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+")
    step = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "step"], name="escalation_once")]


class Knock(models.Model):
    """Somebody without an account has news. Carried by a gateway that opens the address only while it sends."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="knocks")
    template = models.CharField(max_length=20)                       # words.KNOCKS
    made = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["made"], name="knock_waiting", condition=models.Q(sent__isnull=True))]


class Recovery(models.Model):
    """A receipt was lost: a code on its way to the phone that the reporter left."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="recoveries")
    code = models.CharField(max_length=64)                           # keyed hash
    ticket = models.CharField(max_length=64, blank=True)             # keyed hash of what the asking browser was given
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.DateTimeField(null=True)


class Foreign(models.Model):
    """The number of a report in another system (LAPOR!, another city's Open311)."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="foreign")
    system = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    state = models.CharField(max_length=60, blank=True)              # as that system last called it
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="foreign_once")]


class Sketch(models.Model):
    """What likeness of a report is found by (analysis/similarity); only of public reports that are not person-bound."""
    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="sketch")
    day = models.IntegerField()
    grp = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=60, blank=True)
    village = models.CharField(max_length=13, blank=True)
    cell = models.BigIntegerField(null=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    contact = models.CharField(max_length=64, blank=True)
    identities = models.TextField(blank=True)
    words = models.BinaryField()
    band1 = models.BigIntegerField()
    band2 = models.BigIntegerField()
    band3 = models.BigIntegerField()
    band4 = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["cell", "day"], name="sketch_cell"),
                   models.Index(fields=["village", "grp", "day"], name="sketch_village"),
                   models.Index(fields=["contact", "day"], name="sketch_contact"),
                   *(models.Index(fields=[f"band{n}", "day"], name=f"sketch_band{n}") for n in (1, 2, 3, 4))]


class Router(models.Model):
    """One row: what the router has learned, written by the job alone."""
    body = models.BinaryField()
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    score = models.JSONField(default=dict)                           # analysis/routing_replay.Score, and when


class Phrase(models.Model):
    """A template for answers of an office."""
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="report_phrases")
    name = models.CharField(max_length=100)
    text = models.TextField()


class Filter(models.Model):
    """A choice of the staff list that somebody keeps."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="report_filters")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="report_filters")   # shared there
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)


class Absence(models.Model):
    """Somebody is away; another takes their cases meanwhile. No clock stops for it."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="report_absences")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="report_deputies")
    since = models.DateField()
    until = models.DateField()


class Stroke(models.Model):
    """One thing done to many reports: at once, or at `until` what reporters hear of; till then it can be undone."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="report_strokes")
    sort = models.CharField(max_length=10)                           # words.STROKES
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="report_strokes_got")
    key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="+")
    words = models.BinaryField(default=b"")                          # sealed: an answer or a reason that waits
    at = models.DateTimeField()
    until = models.DateTimeField()
    done = models.DateTimeField(null=True)
    undone = models.DateTimeField(null=True)


class Struck(models.Model):
    """One report of a stroke, and how it stood before."""
    stroke = models.ForeignKey(Stroke, models.CASCADE, related_name="struck")
    report = models.ForeignKey(Report, models.PROTECT, related_name="strokes")
    before = models.ForeignKey(Person, models.PROTECT, null=True, related_name="report_strokes_lost")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")    # in which it stood before
    written = models.BigIntegerField(null=True)                      # the row of the timeline that it wrote
    outcome = models.CharField(max_length=10, default="waiting")     # waiting done refused undone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stroke", "report"], name="struck_once")]


class Outside(models.Model):
    """A question about a report to somebody outside (a company, an agency without account): they answer by a link."""
    report = models.ForeignKey(Report, models.PROTECT, related_name="outside")
    name = models.CharField(max_length=120)                          # of the body asked
    mark = models.CharField(max_length=64, unique=True)              # keyed hash of what the link carries
    body = models.BinaryField()                                      # sealed: the address and the words that went out
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="reports_asked_outside")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)                          # taken back, or answered
    answer = models.OneToOneField(Message, models.PROTECT, null=True, related_name="from_outside")


class Visit(models.Model):
    """What an inspector found at the place: sent later perhaps, and once, whatever the line did."""
    message = models.OneToOneField(Message, models.PROTECT, related_name="visit")
    form_key = models.CharField(max_length=64, unique=True)          # keyed hash


class Subscription(models.Model):
    """Somebody wants to hear of public reports of a category, a region, or both."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="report_subscriptions")
    category = models.ForeignKey(Category, models.CASCADE, null=True, related_name="subscriptions")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")


class Cluster(Record):
    """Public reports that lie together, made one record by a person; which, the links of the core say ("part_of")."""
    KIND = "clusters"
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="clusters")
    first = models.DateField()                                       # of its reports
    last = models.DateField()
    expected = models.FloatField(null=True)                          # reports in these days if nothing were the matter
    words = models.TextField(blank=True)                             # what they say more often than others


class Finding(models.Model):
    """Reports that lie together, as the timer found them. A person makes a shared problem of it, or does not."""
    category = models.ForeignKey(Category, models.CASCADE, related_name="findings")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    expected = models.FloatField()
    words = models.TextField(blank=True)
    reports = models.ManyToManyField(Report, related_name="findings")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="findings")     # it may belong to
    at = models.DateTimeField()
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "region", "first"], name="finding_once")]
