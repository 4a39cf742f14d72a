"""Check-ins: each side says apart how the solution and the collaboration come along; both are shown together."""
from datetime import timedelta

from django.utils import timezone

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import digest, inside, no_few, people_of, refresh
from pendopo.channels.initiatives.models import CheckIn, Initiative
from pendopo.channels.initiatives.queries.late import overdue
from pendopo.channels.initiatives.queries.room import round_now, rounds, seat_of
from pendopo.core.notices.actions import tell
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

AGAIN = timedelta(days=7)            # the room is told of a late check-in once a week


def check_in(*, actor: Person, initiative: Initiative, progress: int, collaboration: int, text: str) -> CheckIn:
    """A side's word of this round; corrected as long as the other side has not spoken. When both are in, the round is
    public and the clock of the next one begins."""
    with whole():
        initiative = records.lock(initiative)
        found = seat_of(actor, initiative)
        side = found.side if found else ""
        number = round_now(initiative, rounds(initiative))
        said = CheckIn.objects.filter(initiative=initiative, round=number, side=side).first() or CheckIn(
            initiative=initiative, round=number, side=side)
        require(rules.check_in, actor, said)
        no_few(initiative, text)
        said.progress, said.collaboration, said.text = progress, collaboration, text
        said.by, said.at = actor, timezone.now()
        said.save()
        both = CheckIn.objects.filter(initiative=initiative, round=number).count() >= len(rules.PARTIES)
        if both:
            records.move(initiative, "check_in", by=actor, facts={"round": number, "says": digest([
                [one.side, one.progress, one.collaboration, one.text]
                for one in CheckIn.objects.filter(initiative=initiative, round=number)])})
            initiative.reminded = None
            initiative.save(update_fields=["reminded"])
            refresh(initiative)
            tell(followers(initiative).exclude(pk=actor.pk), "initiatives.check_in", initiative)
        else:
            inside(initiative, "speak", by=actor, round=number, side=side, says=digest([progress, collaboration, text]))
    return said


def remind_of_check_in(*, actor: Actor) -> int:
    """Whoever sits in a room whose check-in is late hears of it, at most once a week. That it is late, everybody sees
    on the page. No row on the timeline: nothing has happened."""
    today = timezone.localdate()
    with whole():
        late = overdue(today, today - AGAIN)
        for initiative in late:
            require(rules.remind_of_check_in, actor, initiative)
            tell(people_of(initiative), "initiatives.remind_of_check_in", initiative)
            initiative.reminded = today
            initiative.save(update_fields=["reminded"])
    return len(late)
