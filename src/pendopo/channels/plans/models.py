"""Action plans, what is promised in them, and what each side says of it. Nothing said is ever overwritten: it is a row.

Dates of plans are partial, as their sources have them: "2016", "2016-05", "2016-05-28"; "" is not stated.
"""
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from pendopo.channels.plans.bodies import Forum
from pendopo.channels.plans.cycles import Cycle
from pendopo.channels.plans.promises import PARTIAL, Term
from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.models import Event, Record
from pendopo.kit.files.models import StoredFile
from pendopo.kit.regions.models import Region


def code(most: int = 2) -> Any:
    """A code of OGP's reviewers."""
    return models.CharField(max_length=most, blank=True)


class Plan(models.Model):
    """An action plan: of this city, of another region, of a ministry, of another country."""
    code = models.CharField(max_length=12, unique=True)              # NAP4, BOJ1, US5: as people call it
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=10)                          # national local
    country = models.CharField(max_length=60, blank=True)            # "" is the home country
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="plans")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    monitor = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="plans_monitored")
    start = models.CharField(max_length=PARTIAL, blank=True)
    end = models.CharField(max_length=PARTIAL, blank=True)
    source = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField()
    size = models.PositiveIntegerField(default=0)                    # commitments on record, counted as they come
    ogp_id = models.CharField(max_length=20, blank=True)             # AP_IDN05
    ogp_number = models.PositiveSmallIntegerField(null=True)         # the how manieth plan of its government
    country_code = models.CharField(max_length=40, blank=True)       # ISO 3166-1, or as the database of OGP spells it
    world_region = models.CharField(max_length=40, blank=True)       # as OGP divides the world
    reach = models.CharField(max_length=20, blank=True)              # National, Legacy Local, Local, Other
    submitted = models.PositiveSmallIntegerField(null=True)          # year in which OGP received it
    duration = models.PositiveSmallIntegerField(null=True)           # years
    dates = models.CharField(max_length=2, blank=True)               # how its file writes days (analysis/ogp_dates)
    sort = models.CharField(max_length=10, default="action")         # action; promises: those of a leader's term
    cycle = models.OneToOneField(Cycle, models.PROTECT, null=True, related_name="plan")
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="plans")
    term = models.ForeignKey(Term, models.PROTECT, null=True, related_name="plans")
    former = models.JSONField(default=list)                          # titles it had before: {title, title_en, until}

    class Meta:
        ordering = ["-start", "code"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.code])

    @property
    def years(self) -> str:
        """"2016-2017", as tables of plans name the term; "" where it is not stated."""
        return "-".join(dict.fromkeys(day[:4] for day in (self.start, self.end) if day))


class Commitment(Record):
    """One promise of a plan. `title` is Indonesian where there is an Indonesian one.

    `face` and `marks` are drawn up again by every action (actions/faces.py) from the rows below, so that a page with
    all its milestones, reports and assessments costs one query, and a plan's page reads only the small one.
    """
    KIND = "plans"
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="commitments")
    number = models.CharField(max_length=20)
    position = models.PositiveIntegerField()                         # its place in the plan
    ogp_id = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=12)                          # national local-in-NAP local
    title_en = models.CharField(max_length=300, blank=True)
    long_title = models.TextField(blank=True)                        # where a source has a longer one beside it
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="commitments_led")
    start = models.CharField(max_length=PARTIAL, blank=True)
    end = models.CharField(max_length=PARTIAL, blank=True)
    spoken = models.CharField(max_length=2, default=settings.LANGUAGE_CODE)     # of milestones and of the texts below
    theme = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    causes = models.TextField(blank=True)
    status_quo = models.TextField(blank=True)
    action = models.TextField(blank=True)
    contribution = models.TextField(blank=True)
    results = models.TextField(blank=True)
    values = models.TextField(blank=True)
    budget = models.TextField(blank=True)
    links = models.TextField(blank=True)                             # to RPJMD, SDG
    contact = models.TextField(blank=True)                           # a post to be asked, not a private person
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")   # carried over to
    face = models.JSONField(default=dict)                            # what its page shows
    marks = models.JSONField(default=dict)                           # what lists and counts need
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="commitment_once")]
        indexes = [models.Index(fields=["plan", "position"], name="commitment_order"),
                   models.Index(fields=["ogp_id"], name="commitment_ogp")]


class Part(models.Model):
    """An organisation's part in a commitment: it leads, supports, or is a partner."""
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parts")
    role = models.CharField(max_length=10)                           # lead support partner
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "organisation", "role"], name="part_once")]
        ordering = ["position", "pk"]


class Milestone(models.Model):
    """A step with something to show for it."""
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=30, blank=True)             # as the source numbers it
    title = models.CharField(max_length=300)
    deliverable = models.TextField(blank=True)
    start = models.CharField(max_length=PARTIAL, blank=True)
    due = models.CharField(max_length=PARTIAL, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=500, blank=True)
    reminded = models.DateTimeField(null=True)                       # when the lead unit was told that it is due

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "position"], name="milestone_once")]
        ordering = ["position"]


class Report(models.Model):
    """What one side says of a milestone, on a day. A later report stands beside it and does not replace it."""
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="reports")
    side = models.CharField(max_length=10)                           # government cso
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="milestone_reports")
    level = models.CharField(max_length=12, blank=True)              # "" says nothing of the extent
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    stated = models.CharField(max_length=PARTIAL, blank=True)        # when it was said, if not here
    at = models.DateTimeField()                                      # when it came here
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="milestone_reports")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["milestone", "side", "id"], name="report_latest")]


class Evidence(models.Model):
    """What a side shows: a file, known by its content; an address and the day somebody looked at it; a record here."""
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="evidence")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="evidence")
    side = models.CharField(max_length=10)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="evidence")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=1000, blank=True)
    retrieved = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="evidence")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="evidence_for")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="evidence")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")


class Assessment(models.Model):
    """A dated statement by a named assessor under a named version of a method; never a property of the commitment.

    `value` is one of its scale, or ND, NR, NA: three kinds of missing; "" is not stated in the source.
    """
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="assessments")
    indicator = models.CharField(max_length=30)                      # design completion verifiable early_result ...
    scale = models.CharField(max_length=30)
    value = models.CharField(max_length=20, blank=True)
    moment = models.CharField(max_length=10, blank=True)             # midterm end
    method = models.CharField(max_length=200)
    assessor = models.CharField(max_length=200)                      # by name, as it was called then
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="assessments")
    stated = models.CharField(max_length=PARTIAL, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="assessments")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["commitment", "indicator", "moment", "id"], name="assessment_latest")]


class SelfAssessment(models.Model):
    """What the government itself says of a commitment at mid-term or at the end; no assessor's finding."""
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="self_assessments")
    moment = models.CharField(max_length=10)                         # midterm end
    level = models.CharField(max_length=12)
    text = models.TextField()                                        # what was reached
    html = models.TextField()
    next_steps = models.TextField(blank=True)
    next_html = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="self_assessments")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="self_assessments")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Dispute(models.Model):
    """One side says that the other's report on a milestone is wrong. It stands until it is answered and closed.

    States (workflow.DISPUTE): open, answered, settled (the objector accepts), unsettled (they do not).
    """
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="disputes")
    report = models.ForeignKey(Report, models.PROTECT, related_name="disputes")          # the one that is disputed
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="milestone_disputes")
    side = models.CharField(max_length=10)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=10, default="open")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="milestone_disputes")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answer_html = models.TextField(blank=True)
    answer_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True,
                                            related_name="milestone_disputes_answered")
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="milestone_disputes_answered")
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class PlanStatement(models.Model):
    """How many commitments an assessor put on each level, for a whole plan. Not our count: it is drawn as theirs."""
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="statements")
    moment = models.CharField(max_length=10)                         # midterm end
    method = models.CharField(max_length=200)
    assessor = models.CharField(max_length=200)
    counts = models.JSONField()                                      # level -> number
    source = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class PolicyArea(models.Model):
    """One area that a commitment is about; an area that it is not about has no row."""
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="areas")
    area = models.CharField(max_length=50)                           # slug of the database's name
    value = models.CharField(max_length=2, default="1")              # 1 ND NR NA

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "area"], name="policy_area_once")]
        indexes = [models.Index(fields=["area", "commitment"], name="policy_area_of")]


class OgpEntry(models.Model):
    """The row of a commitment in the OGP commitments database, as far as it is no fact of ours.

    Each code is one of its values (analysis/data/ogp-columns.tsv) or one of three kinds of missing that stay apart: ND
    no data in that method, NR not yet reviewed, NA not applicable; "" says that nobody has said anything.
    """
    commitment = models.OneToOneField(Commitment, models.PROTECT, primary_key=True, related_name="ogp")
    row = code(10)                                                   # its number in that database
    url = models.CharField(max_length=500, blank=True)               # its page at OGP
    progress_report, end_report, latest_report = code(4), code(4), code(4)          # years of publication
    compound, clustered = code(), code()
    cluster, cluster_ids = models.CharField(max_length=100, blank=True), models.TextField(blank=True)
    value_information, value_participation, value_accountability = code(), code(), code()
    value_technology, relevant = code(), code()
    star_2015, star_progress, star_end, max_star = code(), code(), code(), code()
    change, change_steps = code(10), code(10)
    carried_forward, active, not_reviewed = code(), code(), code()
    latest_assessed, latest_star, irm_assessed = code(), code(), code()
    ambition_assessed, completion_assessed, opened_assessed, midterm_only = code(), code(), code(), code()
    max_completion, raw_completion = code(), code()
    high_completion, high_ambition, high_opened = code(), code(), code()
    ambitious_and_done, ambitious_not_done, done_not_ambitious, neither = code(), code(), code(), code()
    checksum, score, constraint, updated = code(), code(10), code(10), code(10)
    missing = models.JSONField(default=dict)                         # theme start end lead partners: ND NR NA
    spelt = models.JSONField(default=dict)                           # column: [as spelt, what was read from it]
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")    # when it last changed


class Snapshot(models.Model):
    """How a plan stood on a day: at the end of a reporting period, or when somebody asked. Written once, never changed:
    its digest stands in the ledger."""
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="snapshots")
    slug = models.CharField(max_length=20)                           # b03-2026; 2026-11-22, 2026-11-22-2
    period = models.CharField(max_length=3, blank=True)              # B03 B06 B09 B12; "" on demand
    day = models.DateField()                                         # of which it tells
    at = models.DateTimeField()                                      # when it was taken
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="snapshots")
    size = models.PositiveIntegerField()                             # commitments
    digest = models.CharField(max_length=64)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="snapshot_once")]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("plans:snapshot", args=[self.plan.code, self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a snapshot is written once")
        super().save(*args, **kwargs)


class SnapshotRow(models.Model):
    """One commitment as it stood then (analysis/plan_changes: picture)."""
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="rows")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="snapshots")
    picture = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "commitment"], name="snapshot_row_once")]
