"""Timers: what nobody proved or uses any more goes by itself."""
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from pendopo.core.people.actions.persons import forget_unproved
from pendopo.kit.work.timers import Timer

UNPROVED = timedelta(days=2)


def unproved() -> int:
    return forget_unproved(before=timezone.now() - UNPROVED)


def sessions() -> int:
    """Sessions that are over; half-finished sign-ins lie in them too."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


TIMERS = [Timer("people.unproved", unproved, at="03:20"), Timer("people.sessions", sessions, at="03:25")]
