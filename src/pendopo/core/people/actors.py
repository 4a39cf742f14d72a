"""Who acts. A person, somebody with a receipt for one record, or a named part of the system."""
from dataclasses import dataclass

from pendopo.core.people.models import Person


@dataclass(frozen=True)
class ReceiptHolder:
    """No account: the receipt opens one record and nothing else, not even another one of the same guest."""
    person: Person
    record_id: int
    own_ids: frozenset[int] = frozenset()
    office_ids: frozenset[int] = frozenset()
    roles: tuple[tuple[int, str, str], ...] = ()

    def at(self, *roles: str) -> frozenset[int]:
        return frozenset()

    def on_side(self, *sides: str) -> frozenset[int]:
        return frozenset()

    def sides(self, *roles: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class System:
    """A timer, an import, the command line. Its row in the table of persons has the alias `system-NAME`."""
    person: Person
    record_id: None = None
    own_ids: frozenset[int] = frozenset()
    office_ids: frozenset[int] = frozenset()
    roles: tuple[tuple[int, str, str], ...] = ()

    def at(self, *roles: str) -> frozenset[int]:
        return frozenset()

    def on_side(self, *sides: str) -> frozenset[int]:
        return frozenset()

    def sides(self, *roles: str) -> frozenset[str]:
        return frozenset()


Actor = Person | ReceiptHolder | System


def signature(actor: Actor) -> dict[str, str]:
    """Who did it, by alias; with the officer, when one acted for the person (assisted participation)."""
    person = actor.person
    return {"by": person.alias} | ({"through": person.helper.alias} if person.helper else {})
