"""Keys of programs: made once, shown once, kept as a hash."""
import secrets

from django.db.models import Q
from django.utils import timezone

from pendopo.core.people.queries import keyed
from pendopo.gateways.open311.models import Body, Key
from pendopo.kit.whole import whole

SCOPES = ("read", "write", "updates")
HASHED = "open311-key"


def give(*, name: str, scopes: tuple[str, ...], body: Body | None = None) -> str:
    """The key in plain, this once. Raises ValueError for a scope that is none, or a name that is taken."""
    wrong = set(scopes) - set(SCOPES)
    if wrong or not scopes:
        raise ValueError(f"scopes are {', '.join(SCOPES)}")
    if Key.objects.filter(name=name).exists():
        raise ValueError(f"there is a key named {name}")
    secret = f"po3_{secrets.token_urlsafe(24)}"
    with whole():
        Key.objects.create(name=name, hash=keyed(HASHED, secret), scopes=" ".join(scopes), body=body,
                           made=timezone.now())
    return secret


def end(*, name: str) -> bool:
    """From now on it opens nothing."""
    with whole():
        return Key.objects.filter(name=name, ended=None).update(ended=timezone.now()) == 1


def holder(secret: str, scope: str) -> Key | None:
    """The living key with this scope."""
    if not secret:
        return None
    found = Key.objects.select_related("body").filter(Q(ended=None), hash=keyed(HASHED, secret)).first()
    return found if found is not None and scope in found.scopes.split() else None
