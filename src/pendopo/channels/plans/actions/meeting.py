"""The forum is founded, has rules and seats, and meets; what it did is public, on the ledger."""
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans import rules
from pendopo.channels.plans.bodies import Forum, Meeting, Seat
from pendopo.channels.plans.models import Plan
from pendopo.core.ledger.actions import Deed, write
from pendopo.core.ledger.models import Line
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor, signature
from pendopo.core.people.models import Organisation, Person
from pendopo.core.voices.queries import followers
from pendopo.kit.files.actions import Kept, store
from pendopo.kit.files.models import Visibility
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

SLUG = 50


def found_forum(*, actor: Actor, told: dict[str, Any], plans: Sequence[Plan] = ()) -> Forum:
    """A table with two sides. `told`: name name_en about organisation decree since."""
    with whole():
        forum = Forum(slug=slugify(told["name"])[:SLUG], created=timezone.now(), **told)
        require(rules.found_forum, actor, forum)
        if not forum.slug or Forum.objects.filter(slug=forum.slug).exists():
            raise Hindrance(_("There is a forum with this name already."))
        forum.line = _line("forums.found", actor, forum, name=forum.name, decree=forum.decree,
                          since=str(forum.since or ""))
        forum.save(force_insert=True)
        for plan in plans:
            if plan.owner_id == forum.organisation_id:
                plan.forum = forum
                plan.save(update_fields=["forum"])
    return forum


def set_rules(*, actor: Actor, forum: Forum, text: str, url: str = "", kept: Kept | None = None) -> Forum:
    """How members come in, how it decides, how often it meets: public, or they are no rules."""
    with whole():
        forum = locked(forum)
        require(rules.set_rules, actor, forum)
        forum.line = _line("forums.set_rules", actor, forum, text=text, url=url, **hashed(kept))
        forum.rules, forum.rules_html, forum.rules_url, forum.rules_at = text, render(text), url, timezone.now()
        if kept:
            forum.rules_file = store(kept=kept, visibility=Visibility.PUBLIC)
        forum.save(update_fields=["line", "rules", "rules_html", "rules_url", "rules_at", "rules_file"])
    return forum


def seat(*, actor: Actor, forum: Forum, organisation: Organisation, function: str = "member",
         person: Person | None = None) -> Seat:
    """An organisation takes its place at the table. A second time changes its function."""
    with whole():
        forum = locked(forum)
        require(rules.seat, actor, forum)
        today = timezone.localdate()
        Seat.objects.filter(forum=forum, organisation=organisation, until=None).update(until=today)
        return Seat.objects.create(
            forum=forum, organisation=organisation, function=function, person=person, since=today,
            line=_line("forums.seat", actor, forum, organisation=organisation.slug, function=function))


def unseat(*, actor: Actor, seat: Seat) -> Seat:
    """It leaves the table; that it sat there stays."""
    with whole():
        forum = locked(seat.forum)
        require(rules.unseat, actor, forum)
        seat.until = timezone.localdate()
        seat.save(update_fields=["until"])
        _line("forums.unseat", actor, forum, organisation=seat.organisation.slug)
    return seat


def hold_meeting(*, actor: Actor, forum: Forum, told: dict[str, Any], present: Sequence[Organisation] = ()) -> Meeting:
    """A meeting is called, or one that was held is put down. `told`: day place sort plan agenda people."""
    with whole():
        forum = locked(forum)
        require(rules.hold_meeting, actor, forum)
        number = forum.meetings.count() + 1
        meeting = Meeting.objects.create(
            forum=forum, number=number, at=timezone.now(), agenda_html=render(told["agenda"]), **told,
            line=_line("forums.hold_meeting", actor, forum, number=number, day=told["day"].isoformat(),
                      sort=told["sort"], agenda=told["agenda"], present=sorted(one.slug for one in present)))
        meeting.present.set(present)
        if meeting.plan is not None and meeting.plan.cycle is not None:
            tell(followers(meeting.plan.cycle).exclude(pk=actor.person.pk), "cycles.meeting", meeting.plan.cycle)
    return meeting


def publish_minutes(*, actor: Actor, meeting: Meeting, text: str, url: str = "", kept: Kept | None = None,
                    present: Sequence[Organisation] = (), people: int | None = None) -> Meeting:
    """What was said and decided, as text or file. From now on the meeting counts for the clock of the forum."""
    with whole():
        forum = locked(meeting.forum)
        meeting = Meeting.objects.select_related("plan__cycle").get(pk=meeting.pk)
        meeting.forum = forum
        require(rules.publish_minutes, actor, meeting)
        if meeting.day > timezone.localdate():
            raise Hindrance(_("This meeting has not been held yet."))
        meeting.minutes_line = _line("forums.publish_minutes", actor, forum, number=meeting.number, text=text, url=url,
                                    present=sorted(one.slug for one in present), people=people, **hashed(kept))
        meeting.minutes, meeting.minutes_html, meeting.minutes_url = text, render(text), url
        meeting.published, meeting.people = timezone.now(), people
        if kept:
            meeting.minutes_file = store(kept=kept, visibility=Visibility.PUBLIC)
        meeting.save(update_fields=["minutes_line", "minutes", "minutes_html", "minutes_url", "published", "people",
                                    "minutes_file"])
        meeting.present.set(present)
        if meeting.plan is not None and meeting.plan.cycle is not None:
            tell(followers(meeting.plan.cycle).exclude(pk=actor.person.pk), "cycles.minutes", meeting.plan.cycle)
    return meeting


def locked(forum: Forum) -> Forum:
    return Forum.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=forum.pk)


def hashed(kept: Kept | None) -> dict[str, str]:
    return {"sha256": kept.sha256} if kept else {}


def _line(verb: str, actor: Actor, forum: Forum, **facts: Any) -> Line:
    """Its line in the ledger: public facts of a public body, signed by whoever wrote them down."""
    return write(Deed({"verb": verb, "at": timezone.now().isoformat(), "forum": forum.slug, **facts},
                      dict(signature(actor))))
