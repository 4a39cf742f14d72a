"""Writing a commitment here: its texts, who takes part, its milestones. All of it stands on the timeline from the first
draft on."""
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.planning import held, lock
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Commitment, Milestone, Part, Plan
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.markdown import plain
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

STAYS = _("Once the plan is adopted, a partner stays a partner and goes on reporting: %(names)s.")
STEP = ("title", "deliverable", "start", "due", "weight")


def draft_commitment(*, actor: Actor, plan: Plan, told: dict[str, Any], lead: Organisation | None,
                     partners: Sequence[Organisation] = ()) -> Commitment:
    """A draft that everybody can read and speak to, paragraph by paragraph. Its number is the next of the plan."""
    with whole():
        plan = lock(plan)
        require(rules.draft_commitment, actor, plan)
        made = add(plan, by=actor, state="draft", told=told, lead=lead, partners=partners)
        tell(followers(held(plan)).exclude(pk=actor.person.pk), "cycles.drafted", plan.cycle)
    return made


def add(plan: Plan, *, by: Actor, state: str, told: Mapping[str, Any], lead: Organisation | None,
        partners: Sequence[Organisation] = (), author: Any = None) -> Commitment:
    """A commitment with its parts. The plan is held by the caller."""
    last = Commitment.objects.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()
    position = (last or 0) + 1
    one = Commitment(plan=plan, number=str(position), position=position, level=plan.level, state=state, author=author,
                     lead=lead, office=lead or plan.owner, place=plan.cycle.place if plan.cycle else None, **told)
    one.summary = one.summary or plain(one.action or one.problem)
    records.add(one, by=by, office=plan.owner, facts={
        "plan": plan.code, "number": one.number, **({"lead": lead.slug} if lead else {}),
        **{name: said for name, said in told.items() if said and name not in ("title", "language", "summary")}})
    _set_parts(one, lead, partners)
    Plan.objects.filter(pk=plan.pk).update(size=F("size") + 1)
    refresh([one.pk])
    return one


def _set_parts(one: Commitment, lead: Organisation | None, partners: Sequence[Organisation]) -> None:
    Part.objects.filter(commitment=one, role__in=("lead", "partner")).delete()
    Part.objects.bulk_create([
        *([Part(commitment=one, organisation=lead, role="lead", position=0)] if lead else []),
        *(Part(commitment=one, organisation=partner, role="partner", position=place)
          for place, partner in enumerate(partners, 1) if partner != lead)])


def set_parts(*, actor: Actor, commitment: Commitment, lead: Organisation | None,
              partners: Sequence[Organisation]) -> Commitment:
    """Who leads it and who is a partner; the timeline names those who were. Of a promise no partner is dropped: what
    they can say of it, whoever keeps the plan by then, hangs on their part in it."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.set_parts, actor, commitment)
        before = sorted(Part.objects.filter(commitment=commitment, role__in=("lead", "partner")).values_list(
            "role", "organisation__slug"))
        after = sorted([*([("lead", lead.slug)] if lead else []), *(("partner", one.slug) for one in partners)])
        if before == after:
            return commitment
        dropped = Part.objects.filter(commitment=commitment, role="partner").exclude(organisation__in=partners)
        if commitment.state != "draft" and dropped:
            names = "; ".join(part.organisation.called for part in dropped.select_related("organisation"))
            raise Hindrance(str(STAYS) % {"names": names})
        records.edit(commitment, by=actor, office=commitment.plan.owner, facts={"parts": [list(one) for one in after]},
                     changes={"lead": lead, "office": lead or commitment.plan.owner})
        _set_parts(commitment, lead, partners)
        refresh([commitment.pk])
    return commitment


def set_milestone(*, actor: Actor, commitment: Commitment, told: dict[str, Any],
                  position: int | None = None) -> Milestone:
    """A new milestone, or other words and days for one. `position` names the one; None adds one at the end."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.set_milestone, actor, commitment)
        values = {name: told[name] for name in STEP if name in told}
        if position is None:
            place = (commitment.milestones.order_by("-position").values_list("position", flat=True).first() or 0) + 1
            step = Milestone.objects.create(commitment=commitment, position=place, **values)
            verb, facts = "plans.add_milestone", values
        else:
            found = commitment.milestones.filter(position=position).first()
            if found is None:
                raise Hindrance(_("There is no such milestone in this commitment."))
            step, verb = found, "plans.edit_milestone"
            facts = {name: said for name, said in values.items() if getattr(step, name) != said}
            if not facts:
                return step
            for name, said in facts.items():
                setattr(step, name, said)
            step.reminded = None if "due" in facts else step.reminded
            step.save(update_fields=[*facts, "reminded"])
        records.note(commitment, verb, by=actor, office=commitment.plan.owner,
                     facts={"milestone": step.position, **facts, "title": step.title})
        refresh([commitment.pk])
        if commitment.state != "draft":
            tell_of(commitment, "plans.edit", by=actor)
    return step


def remove_milestone(*, actor: Actor, milestone: Milestone) -> Commitment:
    """Out of a draft; the timeline says that it was there."""
    with whole():
        commitment = records.lock(milestone.commitment)
        require(rules.remove_milestone, actor, commitment)
        records.note(commitment, "plans.remove_milestone", by=actor, office=commitment.plan.owner, facts={
            "milestone": milestone.position, "title": milestone.title})
        Milestone.objects.filter(pk=milestone.pk).delete()
        refresh([commitment.pk])
    return commitment
