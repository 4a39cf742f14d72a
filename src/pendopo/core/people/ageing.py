from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Min

from pendopo.core.people.models import Person
from pendopo.kit.work.keeping import Ageing, rule


def signed_in() -> datetime | None:
    """A session knows its end, which lies one span after its beginning."""
    ends: datetime | None = Session.objects.aggregate(Min("expire_date"))["expire_date__min"]
    return ends - rule("sessions").span if ends else None


def unproved() -> datetime | None:
    found: datetime | None = Person.objects.filter(sort="new").aggregate(Min("joined"))["joined__min"]
    return found


AGEING = [Ageing("sessions", signed_in), Ageing("unproved", unproved)]
