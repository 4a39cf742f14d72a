"""Timers: what nobody proved or uses any more goes by itself."""
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from pendopo.core.people.actions.persons import forget_unproved
from pendopo.kit.work.keeping import rule
from pendopo.kit.work.timers import Timer

UNPROVED = rule("unproved").span


def unproved() -> int:
    return forget_unproved(before=timezone.now() - UNPROVED)


def sessions() -> int:
    """Sessions that are over, half-finished sign-ins in them too, and the internet addresses noted with them."""
    gone: int = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone


TIMERS = [Timer("people.unproved", unproved, at="03:20"), Timer("people.sessions", sessions, at="03:25")]
