"""A plan goes from stage to stage. A step that lacks something is refused, and what it lacks is named."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.cycle_faces import redraw
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.planning import held, lock
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.cycles import Paper, Stage, Theme
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries.cycling import Gap, drafts, gaps
from pendopo.core.notices.actions import tell
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.files.actions import Kept, store
from pendopo.kit.files.models import Visibility
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


class Incomplete(Exception):
    """The step cannot be taken; `gaps` say what is missing and where it can be done."""

    def __init__(self, missing: Iterable[Gap]) -> None:
        self.gaps = list(missing)
        super().__init__("\n".join(gap.sentence for gap in self.gaps))


@dataclass(frozen=True)
class Decree:
    """What makes a plan binding: number, day, and the decree itself as a file or at an address."""
    number: str
    day: date
    url: str = ""
    kept: Kept | None = None


def set_timeline(*, actor: Actor, plan: Plan, dates: dict[str, tuple[date, date]], reason: str = "") -> Plan:
    """The timetable is published, or changed in public: what it said before stays beside it."""
    with whole():
        plan = lock(plan)
        require(rules.set_timeline, actor, plan)
        cycle, now = held(plan), timezone.now()
        there = {stage.name: stage for stage in Stage.objects.filter(cycle=cycle, replaced=None)}
        changed = {name: days for name, days in dates.items()
                   if name not in there or (there[name].start, there[name].end) != days}
        if not changed:
            return plan
        event = records.note(cycle, "cycles.set_timeline", by=actor, office=plan.owner, facts={
            "stages": {name: [start.isoformat(), end.isoformat()] for name, (start, end) in changed.items()}},
            words={"reason": reason} if reason else None)
        Stage.objects.filter(cycle=cycle, name__in=changed, replaced=None).update(replaced=now)
        Stage.objects.bulk_create(Stage(cycle=cycle, name=name, start=start, end=end, at=now, event=event)
                                  for name, (start, end) in changed.items())
        redraw(cycle)
        tell(followers(cycle).exclude(pk=actor.person.pk), "cycles.set_timeline", cycle)
    return plan


def add_theme(*, actor: Actor, plan: Plan, title: str) -> Theme:
    """One more heading under which contributions and discussions are gathered."""
    with whole():
        plan = lock(plan)
        require(rules.add_theme, actor, plan)
        cycle = held(plan)
        theme = Theme.objects.create(cycle=cycle, position=cycle.themes.count() + 1, title=title)
        records.note(cycle, "cycles.add_theme", by=actor, office=plan.owner, facts={"theme": title})
        redraw(cycle)
    return theme


def advance(*, actor: Actor, plan: Plan, move: str, reason: str = "") -> Plan:
    """The next stage begins. Raises Incomplete when something is missing for it, NotFromHere when it is not the turn.

    Adoption has an action of its own: it needs the decree.
    """
    with whole():
        plan = lock(plan)
        require(rules.advance, actor, plan)
        _step(plan, move, actor, {}, {"reason": reason} if reason else None)
    return plan


def _step(plan: Plan, move: str, actor: Actor, facts: dict[str, Any], words: dict[str, Any] | None = None) -> None:
    cycle = held(plan)
    if missing := gaps(plan, move):
        raise Incomplete(missing)
    records.move(cycle, move, by=actor, office=plan.owner, facts={"plan": plan.code, **facts},
                 words=words)
    tell(followers(cycle).exclude(pk=actor.person.pk), "cycles.moved", cycle, state=cycle.state)


def adopt(*, actor: Actor, plan: Plan, decree: Decree) -> Plan:
    """The plan becomes binding by its decree, and every draft in it a promise. Refused while one contribution has no
    answer, or one commitment cannot be checked."""
    with whole():
        plan = lock(plan)
        require(rules.adopt, actor, plan)
        cycle = held(plan)
        file = store(kept=decree.kept, visibility=Visibility.PUBLIC) if decree.kept else None
        _step(plan, "adopt", actor, {"decree": decree.number, "day": decree.day.isoformat(), "url": decree.url,
                                    **({"sha256": decree.kept.sha256} if decree.kept else {})})
        cycle.decree, cycle.decree_on, cycle.decree_url = decree.number, decree.day, decree.url
        cycle.decree_file, cycle.adopted = file, timezone.localdate()
        cycle.save(update_fields=["decree", "decree_on", "decree_url", "decree_file", "adopted"])
        keys = []
        for one in drafts(plan):
            one = records.lock(one)
            records.move(one, "adopt", by=actor, office=plan.owner, facts={"decree": decree.number})
            tell_of(one, "plans.moved", by=actor, state=one.state)
            keys.append(one.pk)
        refresh(keys)
    return plan


@dataclass(frozen=True)
class Sheet:
    """A paper as it is handed in: words, an address or a file, of a day."""
    sort: str
    title: str
    day: date
    text: str = ""
    url: str = ""
    kept: Kept | None = None
    theme: Theme | None = None


def publish_paper(*, actor: Actor, plan: Plan, sheet: Sheet) -> Paper:
    """An invitation, the notes of a discussion, a self-assessment, what was learned: public from now on."""
    with whole():
        plan = lock(plan)
        require(rules.publish_paper, actor, plan)
        cycle = held(plan)
        facts = {"sort": sheet.sort, "title": sheet.title, "day": sheet.day.isoformat(), "text": sheet.text,
                 "url": sheet.url, **({"sha256": sheet.kept.sha256} if sheet.kept else {})}
        event = records.note(cycle, "cycles.publish_paper", by=actor, office=plan.owner, facts=facts)
        file = store(kept=sheet.kept, visibility=Visibility.PUBLIC) if sheet.kept else None
        paper = Paper.objects.create(
            cycle=cycle, sort=sheet.sort, title=sheet.title, text=sheet.text, html=render(sheet.text), url=sheet.url,
            file=file, day=sheet.day, theme=sheet.theme, organisation=plan.owner, by=actor.person, at=event.at,
            event=event)
        redraw(cycle)
        tell(followers(cycle).exclude(pk=actor.person.pk), "cycles.publish_paper", cycle)
    return paper
