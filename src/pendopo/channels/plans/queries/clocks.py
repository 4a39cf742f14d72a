"""The clocks of the Open Government Partnership, reckoned from what is on record. Each says from what and how."""
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Max, Q
from django.utils import timezone

from pendopo.analysis.commitments import first_day, last_day
from pendopo.analysis.months import months_after, whole_months
from pendopo.channels.plans.bodies import Meeting
from pendopo.channels.plans.cycles import Paper
from pendopo.channels.plans.models import Assessment, Commitment, Plan
from pendopo.channels.plans.packs import ClockRule, clock_rules
from pendopo.channels.plans.workflow import MAKING
from pendopo.core.records.models import Event

WANTED = (8, 31)                     # month and day by which a national plan is to be handed in
# What counts as an update of the repository: something that a reader finds new there.
PUBLISHED = ("plans.report_milestone", "plans.add_evidence", "plans.assess", "plans.self_assess",
             "cycles.publish_paper", "cycles.answer_contribution", "cycles.set_timeline", "cycles.adopt")


@dataclass(frozen=True)
class Due:
    """One clock of a plan. `state`: met soon late running none (nothing has started it) noted (written down, not
    reckoned)."""
    rule: ClockRule
    state: str
    started: date | None = None
    due: date | None = None
    done: date | None = None
    count: int | None = None         # where the rule asks for a number; of a cohort its year
    text: str = ""                   # what was written down
    past: bool = False               # whatever it says, nobody can do anything about it any more


def days_of(plan: Plan, since: date | None = None) -> list[date]:
    """The days on which something of this plan was published, the latest first: reports, evidence, assessments, papers,
    answers, minutes of meetings on it."""
    rows = Event.objects.filter(Q(record__commitment__plan=plan.pk) | Q(record=plan.cycle_id), verb__in=PUBLISHED,
                                visibility="public")
    minutes = Meeting.objects.filter(Q(plan=plan.pk) | Q(forum__plans=plan.pk), published__isnull=False)
    if since is not None:
        start = start_of(since)
        rows, minutes = rows.filter(at__gte=start), minutes.filter(published__gte=start)
    moments = [*rows.values_list("at", flat=True), *minutes.values_list("published", flat=True)]
    return sorted({timezone.localdate(one) for one in moments if one is not None}, reverse=True)


updates = days_of


def of_plan(plan: Plan, today: date) -> list[Due]:
    """Every clock that this plan has, in the order in which people meet them."""
    rules, cycle = clock_rules(), plan.cycle
    published = days_of(plan, months_after(today, -rules["repository"].months))
    dues = [counted(rules["repository"], published, today), since_last(rules["site"], published, today),
            counted(rules["review_meetings"], reviews(plan, today), today)]
    if cycle is not None and cycle.submitted:
        name = "inception" if plan.level == "local" else "design"
        dues.append(after(rules[name], cycle.submitted, today, assessed(plan, cycle.submitted)))
    if plan.end and last_day(plan.end) < today:
        dues.append(after(rules["results"], last_day(plan.end), today, assessed(plan, last_day(plan.end))))
    if plan.start and plan.end:
        rule = rules["length_local" if plan.level == "local" else "length_national"]
        months = whole_months(first_day(plan.start), last_day(plan.end))
        dues.append(Due(rule, "met" if months >= rule.months else "late", first_day(plan.start), last_day(plan.end),
                        count=months, past=True))
    return [*dues, *cohort(plan, today)]


def cohort(plan: Plan, today: date) -> list[Due]:
    """A national plan belongs to the cohort of its first year, or of the next when that year is over before it is
    handed in. Of OGP Local only what the keeper wrote is known. Nothing is reckoned for a plan that was taken over
    without the day of its submission."""
    cycle, rules = plan.cycle, clock_rules()
    if cycle is None:
        return []
    if plan.level == "local":
        return [Due(rules["cohort_local"], "noted", text=cycle.cohort)] if cycle.cohort else []
    if not plan.start or not (cycle.submitted or cycle.state in MAKING):
        return []
    wanted = date(int(plan.start[:4]), *WANTED)
    found = after(rules["cohort"], wanted, today, cycle.submitted)
    return [replace(found, count=wanted.year + (found.state == "late"))]


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def reviews(plan: Plan, today: date) -> list[date]:
    """The days of meetings of the last twelve months at which progress was looked at together."""
    since = months_after(today, -clock_rules()["review_meetings"].months)
    return sorted(Meeting.objects.filter(Q(plan=plan.pk) | Q(forum__plans=plan.pk), sort="review", day__gt=since,
                                         day__lte=today, published__isnull=False).values_list("day", flat=True))


def counted(rule: ClockRule, days: list[date], today: date) -> Due:
    """So many times in so many months."""
    number = len(set(days))
    return Due(rule, "met" if number >= rule.number else "late", months_after(today, -rule.months), today,
               max(days) if days else None, number)


def since_last(rule: ClockRule, days: list[date], today: date) -> Due:
    """Not longer ago than so many months."""
    if not days:
        return Due(rule, "late")
    due = months_after(days[0], rule.months)
    return Due(rule, "late" if due < today else "met", days[0], due, days[0])


def after(rule: ClockRule, started: date, today: date, done: date | None) -> Due:
    """Within so many months after a day."""
    due = months_after(started, rule.months)
    if done is not None:
        return Due(rule, "met" if done <= due else "late", started, due, done, past=True)
    return Due(rule, "late" if due < today else "soon" if (due - today).days <= 30 else "running", started, due)


def assessed(plan: Plan, since: date) -> date | None:
    """The first report of an assessor on the plan from that day on: a paper of the review, or a finding on a
    commitment."""
    start = start_of(since)
    paper = Paper.objects.filter(cycle=plan.cycle_id, sort="review", at__gte=start).order_by("at").values_list(
        "at", flat=True).first()
    finding = Assessment.objects.filter(commitment__plan=plan.pk, at__gte=start, by__isnull=False).order_by(
        "at").values_list("at", flat=True).first()
    found = [one for one in (paper, finding) if one is not None]
    return timezone.localdate(min(found)) if found else None


def of_commitment(one: Commitment, today: date) -> Due:
    """A month after a local commitment is complete, its end is assessed."""
    rule = clock_rules()["end_of_commitment"]
    claimed = Event.objects.filter(record=one.pk, verb="plans.claim").aggregate(at=Max("at"))["at"]
    if one.state != "claimed" or claimed is None:
        return Due(rule, "none")
    done = Assessment.objects.filter(commitment=one.pk, moment="end", at__gte=claimed).order_by("at").values_list(
        "at", flat=True).first()
    return after(rule, timezone.localdate(claimed), today, timezone.localdate(done) if done else None)


def worst(dues: Iterable[Due]) -> str:
    states = {one.state for one in dues}
    return next((state for state in ("late", "soon", "running", "met") if state in states), "none")
