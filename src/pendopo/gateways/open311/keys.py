"""Keys of programs: made once, shown once, kept as a hash."""
import secrets
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from pendopo.core.people.models import Person
from pendopo.core.people.queries import keyed
from pendopo.gateways.open311.models import Body, Key
from pendopo.kit import shutters
from pendopo.kit.whole import whole

SCOPES = ("read", "write", "updates")
HASHED = "open311-key"
HOUR = timedelta(hours=1)


def give(*, by: Person | None = None, name: str, scopes: tuple[str, ...], body: Body | None = None) -> str:
    """The key in plain, this once. `by` is nobody at the command line. ValueError: no such scope, or a name in use."""
    wrong = set(scopes) - set(SCOPES)
    if wrong or not scopes:
        raise ValueError(f"scopes are {', '.join(SCOPES)}")
    if Key.objects.filter(name=name).exists():
        raise ValueError(f"there is a key named {name}")
    secret = f"po3_{secrets.token_urlsafe(24)}"
    with whole():
        Key.objects.create(name=name, hash=keyed(HASHED, secret), scopes=" ".join(scopes), body=body,
                           made=timezone.now(), given_by=by)
    return secret


def end(*, by: Person | None = None, name: str) -> bool:
    """From now on it opens nothing."""
    with whole():
        return Key.objects.filter(name=name, ended=None).update(ended=timezone.now(), ended_by=by) == 1


def holder(secret: str, scope: str) -> Key | None:
    """The living key with this scope."""
    if not secret:
        return None
    found = Key.objects.select_related("body").filter(Q(ended=None), hash=keyed(HASHED, secret)).first()
    if found is None or scope not in found.scopes.split():
        return None
    seen(found)
    return found


def seen(key: Key) -> None:
    """It was used: written once an hour, so that reading stays reading."""
    now = timezone.now()
    if (key.used is None or now - key.used > HOUR) and shutters.now() is None:      # who reads may read meanwhile
        with whole():
            Key.objects.filter(pk=key.pk).update(used=now)


def living() -> QuerySet[Key]:
    return Key.objects.filter(ended=None)


def everyone() -> QuerySet[Key]:
    """Living ones first, the newest on top."""
    found = Key.objects.select_related("body", "given_by", "ended_by")
    return found.order_by(F("ended").desc(nulls_first=True), "-made")
