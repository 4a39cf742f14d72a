"""Forums, who sits in them, when they met, and how long ago that is."""
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from pendopo.analysis.months import months_after
from pendopo.channels.plans.bodies import Forum, Meeting, Seat
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.packs import clock_rules
from pendopo.core.people.roles import OFFICIAL, SOCIETY

SOON = 30                            # days before a clock runs out in which a page says so


@dataclass(frozen=True)
class MeetingClock:
    """Six months from meeting to meeting. `met` counts meetings with public minutes only."""
    last: date | None                # the last meeting with minutes
    due: date | None                 # by when the next one must be; None: none was ever held
    state: str                       # met soon late never


def forums() -> QuerySet[Forum]:
    """Each with its seats of both sides and its last meeting that counts."""
    here = Q(seats__until=None)
    return Forum.objects.select_related("organisation").annotate(
        officials=Count("seats", filter=here & Q(seats__organisation__side__in=OFFICIAL), distinct=True),
        others=Count("seats", filter=here & Q(seats__organisation__side__in=SOCIETY), distinct=True),
        last=Max("meetings__day", filter=Q(meetings__published__isnull=False))).order_by("name", "pk")


def forum(slug: str) -> Forum | None:
    return Forum.objects.filter(slug=slug).select_related("organisation", "rules_file", "line").first()


def of(plan: Plan) -> Forum | None:
    return plan.forum


def seats(found: Forum) -> list[Seat]:
    """Everybody who sits or sat there, those of today first."""
    return sorted(Seat.objects.filter(forum=found.pk).select_related("organisation", "person"),
                  key=lambda one: (one.until is not None, one.organisation.side not in OFFICIAL, one.pk))


def meetings(found: Forum) -> list[Meeting]:
    rows = list(Meeting.objects.filter(forum=found.pk).select_related("plan", "minutes_line", "minutes_file"))
    for row in rows:
        row.forum = found
    return rows


def latest(found: Forum | None) -> QuerySet[Meeting]:
    """Meetings of one forum or of all, by the moment at which they were called or their minutes published."""
    every = Meeting.objects.select_related("forum__organisation", "plan")
    return (every.filter(forum=found.pk) if found else every).order_by(Coalesce("published", "at").desc(), "-pk")


def meeting(found: Forum, number: int) -> Meeting | None:
    one = Meeting.objects.filter(forum=found.pk, number=number).select_related(
        "plan", "line", "minutes_line", "minutes_file").first()
    if one is not None:
        one.forum = found
    return one


def clock(last: date | None, today: date) -> MeetingClock:
    if last is None:
        return MeetingClock(None, None, "never")
    due = months_after(last, clock_rules()["meetings"].months)
    return MeetingClock(last, due, "late" if due < today else "soon" if (due - today).days <= SOON else "met")


def clock_of(found: Forum, today: date) -> MeetingClock:
    """Read from the meetings whose minutes are public and whose day has come."""
    last = Meeting.objects.filter(forum=found.pk, published__isnull=False, day__lte=today).aggregate(last=Max("day"))
    return clock(last["last"], today)
