"""Who is at the door: the person of a session, and in the same question whether they ever had a role."""
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from pendopo.core.people.models import Membership, Person
from pendopo.kit.prepared import Steady

by_key: Steady[Any] = Steady(lambda key: Person.objects.annotate(
    ever=Exists(Membership.objects.filter(person=OuterRef("pk")))).filter(pk=key), key=int)


class Keeper(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth compares the passwords. Most visitors are citizens: they are not asked for their roles at every page."""

    def get_user(self, user_id: int) -> Person | None:
        person: Person | None = next(iter(by_key(key=user_id)), None)
        if person is None or not self.user_can_authenticate(person):
            return None
        person.serves = person.ever  # type: ignore[attr-defined]  # the question counted it
        return person
