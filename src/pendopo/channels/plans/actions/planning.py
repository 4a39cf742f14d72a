"""Opening a plan here, naming it anew, and giving every plan its record, so that it can be followed and discussed."""
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.commitments import first_day, last_day
from pendopo.channels.plans import rules
from pendopo.channels.plans.cycles import Cycle
from pendopo.channels.plans.models import Plan
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.places.actions import place
from pendopo.core.places.queries import city
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def open_plan(*, actor: Actor, told: dict[str, Any]) -> Plan:
    """A plan of this city begins with its preparation. `told`: code title title_en level start end owner monitor
    forum cohort."""
    with whole():
        if Plan.objects.filter(code=told["code"]).exists():
            raise Hindrance(_("There is a plan with this code already."))
        here = city()
        plan = Plan(code=told["code"], title=told["title"], title_en=told.get("title_en", ""),
                    level=told.get("level", "local"), region=here.region if here else None, owner=told["owner"],
                    monitor=told.get("monitor"), forum=told.get("forum"), start=told.get("start", ""),
                    end=told.get("end", ""), created=timezone.now(), sort="action")
        require(rules.open_plan, actor, plan)
        plan.save(force_insert=True)
        cover(plan, by=actor, state="preparation", cohort=told.get("cohort", ""))
    return plan


def cover(plan: Plan, *, by: Actor, state: str = "", cohort: str = "") -> Cycle:
    """The record of a plan. One that came from elsewhere stands where its own term says today."""
    state = state or standing(plan)
    over = closing(plan.end) if state == "finished" else None
    cycle = records.add(
        Cycle(title=plan.title, title_en=plan.title_en, office=plan.owner, state=state, closed=over, cohort=cohort,
              place=place(plan.region) if plan.region else None, summary=""),
        by=by, said_elsewhere=True, office=plan.owner, facts={
            "plan": plan.code, "sort": plan.sort, "owner": plan.owner.slug, "start": plan.start, "end": plan.end})
    plan.cycle = cycle
    plan.save(update_fields=["cycle"])
    records.index([cycle])
    return cycle


def standing(plan: Plan) -> str:
    today = timezone.localdate()
    if plan.end and last_day(plan.end) < today:
        return "finished"
    return "adopted" if plan.start and first_day(plan.start) > today else "implementation"


def closing(end: str) -> datetime:
    return datetime.combine(last_day(end), time(23, 59, 59), timezone.get_current_timezone()).astimezone(UTC)


def cover_plans(*, actor: Actor) -> int:
    """Plans from before they had records get theirs."""
    with whole():
        bare = list(Plan.objects.filter(cycle=None).select_related("owner", "region").order_by("start", "code"))
        for plan in bare:
            require(rules.cover_plans, actor, plan)
            cover(plan, by=actor)
    return len(bare)


def rename_plan(*, actor: Actor, plan: Plan, title: str, title_en: str, reason: str) -> Plan:
    """A successor may call it otherwise. Its code, its numbers and the former name stay."""
    with whole():
        plan = lock(plan)
        require(rules.rename_plan, actor, plan)
        if (title, title_en) == (plan.title, plan.title_en):
            return plan
        plan.former = [*plan.former, {"title": plan.title, "title_en": plan.title_en,
                                      "until": timezone.localdate().isoformat(), "why": reason}]
        plan.title, plan.title_en = title, title_en
        plan.save(update_fields=["former", "title", "title_en"])
        if plan.cycle is not None:
            records.edit(plan.cycle, by=actor, office=plan.owner, changes={"title": title, "title_en": title_en},
                         facts={"former": plan.former[-1]["title"], "why": reason})
            tell(followers(plan.cycle).exclude(pk=actor.person.pk), "cycles.edit", plan.cycle)
    return plan


def note_submission(*, actor: Actor, plan: Plan, day: date) -> Plan:
    """The day on which the plan was handed to the Open Government Partnership: its clocks run from then."""
    with whole():
        plan = lock(plan)
        require(rules.note_submission, actor, plan)
        cycle = held(plan)
        cycle.submitted = day
        cycle.save(update_fields=["submitted"])
        records.note(cycle, "cycles.submit", by=actor, office=plan.owner, facts={"day": day.isoformat()})
    return plan


def lock(plan: Plan) -> Plan:
    """The plan as it is now, with its cycle held until the transaction ends."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related(
        "owner", "monitor", "region", "forum", "term", "cycle").get(pk=plan.pk)
    if plan.cycle is not None:
        cycle = records.lock(plan.cycle)
        plan.cycle = cycle
    return plan


def held(plan: Plan) -> Cycle:
    """Its record. Raises where an old plan has none yet: the timer of the night makes it."""
    if plan.cycle is None:
        raise Hindrance(_("This plan has no record yet; it gets one tonight."))
    return plan.cycle
