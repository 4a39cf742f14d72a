"""The line of an act in this room. Facts are the city's; who it names is private, lies apart and goes when they go."""
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from pendopo.core.ledger import actions as ledger
from pendopo.core.ledger.models import PRIVATE, PUBLIC, Line
from pendopo.core.people.actors import Actor, System, signature
from pendopo.core.people.models import Person, Trace
from pendopo.kit.rows import insert


class Hindrance(ValueError):
    """What stands in the way, in words for the person."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def enter(verb: str, *, by: Actor, about: Person | None = None, facts: dict[str, Any] | None = None,
          words: dict[str, Any] | None = None, public: bool = False) -> Line:
    """Writes the line, and a trace for everybody whom it names, so that they can be shown it and it can be emptied.

    `public`: the facts are exported (a unit, a role, a day: never a person); the names never are.
    """
    now = timezone.now()
    named = signature(by) | ({"who": about.alias} if about else {}) | (words or {})
    line = ledger.write(ledger.Deed({"verb": verb, "at": now.isoformat(), **(facts or {})}, named,
                                    PUBLIC if public else PRIVATE, PRIVATE))
    persons = [about] if isinstance(by, System) else [by.person, by.person.helper, about]
    keys = {person.pk for person in persons if person is not None}
    for key in sorted(keys):
        insert(Trace(person_id=key, line=line, verb=verb, at=now))
    return line
