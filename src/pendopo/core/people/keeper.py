"""Who is at the door: the person of a session, and in the same question whether they ever had a role."""
from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from pendopo.core.people.models import Membership, Person


class Keeper(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth compares the passwords. Most visitors are citizens: they are not asked for their roles at every page."""

    def get_user(self, user_id: int) -> Person | None:
        roles = Membership.objects.filter(person=OuterRef("pk"))
        person = Person.objects.annotate(ever=Exists(roles)).filter(pk=user_id).first()
        if person is None or not self.user_can_authenticate(person):
            return None
        person.serves = person.ever
        return person
