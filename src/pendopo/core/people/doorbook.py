"""The book at the door: who has signed in, as Django keeps it, looked up by a question that lies ready.

Every page of somebody signed in begins with it; putting the same question together anew took ten times its answer.
"""
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.utils import timezone

from pendopo.kit.prepared import Steady

by_key: Steady[Any] = Steady(lambda key: Session.objects.filter(pk=key).values_list("session_data", "expire_date"),
                             key=str)


class SessionStore(Kept):
    def load(self) -> dict[str, Any]:
        """What stands there while it lasts; nothing for a key that is unknown or over, and that key is not used on.
        PostgreSQL cannot even be asked for a key with NUL in it, which a cookie can carry."""
        key = self.session_key or ""
        for data, until in by_key(key="" if "\0" in key else key):
            if until > timezone.now():
                found: dict[str, Any] = self.decode(data)
                return found
        self._session_key = None
        return {}
