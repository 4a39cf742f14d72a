"""What is on record of a plan's making and keeping, as the standards ask for it, and the verdicts."""
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis.standards import Held, Life, Proof, Result, check
from pendopo.channels.plans.bodies import Forum, Meeting, Seat
from pendopo.channels.plans.cycles import Contribution, Cycle, Paper
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.packs import standards
from pendopo.channels.plans.queries import clocks, cycling
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.places.queries import city
from pendopo.core.records.models import Event
from pendopo.kit.ui.dates import day as in_words

NAMED = 10                           # unanswered contributions that are named
RUNNING = ("implementation", "self_assessment", "review")


def verdicts(plan: Plan, today: date | None = None) -> list[Result]:
    """Of a local plan both lists, of a national one the standards alone."""
    lists = ("2021", "local") if plan.level == "local" else ("2021",)
    return check([one for one in standards() if one.list in lists], life(plan, today or timezone.localdate()))


def life(plan: Plan, today: date) -> Life:
    """Eleven questions at most, however much there is."""
    cycle, forum, here = plan.cycle, plan.forum, city()
    own = forum is not None or bool(here and plan.region_id == here.region_id)
    found: dict[str, Any] = {}
    if forum is not None:
        found |= at_the_table(forum) | {"meetings": tuple(meetings(forum, plan, today))}
    if cycle is not None:
        found |= making(plan, cycle)
    return Life(today=today, here=own, site=Proof(plan.code, plan.get_absolute_url()),
                opened=timezone.localdate(plan.created), updates=tuple(clocks.days_of(plan)), **found)


def at_the_table(forum: Forum) -> dict[str, Any]:
    sides = list(Seat.objects.filter(forum=forum.pk, until=None).values_list("organisation__side", flat=True))
    address = forum.get_absolute_url()
    return {"forum": Proof(forum.called, address), "forum_since": forum.since or timezone.localdate(forum.created),
            "government": sum(side in OFFICIAL for side in sides),
            "others": sum(side not in OFFICIAL for side in sides),
            "rules": Proof(gettext("Rules of the forum"), address, timezone.localdate(forum.rules_at))
            if forum.rules_at else None}


def meetings(forum: Forum, plan: Plan, today: date) -> list[Held]:
    """Those with public minutes, on this plan or on none in particular."""
    rows = Meeting.objects.filter(forum=forum.pk, published__isnull=False, day__lte=today).prefetch_related("present")
    held = []
    for row in rows:
        row.forum = forum
        if row.plan_id in (None, plan.pk):
            sides = {one.side in OFFICIAL for one in row.present.all()}
            words = gettext("Meeting %(number)s, %(day)s") % {"number": row.number, "day": in_words(row.day)}
            held.append(Held(Proof(words, row.get_absolute_url(), row.day), row.day, timezone.localdate(row.at),
                             len(sides) == 2, row.sort == "review"))
    return held


def making(plan: Plan, cycle: Cycle) -> dict[str, Any]:
    """The timetable, the papers and the contributions."""
    stages = cycling.timeline(cycle)
    published = min((timezone.localdate(stage.at) for stage in stages), default=None)
    begins = min((stage.start for stage in stages if stage.name not in ("preparation",)), default=None)
    page = plan.get_absolute_url()
    papers = [(paper.sort, Proof(paper.title, page, paper.day)) for paper in Paper.objects.filter(
        cycle=cycle.pk, sort__in=("outreach", "endorsement")).order_by("pk")]
    heard = Contribution.objects.filter(cycle=cycle.pk).exclude(state__in=("held", "hidden", "withdrawn")).count()
    waiting = cycling.unanswered(cycle).values_list("number", flat=True)[:NAMED] if heard else []
    since = Event.objects.filter(record=cycle.pk, verb="cycles.implement").order_by("pk").values_list(
        "at", flat=True).first()
    return {
        "timeline": Proof(gettext("Timetable"), page, published) if stages else None, "begins": begins,
        "outreach": tuple(proof for sort, proof in papers if sort == "outreach"),
        "endorsed": tuple(proof for sort, proof in papers if sort == "endorsement"), "contributions": heard,
        "contributed": Proof(gettext("Contributions"), reverse("plans:contributions", args=[plan.code])),
        "unanswered": tuple(Proof(gettext("Contribution %(number)s") % {"number": number}, reverse(
            "plans:contribution", args=[plan.code, number])) for number in waiting),
        "adopted": cycle.adopted, "running": timezone.localdate(since) if since else (
            cycle.adopted if cycle.state in RUNNING else None)}
